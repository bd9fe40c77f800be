// Owns: getting the bytes of a request, exactly as they were sent (signatures are over them), within a size and a time.
// Memory is bounded by the limit; what exceeds it is not read here.

import type { IncomingMessage } from 'node:http';

export type RawBody =
  | { readonly type: 'complete'; readonly bytes: Uint8Array }
  | { readonly type: 'too_large' }
  | { readonly type: 'too_slow' }
  /** The sender went away, or what it sent is no correct HTTP. */
  | { readonly type: 'incomplete' };

/** Never rejects. After anything but `complete` the connection must be closed. Sockets live in real time, so does this timer. */
export function readRawBody(req: IncomingMessage, limits: { readonly bytesMax: number; readonly timeoutMs: number }): Promise<RawBody> {
  if (Number(req.headers['content-length'] ?? 0) > limits.bytesMax) return Promise.resolve({ type: 'too_large' });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (body: RawBody): void => {
      clearTimeout(timer);
      req.off('data', onData).off('end', onEnd).off('close', onLoss);
      if (body.type !== 'complete') req.pause();
      resolve(body);
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > limits.bytesMax) finish({ type: 'too_large' });
      else chunks.push(chunk);
    };
    const onEnd = (): void =>
      finish({ type: 'complete', bytes: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size) });
    const onLoss = (): void => finish({ type: 'incomplete' });
    const timer = setTimeout(() => finish({ type: 'too_slow' }), limits.timeoutMs);
    // The listener for errors stays: an upload that is given up may still fail, and an unheard error would end the process.
    req.on('error', onLoss).on('close', onLoss).on('data', onData).on('end', onEnd);
  });
}
