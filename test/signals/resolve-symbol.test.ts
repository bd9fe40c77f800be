// From the symbol of an alert to an instrument: spot and perpetual are never exchanged, and nothing is guessed twice.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BrokerName } from '../../src/core/model/account.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import type { Contract } from '../../src/core/model/signal.ts';
import { isSymbolShaped } from '../../src/core/signals/symbols/read-symbol.ts';
import { resolveSymbol } from '../../src/core/signals/symbols/resolve-symbol.ts';

const on = (broker: BrokerName, written: string, aliases: Record<string, string> = {}): unknown =>
  resolveSymbol(written, aliases, { broker, quoteCurrency: 'USDT' });
const spot = (base: string, quote: string): unknown => ({ symbol: `${base}/${quote}`, kind: 'spot', base, quote });
const swap = (base: string, quote: string): unknown => ({ symbol: `${base}/${quote}:${quote}`, kind: 'swap', base, quote });
const future = (base: string, quote: string, day = '260327'): unknown => ({
  symbol: `${base}/${quote}:${quote}-${day}`,
  kind: 'future',
  base,
  quote,
});
const equity = (symbol: string): unknown => ({ symbol, kind: 'equity', base: symbol, quote: 'USDT' });

describe('on paper', () => {
  it.each([
    ['BTCUSDT', spot('BTC', 'USDT')],
    ['btcusdt', spot('BTC', 'USDT')],
    ['BINANCE:BTCUSDT', spot('BTC', 'USDT')],
    ['BTC_USDT', spot('BTC', 'USDT')],
    ['BTC-USDT', spot('BTC', 'USDT')],
    ['BTC/USDT', spot('BTC', 'USDT')],
    ['XBTUSD', spot('BTC', 'USD')],
    ['XBT/USDT', spot('BTC', 'USDT')],
    ['XBTUSDTM', swap('BTC', 'USDT')],
    ['KUCOIN:XBTUSDTM', swap('BTC', 'USDT')],
    ['XBTUSDT.P', swap('BTC', 'USDT')],
    ['NSE:SBIN-EQ', equity('SBIN')],
    ['RELIANCE.NS', equity('RELIANCE')],
    ['RELIANCE.BO', equity('RELIANCE')],
    ['USDT_SOL', spot('SOL', 'USDT')],
    ['USDT_BTC', spot('BTC', 'USDT')],
    ['USDT-SOL', spot('SOL', 'USDT')],
    ['ETHBTC', spot('ETH', 'BTC')],
    ['ETH_BTC', spot('ETH', 'BTC')],
    ['BTCFDUSD', spot('BTC', 'FDUSD')],
    ['BTCBUSD', spot('BTC', 'BUSD')],
    ['DOTUSD', spot('DOT', 'USD')],
    ['BNBUSD', spot('BNB', 'USD')],
    ['USDTUSD', spot('USDT', 'USD')],
    ['USDTTRY', spot('USDT', 'TRY')],
    ['EURUSD', spot('EUR', 'USD')],
    ['EUR_USD', spot('EUR', 'USD')],
    ['USD_JPY', spot('USD', 'JPY')],
    ['USDCAD', spot('USD', 'CAD')],
    ['XAUUSD', spot('XAU', 'USD')],
    ['1000PEPEUSDT', spot('1000PEPE', 'USDT')],
    ['TUSDT', spot('T', 'USDT')],
    ['BTCUSDT.P', swap('BTC', 'USDT')],
    ['BYBIT:BTCUSDT.P', swap('BTC', 'USDT')],
    ['BTCUSDTPERP', swap('BTC', 'USDT')],
    ['BTCUSDT_PERP', swap('BTC', 'USDT')],
    ['BTC-PERP', swap('BTC', 'USDT')],
    ['BTC-PERPETUAL', swap('BTC', 'USDT')],
    ['BTC-USDT-SWAP', swap('BTC', 'USDT')],
    ['BTC/USDT:USDT', swap('BTC', 'USDT')],
    ['BTC/USDT:USDT-260327', future('BTC', 'USDT')],
    ['BINANCE:BTCUSDT_260327', future('BTC', 'USDT')],
    ['BTC-USDT-20260327', future('BTC', 'USDT')],
    ['BTCUSDT-27MAR26', future('BTC', 'USDT')],
    ['BTC-6MAR26', future('BTC', 'USDT', '260306')],
    ['FF_XBTUSD_260327', future('BTC', 'USD')],
    ['BTCUSDTH2026', equity('BTCUSDTH2026')],
    ['BTC1!', equity('BTC1!')],
    ['AAPL', equity('AAPL')],
    ['NASDAQ:AAPL', equity('AAPL')],
    ['NYSE:NOW', equity('NOW')],
    ['NSE:SBIN', equity('SBIN')],
    ['ES1!', equity('ES1!')],
    ['CME_MINI:ES1!', equity('ES1!')],
    ['BRK.B', equity('BRK.B')],
    ['ABNB', equity('ABNB')],
    ['FBTC', equity('FBTC')],
    ['INTC', equity('INTC')],
    ['BAC.P', equity('BAC.P')],
    ['PERPUSDT', spot('PERP', 'USDT')],
  ])('%s', (written, resolved) => expect(on('paper', written)).toEqual(resolved));

  it.each(['USDT', 'BTC', 'BTC_ETH', 'USDT/SOL', 'BTC/USD:BTC', 'XTUSD', 'EUR.PERP', 'USDT-PERP', 'BINANCE:USDT', 'SOL/SOL'])(
    '%s is refused',
    (written) => {
      expect(on('paper', written)).toMatchObject({ code: 'UNKNOWN_SYMBOL', remedy: expect.stringContaining(JSON.stringify(written)) });
    },
  );

  it('says both readings of a name that cannot be split', () => {
    expect(on('paper', 'XTUSD')).toMatchObject({ message: 'The symbol XTUSD is not known: it may mean X/TUSD or XT/USD.' });
  });
});

describe('a contract on paper', () => {
  const named = (written: string, contract: Partial<Contract>, exchange: string | null = null): string => {
    const asked: Contract = { type: 'option', right: 'call', strike: null, strikeOffset: null, expiry: null, ...contract };
    const resolved = resolveSymbol(written, {}, { broker: 'paper', quoteCurrency: 'USDT' }, { exchange, contract: asked });
    return 'code' in resolved ? resolved.code : `${resolved.kind} ${resolved.symbol}`;
  };

  it('has a name of its own, so that strikes and the underlying are not mixed', () => {
    expect(named('NIFTY', { strike: decimal('24500'), expiry: '2026-03-26' }, 'NSE')).toBe('option NFO:NIFTY-2026-03-26-24500-CE');
    expect(named('nse:nifty', { strike: decimal('24500') })).toBe('option NFO:NIFTY-NEAR-24500-CE');
    expect(named('ABC', { right: 'put', strikeOffset: decimal('0'), expiry: '2026-12-31' })).toBe('option ABC-2026-12-31-ATM-PE');
    expect(named('RELIANCE', { type: 'future', right: null })).toBe('future RELIANCE-NEAR-FUT');
    expect(named('ES', { type: 'future', right: null, expiry: '202612' }, 'CME')).toBe('future ES-202612-FUT');
  });

  it('goes by a symbol that names it whole, and is refused where nothing says which one', () => {
    expect(named('NIFTY26JAN24500CE', {})).toBe('equity NIFTY26JAN24500CE');
    expect(named('CLZ6', { type: 'future', right: null })).toBe('equity CLZ6');
    expect(named('NIFTY', {})).toBe('UNKNOWN_SYMBOL');
    expect(named('NIFTY', { right: null, strike: decimal('24500') })).toBe('UNKNOWN_SYMBOL');
  });
});

describe('a contract that ends on a day', () => {
  const DATED = 'BTC/USDT:USDT-260327';

  it('has an exact name of its own, and is never taken for the perpetual, nor the perpetual for it', () => {
    expect(on('ccxt', DATED)).toEqual(future('BTC', 'USDT'));
    expect(on('ccxt', 'BTC/USDT:USDT')).toEqual(swap('BTC', 'USDT'));
    expect(on('ccxt', 'BTC1!', { 'BTC1!': DATED })).toEqual(future('BTC', 'USDT'));
    // the alert means the perpetual
    expect(on('ccxt', 'BTCUSDT.P', { BTCUSDT: DATED })).toMatchObject({ code: 'UNKNOWN_SYMBOL' });
    expect(on('ccxt', 'BTCUSDT', { BTCUSDT: DATED, 'BTCUSDT.P': 'BTC/USDT:USDT' })).toEqual(future('BTC', 'USDT'));
  });

  it.each([
    ['BTCUSDT_260327', DATED],
    ['BINANCE:BTCUSDT_260327', DATED],
    ['BTC-27MAR26', DATED],
    ['BTC_USDC-27MAR26', 'BTC/USDC:USDC-260327'],
    ['BINANCE:BTCUSDTH2026', 'BTC/USDT:USDT-YYMMDD'],
    ['BTC1!', 'BTC/USDT:USDT-YYMMDD'],
    ['BTCUSDTPERP', 'BTC/USDT:USDT '],
  ])('%s is refused at a venue, with the line that would mean %s', (written, meant) => {
    expect(on('ccxt', written)).toMatchObject({ code: 'UNKNOWN_SYMBOL', remedy: expect.stringContaining(meant) });
  });

  it.each(['BTC/USD:BTC-260327', 'BTC/USD:BTC'])('%s, which is settled in coins, is refused for that', (written) => {
    expect(on('ccxt', written)).toMatchObject({ message: expect.stringContaining('settle in their quote currency') });
  });

  it('an option of that day is no symbol', () => {
    expect(on('ccxt', `${DATED}-50000-C`)).toMatchObject({ code: 'INVALID_FIELD' });
  });

  it('is what it says, whatever its kind is called beside it', () => {
    const contract: Contract = { type: 'future', right: null, strike: null, strikeOffset: null, expiry: null };
    const asked = { exchange: null, contract };
    expect(resolveSymbol(DATED, {}, { broker: 'ccxt', quoteCurrency: 'USDT' }, asked)).toEqual(future('BTC', 'USDT'));
    expect(resolveSymbol('BTC/USDT', {}, { broker: 'ccxt', quoteCurrency: 'USDT' }, asked)).toMatchObject({ code: 'UNKNOWN_SYMBOL' });
  });
});

describe('aliases', () => {
  it('win over every rule, in any case, with and without the exchange', () => {
    const aliases = { 'BTCUSDT.P': 'ETH/USDT', 'binance:ethusdt': 'AAPL' };
    expect(on('paper', 'btcusdt.p', aliases)).toEqual(spot('ETH', 'USDT'));
    expect(on('paper', 'BYBIT:BTCUSDT.P', aliases)).toEqual(spot('ETH', 'USDT'));
    expect(on('ccxt', 'BTCUSDT.P', aliases)).toEqual(spot('ETH', 'USDT'));
    expect(on('paper', 'BINANCE:ETHUSDT', aliases)).toEqual(equity('AAPL'));
    expect(on('paper', 'ETHUSDT', aliases)).toEqual(spot('ETH', 'USDT'));
  });

  it('an alias with the exchange wins over one without', () => {
    const aliases = { BTCUSDT: 'BTC/USDT', 'BYBIT:BTCUSDT': 'BTC/USDC' };
    expect(on('ccxt', 'BYBIT:BTCUSDT', aliases)).toEqual(spot('BTC', 'USDC'));
  });

  it('names of Object.prototype are no aliases', () => {
    expect(on('ccxt', 'constructor')).toMatchObject({ code: 'UNKNOWN_SYMBOL' });
    expect(on('ccxt', 'toString')).toMatchObject({ code: 'UNKNOWN_SYMBOL' });
  });

  it('an alias that names no instrument is told', () => {
    expect(on('paper', 'X', { X: 'BTC/USDT:BTC' })).toMatchObject({ code: 'UNKNOWN_SYMBOL' });
  });
});

describe('on a real venue', () => {
  it.each(['ccxt', 'alpaca'] as const)(
    'at %s an option is never traded as what it is an option on; an alias says what is meant',
    (broker) => {
      const contract = { type: 'option', right: 'call', strike: decimal('1300'), strikeOffset: null, expiry: '2026-12-31' } as const;
      const resolve = (aliases: Record<string, string>) =>
        resolveSymbol('ABC', aliases, { broker, quoteCurrency: 'USD' }, { exchange: null, contract });
      expect(resolve({})).toMatchObject({ code: 'UNKNOWN_SYMBOL' });
      expect(JSON.stringify(resolve({}))).toContain('a call option at 1300 of 2026-12-31');
      expect(resolve({ ABC: 'ABC261231C01300000' })).toMatchObject({ symbol: 'ABC261231C01300000' });
    },
  );

  it.each<[BrokerName, string, unknown]>([
    ['ccxt', 'BTC/USDT', spot('BTC', 'USDT')],
    ['ccxt', 'BTC/USDT:USDT', swap('BTC', 'USDT')],
    ['alpaca', 'AAPL', equity('AAPL')],
    ['alpaca', 'BTC/USD', spot('BTC', 'USD')],
    ['dhan', 'RELIANCE', equity('RELIANCE')],
  ])('%s takes the exact name %s', (broker, written, resolved) => expect(on(broker, written)).toEqual(resolved));

  it.each<[BrokerName, string, string]>([
    ['ccxt', 'BTCUSDT', 'BTC/USDT'],
    ['ccxt', 'BTCUSDT.P', 'BTC/USDT:USDT'],
    ['ccxt', 'AAPL', 'AAPL'],
    ['ccxt', 'btc/usdt', 'BTC/USDT'],
    ['alpaca', 'BTCUSD', 'BTC/USD'],
    ['alpaca', 'aapl', 'AAPL'],
    ['alpaca', 'NASDAQ:AAPL', 'AAPL'],
    ['alpaca', 'ES1!', 'ES1!'],
  ])('%s refuses %s and names the alias to add', (broker, written, likely) => {
    expect(on(broker, written)).toMatchObject({
      code: 'UNKNOWN_SYMBOL',
      remedy: `Add an alias to the strategy in config.yaml: symbols: { ${JSON.stringify(written)}: ${likely} }`,
    });
  });
});

it('never throws, and a perpetual never becomes spot', () => {
  const parts = fc.constantFrom('BTC', 'ETH', 'USDT', 'USD', 'SOL', 'P', 'PERP', 'BINANCE', 'X', '1', '.', '-', '_', '/', ':', '!');
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 7 }), fc.constantFrom<BrokerName>('paper', 'ccxt', 'alpaca', 'dhan'), (words, broker) => {
      const written = words.join('');
      const resolved = resolveSymbol(written, {}, { broker, quoteCurrency: 'USDT' });
      if ('code' in resolved) return;
      expect(isSymbolShaped(written)).toBe(true);
      expect(resolved.base).not.toBe('');
      expect(resolved.base).not.toBe(resolved.quote);
      if (/USDT?\.P$/.test(written)) expect(resolved.kind).not.toBe('spot');
    }),
    { numRuns: 5_000 },
  );
});

it.each(['XBTUSD', 'XBTUSDTM', 'BTCUSDT.P'])(
  '%s is no name at a venue of ccxt: what it is likely to mean is proposed, not traded',
  (written) => {
    const refused = on('ccxt', written);
    expect(refused).toMatchObject({ code: 'UNKNOWN_SYMBOL', remedy: expect.stringContaining(`"${written}": BTC/USD`) });
    expect(on('ccxt', written, { [written]: 'BTC/USDT:USDT' })).toEqual(swap('BTC', 'USDT'));
  },
);

describe('XBT at a venue of ccxt', () => {
  const at = (written: string, xbtIsBitcoin: boolean, aliases: Record<string, string> = {}): unknown =>
    resolveSymbol(written, aliases, { broker: 'ccxt', quoteCurrency: 'USDT', traits: xbtIsBitcoin ? { xbtIsBitcoin } : {} });

  it('is bitcoin in an exact name where ccxt says so of the venue, and stays spot or perpetual', () => {
    expect(at('XBT/USD', true)).toEqual(spot('BTC', 'USD'));
    expect(at('XBT/USDT:USDT', true)).toEqual(swap('BTC', 'USDT'));
    expect(at('ETH/XBT', true)).toEqual(spot('ETH', 'BTC'));
    expect(at('HOT', true, { HOT: 'XBT/USDT' })).toEqual(spot('BTC', 'USDT'));
  });
  it('is the coin of that name where it does not', () => {
    expect(at('XBT/USDT', false)).toEqual(spot('XBT', 'USDT'));
  });
  it('in one word may be spot or a contract, and in another name is another coin', () => {
    for (const written of ['XBTUSD', 'XBTUSDT', 'XBTUSDTM', 'XBTUSDT.P'])
      expect(at(written, true), written).toMatchObject({ code: 'UNKNOWN_SYMBOL' });
    expect(at('WXBT/USDT', true)).toEqual(spot('WXBT', 'USDT'));
  });
});

describe('symbols that are written in a way of their own', () => {
  it('a share of the NSE may have an ampersand in its name', () => {
    expect(on('dhan', 'NSE:M&M')).toMatchObject({ symbol: 'M&M', kind: 'equity' });
    expect(on('paper', 'M&M-EQ')).toEqual(equity('M&M'));
    expect(on('alpaca', 'M&M')).toMatchObject({ code: 'UNKNOWN_SYMBOL' });
  });
  it('the number of an instrument at a broker is nothing without an alias', () => {
    for (const broker of ['paper', 'dhan', 'alpaca', 'ccxt'] as const)
      expect(on(broker, 'NSE_EQ|INE075A01022')).toMatchObject({ code: 'UNKNOWN_SYMBOL' });
    expect(on('dhan', 'NSE_EQ|INE075A01022', { 'NSE_EQ|INE075A01022': 'WIPRO' })).toMatchObject({ symbol: 'WIPRO' });
    expect(on('paper', 'WIPRO|EQ')).toMatchObject({ code: 'INVALID_FIELD' });
  });
});
