// Orders as the API of a venue takes them, sent as alerts: what they count, which market they mean, what closes.

import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/core/model/signal.ts';
import { symbolInMarket } from '../../src/core/signals/order/read-category.ts';
import { resolveSymbol } from '../../src/core/signals/symbols/resolve-symbol.ts';
import { readAlert } from './read-alert.ts';

type Expected = { readonly [Name in keyof Reading]?: unknown };
const say = (alert: unknown): Reading => readAlert(JSON.stringify(alert));
const bybit = { symbol: 'LTCUSDT', side: 'Buy', orderType: 'Market', qty: '2' };
const okx = { instId: 'LTC-USDT-SWAP', tdMode: 'cross', side: 'buy', ordType: 'market', sz: '2' };

describe('which market', () => {
  const account = { broker: 'paper', quoteCurrency: 'USDT' } as const;
  const instrument = (alert: unknown, aliases = {}): unknown => resolveSymbol(symbolInMarket(say(alert)) ?? '', aliases, account);
  const limit = { ...bybit, orderType: 'Limit', price: '80' };

  it.each<[object, string]>([
    [{ category: 'linear' }, 'LTC/USDT:USDT'],
    [{ category: 'spot' }, 'LTC/USDT'],
    [{ market_type: 'swap' }, 'LTC/USDT:USDT'],
    [{ contractType: 'PERPETUAL' }, 'LTC/USDT:USDT'],
    [{ market: 'futures' }, 'LTC/USDT:USDT'],
    [{ productType: 'USDT-FUTURES' }, 'LTC/USDT:USDT'],
    [{ market_type: 'swap', symbol: 'LTC/USDT' }, 'LTC/USDT:USDT'],
    [{ market_type: 'swap', symbol: 'BYBIT:LTCUSDT' }, 'LTC/USDT:USDT'],
    [{ market_type: 'swap', symbol: 'LTCUSDT.P' }, 'LTC/USDT:USDT'],
    [{ instrument_type: 'future', symbol: 'ESZ6' }, 'ESZ6'],
    [{ asset_class: 'crypto' }, 'LTC/USDT'],
  ])('%j', (fields, symbol) => {
    expect(instrument({ ...limit, ...fields })).toMatchObject({ symbol });
    expect(say({ ...limit, ...fields }).symbol).toBe({ ...limit, ...fields }.symbol);
  });
  it('an alias of the symbol as written holds where it names the perpetual, and never makes spot of one', () => {
    const alert = { ...limit, category: 'linear' };
    expect(instrument(alert, { LTCUSDT: 'LTC/USDC:USDC' })).toMatchObject({ symbol: 'LTC/USDC:USDC' });
    expect(instrument(alert, { LTCUSDT: 'LTC/USDT' })).toMatchObject({ symbol: 'LTC/USDT:USDT' });
  });
  it('inverse is no market that anybody here trades by another name', () => {
    expect(instrument({ ...bybit, symbol: 'LTCUSD', category: 'inverse' })).toMatchObject({ code: 'UNKNOWN_SYMBOL' });
  });
  it.each<[object, string]>([
    [{ symbol: 'LTCUSDT.P', category: 'spot' }, 'CONTRADICTION'],
    [{ category: 'spot', market_type: 'swap' }, 'CONTRADICTION'],
    [{ category: 'option' }, 'UNSUPPORTED'],
    [{ secType: 'OPT', symbol: 'SPY' }, 'UNSUPPORTED'],
    [{ symbol: 'SPY261218C00600000' }, 'UNSUPPORTED'],
    [{ symbol: 'SPY 261218C600' }, 'UNSUPPORTED'],
  ])('%j is refused', (fields, code) => expect(say({ ...limit, ...fields }).refusal?.code).toBe(code));
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
    ['OKX: a market buy on spot counts money', { ...okx, instId: 'LTC-USDT', tdMode: 'cash' }],
    ['Kraken: currencies may be lots', { ordertype: 'market', type: 'buy', volume: '1.5', pair: 'EURUSD' }],
  ])('%s', (_, alert) => expect(say(alert)).toMatchObject({ kind: 'reject', refusal: { code: 'INVALID_QUANTITY' } }));

  const kucoin = { clientOid: 'n-1', symbol: 'XBTUSDTM', side: 'sell', type: 'market', size: 10 };
  const htx = { contract_code: 'LTC-USDT', direction: 'buy', volume: 5, lever_rate: 5, order_price_type: 'opponent' };
  const gate = { contract: 'LTC_USDT', size: -10, price: '0', tif: 'ioc' };
  it.each<[string, unknown, Expected]>([
    ['OKX: a swap', okx, { action: 'buy', quantity: '2', contractsOf: 'okx' }],
    ['OKX: a close', { ...okx, side: 'sell', posSide: 'long' }, { action: 'close_long', quantity: '2', contractsOf: 'okx' }],
    ['OKX: dollars', { ...okx, instId: 'LTC-USD-SWAP' }, { quantity: '2', contractsOf: null }],
    ['KuCoin', kucoin, { action: 'sell', quantity: '10', contractsOf: 'kucoin' }],
    ['KuCoin: a few, that reduce', { ...kucoin, size: 2, reduceOnly: true }, { quantity: '2', contractsOf: 'kucoin', reduceOnly: true }],
    ['KuCoin: dollars', { ...kucoin, symbol: 'XBTUSDM' }, { quantity: '10', contractsOf: null }],
    ['Gate', gate, { action: 'sell', quantity: '10', contractsOf: 'gate' }],
    ['Gate: dollars', { ...gate, contract: 'BTC_USD' }, { quantity: '10', contractsOf: null }],
    ['Gate: with a side', { contract: 'LTC_USDT', side: 'buy', size: 5 }, { action: 'buy', quantity: '5', contractsOf: 'gate' }],
    ['HTX', { ...htx, direction: 'sell', offset: 'close' }, { action: 'close_long', quantity: '5', contractsOf: 'htx' }],
    ['HTX: dollars', { ...htx, contract_code: 'LTC-USD', offset: 'open' }, { action: 'buy', quantity: '5', contractsOf: null }],
    ['MEXC', { symbol: 'LTC_USDT', vol: 30, side: 4, type: 5 }, { action: 'close_long', quantity: '30', contractsOf: 'mexc' }],
    ['MEXC: dollars', { symbol: 'BTC_USD', vol: 30, side: 4, type: 5 }, { quantity: '30', contractsOf: null }],
    ['BitMEX', { symbol: 'LTCUSDT', orderQty: 2000, ordType: 'Market' }, { quantity: '2000', contractsOf: 'bitmex' }],
    ['BitMEX: dollars', { symbol: 'XBTUSD', orderQty: 300, ordType: 'Market' }, { quantity: '300', contractsOf: null }],
    ['BitMEX: dollars until June', { symbol: 'XBTM26', orderQty: 300, ordType: 'Market' }, { quantity: '300', contractsOf: null }],
    ['Bybit: dollars', { ...bybit, symbol: 'LTCUSD', category: 'inverse', qty: '300' }, { quantity: '300', contractsOf: null }],
    [
      'Coinbase: a future',
      { product_id: 'BIT-25DEC26-CDE', side: 'BUY', order_configuration: { market_market_ioc: { base_size: '2' } } },
      { quantity: '2', contractsOf: 'coinbase' },
    ],
    [
      'OKX: its signal bot',
      { action: 'EXIT_LONG', instrument: 'LTC-USDT-SWAP', signalToken: 'example-of-a-secret', investmentType: 'contract', amount: '3' },
      { action: 'close_long', quantity: '3', contractsOf: 'okx' },
    ],
  ])('contracts of %s', (_, alert, reading) =>
    expect(say(alert)).toMatchObject({ kind: 'order', refusal: null, quantityUnit: 'contracts', ...reading }),
  );
  it('lots of a broker are no contracts', () =>
    expect(say({ action: 'buy', symbol: 'EURUSD', lots: 0.2 })).toMatchObject({ quantityUnit: 'lots', contractsOf: null }));

  it('an order whose type and size are not read is refused, never sized by the rules of the strategy', () => {
    const coinbase = { product_id: 'LTC-USD', side: 'BUY', order_configuration: { twap_limit_gtd: { quote_size: '150' } } };
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
