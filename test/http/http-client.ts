// Owns: two ways to talk to the server under test: well-formed requests, and bytes on a socket.

import { request, type IncomingHttpHeaders } from 'node:http';
import { connect, type Socket } from 'node:net';
import { SECRET } from './test-server.ts';

export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON; throws where it is none. */
  json(): Record<string, unknown>;
}

export interface Sent {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** The loopback address that the request comes from (127.0.0.0/8). */
  readonly from?: string;
}

function parseObject(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`not a JSON object: ${text}`);
  return Object.fromEntries(Object.entries(value));
}

/** One request on a connection of its own. */
export function send(port: number, { method = 'GET', path, headers = {}, body, from }: Sent): Promise<Received> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, method, path, headers, agent: false, ...(from === undefined ? {} : { localAddress: from }) };
    const req = request(options, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('error', reject);
      res.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: res.statusCode ?? 0, headers: res.headers, text, json: () => parseObject(text) });
      });
    });
    req.on('error', reject);
    if (body === undefined) req.end();
    else req.end(body);
  });
}

export const post = (
  port: number,
  path: string,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Promise<Received> => send(port, { method: 'POST', path, body, headers });

/** An alert as JSON with the right secret in it. */
export const alertBody = (fields: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({ secret: SECRET, action: 'buy', symbol: 'BTCUSDT', quantity: 0.1, ...fields });

export interface RawConnection {
  readonly socket: Socket;
  write(text: string | Uint8Array): void;
  /** Resolves with all that arrived, once it matches. */
  until(pattern: RegExp): Promise<string>;
  /** Resolves with all that arrived, when the server has closed the connection. */
  closed(): Promise<string>;
}

export async function openRaw(port: number): Promise<RawConnection> {
  const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
  let received = '';
  let isClosed = false;
  const wakers = new Set<() => void>();
  const wake = (): void => {
    for (const waker of wakers) waker();
  };
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString('utf8');
    wake();
  });
  // A reset is one way to be closed; what came before it is what tests look at.
  socket.on('error', () => undefined);
  for (const event of ['end', 'close']) {
    socket.on(event, () => {
      isClosed = true;
      socket.destroy();
      wake();
    });
  }
  const when = (reached: () => boolean, what: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const check = (): void => {
        if (reached()) resolve(received);
        else if (isClosed) reject(new Error(`the connection ended before ${what}; received: ${received}`));
        else return;
        wakers.delete(check);
      };
      wakers.add(check);
      check();
    });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  return {
    socket,
    write: (text) => void socket.write(text),
    until: (pattern) => when(() => pattern.test(received), String(pattern)),
    closed: () => when(() => isClosed, 'its end'),
  };
}
