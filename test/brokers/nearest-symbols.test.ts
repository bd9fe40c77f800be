// A symbol that a venue does not list is refused with the names that may have been meant: first of all those that senders write
// in another way.

import { expect, it } from 'vitest';
import { nearestNames } from '../../src/brokers/ccxt/markets/nearest-symbols.ts';

const SWAPS = [
  'BTC/USDC:USDC',
  'ETH/USDT:USDT',
  'BTC/EUR:EUR',
  'BTC/FDUSD:FDUSD',
  'BTC/USDT:USDT',
  'BTCDOM/USDT:USDT',
  '1000PEPE/USDT:USDT',
];
const SPOTS = ['BTC/USDC', 'ETH/USDT', 'BTC/EUR', 'BTC/FDUSD', 'BTC/USDT', 'WBTC/BTC', 'SOL/USDT'];
const FUTURES = ['BTC/USDT:USDT-261225', 'BTC/USDT:USDT-270326', 'ETH/USDT:USDT-261225'];

it.each(['BTCUSDT', 'BTCUSDT.P', 'BINANCE:BTCUSDT.P', 'BTC-USDT', 'btc_usdt', 'BTC/USDT', 'BTCUSDTPERP', 'BTC-USDT-SWAP'])(
  '%s among perpetuals: the same pair comes first',
  (written) => {
    const nearest = nearestNames(written, SWAPS);
    expect(nearest[0]).toBe('BTC/USDT:USDT');
    expect(nearest).toHaveLength(3);
    expect(nearest.slice(1).every((name) => name.startsWith('BTC/'))).toBe(true);
  },
);

it.each(['BTCUSDT', 'BTCUSDT.P', 'BTC/USDT:USDT', 'BTC-USDT', 'BTC/USDTT'])(
  '%s among spot markets: the same pair comes first',
  (written) => {
    expect(nearestNames(written, SPOTS)[0]).toBe('BTC/USDT');
  },
);

it('a slip of the pen is found, also where nothing parts the two currencies', () => {
  expect(nearestNames('BTCUSTD', SWAPS)[0]).toBe('BTC/USDT:USDT');
  expect(nearestNames('SOLUDST', SPOTS)[0]).toBe('SOL/USDT');
  expect(nearestNames('PEPEUSDT.P', SWAPS)).toContain('1000PEPE/USDT:USDT');
});

it('futures are named with their days', () => {
  expect(nearestNames('BTCUSDT', FUTURES)).toEqual(['BTC/USDT:USDT-261225', 'BTC/USDT:USDT-270326', 'ETH/USDT:USDT-261225']);
});

it('what resembles nothing is answered with nothing', () => {
  expect(nearestNames('AAPL240119C00150000', SPOTS)).toEqual([]);
  expect(nearestNames('', SPOTS)).toEqual([]);
});

it.each(['XBTUSDTM', 'XBTUSDT', 'KUCOIN:XBTUSDTM', 'XBT/USDT', 'XBT-USDT'])('%s: some venues call it XBT', (written) => {
  expect(nearestNames(written, SWAPS)[0]).toBe('BTC/USDT:USDT');
  expect(nearestNames(written, SPOTS)[0]).toBe('BTC/USDT');
});
