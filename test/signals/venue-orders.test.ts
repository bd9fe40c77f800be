// Orders as the API of a venue takes them, sent as alerts: what they count, which market they mean, what closes.

import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/core/model/signal.ts';
import { resolveSymbol } from '../../src/core/signals/resolve-symbol.ts';
import { readAlert } from './read-alert.ts';

type Expected = { readonly [Name in keyof Reading]?: unknown };
const say = (alert: unknown): Reading => readAlert(JSON.stringify(alert));
const bybit = { symbol: 'LTCUSDT', side: 'Buy', orderType: 'Market', qty: '2' };
const okx = { instId: 'LTC-USDT-SWAP', tdMode: 'cross', side: 'buy', ordType: 'market', sz: '2' };

describe('which market', () => {
  it('linear is the perpetual, spot is the pair', () => {
    const account = { broker: 'paper', quoteCurrency: 'USDT' } as const;
    const instrument = (category: string): unknown =>
      resolveSymbol(say({ ...bybit, category, orderType: 'Limit', price: '80' }).symbol ?? '', {}, account);
    expect(instrument('linear')).toMatchObject({ symbol: 'LTC/USDT:USDT', kind: 'swap' });
    expect(instrument('spot')).toMatchObject({ symbol: 'LTC/USDT', kind: 'spot' });
  });
  it('inverse is no market that anybody here trades by another name', () => {
    const { symbol } = say({ ...bybit, symbol: 'LTCUSD', category: 'inverse' });
    expect(resolveSymbol(symbol ?? '', {}, { broker: 'paper', quoteCurrency: 'USDT' })).toMatchObject({ code: 'UNKNOWN_SYMBOL' });
  });
  it('a perpetual that is called spot, and an option, are refused', () => {
    expect(say({ ...bybit, symbol: 'LTCUSDT.P', category: 'spot' }).refusal?.code).toBe('CONTRADICTION');
    expect(say({ ...bybit, category: 'option' }).refusal?.code).toBe('UNSUPPORTED');
  });
  it('any other category is none of this', () => {
    expect(say({ ...bybit, category: 'momentum' })).toMatchObject({ symbol: 'LTCUSDT', refusal: null });
  });
});

describe('what a size counts', () => {
  it.each<[string, unknown, Expected]>([
    ['Bybit, quote coin', { ...bybit, category: 'spot', qty: '150', marketUnit: 'quoteCoin' }, { notional: '150', quantity: null }],
    ['Bybit, base coin', { ...bybit, category: 'spot', marketUnit: 'baseCoin' }, { quantity: '2', notional: null }],
    [
      'OKX spot in money',
      { ...okx, instId: 'LTC-USDT', tdMode: 'cash', sz: '150', tgtCcy: 'quote_ccy' },
      { notional: '150', quantity: null },
    ],
    ['OKX spot limit', { ...okx, instId: 'LTC-USDT', tdMode: 'cash', ordType: 'limit', px: '80' }, { quantity: '2', limitPrice: '80' }],
    [
      'Interactive Brokers',
      { symbol: 'MSFT', action: 'BUY', totalQuantity: 3, orderType: 'LMT', lmtPrice: 409.5 },
      { quantity: '3', limitPrice: '409.5' },
    ],
    [
      'Interactive Brokers, stop',
      { symbol: 'MSFT', action: 'BUY', totalQuantity: 3, orderType: 'STP', auxPrice: 415 },
      { quantity: '3', stopPrice: '415' },
    ],
    ['Kraken', { ordertype: 'market', type: 'buy', volume: '1.5', pair: 'LTCUSD' }, { quantity: '1.5', side: 'buy' }],
    [
      'Kraken, limit',
      { ordertype: 'limit', type: 'sell', volume: '1.5', pair: 'LTCUSD', price: '80' },
      { quantity: '1.5', side: 'sell', limitPrice: '80' },
    ],
    [
      'Binance, maker',
      { symbol: 'LTCUSDT', side: 'BUY', type: 'LIMIT_MAKER', quantity: '2', price: '80' },
      { limitPrice: '80', timeInForce: 'post_only' },
    ],
  ])('%s', (_, alert, reading) => expect(say(alert)).toMatchObject({ kind: 'order', refusal: null, ...reading }));

  it.each<[string, unknown]>([
    ['Bybit: a market buy on spot counts money', { ...bybit, category: 'spot' }],
    ['OKX: a swap counts contracts', okx],
    ['OKX: a close as well', { ...okx, side: 'sell', posSide: 'long' }],
    ['OKX: a market buy on spot counts money', { ...okx, instId: 'LTC-USDT', tdMode: 'cash' }],
    ['Kraken: currencies may be lots', { ordertype: 'market', type: 'buy', volume: '1.5', pair: 'EURUSD' }],
  ])('%s', (_, alert) => expect(say(alert)).toMatchObject({ kind: 'reject', refusal: { code: 'INVALID_QUANTITY' } }));

  it('an order whose type and size are not read is refused, never sized by the rules of the strategy', () => {
    const coinbase = { product_id: 'LTC-USD', side: 'BUY', order_configuration: { market_market_ioc: { quote_size: '150' } } };
    expect(say(coinbase)).toMatchObject({ kind: 'reject', refusal: { code: 'UNSUPPORTED' } });
  });
});

describe('what closes', () => {
  const order = { symbol: 'LTCUSDT', type: 'MARKET', quantity: '2' };
  it.each<[unknown, Expected]>([
    [
      { ...order, side: 'SELL', positionSide: 'LONG' },
      { action: 'close_long', side: 'sell' },
    ],
    [
      { ...order, side: 'BUY', positionSide: 'SHORT' },
      { action: 'close_short', side: 'buy' },
    ],
    [
      { ...order, side: 'SELL', positionSide: 'SHORT' },
      { action: 'sell', positionSide: 'short' },
    ],
    [
      { ...order, side: 'SELL', positionSide: 'BOTH' },
      { action: 'sell', positionSide: null },
    ],
    [
      { ...order, side: 'SELL', posSide: 'net' },
      { action: 'sell', positionSide: null },
    ],
    [{ ...order, side: 'SELL', positionEffect: 'CLOSING' }, { action: 'close_long' }],
    [{ ...order, side: 'BUY', openClose: 'close' }, { action: 'close_short' }],
    [{ ...order, side: 'BUY', openClose: 'open' }, { action: 'buy' }],
    [{ order: { ...order, side: 'SELL', effect: 'CLOSE' } }, { action: 'close_long' }],
  ])('%j', (alert, reading) => expect(say(alert)).toMatchObject({ kind: 'order', quantity: '2', refusal: null, ...reading }));

  it.each<[unknown]>([
    [{ ...order, direction: 'long', offset: 'close' }],
    [{ ...order, side: 'SELL', positionSide: 'LONG', action: 'buy' }],
    [{ ...order, action: 'buy', effect: 'close' }],
  ])('%j may be two things', (alert) => expect(say(alert)).toMatchObject({ kind: 'reject', refusal: { code: 'CONTRADICTION' } }));
});
