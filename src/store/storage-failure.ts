// Owns: what an error of the disk means. The one place where codes become reasons.

import { StorageError } from './dispatch.ts';
import { errorCode } from './file-system.ts';

/** EDQUOT is a full disk for whoever has the quota. */
const FULL_CODES: ReadonlySet<string | null> = new Set(['ENOSPC', 'EDQUOT']);

/** Of several errors the first one is the cause, the others came of dealing with it. */
export function isFullError(error: unknown): boolean {
  if (error instanceof StorageError) return error.reason === 'full';
  if (error instanceof AggregateError) return isFullError(error.errors[0]);
  return FULL_CODES.has(errorCode(error));
}

/** `what`: what was being done, e.g. "appending record 12 to 2026-11.jsonl". */
export function toStorageError(error: unknown, what: string): StorageError {
  if (error instanceof StorageError) return error;
  if (isFullError(error)) return new StorageError('full', `the disk is full: ${what} failed. Make room on it.`, { cause: error });
  const detail = error instanceof Error ? error.message : String(error);
  return new StorageError('failed', `${what} failed: ${detail}. Check the disk and its mount.`, { cause: error });
}
