// Owns: the real HTTP server over a fake dispatcher, on a free loopback port, with its log and its faults captured.

import { createAcknowledgements } from '../../src/boot/acknowledgements.ts';
import { createHttpServer, type AddRoutes, type HttpServer } from '../../src/http/create-server.ts';
import type { HttpPorts, HttpSettings } from '../../src/http/http-ports.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redact.ts';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';
import { createFakeDispatcher, type FakeDispatcher } from './fake-dispatcher.ts';
import { settings, START } from './samples.ts';

/** A journal that knows nothing. */
export const NO_HISTORY: HttpPorts['history'] = {
  readSignal: () => Promise.resolve(null),
  readSignals: () => Promise.resolve(new Map()),
  readIds: ({ before }) => Promise.resolve(before === null ? { ids: [], next: null } : null),
  async *retired() {},
};

export const SECRET = 'planted-webhook-secret-1';
export const ALPHA_SECRET = 'planted-alpha-secret-2';
export const HMAC_SECRET = 'planted-hmac-secret-3';
export const ADMIN_TOKEN = 'planted-admin-token-4';
export const PLANTED: readonly string[] = [SECRET, ALPHA_SECRET, HMAC_SECRET, ADMIN_TOKEN];

export interface TestServer {
  readonly port: number;
  readonly url: string;
  readonly server: HttpServer;
  readonly dispatcher: FakeDispatcher;
  readonly clock: FakeClock;
  readonly logLines: readonly string[];
  readonly faults: readonly { readonly error: unknown; readonly where: string }[];
}

export interface TestServerOptions {
  readonly http?: Partial<Omit<HttpSettings, 'senders'>>;
  readonly senders?: Partial<HttpSettings['senders']>;
  readonly ports?: Partial<HttpPorts>;
  readonly dispatcher?: FakeDispatcher;
  readonly addRoutes?: AddRoutes;
}

/** Runs `test` against a server of its own and closes it whatever happens. */
export async function withServer(options: TestServerOptions, test: (started: TestServer) => Promise<void>): Promise<void> {
  const dispatcher = options.dispatcher ?? createFakeDispatcher();
  const clock = createFakeClock(START);
  const logLines: string[] = [];
  const faults: { error: unknown; where: string }[] = [];
  const redactor = createRedactor(PLANTED);
  let drawn = 0;
  const ports: HttpPorts = {
    dispatcher,
    settings,
    clock,
    randomHex: (digits) => (drawn++).toString(16).padStart(digits, '0'),
    log: createLog({ level: 'trace', redactor, stream: { write: (line: string) => logLines.push(line) } }),
    redactor,
    version: '1.2.3',
    readiness: () => [],
    storeHealth: () => ({ healthy: true, detail: 'writes' }),
    history: NO_HISTORY,
    acknowledgements: createAcknowledgements(),
    lastQuote: () => null,
    rates: { known: () => new Map(), find: async () => new Map() },
    explainVerdict: () => ({ would: 'ask', checks: [], denial: null, heldBack: false, symbol: null }),
    onFault: (error, where) => faults.push({ error, where }),
    ...options.ports,
  };
  const http: HttpSettings = {
    host: '127.0.0.1',
    port: 0,
    timeZone: 'Asia/Kolkata',
    publicUrl: null,
    allowedAddresses: [],
    trustedProxies: [],
    unauthenticatedPerMinuteMax: 1_000,
    answerWaitMs: 0,
    adminToken: ADMIN_TOKEN,
    requestTimeoutMs: 10_000,
    ...options.http,
    senders: {
      secret: SECRET,
      strategySecrets: new Map([['alpha', ALPHA_SECRET]]),
      hmacSecret: null,
      requireHmac: false,
      requireTimestamp: false,
      ...options.senders,
    },
  };
  const server = createHttpServer(http, ports, options.addRoutes);
  const { port, url } = await server.listen();
  try {
    await test({ port, url, server, dispatcher, clock, logLines, faults });
  } finally {
    await server.stop();
  }
}
