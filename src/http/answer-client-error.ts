// Owns: requests that are no requests: broken HTTP, headers that are too large or never come. Node has no response object
// for them, so the refusal is written to the socket by hand. A socket with an answer under way gets no second one.

import { STATUS_CODES, type Server } from 'node:http';
import { refuse, type Answer } from './refusal.ts';
import type { Connections } from './track-connections.ts';

function answerFor(code: string | undefined): Answer {
  if (code === 'HPE_HEADER_OVERFLOW') return refuse('HEADERS_TOO_LARGE');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return refuse('TOO_SLOW');
  if (code === 'HPE_INVALID_EOF_STATE') return refuse('BODY_INCOMPLETE');
  return refuse('BAD_REQUEST');
}

/** An answer as bytes of HTTP/1.1, for a socket that is closed after it. */
function rawAnswer(answer: Answer): string {
  const text = JSON.stringify(answer.body);
  const head = [
    `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${text}`;
}

export function answerClientErrors(server: Server, connections: Connections): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const requests = connections.unanswered(socket);
    const last = requests.at(-1);
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    // Complete requests before the broken bytes still get their answers; the connection ends with the last of them.
    if (last?.req.complete) {
      last.res.once('close', () => socket.destroy());
      return;
    }
    if (requests.length > 1 || last?.res.headersSent) socket.destroy();
    else socket.end(rawAnswer(answerFor(error.code)), () => socket.destroy());
  });
}
