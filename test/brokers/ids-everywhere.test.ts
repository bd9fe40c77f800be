// Every exchange of ccxt is told our id of an order under a name that it knows, or gets none: ccxt hands on what it does not know, and an
// id that a venue has ignored finds nothing when an answer is lost. Nothing is sent here.

import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Gate, gateOf } from '../../src/brokers/ccxt/capability-gate.ts';
import { ccxtTraits } from '../../src/brokers/ccxt/ccxt-broker.ts';
import { asParameter, toClientId } from '../../src/brokers/ccxt/orders/client-id.ts';
import type { Exchange } from '../../src/brokers/ccxt/wire/exchange.ts';
import { requireExchange } from '../../src/brokers/ccxt/wire/load-exchange.ts';
import { makeExchange } from '../../src/brokers/ccxt/wire/make-exchange.ts';
import { muzzle, requestTextOf } from '../../src/brokers/ccxt/orders/rehearse-order.ts';
import { newOrderId } from './broker-harness.ts';
import { wireMarket } from './ccxt-wire-markets.ts';

const FOLDER = join(dirname(createRequire(import.meta.url).resolve('ccxt')), '../js/src');
const ALL = readdirSync(FOLDER).flatMap((file) => (file.endsWith('.js') ? [file.slice(0, -3)] : []));
/** It is their own name for it, by their documents or by ccxt's code. */
const THEIR_NAME: ReadonlySet<string> = new Set(
  'bitrue blofin btcmarkets bydfi cex coinmate hashkey latoken poloniex whitebit woo xt'.split(' '),
);

const credentials = { apiKey: 'k'.repeat(40), secret: Buffer.alloc(32, 7).toString('base64'), password: 'p' };
const learned = {
  uid: '1',
  accounts: [{ id: '1', type: 'spot' }],
  options: { uta: false, accountId: '1', accounts: [{ id: '1', type: 'spot' }] },
};

async function opened(id: string, market: 'spot' | 'swap'): Promise<{ exchange: Exchange; gate: Gate } | null> {
  const Class = await requireExchange(id).catch(() => null);
  if (Class === null) return null;
  const exchange = muzzle(makeExchange(Class, { market, sandbox: false, credentials, ccxt: learned }));
  const isTicks = (exchange as unknown as { precisionMode?: unknown }).precisionMode === 4;
  exchange.setMarkets([{ ...wireMarket('binance', market), precision: isTicks ? { amount: 1e-5, price: 0.1 } : { amount: 5, price: 5 } }]);
  return { exchange, gate: gateOf(exchange, market) };
}

/** The names under which our id stands in the request; null: there is none to look at (a key of another kind, a question first). */
async function namesOf(id: string, market: 'spot' | 'swap'): Promise<readonly string[] | null> {
  const found = await opened(id, market);
  if (found === null || found.gate.traits.orderTypes.length === 0) return null;
  const { exchange, gate } = found;
  const clientId = toClientId(id, market, newOrderId());
  const params = { [gate.rules.clientIdKey]: asParameter(id, market, clientId) };
  const symbol = market === 'spot' ? 'BTC/USDT' : 'BTC/USDT:USDT';
  const standing = { hedged: false, marginMode: null, taking: null };
  const plan = {
    symbol,
    type: 'limit',
    side: 'buy',
    amount: '0.02',
    price: '50000',
    params,
    clientId,
    hasTrigger: false,
    standing,
  } as const;
  const out = await requestTextOf(exchange, plan);
  return 'error' in out
    ? null
    : [...out.text.matchAll(new RegExp(`"?([\\w-]+)"?[=:]"?[^"&,]*${clientId}`, 'g'))].map(([, name = '']) => name);
}

it.each(['spot', 'swap'] as const)('in %s markets', { timeout: 120_000 }, async (market) => {
  let count = 0;
  for (const id of ALL) {
    const names = await namesOf(id, market);
    if (names === null || names.length === 0) continue;
    count += 1;
    if (!THEIR_NAME.has(id))
      expect(
        names.some((name) => name !== 'clientOrderId'),
        `${id}: ${names.join(', ')}`,
      ).toBe(true);
  }
  expect(count).toBeGreaterThan(20);
});

describe('under their own names', () => {
  it.each([
    ['deribit', 'swap', 'label'],
    ['hitbtc', 'spot', 'client_order_id'],
    ['bequant', 'spot', 'client_order_id'],
    ['indodax', 'spot', 'client_order_id'],
    ['toobit', 'spot', 'newClientOrderId'],
    ['coinsph', 'spot', 'newClientOrderId'],
    ['backpack', 'spot', 'clientId'],
    ['bitfinex', 'spot', 'cid'],
    ['htx', 'swap', 'client_order_id'],
  ] as const)('%s, %s: %s', async (id, market, name) => {
    expect(await namesOf(id, market)).toEqual([name]);
  });
});

it.each(['bitbank', 'bitflyer', 'bitso', 'luno', 'hollaex', 'independentreserve'])(
  '%s shows no id of ours, and takes no order',
  async (id) => {
    expect(await ccxtTraits(id, 'spot')).toMatchObject({ orderTypes: [], nativeStops: false, untraded: { isLeft: true } });
  },
);

it.each([
  ['gate', true],
  ['htx', true],
  ['kucoin', true],
  // for reasons of its own nothing can be compared there
  ['bitfinex', false],
])('%s was never driven in contracts that end on a day: no entry, and a way out: %s', async (id, isLeft) => {
  expect(await ccxtTraits(id, 'future')).toMatchObject({ orderTypes: [], untraded: { isLeft } });
});

/** In a list of their own that is not read: taken for lost, they would be placed again and again. */
it.each([
  ['htx', 'swap'],
  ['mexc', 'swap'],
  ['coinex', 'spot'],
  ['coinex', 'swap'],
  ['blofin', 'swap'],
  ['xt', 'swap'],
] as const)('%s, %s: stops could not be found, and are watched here', async (id, market) => {
  const { orderTypes, nativeStops } = await ccxtTraits(id, market);
  expect([orderTypes, nativeStops]).toEqual([['market', 'limit'], false]);
});

it.each([
  ['binance', 'swap'],
  ['bybit', 'spot'],
  ['bybit', 'swap'],
  ['okx', 'swap'],
  ['okxus', 'spot'],
  ['myokx', 'spot'],
  ['bybiteu', 'spot'],
  ['bybitid', 'swap'],
  ['gateeu', 'spot'],
  ['bitget', 'swap'],
  ['gate', 'swap'],
  ['kucoin', 'swap'],
  ['kucoinfutures', 'swap'],
  ['kraken', 'spot'],
  ['bitfinex', 'spot'],
  ['deribit', 'swap'],
] as const)('%s, %s: stops stand at the venue', async (id, market) => {
  expect(await ccxtTraits(id, market)).toMatchObject({ nativeStops: true });
});
