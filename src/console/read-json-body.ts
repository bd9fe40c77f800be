// Owns: the small JSON bodies that the page sends.

import type { IncomingMessage } from 'node:http';
import { REQUEST_BYTES_MAX } from './console-limits.ts';

export type JsonBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly status: 400 | 413 | 415; readonly error: string };

/** Only application/json: another page cannot send that without asking first (CORS). */
export async function readJsonBody(request: IncomingMessage): Promise<JsonBody> {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) return { ok: false, status: 415, error: 'the body has to be application/json' };
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) throw new Error('the request body was decoded before the console read it');
    bytes += chunk.length;
    // What is too much is read and dropped: leaving the loop early would cut the connection before the answer is out.
    if (bytes <= REQUEST_BYTES_MAX) chunks.push(chunk);
  }
  if (bytes > REQUEST_BYTES_MAX) return { ok: false, status: 413, error: `the body is larger than ${REQUEST_BYTES_MAX} bytes` };
  try {
    return { ok: true, value: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
  } catch (error) {
    return { ok: false, status: 400, error: `Invalid JSON format: ${error instanceof Error ? error.message : String(error)}` };
  }
}
