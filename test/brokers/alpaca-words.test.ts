// How an order becomes Alpaca's: types, times, extended hours, fractions of shares, options by their OCC symbol, crypto; and
// what is refused before anything is sent, because Alpaca would refuse it or take it for something else.

import { describe, expect, it } from 'vitest';
import { assetKindOf, ourSymbol, positionSymbol } from '../../src/brokers/alpaca/venue-symbol.ts';
import { writeOrder } from '../../src/brokers/alpaca/write-order.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName } from '../../src/core/model/ids.ts';
import type { Instrument } from '../../src/core/model/markets/instrument.ts';
import type { OrderRequest } from '../../src/core/model/order.ts';
import { type OrderTerms, USUAL_TERMS } from '../../src/core/model/order-terms.ts';
import { newOrderId } from './broker-harness.ts';

const instrument = (symbol: string, kind: Instrument['kind'], step: string, notionalMin = '0'): Instrument => ({
  symbol,
  kind,
  base: symbol.split('/')[0] ?? symbol,
  quote: 'USD',
  tickSize: decimal('0.01'),
  stepSize: decimal(step),
  qtyMin: decimal(step),
  qtyMax: null,
  notionalMin: decimal(notionalMin),
  canShort: true,
});
const AAPL = instrument('AAPL', 'equity', '0.000000001', '1');
const CALL = instrument('AAPL260619C00200000', 'option', '100');
const BTC = instrument('BTC/USD', 'spot', '0.0001');

interface Wish extends Partial<Omit<OrderRequest, 'terms' | 'qty' | 'limitPrice' | 'stopPrice'>> {
  readonly qty: string;
  readonly limit?: string;
  readonly stop?: string;
  readonly terms?: Partial<OrderTerms>;
}

function written({ qty, limit, stop, terms, ...wish }: Wish) {
  const outcome = writeOrder({
    id: newOrderId(),
    account: accountName('alpaca'),
    instrument: AAPL,
    side: 'buy',
    type: 'market',
    trail: null,
    reduceOnly: false,
    ocoGroup: null,
    ...wish,
    qty: decimal(qty),
    limitPrice: limit === undefined ? null : decimal(limit),
    stopPrice: stop === undefined ? null : decimal(stop),
    terms: { ...USUAL_TERMS, ...terms },
  });
  if (outcome.type === 'refused') return outcome.reason;
  const { clientOrderId: _clientOrderId, symbol: _symbol, ...rest } = outcome.body;
  return rest;
}

describe('orders of shares', () => {
  it.each<[string, Wish, object]>([
    ['market', { qty: '3' }, { type: 'market', qty: '3', side: 'buy', timeInForce: 'day' }],
    [
      'limit',
      { qty: '3', type: 'limit', limit: '180.5' },
      { type: 'limit', qty: '3', limitPrice: '180.5', side: 'buy', timeInForce: 'gtc' },
    ],
    [
      'stop',
      { qty: '3', type: 'stop', stop: '175', side: 'sell' },
      { type: 'stop', qty: '3', stopPrice: '175', side: 'sell', timeInForce: 'gtc' },
    ],
    [
      'stop-limit',
      { qty: '3', type: 'stop_limit', stop: '190', limit: '191' },
      { type: 'stop_limit', qty: '3', stopPrice: '190', limitPrice: '191', side: 'buy', timeInForce: 'gtc' },
    ],
    [
      'trailing by percent',
      { qty: '3', type: 'trailing_stop', trail: { percent: decimal('2.5') }, side: 'sell' },
      { type: 'trailing_stop', qty: '3', trailPercent: '2.5', side: 'sell', timeInForce: 'gtc' },
    ],
    [
      'trailing by an amount',
      { qty: '3', type: 'trailing_stop', trail: { amount: decimal('1.25') }, side: 'sell' },
      { type: 'trailing_stop', qty: '3', trailPrice: '1.25', side: 'sell', timeInForce: 'gtc' },
    ],
    [
      'limit outside the session',
      { qty: '3', type: 'limit', limit: '180', terms: { extendedHours: true } },
      { type: 'limit', qty: '3', limitPrice: '180', side: 'buy', timeInForce: 'day', extendedHours: true },
    ],
    ['at the close', { qty: '3', terms: { timeInForce: 'cls' } }, { type: 'market', qty: '3', side: 'buy', timeInForce: 'cls' }],
    ['a fraction', { qty: '0.000000001' }, { type: 'market', qty: '0.000000001', side: 'buy', timeInForce: 'day' }],
    [
      'a limit of a fraction stands for the day',
      { qty: '1.5', type: 'limit', limit: '180' },
      { type: 'limit', qty: '1.5', limitPrice: '180', side: 'buy', timeInForce: 'day' },
    ],
    [
      'below a dollar, a hundredth of a cent',
      { qty: '10', type: 'limit', limit: '0.1234' },
      { type: 'limit', qty: '10', limitPrice: '0.1234', side: 'buy', timeInForce: 'gtc' },
    ],
  ])('%s', (_name, wish, body) => {
    expect(written(wish)).toEqual(body);
  });

  it.each<[string, Wish, RegExp]>([
    ['a fraction until cancelled', { qty: '1.5', type: 'limit', limit: '180', terms: { timeInForce: 'gtc' } }, /for the day only/],
    ['a fraction sold short', { qty: '1.5', side: 'sell' }, /cannot be sold short/],
    [
      'a trailing fraction',
      { qty: '1.5', type: 'trailing_stop', trail: { percent: decimal('2') }, side: 'sell', reduceOnly: true },
      /whole shares/,
    ],
    ['a market order outside the session', { qty: '3', terms: { extendedHours: true } }, /only limit orders for the day/],
    [
      'until cancelled outside the session',
      { qty: '3', type: 'limit', limit: '180', terms: { extendedHours: true, timeInForce: 'gtc' } },
      /only limit orders for the day/,
    ],
    ['a stop in an auction', { qty: '3', type: 'stop', stop: '190', terms: { timeInForce: 'opg' } }, /in an auction/],
    ['post-only', { qty: '3', type: 'limit', limit: '180', terms: { postOnly: true } }, /post-only/],
    ['leverage', { qty: '3', terms: { leverage: decimal('5') } }, /leverage/],
    ['half a cent', { qty: '3', type: 'limit', limit: '180.005' }, /multiple of the tick 0\.01/],
    ['a trail of nothing', { qty: '3', type: 'trailing_stop', side: 'sell' }, /distance above 0/],
    ['a stop without its price', { qty: '3', type: 'stop' }, /needs a stop price/],
    ['less than a dollar', { qty: '0.001', type: 'limit', limit: '180' }, /below the minimum 1 USD/],
    ['ten digits', { qty: '1.0000000001' }, /multiple of the step/],
  ])('refuses %s', (_name, wish, reason) => {
    expect(written(wish)).toMatch(reason);
  });
});

describe('orders of options and crypto', () => {
  it('counts options in contracts of a hundred shares, and closes what is open', () => {
    expect(written({ instrument: CALL, qty: '300', type: 'limit', limit: '4.2' })).toEqual({
      type: 'limit',
      qty: '3',
      limitPrice: '4.2',
      side: 'buy',
      timeInForce: 'day',
    });
    expect(written({ instrument: CALL, qty: '100', side: 'sell', reduceOnly: true })).toMatchObject({
      qty: '1',
      positionIntent: 'sell_to_close',
    });
    expect(written({ instrument: CALL, qty: '150' })).toMatch(/multiple of the step 100/);
    expect(written({ instrument: CALL, qty: '100', type: 'stop', stop: '3' })).toMatch(/no stop orders for options/);
    expect(written({ instrument: CALL, qty: '100', type: 'limit', limit: '3', terms: { timeInForce: 'gtc' } })).toMatch(/takes day/);
  });

  it('sends a stop of crypto as a stop-limit with room, since there is no other', () => {
    const stop = { instrument: BTC, qty: '0.5', type: 'stop', side: 'sell', reduceOnly: true } as const;
    expect(written({ ...stop, stop: '60000' })).toMatchObject({
      type: 'stop_limit',
      stopPrice: '60000',
      limitPrice: '57000',
      timeInForce: 'gtc',
    });
    expect(written({ ...stop, side: 'buy', stop: '60000' })).toMatchObject({ stopPrice: '60000', limitPrice: '63000' });
    expect(written({ instrument: BTC, qty: '0.5', terms: { timeInForce: 'ioc' } })).toMatchObject({ timeInForce: 'ioc' });
    expect(written({ instrument: BTC, qty: '0.5', terms: { timeInForce: 'day' } })).toMatch(/takes gtc, ioc/);
    expect(written({ instrument: BTC, qty: '0.5', type: 'trailing_stop', trail: { percent: decimal('2') } })).toMatch(
      /no trailing-stop orders for crypto/,
    );
  });
});

describe('symbols', () => {
  it('tells shares, options and pairs apart', () => {
    for (const symbol of ['AAPL', 'F', 'BRK.B', 'BF-B']) expect(assetKindOf(symbol)).toBe('equity');
    for (const symbol of ['AAPL260619C00200000', 'SPXW260105P05900000', 'F1260619P00012500']) expect(assetKindOf(symbol)).toBe('option');
    for (const symbol of ['BTC/USD', 'ETH/BTC', 'DOGE/USDT']) expect(assetKindOf(symbol)).toBe('spot');
    for (const symbol of ['', 'aapl', 'AAPL26', 'BTC/EUR', 'BTC/USD:USD', '../v2', 'AAPL260619X00200000'])
      expect(assetKindOf(symbol)).toBeNull();
  });

  it('names the pair of a position as orders do', () => {
    expect(ourSymbol('BTCUSD', 'crypto')).toBe('BTC/USD');
    expect(ourSymbol('BTCUSDT', 'crypto')).toBe('BTC/USDT');
    expect(ourSymbol('ETHBTC', 'crypto')).toBe('ETH/BTC');
    expect(ourSymbol('USDCUSD', 'crypto')).toBe('USDC/USD');
    expect(ourSymbol('AAPL', 'us_equity')).toBe('AAPL');
    expect(positionSymbol('BTC/USD')).toBe('BTCUSD');
  });
});
