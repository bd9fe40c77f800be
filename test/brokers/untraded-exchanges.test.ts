// Exchanges at which no order is sent, since one whose answer is lost could not be found: an entry asks them nothing, what is held there goes at
// market, and the doctor says both. Behind each is a server that knows nothing of it.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createCcxtBroker } from '../../src/brokers/ccxt/ccxt-broker.ts';
import type { MarketType } from '../../src/brokers/ccxt/wire/exchange.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName } from '../../src/core/model/ids.ts';
import type { Approved, OrderRequest } from '../../src/core/model/order.ts';
import { USUAL_TERMS } from '../../src/core/model/order-terms.ts';
import { createFakeClock } from '../fake-clock.ts';
import { newOrderId } from './broker-harness.ts';
import { wireMarket } from './ccxt-wire-markets.ts';

const CREDENTIALS = { apiKey: 'k'.repeat(40), secret: Buffer.alloc(32, 7).toString('base64'), password: 'p' };

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly text: string;
}

/** The broker with what it knew of its market before, and every request that left. */
async function open(id: string, market: MarketType, symbol: string, folder: string) {
  const asked: Asked[] = [];
  const clock = createFakeClock();
  const kept = join(folder, 'kept.json');
  const known = {
    ...wireMarket('binance', market === 'spot' ? 'spot' : 'swap'),
    symbol,
    ...(market === 'future' ? { swap: false, future: true } : {}),
  };
  await writeFile(
    kept,
    JSON.stringify({ of: `${id} ${market}`, markets: { [symbol]: { market: known, hedged: false, marginMode: null } } }),
  );
  const broker = await createCcxtBroker({
    account: accountName('venue'),
    mode: 'live',
    exchange: id,
    market,
    sandbox: false,
    quoteCurrency: 'USDT',
    credentials: CREDENTIALS,
    keptFile: kept,
    ccxt: {
      uid: '1',
      login: 'somebody',
      timeout: 2_000,
      fetchImplementation: (url: string, init: RequestInit = {}) => {
        asked.push({ method: init.method ?? 'GET', url, text: `${url} ${typeof init.body === 'string' ? init.body : ''}` });
        return Promise.resolve(new Response('{}', { status: 404, headers: { 'content-type': 'application/json' } }));
      },
    },
    clock,
    log: () => undefined,
  });
  return { broker, asked };
}

function requestOf(symbol: string, reduceOnly: boolean): Approved<OrderRequest> {
  const instrument = {
    symbol,
    kind: 'spot',
    base: 'BTC',
    quote: 'USDT',
    tickSize: decimal('0.1'),
    stepSize: decimal('0.00001'),
    qtyMin: decimal('0.00001'),
    qtyMax: null,
    notionalMin: decimal('0'),
    canShort: false,
  } as const;
  const request: OrderRequest = {
    id: newOrderId(),
    account: accountName('venue'),
    instrument,
    side: reduceOnly ? 'sell' : 'buy',
    type: 'market',
    qty: decimal('0.25'),
    limitPrice: null,
    stopPrice: null,
    trail: null,
    terms: USUAL_TERMS,
    reduceOnly,
    ocoGroup: null,
  };
  return request as Approved<OrderRequest>;
}

const inSpot = (id: string) => [id, 'spot', 'BTC/USDT'] as const;

async function at(id: string, market: MarketType, symbol: string) {
  const folder = await mkdtemp(join(tmpdir(), 'untraded-'));
  try {
    const { broker, asked } = await open(id, market, symbol, folder);
    const entry = await broker.submit(requestOf(symbol, false));
    const before = asked.filter(({ method }) => method !== 'GET').length;
    const exit = await broker.submit(requestOf(symbol, true));
    const sent = asked.filter(({ method }) => method !== 'GET').slice(before);
    const found = await broker.examine();
    return { entry, before, exit, sent, doctor: found.find(({ check }) => check === 'abilities'), traits: broker.traits };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const DATED = 'BTC/USDT:USDT-300329';

it.each([
  ...['bit2c', 'bitbank', 'bitbns', 'bitflyer', 'bitopro', 'bitso', 'bitteam', 'btcbox', 'coincheck', 'digifinex', 'hollaex'].map(inSpot),
  ...['independentreserve', 'luno', 'mercado', 'paymium'].map(inSpot),
  ['bitget', 'future', DATED],
  ['htx', 'future', DATED],
] as const)('%s, %s: no entry, what is held goes at market, and the doctor says so', async (id, market, symbol) => {
  const { entry, before, sent, doctor, traits } = await at(id, market, symbol);
  expect([traits.untraded?.isLeft, entry.type === 'accepted', before]).toEqual([true, false, 0]);
  expect(
    sent.map(({ text }) => /0?\.25\b/.test(text)),
    JSON.stringify(sent),
  ).toEqual([true]);
  expect(doctor).toMatchObject({ state: 'failed', remedy: expect.stringMatching('a close is sent at market') as unknown });
});

it.each(['coinspot', 'p2b', 'zaif'])(
  '%s takes no order at market: what is held there has to be closed by hand, and the doctor says so',
  async (id) => {
    const { before, exit, sent, doctor, traits } = await at(id, 'spot', 'BTC/USDT');
    expect([traits.untraded?.isLeft, before, exit.type, sent]).toEqual([false, 0, 'rejected', []]);
    expect(doctor).toMatchObject({ state: 'failed', remedy: expect.stringMatching('closed by hand') as unknown });
  },
);
