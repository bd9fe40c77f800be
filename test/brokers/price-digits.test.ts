// Venues that count the digits of a price: what is rounded to the tick that an instrument has at its price is sent as it was meant.

import { expect, it } from 'vitest';
import type { Connection } from '../../src/brokers/ccxt/connection.ts';
import { gateOf } from '../../src/brokers/ccxt/capability-gate.ts';
import { requireExchange } from '../../src/brokers/ccxt/wire/load-exchange.ts';
import { makeExchange } from '../../src/brokers/ccxt/wire/make-exchange.ts';
import { createMarkets } from '../../src/brokers/ccxt/markets/markets.ts';
import { planOrder } from '../../src/brokers/ccxt/orders/plan-order.ts';
import { createPrices } from '../../src/brokers/ccxt/markets/read-prices.ts';
import { muzzle, rehearse } from '../../src/brokers/ccxt/orders/rehearse-order.ts';
import { add, type Decimal, decimal, mul, roundToTick } from '../../src/core/model/decimal.ts';
import { levelAt, tickOfDigits } from '../../src/core/model/markets/price-tick.ts';
import { accountName } from '../../src/core/model/ids.ts';
import { USUAL_TERMS } from '../../src/core/model/order-terms.ts';
import type { OrderRequest } from '../../src/core/model/order.ts';
import { createFakeClock } from '../fake-clock.ts';
import { newOrderId } from './broker-harness.ts';
import { wireMarket } from './ccxt-wire-markets.ts';

it.each([
  ['61234.5', '1', '1'],
  ['123456.7', '10', '1'],
  ['1234.5', '0.1', '0.1'],
  ['1.2345', '0.0001', '0.0001'],
  ['0.12345', '0.00001', '0.00001'],
  ['0.0012345', '0.0000001', '0.0000001'],
])('five digits of %s are a tick of %s, or of %s where whole prices are taken always', (price, tick, wholeTick) => {
  expect(tickOfDigits(decimal(price), { count: 5, wholeAlways: false })).toBe(tick);
  expect(tickOfDigits(decimal(price), { count: 5, wholeAlways: true })).toBe(wholeTick);
});

async function at(exchangeId: string, last: string) {
  const Class = await requireExchange(exchangeId);
  const wallet = { apiKey: `0x${'1'.repeat(40)}`, secret: `0x${'2'.repeat(64)}` };
  const exchange = muzzle(makeExchange(Class, { market: 'swap', sandbox: false, credentials: wallet, ccxt: {} }));
  const described = wireMarket('hyperliquid', 'swap');
  if (described === null) throw new Error('no market');
  // as it was listed when the price was a tenth of what it is
  const precision = exchangeId === 'bitfinex' ? { amount: 8, price: 5 } : { amount: 0.001, price: 0.001 };
  exchange.setMarkets([{ ...described, precision }]);
  const markets = createMarkets(exchange, 'swap', createFakeClock());
  const symbol = String(described['symbol']);
  const listed = markets.known(symbol);
  if (listed === null) throw new Error(`${symbol} is not listed`);
  const asked = { ...exchange, id: exchangeId, fetchTicker: () => Promise.resolve({ bid: last, ask: last, last }) };
  const connection = {
    exchange: asked,
    markets: { ...markets, find: () => Promise.resolve(listed) },
    clock: createFakeClock(),
    log: () => undefined,
  };
  const priced = await createPrices(connection as unknown as Connection).price(symbol);
  if (priced.type !== 'priced') throw new Error(JSON.stringify(priced));
  const send = async (stopPrice: Decimal): Promise<string> => {
    const request: OrderRequest = {
      id: newOrderId(),
      account: accountName('wire'),
      instrument: priced.instrument,
      side: 'sell',
      type: 'stop',
      qty: decimal('1'),
      limitPrice: null,
      stopPrice,
      trail: null,
      terms: USUAL_TERMS,
      reduceOnly: true,
      ocoGroup: null,
    };
    const planned = planOrder(gateOf(exchange, 'swap'), listed, request, { hedged: false, marginMode: null, taking: decimal(last) });
    return planned.type === 'refused' ? planned.reason : (await rehearse(exchange, planned.plan)).type;
  };
  return { instrument: priced.instrument, tick: priced.instrument.tickSize, send };
}

it.each(['61234.5', '1234.56', '345.678'])(
  'at %s, a stop at Hyperliquid is sent as it is meant, and is not without its rounding',
  async (last) => {
    const { tick, send } = await at('hyperliquid', last);
    const stop = roundToTick(mul(decimal(last), decimal('0.9765433')), tick);
    expect(await send(stop)).toBe('as_meant');
    expect(await send(add(stop, decimal('0.001')))).toBe('refused');
  },
);

it('a stop at Hyperliquid beyond a power of ten is sent as it is meant, although its position was opened below', async () => {
  const { instrument, send } = await at('hyperliquid', '9876.5');
  const stop = decimal('10123.45');
  expect(await send(stop)).toBe('refused');
  expect(await send(levelAt(instrument, stop, 'stop', false))).toBe('as_meant');
});

it('Bitfinex has the tick of its five digits at the price of now, and not one of eight places', async () => {
  expect((await at('bitfinex', '61234')).tick).toBe('1');
  expect((await at('bitfinex', '1.2345')).tick).toBe('0.0001');
});
