// What single exchanges, or ccxt for them, want to know before an order, and do not answer while an exit is due, over HTTP: the exit
// goes with what is known, or it was provably not sent and goes again; it never waits as one whose fate nobody knows.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createCcxtBroker } from '../../src/brokers/ccxt/ccxt-broker.ts';
import type { MarketType } from '../../src/brokers/ccxt/wire/exchange.ts';
import { decimal, ONE } from '../../src/core/model/decimal.ts';
import { accountName } from '../../src/core/model/ids.ts';
import type { Approved, OrderRequest } from '../../src/core/model/order.ts';
import { USUAL_TERMS } from '../../src/core/model/order-terms.ts';
import { createFakeClock } from '../fake-clock.ts';
import { carriedTo } from '../venues/carried-fetch.ts';
import { type Attempt, type HttpVenue, openHttpVenue } from '../venues/http-venue.ts';
import { newOrderId } from './broker-harness.ts';
import { wireMarket } from './ccxt-wire-markets.ts';

const folder = mkdtempSync(join(tmpdir(), 'asked-before-'));
afterAll(() => rmSync(folder, { recursive: true, maxRetries: 5 }));

const AWAY = { type: 'server_error', status: 503, acted: false } as const;
const WALLET = { apiKey: `0x${'1'.repeat(40)}`, secret: `0x${'2'.repeat(64)}` };
const KEYS = { apiKey: 'key', secret: 'c2VjcmV0', password: 'word' };

interface Asked {
  readonly exchange: string;
  readonly market: MarketType;
  /** What the venue answers to an order, and to everything else. */
  readonly placed: unknown;
  readonly told: unknown;
  readonly order: RegExp;
}

const exitOf = ({ market }: Asked): Approved<OrderRequest> =>
  ({
    id: newOrderId(),
    account: accountName('venue'),
    instrument: {
      symbol: market === 'spot' ? 'BTC/USDT' : 'BTC/USDT:USDT',
      kind: market,
      base: 'BTC',
      quote: 'USDT',
      tickSize: ONE,
      stepSize: decimal('0.001'),
      qtyMin: decimal('0.001'),
      qtyMax: null,
      notionalMin: decimal('0'),
      canShort: market !== 'spot',
    },
    side: 'sell',
    type: 'market',
    qty: decimal('0.02'),
    limitPrice: null,
    stopPrice: null,
    trail: null,
    terms: USUAL_TERMS,
    reduceOnly: true,
    ocoGroup: null,
  }) as OrderRequest as Approved<OrderRequest>;

/** A process that was just started, over what one before it has kept. */
async function started(asked: Asked, described: Record<string, unknown> | null) {
  const { exchange, market, order, placed, told } = asked;
  const file = join(folder, `${exchange}.json`);
  const symbol = String(described?.['symbol']);
  writeFileSync(file, JSON.stringify({ of: `${exchange} ${market}`, markets: { [symbol]: { market: described } } }));
  const server: HttpVenue = await openHttpVenue({
    kindOf: ({ method, path }) => (method === 'POST' && order.test(path) ? 'submit' : 'other'),
    clientIdOf: () => null,
    answer: ({ method, path }) => ({ status: 200, body: method === 'POST' && order.test(path) ? placed : told }),
    say: () => null,
  });
  const clock = createFakeClock();
  const broker = await createCcxtBroker({
    account: accountName('venue'),
    mode: 'live',
    exchange,
    market,
    sandbox: false,
    quoteCurrency: 'USDT',
    keptFile: file,
    credentials: exchange === 'hyperliquid' ? WALLET : KEYS,
    ccxt: { timeout: 20_000, fetchImplementation: carriedTo(server.httpUrl) },
    clock,
    log: () => undefined,
  });
  const close = async (): Promise<void> => {
    await broker.stop();
    await server.close();
  };
  const sent = (): number => server.attempts.filter(({ kind }) => kind === 'submit').length;
  return { broker, server, clock, close, sent };
}

const HYPERLIQUID: Asked = {
  exchange: 'hyperliquid',
  market: 'swap',
  order: /\/exchange$/,
  placed: { status: 'ok', response: { type: 'order', data: { statuses: [{ resting: { oid: 7 } }] } } },
  told: {},
};

it('Hyperliquid, whose market orders need a price: without any it is tried again, and that of the alert does', async () => {
  const { broker, server, close, sent } = await started(HYPERLIQUID, wireMarket('hyperliquid', 'swap'));
  try {
    server.plan.always(['other'], AWAY);
    expect(await broker.submit(exitOf(HYPERLIQUID))).toMatchObject({
      type: 'unavailable',
      reason: expect.stringContaining('needs a price'),
    });
    expect(sent()).toBe(0);
    expect(await broker.submit(exitOf(HYPERLIQUID), { price: '50000', at: 0 })).toEqual({ type: 'accepted', venueOrderId: '7' });
    expect(sent()).toBe(1);
  } finally {
    await close();
  }
});

it('Hyperliquid, whose kind of account ccxt asks for before each order: what leaves goes without an answer', async () => {
  const { broker, server, clock, close, sent } = await started(HYPERLIQUID, wireMarket('hyperliquid', 'swap'));
  try {
    server.plan.always(['other'], { type: 'slow' });
    const left = broker.submit(exitOf(HYPERLIQUID), { price: '50000', at: 0 });
    await server.quiet();
    // for the list of markets, for what is held, and for a price
    for (const _each of [1, 2, 3]) {
      await clock.advance(2_000);
      await server.quiet();
    }
    expect(sent()).toBe(1);
    expect(await left).toEqual({ type: 'accepted', venueOrderId: '7' });
  } finally {
    server.plan.clear();
    server.releaseLate();
    await close();
  }
});

const KUCOIN: Asked = {
  exchange: 'kucoin',
  market: 'spot',
  order: /\/orders$/,
  placed: { code: '200000', data: { orderId: '7' } },
  told: { code: '200000', data: { selfAccountMode: 'CLASSIC' } },
};

it('KuCoin, whose kind of account ccxt asks for first: a question that fails is no order that may have left', async () => {
  const { broker, server, close, sent } = await started(KUCOIN, wireMarket('kucoin', 'spot'));
  try {
    server.plan.always(['other'], AWAY);
    expect((await broker.submit(exitOf(KUCOIN))).type).toBe('unavailable');
    expect(sent()).toBe(0);
    const target = { ...exitOf(KUCOIN), type: 'limit' as const, limitPrice: decimal('60000') };
    // refused three times it would be an emergency
    expect(await broker.submit(target)).toMatchObject({ type: 'unavailable', reason: expect.stringContaining('has to be asked') });
    server.plan.clear();
    expect((await broker.submit(exitOf(KUCOIN))).type).toBe('accepted');
    expect(sent()).toBe(1);
    expect((await broker.submit(target)).type).not.toBe('rejected');
  } finally {
    await close();
  }
});

const POLONIEX: Asked = { exchange: 'poloniex', market: 'spot', order: /\/orders$/, placed: { id: '7' }, told: {} };

it('Poloniex, for which ccxt waits until the markets are read anew: an exit goes by what is there', async () => {
  const { broker, server, clock, close, sent } = await started(POLONIEX, { ...wireMarket('gate', 'spot'), id: 'BTC_USDT' });
  try {
    server.plan.always(['other'], { type: 'slow' });
    const left = broker.submit(exitOf(POLONIEX));
    await server.quiet();
    await clock.advance(2_000);
    await server.quiet();
    expect(sent()).toBe(1);
    expect(await left).toEqual({ type: 'accepted', venueOrderId: '7' });
  } finally {
    server.plan.clear();
    server.releaseLate();
    await close();
  }
});

const BITGET: Asked = {
  exchange: 'bitget',
  market: 'swap',
  order: /place-order$/,
  placed: { code: '00000', data: { orderId: '7' } },
  told: { code: '00000', data: {} },
};
const GATE: Asked = { exchange: 'gate', market: 'spot', order: /orders$/, placed: { id: '7' }, told: { key: { mode: 2 } } };

it.each([
  ['Bitget', BITGET, ({ path }: Attempt) => path.startsWith('/api/v3/')],
  ['Gate', GATE, ({ body }: Attempt) => body.includes('"unified"')],
] as const)(
  '%s, whose two kinds of accounts take orders apart: where it was not said which it is, it is asked again',
  async (_name, asked, isNewer) => {
    const { broker, server, close } = await started(asked, wireMarket(asked.exchange, asked.market));
    try {
      server.plan.always(['other'], AWAY);
      expect((await broker.submit(exitOf(asked))).type).toBe('accepted');
      server.plan.clear();
      expect((await broker.submit(exitOf(asked))).type).toBe('accepted');
      expect(server.attempts.filter(({ kind }) => kind === 'submit').map(isNewer)).toEqual([false, true]);
    } finally {
      await close();
    }
  },
);
