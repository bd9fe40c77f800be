// What stands before a venue answers in its place, at every venue over HTTP: an order that is there may be called refused, timed out or
// never connected, and none of it is believed. What really was never connected is told apart by its error, not by its words.

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { classifyError } from '../../src/brokers/ccxt/wire/classify-error.ts';
import { requireExchange } from '../../src/brokers/ccxt/wire/load-exchange.ts';
import { makeExchange } from '../../src/brokers/ccxt/wire/make-exchange.ts';
import { createDhanClient } from '../../src/brokers/dhan/dhan-client.ts';
import { createFakeClock } from '../fake-clock.ts';
import { alpacaVenue } from '../venues/alpaca-venue.ts';
import { BINANCE_SPOT } from '../venues/binance-spot-venue.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { BYBIT, KRAKEN, OKX } from '../venues/ccxt-venues.ts';
import { dhanVenue } from '../venues/dhan-venue.ts';
import type { Fault } from '../venues/faults.ts';
import { type RemoteSpec, remoteHarness } from '../venues/remote-harness.ts';
import { runFaultCase } from './fault-case.ts';

const cacheDir = mkdtempSync(join(tmpdir(), 'others-dhan-'));
afterAll(() => rmSync(cacheDir, { recursive: true, maxRetries: 5 }));

const VENUES: readonly (readonly [name: string, spec: RemoteSpec])[] = [
  ['Binance spot', impatient(BINANCE_SPOT)],
  ['Bybit', impatient(BYBIT)],
  ['OKX', impatient(OKX)],
  ['Kraken', impatient(KRAKEN)],
  ['Alpaca', alpacaVenue()],
  ['Dhan', dhanVenue({ cacheDir })],
];

const ANSWERS: readonly (readonly [what: string, status: number, body: unknown])[] = [
  ['a gateway that could not connect to somebody', 502, '<html>connect ECONNREFUSED 10.0.0.1:80</html>'],
  ['the same in JSON', 502, { message: 'getaddrinfo ENOTFOUND upstream' }],
  ['a request that took too long', 408, '<html>Request Timeout</html>'],
  ['a page that calls the request wrong', 422, '<html>Unprocessable</html>'],
  ['a status that no document knows', 524, ''],
  ['no content', 204, ''],
];

describe.each(VENUES)('%s', (_name, spec) => {
  it.each(ANSWERS)('accepted, and the answer is that of %s', (_what, status, body) =>
    runFaultCase(remoteHarness(spec), {
      name: '',
      async run(ground) {
        const fault: Fault = { type: 'says', status, body, acted: true };
        ground.fault('submit', fault);
        const { order, outcome } = await ground.submit({ side: 'buy', qty: '1' });
        // Alpaca looks a page up by itself
        expect(['ambiguous', 'accepted']).toContain(outcome.type);
        expect(await ground.lookUp(order)).toMatchObject({ type: 'found', order: { status: 'filled' } });
        await ground.settle();
      },
    }),
  );
});

async function withServer(use: (server: Server) => void, run: (port: number) => Promise<void>): Promise<void> {
  const server = createServer();
  use(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await run((server.address() as AddressInfo).port);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

/** What is behind an address of the venue, and whether it proves that nothing was said to it. */
const ENDS: readonly (readonly [what: string, use: (server: Server) => void, proves: boolean, scheme: string])[] = [
  ['closes before it has shown who it is', (server) => server.on('connection', (socket) => socket.destroy()), true, 'https'],
  [
    'speaks no TLS',
    (server) => server.on('connection', (socket) => socket.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    true,
    'https',
  ],
  [
    'closes after the request has come',
    (server) => server.on('connection', (socket) => socket.on('data', () => socket.destroy())),
    false,
    'http',
  ],
];

describe.each(ENDS)('whoever %s', (_what, use, proves, scheme) => {
  it('Dhan', () =>
    withServer(use, async (port) => {
      const client = createDhanClient({
        clientId: '1',
        accessToken: 'x',
        baseUrl: `${scheme}://127.0.0.1:${port}`,
        clock: createFakeClock(),
      });
      expect((await client.send('POST', '/orders', {})).type).toBe(proves ? 'unsent' : 'unclear');
    }));

  it('ccxt', () =>
    withServer(use, async (port) => {
      const url = `${scheme}://127.0.0.1:${port}/api/v3`;
      const exchange = makeExchange(await requireExchange('binance'), {
        market: 'spot',
        sandbox: false,
        credentials: { apiKey: 'k', secret: 's' },
        ccxt: { urls: { api: { public: url, private: url } } },
      });
      const failure = await exchange.fetchTime().then(() => null, classifyError);
      expect(failure?.type).toBe(proves ? 'unavailable' : 'ambiguous');
    }));
});
