// Owns: requests that are no requests: broken HTTP, headers that are too large or never come. Node has no response object
// for them, so the refusal is written to the socket by hand. A socket with an answer under way gets no second one.

import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { refuse, type Answer } from './refusal.ts';

function answerFor(code: string | undefined): Answer {
  if (code === 'HPE_HEADER_OVERFLOW') return refuse('HEADERS_TOO_LARGE');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return refuse('TOO_SLOW');
  if (code === 'HPE_INVALID_EOF_STATE') return refuse('BODY_INCOMPLETE');
  return refuse('BAD_REQUEST');
}

/** An answer as bytes of HTTP/1.1, for a socket that is closed after it. */
export function rawAnswer(answer: Answer): string {
  const text = JSON.stringify(answer.body);
  const head = [
    `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${text}`;
}

export function answerClientErrors(server: Server): void {
  const underWay = new WeakMap<Duplex, Map<ServerResponse, IncomingMessage>>();
  server.on('request', (req, res) => {
    const requests = underWay.get(req.socket) ?? new Map<ServerResponse, IncomingMessage>();
    underWay.set(req.socket, requests.set(res, req));
    res.once('close', () => requests.delete(res));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const requests = [...(underWay.get(socket) ?? [])];
    const last = requests.at(-1);
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    // Complete requests before the broken bytes still get their answers; the connection ends with the last of them.
    if (last?.[1].complete) {
      last[0].once('close', () => socket.destroy());
      return;
    }
    if (requests.length > 1 || last?.[0].headersSent) socket.destroy();
    else socket.end(rawAnswer(answerFor(error.code)), () => socket.destroy());
  });
}
