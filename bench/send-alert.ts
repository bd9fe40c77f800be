// Owns: giving an alert to the application over a connection that is open already, as a sender's proxy does. What a client's
// library does before that is no time of the application.

import { connect } from 'node:net';
import { once } from 'node:events';
import { monotonicMs } from './monotonic.ts';

export interface AlertSender {
  /** Resolves when the alert was accepted, with the instant (ms of the monotonic clock) at which its bytes were handed over. */
  send(body: string): Promise<number>;
  close(): void;
}

const END_OF_HEAD = '\r\n\r\n';

/** The answer is whole: a head that tells its length, and as many bytes. */
function isWhole(answer: Buffer): boolean {
  const head = answer.indexOf(END_OF_HEAD);
  const length = /content-length: (\d+)/i.exec(answer.subarray(0, Math.max(0, head)).toString('latin1'))?.[1];
  return length !== undefined && answer.length >= head + END_OF_HEAD.length + Number(length);
}

export async function openSender(url: string): Promise<AlertSender> {
  const { hostname, port, host } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  return {
    async send(body) {
      const head = `POST /webhook HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}`;
      let answer = Buffer.alloc(0);
      const answered = new Promise<void>((resolve, reject) => {
        const read = (part: Buffer): void => {
          answer = Buffer.concat([answer, part]);
          if (!isWhole(answer)) return;
          socket.off('data', read);
          socket.off('error', reject);
          resolve();
        };
        socket.on('data', read);
        socket.once('error', reject);
      });
      const began = monotonicMs();
      socket.write(head + END_OF_HEAD + body);
      await answered;
      const text = answer.toString('utf8');
      if (!/^HTTP\/1\.1 20[02] /.test(text)) throw new Error(`the alert was refused: ${text}`);
      return began;
    },
    close: () => socket.destroy(),
  };
}
