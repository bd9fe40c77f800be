// Exchanges that take only numbers as ids of orders: the number is made of our id, the same one in every process, and what is there is
// found by it. Where it could not be found or followed nothing is sent, and the account says why before anything is tried.

import { describe, expect, it } from 'vitest';
import { gateOf } from '../../src/brokers/ccxt/capability-gate.ts';
import { ccxtTraits } from '../../src/brokers/ccxt/ccxt-broker.ts';
import { asParameter, fromClientId, toClientId } from '../../src/brokers/ccxt/orders/client-id.ts';
import type { MarketType } from '../../src/brokers/ccxt/wire/exchange.ts';
import { requireExchange } from '../../src/brokers/ccxt/wire/load-exchange.ts';
import { makeExchange } from '../../src/brokers/ccxt/wire/make-exchange.ts';
import { createMarkets } from '../../src/brokers/ccxt/markets/markets.ts';
import { planOrder } from '../../src/brokers/ccxt/orders/plan-order.ts';
import { muzzle, requestTextOf } from '../../src/brokers/ccxt/orders/rehearse-order.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName, type OrderId } from '../../src/core/model/ids.ts';
import { USUAL_TERMS } from '../../src/core/model/order-terms.ts';
import { createFakeClock } from '../fake-clock.ts';
import { newOrderId, requestOf, SPOT } from './broker-harness.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { BACKPACK } from '../venues/ccxt-venues.ts';
import { wireMarket } from './ccxt-wire-markets.ts';

const NUMBERED: readonly (readonly [exchange: string, market: MarketType, bits: number])[] = [
  ['bitfinex', 'spot', 45],
  ['woo', 'spot', 53],
  ['woo', 'swap', 53],
  ['backpack', 'spot', 32],
  ['htx', 'swap', 53],
];

async function planned(exchangeId: string, market: 'spot' | 'swap', reduceOnly = market === 'swap') {
  const credentials = { apiKey: 'k', secret: 's', password: 'w' };
  const exchange = muzzle(makeExchange(await requireExchange(exchangeId), { market, sandbox: false, credentials, ccxt: { uid: '1' } }));
  const described = wireMarket(market === 'spot' ? 'woo' : 'htx', market);
  if (described === null) throw new Error('no market');
  exchange.setMarkets([described]);
  const listed = createMarkets(exchange, market, createFakeClock()).known(String(described['symbol']));
  if (listed === null) throw new Error('not listed');
  const request = {
    id: newOrderId(),
    account: accountName('wire'),
    instrument: listed.instrument,
    side: 'sell',
    type: 'market',
    qty: decimal('1'),
    limitPrice: null,
    stopPrice: null,
    trail: null,
    terms: USUAL_TERMS,
    reduceOnly,
    ocoGroup: null,
  } as const;
  const standing = { hedged: false, marginMode: null, taking: null };
  return { exchange, request, plan: planOrder(gateOf(exchange, market), listed, request, standing) };
}

it.each([
  ['bitfinex', 'swap', 'no size that ccxt reads'],
  ['dydx', 'swap', 'signed transactions'],
  ['lighter', 'swap', 'a library signs'],
] as const)('%s takes no order in its %s markets, and says why', async (exchangeId, market, why) => {
  expect(await ccxtTraits(exchangeId, market)).toMatchObject({ orderTypes: [], nativeStops: false });
  const { plan } = await planned(exchangeId, market);
  expect(plan).toMatchObject({ type: 'refused', reason: expect.stringContaining(why) });
});

it.each(['bitso', 'luno', 'hollaex', 'independentreserve'])('%s takes no entry, and what is held there is left', async (exchangeId) => {
  const entry = await planned(exchangeId, 'spot');
  expect(entry.plan).toMatchObject({ type: 'refused', reason: expect.stringContaining('could not be found') });
  const exit = await planned(exchangeId, 'spot', true);
  if (exit.plan.type !== 'plan') throw new Error(exit.plan.reason);
  expect(exit.plan.plan).toMatchObject({ type: 'market', side: 'sell', amount: '1' });
});

describe('the number of an order', () => {
  it.each(NUMBERED)('%s, %s: is whole, not zero, of %i bits, and goes out as it is looked for', (exchange, market, bits) => {
    for (let count = 0; count < 1_000; count += 1) {
      const id = newOrderId();
      const number = toClientId(exchange, market, id);
      expect(number).toMatch(/^[1-9]\d*$/);
      expect(BigInt(number) < 2n ** BigInt(bits)).toBe(true);
      expect(toClientId(exchange, market, id)).toBe(number);
      expect(String(asParameter(exchange, market, number))).toBe(number);
      expect(fromClientId(exchange, number)).toBeNull();
    }
  });

  it('is the same in every process and every version: orders are looked for by it after an update', () => {
    const id = '019b8a5c3f200000000000abc0000000' as OrderId;
    expect(NUMBERED.map(([exchange, market]) => toClientId(exchange, market, id))).toEqual([
      '18190672569447',
      '4656812177778683',
      '4656812177778683',
      '2220541085',
      '4656812177778683',
    ]);
  });

  it('is not that of its stop, its exit or the same order on another account', () => {
    const parts = ['00000000', '00000001', '00001000', '00002000', '01000000', '00010000'];
    for (const [exchange, market] of NUMBERED) {
      const numbers = parts.map((part) => toClientId(exchange, market, `019b8a5c3f20000000000abc${part}` as OrderId));
      expect(new Set(numbers).size).toBe(parts.length);
    }
  });

  it('stands where contracts of HTX have it, not under a name that HTX does not know', async () => {
    const { exchange, request, plan } = await planned('htx', 'swap');
    if (plan.type !== 'plan') throw new Error(plan.reason);
    const out = await requestTextOf(exchange, plan.plan);
    expect('text' in out ? out.text : out.error).toContain(`"client_order_id":${toClientId('htx', 'swap', request.id)}`);
  });
});

/** Two ids whose 32 bits are the same. */
function twins(): readonly [OrderId, OrderId] {
  const seen = new Map<string, OrderId>();
  for (let count = 0; ; count += 1) {
    const id = `019b8a5c3f20${count.toString(16).padStart(12, '0')}00000000` as OrderId;
    const number = toClientId('backpack', 'spot', id);
    const other = seen.get(number);
    if (other !== undefined) return [other, id];
    seen.set(number, id);
  }
}

it('two orders of one number: the second is refused as long as the first is known, and nothing is sent', async () => {
  const venue = await remoteHarness(BACKPACK)({ balances: { USDT: '10000' }, liquidityPerStep: null });
  try {
    const [one, other] = twins();
    const first = await venue.broker().submit(await requestOf(venue, { id: one, side: 'buy', qty: '1', limit: '95' }));
    expect(first.type).toBe('accepted');
    const second = await venue.broker().submit(await requestOf(venue, { id: other, side: 'buy', qty: '1' }));
    expect(second).toMatchObject({ type: 'rejected', reason: expect.stringContaining(`could not tell this order from ${one}`) });
    expect(venue.exchange.orders()).toHaveLength(1);
    expect(await venue.broker().lookUp({ id: one, symbol: SPOT })).toMatchObject({ type: 'found', order: { status: 'open' } });
  } finally {
    await venue.close();
  }
});
