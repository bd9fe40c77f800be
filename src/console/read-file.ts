// Owns: the bytes of a picture or file that the bot sends. Only what is in memory or on this disk: an address on the
// network is refused, as the console never reaches out.

import { createHash } from 'node:crypto';
import { InputFile } from 'grammy';
import type { FileInfo, StoredFile } from './chat-message.ts';
import { FILE_BYTES_KEPT } from './console-limits.ts';

export type ReadFile =
  | { readonly ok: true; readonly info: FileInfo; readonly file: StoredFile }
  | { readonly ok: false; readonly error: string };

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** `given` is the payload's `photo` or `document`; pictures have to be PNG. Errors come in Telegram's words. */
export async function readFile(given: unknown, kind: FileInfo['kind']): Promise<ReadFile> {
  if (!(given instanceof InputFile))
    return { ok: false, error: 'wrong file identifier/HTTP URL specified: the console takes uploaded bytes only' };
  const source: unknown = Reflect.get(given, 'fileData');
  if (source instanceof URL || (typeof source === 'object' && source !== null && 'url' in source)) {
    return { ok: false, error: 'failed to get HTTP URL content: the console does not reach the network' };
  }
  const bytes = await collect(await given.toRaw());
  if (bytes === null) return { ok: false, error: 'file is too big' };
  if (bytes.length === 0) return { ok: false, error: 'file must be non-empty' };
  const size = kind === 'photo' ? pngSize(bytes) : { width: 0, height: 0 };
  if (size === null) return { ok: false, error: 'IMAGE_PROCESS_FAILED' };
  const id = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
  const name = given.filename ?? (kind === 'photo' ? 'picture.png' : 'file');
  return { ok: true, info: { id, kind, name, bytes: bytes.length, ...size }, file: { id, base64: bytes.toString('base64') } };
}

/** Null when it is more than may be kept. */
async function collect(raw: Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<Buffer | null> {
  if (raw instanceof Uint8Array) return raw.length > FILE_BYTES_KEPT ? null : Buffer.from(raw);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of raw) {
    bytes += chunk.length;
    if (bytes > FILE_BYTES_KEPT) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Width and height in pixels from the header; null if this is no PNG. */
function pngSize(bytes: Buffer): { width: number; height: number } | null {
  if (bytes.length < 24 || !bytes.subarray(0, 8).equals(PNG_SIGNATURE)) return null;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}
