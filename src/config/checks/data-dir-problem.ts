// Owns: what an error of the disk at the start says of DATA_DIR: which file, why, and what a person can do. A full disk is
// none of these: a start goes on there.

import { problem, type Problem } from '../problem.ts';
import { errorCode } from '../read-text-file.ts';

const ELSEWHERE = 'or name another folder as DATA_DIR.';

interface Cause {
  readonly why: string;
  readonly remedy: string;
}

const isFolder = (dataDir: string): Cause => ({
  why: `${dataDir}, or what it lies in, is no folder`,
  remedy: 'Name a folder as DATA_DIR.',
});

function forbidden(dataDir: string): Cause {
  const uid = process.getuid?.();
  const who = `the user who runs Signalman${uid === undefined ? '' : ` (uid ${uid})`}`;
  return {
    why: `${who} may not read and write it`,
    remedy:
      uid === undefined ? `Let that user write there, ${ELSEWHERE}` : `Give it to that user (chown -R ${uid} ${dataDir}), ${ELSEWHERE}`,
  };
}

const CAUSES: Readonly<Record<string, (dataDir: string) => Cause>> = {
  EACCES: forbidden,
  EPERM: forbidden,
  EROFS: () => ({ why: 'it is on a file system that is mounted read-only', remedy: `Mount it for writing, ${ELSEWHERE}` }),
  ENOTDIR: isFolder,
  EEXIST: isFolder,
  EISDIR: () => ({ why: 'it is a folder, where a file belongs', remedy: `Move it away, ${ELSEWHERE}` }),
  ENOENT: () => ({ why: 'it cannot be made there', remedy: `Make the folder, ${ELSEWHERE}` }),
  ENAMETOOLONG: () => ({ why: 'its path is too long', remedy: 'Name a folder with a shorter path as DATA_DIR.' }),
  ELOOP: () => ({ why: 'its path is a circle of symbolic links', remedy: `Mend the links, ${ELSEWHERE}` }),
};

const pathOf = (error: unknown): string | null =>
  error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : null;

/** Null: the error is about something else. */
export function dataDirProblem(error: unknown, dataDir: string): Problem | null {
  const code = errorCode(error);
  const path = pathOf(error);
  const cause = code === null ? undefined : CAUSES[code]?.(dataDir);
  // the parent of a folder that cannot be made may be named instead
  if (cause === undefined || path === null || !(path.startsWith(dataDir) || dataDir.startsWith(path))) return null;
  return problem({ file: null, line: null, key: 'DATA_DIR' }, `${path} cannot be used: ${cause.why} (${code}).`, cause.remedy);
}
