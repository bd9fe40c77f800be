// Owns: data/reserve.1, .2 …: empty files that are given up with the reserve. A disk may have bytes left and no more files (its
// inodes are used up): then it takes no lock, no document and no new month, however much of the reserve is cut off.

import { join } from 'node:path';
import { errorCode, type FileSystem, nullIfAbsent, withFile } from './file-system.ts';

const nameOf = (directory: string, number: number): string => join(directory, `reserve.${number}`);
const NAME = /^reserve\.\d+$/;

/** Ascending. */
const numbersIn = async (fs: FileSystem, directory: string): Promise<readonly number[]> =>
  (await fs.list(directory))
    .filter((name) => NAME.test(name))
    .map((name) => Number(name.slice('reserve.'.length)))
    .sort((one, other) => one - other);

export const countSpareNames = async (fs: FileSystem, directory: string): Promise<number> => (await numbersIn(fs, directory)).length;

/** Rejects where the disk takes no more of them; those that it took stay. */
export async function fillSpareNames(fs: FileSystem, directory: string, count: number): Promise<void> {
  const there = new Set(await numbersIn(fs, directory));
  for (let number = 1; number <= count; number += 1) {
    if (there.has(number)) continue;
    await withFile(fs, nameOf(directory, number), 'create', () => Promise.resolve()).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error;
    });
  }
}

/** So many of them; false where there is none. */
export async function giveUpSpareNames(fs: FileSystem, directory: string, count: number): Promise<boolean> {
  const last = (await numbersIn(fs, directory)).slice(-count);
  for (const number of last) await fs.unlink(nameOf(directory, number)).catch(nullIfAbsent);
  return last.length > 0;
}
