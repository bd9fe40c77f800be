// A mail server on loopback that takes mails or fails in the way it is told.

import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers unfolded, by lower-case name; each as often as it stands there. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: string;
}

/** `accept`, or the reply code at a step, or a hang-up after the data. */
export type Behaviour = 'accept' | { readonly at: 'auth' | 'sender' | 'recipient' | 'data'; readonly code: number } | 'hang up after data';

export interface MailServer {
  readonly url: string;
  readonly mails: readonly ReceivedMail[];
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}

/** Takes `user` with `pass` where these are given. Closed by the test that started it. */
export async function startMailServer(auth?: { readonly user: string; readonly pass: string }): Promise<MailServer> {
  let behaviour: Behaviour = 'accept';
  const mails: ReceivedMail[] = [];
  const refusal = (step: string): Error | null =>
    typeof behaviour === 'object' && behaviour.at === step
      ? Object.assign(new Error(`refused at ${step}`), { responseCode: behaviour.code })
      : null;
  const server = new SMTPServer({
    disabledCommands: auth === undefined ? ['AUTH', 'STARTTLS'] : ['STARTTLS'],
    authOptional: auth === undefined,
    disableReverseLookup: true,
    onAuth(login, _session, done) {
      const fault = refusal('auth');
      if (fault === null && login.username === auth?.user && login.password === auth?.pass) done(null, { user: 'known' });
      else done(fault ?? Object.assign(new Error('wrong password'), { responseCode: 535 }));
    },
    onMailFrom: (_address, _session, done) => done(refusal('sender')),
    onRcptTo: (address, _session, done) =>
      done(address.address.startsWith('unknown@') ? Object.assign(new Error('no such user'), { responseCode: 550 }) : refusal('recipient')),
    onData(stream, session, done) {
      text(stream).then((raw) => {
        if (behaviour === 'hang up after data') {
          for (const connection of server.connections) connection.close();
          return;
        }
        const fault = refusal('data');
        if (fault === null) mails.push(parseMail(raw, session.envelope));
        done(fault);
      }, done);
    },
  });
  // Clients that go away in the middle are part of the tests.
  server.on('error', () => undefined);
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const credentials = auth === undefined ? '' : `${encodeURIComponent(auth.user)}:${encodeURIComponent(auth.pass)}@`;
  return {
    url: `smtp://${credentials}127.0.0.1:${portOf(listener)}`,
    mails,
    behave: (next) => {
      behaviour = next;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Accepts connections and never says a word. */
export async function startSilentServer(): Promise<{ readonly url: string; readonly connected: Promise<unknown>; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  const connected = once(server, 'connection');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${portOf(server)}`,
    connected,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** An address where nobody listens. */
export async function refusingUrl(): Promise<string> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return `smtp://127.0.0.1:${port}`;
}

const portOf = (server: Pick<Server, 'address'>): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  const { port }: AddressInfo = address;
  return port;
};

function parseMail(raw: string, envelope: { mailFrom: false | { address: string }; rcptTo: readonly { address: string }[] }): ReceivedMail {
  const end = raw.indexOf('\r\n\r\n');
  const headers = new Map<string, string[]>();
  for (const line of raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')) {
    const at = line.indexOf(':');
    const name = line.slice(0, at).toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), decodeWords(line.slice(at + 1).trim())]);
  }
  return {
    from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
    to: envelope.rcptTo.map(({ address }) => address),
    headers,
    body: decodeBody(raw.slice(end + 4), headers.get('content-transfer-encoding')?.[0] ?? ''),
  };
}

function decodeBody(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8').replaceAll('\r\n', '\n');
  const plain = encoding === 'quoted-printable' ? fromQuotedPrintable(body.replace(/=\r\n/g, '')) : body;
  return plain.replaceAll('\r\n', '\n');
}

/** RFC 2047 words, as subjects with more than ASCII are written. */
const decodeWords = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString('utf8') : fromQuotedPrintable(word.replaceAll('_', ' ')),
    );

const fromQuotedPrintable = (text: string): string =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, byte: string) => String.fromCharCode(Number.parseInt(byte, 16))),
    'latin1',
  ).toString('utf8');
