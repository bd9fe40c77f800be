// Owns: refusing an upload that nobody wants to read. Closing a socket with unread data makes the system reset it, and the
// sender never sees the refusal; so the answer leaves at once, and the rest of the upload is thrown away, up to a limit.

import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { LINGER_BYTES_MAX, LINGER_MS } from './limits.ts';

/** A response body of `text` that ends when the upload has ended, or has become too long to wait for. */
export function lingeringAnswer(req: IncomingMessage, text: string): Readable {
  const answer = new Readable({ read() {} });
  let bytesLeft = LINGER_BYTES_MAX;
  const finish = (): void => {
    clearTimeout(timer);
    req.off('data', discard).off('end', finish).off('close', finish).pause();
    if (!answer.destroyed) answer.push(null);
  };
  const discard = (chunk: Buffer): void => {
    bytesLeft -= chunk.length;
    if (bytesLeft <= 0) finish();
  };
  const timer = setTimeout(finish, LINGER_MS);
  req.on('data', discard).on('end', finish).on('close', finish);
  answer.once('close', finish);
  answer.push(text);
  req.resume();
  return answer;
}
