// Owns: DATA_DIR/generated.env: the secrets that were made because nobody set them. Mode 600, created as a whole or not at
// all (two first starts at once agree on one), read again at every later start.

import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { dataDirProblem } from '../checks/data-dir-problem.ts';
import { parseEnvFile } from './env-file.ts';
import { problem, type Problem } from '../problem.ts';
import { errorCode } from '../read-text-file.ts';
import { judgeSecret } from './secret-policy.ts';

export const GENERATED_NAMES = ['WEBHOOK_SECRET', 'ADMIN_TOKEN', 'CONSOLE_TOKEN'] as const;
export type GeneratedName = (typeof GENERATED_NAMES)[number];

export type GeneratedSecrets =
  | {
      readonly type: 'ok';
      readonly secrets: ReadonlyMap<GeneratedName, string>;
      /** Made just now: to be printed once. */
      readonly created: readonly GeneratedName[];
      readonly warnings: readonly Problem[];
    }
  | { readonly type: 'invalid'; readonly problems: readonly Problem[] };

export const secretsFile = (dataDir: string): string => join(dataDir, 'generated.env');
const HEADER = '# Secrets that Signalman made because .env has none. Keep this file private. Delete a line to have a new one made.\n';
/** 160 bits: hex, so that it needs no quoting in a URL, in JSON and in a shell. */
const makeSecret = (): string => randomBytes(20).toString('hex');

/** The secrets called `names`, made and kept where they are missing. With no names nothing is touched. */
export function openGeneratedSecrets(dataDir: string, names: readonly GeneratedName[]): GeneratedSecrets {
  if (names.length === 0) return { type: 'ok', secrets: new Map(), created: [], warnings: [] };
  const path = secretsFile(dataDir);
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    // Two rounds: the file may be created by another process between the look and the creation.
    for (let round = 0; ; round += 1) {
      const found = readSecrets(path);
      if (found.type === 'invalid') return found;
      const missing = names.filter((name) => !found.secrets.has(name));
      const secrets = new Map([...found.secrets, ...missing.map((name) => [name, makeSecret()] as const)]);
      const end = missing.length === 0 ? 'kept' : keepSecrets(path, secrets, found.isThere);
      const warnings = end === 'full' ? [...found.warnings, notKept(path, missing)] : found.warnings;
      if (end !== 'taken') return { type: 'ok', secrets, created: missing, warnings };
      if (round === 2)
        return unusable(path, 'another process changes it again and again', 'Stop the other process that uses this DATA_DIR.');
    }
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    const fault = dataDirProblem(error, dataDir);
    if (fault !== null) return { type: 'invalid', problems: [fault] };
    return unusable(path, `it cannot be written or read (${code})`, 'Look after the disk that DATA_DIR is on: is it full?');
  }
}

type Found =
  | {
      readonly type: 'ok';
      readonly isThere: boolean;
      readonly secrets: ReadonlyMap<GeneratedName, string>;
      readonly warnings: readonly Problem[];
    }
  | { readonly type: 'invalid'; readonly problems: readonly Problem[] };

function readSecrets(path: string): Found {
  let handle: number;
  try {
    // A symbolic link there would hand the secrets to wherever it points.
    handle = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { type: 'ok', isThere: false, secrets: new Map(), warnings: [] };
    if (errorCode(error) === 'ELOOP') return unusable(path, 'it is a symbolic link', 'Replace it by a file, or delete it.');
    throw error;
  }
  try {
    const warnings: Problem[] = [];
    const status = fstatSync(handle);
    if (!status.isFile()) return unusable(path, 'it is not a file', 'Delete it.');
    const uid = process.getuid?.();
    if (uid !== undefined && status.uid !== uid && uid !== 0)
      return unusable(path, 'it belongs to another user', 'Delete it, or give it to the user that runs Signalman.');
    if (process.platform !== 'win32' && (status.mode & 0o077) !== 0) {
      fchmodSync(handle, 0o600);
      warnings.push(
        problem(
          placeOf(path),
          'others could read this file; its mode is 600 again.',
          'If anyone else uses this machine, delete the file and start again: new secrets are made.',
        ),
      );
    }
    return readEntries(path, readFileSync(handle, 'utf8'), warnings);
  } finally {
    closeSync(handle);
  }
}

function readEntries(path: string, text: string, warnings: readonly Problem[]): Found {
  const { entries, problems } = parseEnvFile(text, path);
  const secrets = new Map<GeneratedName, string>();
  const faults = [...problems];
  for (const { key, value, line } of entries) {
    const name = GENERATED_NAMES.find((known) => known === key);
    if (name === undefined) continue;
    const fault = judgeSecret(value, 'Delete the line: a new one is made.');
    if (fault === null) secrets.set(name, value);
    else faults.push(problem({ file: path, line, key }, fault.message, fault.remedy));
  }
  return faults.length > 0 ? { type: 'invalid', problems: faults } : { type: 'ok', isThere: true, secrets, warnings };
}

/** `taken`: the file was created by someone else meanwhile. `full`: on a disk without room a start goes on: it may be the way out of a position. */
function keepSecrets(path: string, secrets: ReadonlyMap<GeneratedName, string>, isThere: boolean): 'kept' | 'taken' | 'full' {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    writeDraft(draft, HEADER + [...secrets].map(([name, secret]) => `${name}=${secret}\n`).join(''));
    if (isThere || !linkInPlace(draft, path)) renameSync(draft, path);
    else rmSync(draft);
  } catch (error) {
    rmSync(draft, { force: true });
    if (errorCode(error) === 'EEXIST') return 'taken';
    if (['ENOSPC', 'EDQUOT'].includes(errorCode(error) ?? '')) return 'full';
    throw error;
  }
  syncFolder(path);
  return 'kept';
}

const notKept = (path: string, names: readonly GeneratedName[]): Problem =>
  problem(
    placeOf(path),
    `the disk is full: what was made now holds for this run only (${names.join(', ')}).`,
    'Make room on the disk that DATA_DIR is on; the next start makes them anew and keeps them.',
  );

function writeDraft(draft: string, text: string): void {
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A link, unlike a rename, fails where the name is taken. False: this file system has no links. */
function linkInPlace(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(errorCode(error) ?? '')) return false;
    throw error;
  }
}

function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(join(path, '..'), constants.O_RDONLY);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

const placeOf = (path: string) => ({ file: path, line: null, key: null });
const unusable = (path: string, what: string, remedy: string): { type: 'invalid'; problems: readonly Problem[] } => ({
  type: 'invalid',
  problems: [problem(placeOf(path), `${what}.`, remedy)],
});
