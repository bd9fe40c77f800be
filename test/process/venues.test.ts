// The built program, out of its one file, at a venue of each library and with a mail server: modules that are merged into one
// file are not always what they were alone.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { ADMIN_TOKEN, AppClient, WEBHOOK_SECRET } from '../app-client.ts';
import { BUILD_MS_MAX } from '../crash/build-app.ts';
import { startMailServer } from '../email/mail-server.ts';
import { until } from '../until.ts';
import { ALPACA_KEYS } from '../venues/alpaca-front.ts';
import { alpacaVenue, SHARE } from '../venues/alpaca-venue.ts';
import { BINANCE_SPOT, binanceSpotUrls } from '../venues/binance-spot-venue.ts';
import { KEYS } from '../venues/binance-words.ts';
import { DHAN_CLIENT, DHAN_TOKEN, dhanVenue } from '../venues/dhan-venue.ts';
import { createExchange, type Exchange } from '../venues/exchange.ts';
import { openHttpVenue } from '../venues/http-venue.ts';
import type { RemoteSpec } from '../venues/remote-harness.ts';
import { buildProgram, type Program, urlOf } from './program.ts';

let program: Program;
beforeAll(async () => {
  program = await buildProgram('venues');
}, BUILD_MS_MAX);
afterAll(() => program.remove());
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await program.end();
  for (const close of closers.splice(0)) await close();
});

async function openVenue(spec: Pick<RemoteSpec, 'exchange' | 'front'>, symbol: string, currency: string) {
  const exchange = createExchange({
    ...spec.exchange,
    balances: { [currency]: '100000' },
    liquidityPerStep: null,
    now: () => Date.now(),
  });
  exchange.movePrice(symbol, '200');
  const server = await openHttpVenue(spec.front(exchange));
  closers.push(() => server.close());
  return { exchange, server };
}

/** Filled orders of this account in the books, as `side quantity`. */
async function filled(client: AppClient, account: string): Promise<readonly string[]> {
  const { body } = await client.read('/orders');
  const orders = body['orders'] as readonly Record<string, unknown>[];
  return orders
    .filter((order) => order['account'] === account && order['status'] === 'filled')
    .map((order) => `${String(order['side'])} ${String(order['filled_quantity'])}`)
    .toSorted();
}

interface Trade {
  readonly account: string;
  readonly symbol: string;
  readonly exchange: Exchange;
}

it('buys at a venue of each library, hears of the fill, closes again, and mails what went wrong', async () => {
  const alpaca = await openVenue(alpacaVenue(), SHARE, 'USD');
  const binance = await openVenue(BINANCE_SPOT, 'BTCUSDT', 'USDT');
  const dhan = await openVenue(dhanVenue({ cacheDir: join(program.folder, 'scrips') }), 'NSE_EQ:2885', 'INR');
  const mail = await startMailServer();
  closers.push(() => mail.close());
  writeFileSync(
    join(program.folder, 'config.yaml'),
    `accounts:
  stocks: { broker: alpaca, base_url: "${alpaca.server.httpUrl}", data_url: "${alpaca.server.httpUrl}", stream_url: "${alpaca.server.wsUrl}/stream" }
  crypto: { broker: ccxt, exchange: binance, market: spot, ccxt: { urls: ${JSON.stringify(binanceSpotUrls(binance.server))} } }
  india: { broker: dhan, base_url: "${dhan.server.httpUrl}/v2", stream_url: "${dhan.server.wsUrl}", scrip_master_url: "${dhan.server.httpUrl}/scrips.csv" }
strategies:
  stocks: { account: stocks, max_notional: 1000000, approval: auto }
  crypto: { account: crypto, max_notional: 1000000, approval: auto }
  india: { account: india, max_notional: 1000000, approval: auto }
`,
  );
  const started = program.run(['--port', '0'], {
    WEBHOOK_SECRET,
    ADMIN_TOKEN,
    STOCKS_API_KEY: ALPACA_KEYS.keyId,
    STOCKS_API_SECRET: ALPACA_KEYS.secret,
    CRYPTO_API_KEY: KEYS.apiKey,
    CRYPTO_API_SECRET: KEYS.secret,
    DHAN_CLIENT_ID: DHAN_CLIENT,
    DHAN_ACCESS_TOKEN: DHAN_TOKEN,
    SMTP_URL: mail.url,
    EMAIL_FROM: 'signalman@example.com',
    EMAIL_TO: 'operator@example.com',
  });
  const client = new AppClient(await urlOf(started));
  const trades: readonly Trade[] = [
    { account: 'stocks', symbol: SHARE, exchange: alpaca.exchange },
    { account: 'crypto', symbol: 'BTC/USDT', exchange: binance.exchange },
    { account: 'india', symbol: 'RELIANCE', exchange: dhan.exchange },
  ];
  for (const { account, symbol } of trades) {
    expect((await client.alert(`BUY ${symbol} qty=2`, `/webhook/${account}`)).status).toBeLessThan(300);
    await until(`the entry of ${account}`, async () => (await filled(client, account)).includes('buy 2'));
  }
  for (const { account, symbol, exchange } of trades) {
    await client.alert(`CLOSE ${symbol}`, `/webhook/${account}`);
    await until(`the exit of ${account}`, async () => (await filled(client, account)).includes('sell 2'));
    expect(exchange.trades().map(({ side, qty }) => `${side} ${qty}`)).toEqual(['buy 2', 'sell 2']);
  }
  expect((await client.read('/positions')).body['positions']).toEqual([]);

  await client.alert(`BUY ${SHARE} qty=4000`, '/webhook/stocks');
  const told = await until('the mail', () => mail.mails[0]);
  expect(told.to).toEqual(['operator@example.com']);
  expect(told.body).toContain(SHARE);
  started.signal('SIGTERM');
  expect(await started.exited).toBe(0);
}, 180_000);
