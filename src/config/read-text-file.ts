// Owns: reading a configuration file: text, absent, or unreadable with the reason. Never throws for what a disk does.

import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';

export type FileText =
  /** `open`: other users of this machine can read it. */
  | { readonly type: 'text'; readonly text: string; readonly open?: boolean }
  | { readonly type: 'absent' }
  | { readonly type: 'unreadable'; readonly reason: string };

/** A configuration of this size is none. Bytes. */
const FILE_BYTES_MAX = 1_048_576;

export function readTextFile(path: string): FileText {
  try {
    const { bytes, open } = readBytes(path);
    if (bytes.length > FILE_BYTES_MAX) return { type: 'unreadable', reason: 'it is larger than 1 MiB' };
    return { type: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), open };
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { type: 'absent' };
    if (error instanceof TypeError) return { type: 'unreadable', reason: 'it is not UTF-8 text' };
    return { type: 'unreadable', reason: code === 'EISDIR' ? 'it is a folder' : (code ?? String(error)) };
  }
}

function readBytes(path: string): { readonly bytes: Buffer; readonly open: boolean } {
  const handle = openSync(path, 'r');
  try {
    // Windows has no such modes.
    const open = process.platform !== 'win32' && (fstatSync(handle).mode & 0o044) !== 0;
    return { bytes: readFileSync(handle), open };
  } finally {
    closeSync(handle);
  }
}

/** What mends a file that is unreadable. The number, because in a container the user is another than the one who wrote the file. */
export function readableRemedy(): string {
  const uid = process.getuid?.();
  return `Make it readable for the user that runs Signalman${uid === undefined ? '' : ` (uid ${uid})`}, as UTF-8 text.`;
}

/** `ENOENT` and the like; null where the error has none. */
export const errorCode = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
