// Numbers, times and names as senders write them.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalName } from '../../src/core/signals/fields/field-index.ts';
import type { JsonValue } from '../../src/core/signals/json/json-value.ts';
import { nearestField } from '../../src/core/signals/fields/nearest-field.ts';
import { readInstant } from '../../src/core/signals/fields/read-instant.ts';
import { readNumber } from '../../src/core/signals/fields/read-number.ts';
import { isSymbolShaped } from '../../src/core/signals/symbols/read-symbol.ts';

describe('readNumber', () => {
  it.each<[JsonValue, string]>([
    ['67,250.50', '67250.5'],
    ['1,204,312', '1204312'],
    ['-1,204,312.5', '-1204312.5'],
    [' 0.0000121 ', '0.0000121'],
    [{ number: '1e-7' }, '0.0000001'],
    [{ number: '-0' }, '0'],
    ['+5', '5'],
    ['67.250,50', '67250.5'],
    ['1.204.312,5', '1204312.5'],
    ['0,35', '0.35'],
    ['0,125', '0.125'],
    ['1,0850', '1.085'],
    // what programs compute has more places than anybody trades: 0.1 / 92.51
    [{ number: '0.0010809314603490295' }, '0.00108093146034903'],
    ['0.000099999999999999995', '0.0001'],
    [{ number: '1.2345678901234567e-8' }, '0.000000012345678901'],
  ])('%j is %s', (value, number) => expect(readNumber(value)).toEqual({ type: 'number', value: number }));

  it.each<[JsonValue]>([[null], [''], ['  '], ['None'], ['null']])('%j says none', (value) => expect(readNumber(value).type).toBe('none'));

  it.each<[JsonValue]>([
    ['1.234.567'],
    ['1,234'],
    ['70000,75000'],
    ['3,5'],
    ['1.234,5.6'],
    ['12,34.5'],
    ['0,123.5'],
    ['1,23'],
    ['NaN'],
    ['Infinity'],
    ['-Infinity'],
    [{ number: '1e400' }],
    [{ number: '99999999999999999999' }],
    [{ number: '1e-19' }],
    ['0x10'],
    ['١٢'],
    ['five'],
    ['45000 USDT'],
    ['1 000'],
    [true],
    [[]],
    [new Map([['$gt', '0']])],
  ])('%j is refused', (value) => expect(readNumber(value).type).toBe('problem'));

  it('says both readings of a lonely comma', () => {
    expect(readNumber('1,234')).toMatchObject({ problem: '"1,234" may mean 1234 or 1.234; write it without a comma' });
  });
});

describe('readInstant', () => {
  it('agrees with Date on every second of 1970 to 2100, in every zone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), fc.integer({ min: -14 * 4, max: 14 * 4 }), (seconds, quarters) => {
        const at = seconds * 1_000;
        const offset = quarters * 15 * 60_000;
        const sign = offset < 0 ? '-' : '+';
        const minutes = Math.abs(offset) / 60_000;
        const zone = `${sign}${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
        const local = new Date(at + offset).toISOString().slice(0, 19);
        expect(readInstant(`${local}${zone}`)).toBe(at);
        expect(readInstant(new Date(at).toISOString())).toBe(at);
      }),
    );
  });

  it.each<[JsonValue, number]>([
    [{ number: '1772443201' }, 1_772_443_201_000],
    [{ number: '1772443201.5' }, 1_772_443_201_500],
    ['1772443201000', 1_772_443_201_000],
    ['2026-03-02 09:20:01.123456+00:00', 1_772_443_201_123],
  ])('%j is %d', (value, at) => expect(readInstant(value)).toBe(at));

  it.each<[JsonValue]>([
    ['2026-03-02T09:20:01'],
    ['2026-02-30T00:00:00Z'],
    ['2026-03-02'],
    ['now'],
    [''],
    [null],
    [{ number: '12345' }],
    [true],
  ])('%j is no instant', (value) => expect(readInstant(value)).toBeNull());
});

describe('names', () => {
  it.each([
    ['takeProfit', 'takeprofit'],
    ['TAKE-PROFIT', 'takeprofit'],
    ['strategy.order.action', 'strategyorderaction'],
    ['x', 'x'],
    ['_', ''],
    ['a'.repeat(100), 'a'.repeat(100)],
  ])('%s is %s', (key, name) => expect(normalName(key)).toBe(name));

  it('finds the nearest name after one slip, two in long names, and none further away', () => {
    const known = ['stoploss', 'takeprofit', 'symbol', 'strategy', 'tp'];
    expect(nearestField('stoplos', known)).toBe('stoploss');
    expect(nearestField('stpoloss', known)).toBe('stoploss');
    expect(nearestField('takeprofits', known)).toBe('takeprofit');
    expect(nearestField('simbol', known)).toBe('symbol');
    expect(nearestField('volume', known)).toBeNull();
    expect(nearestField('t', known)).toBeNull();
    expect(nearestField('s'.repeat(10_000), known)).toBeNull();
  });
});

describe('isSymbolShaped', () => {
  it.each([
    'BTCUSDT',
    'BTCUSDT.P',
    'BINANCE:BTCUSDT.P',
    'BTC/USDT:USDT',
    'ES1!',
    'OSE:NK225M1!',
    'BRK.B',
    'BTC_USDT',
    'BTC-USDT-SWAP',
    '1000PEPEUSDT',
    '7203',
  ])('%s is one', (symbol) => expect(isSymbolShaped(symbol)).toBe(true));
  it.each([
    '',
    'ETH\u200bUSDT',
    "ETHUSDT'; DROP TABLE orders;--",
    '../../etc/passwd',
    'a/b/c',
    '${jndi:ldap://127.0.0.1/a}',
    'BTC USDT',
    'ＢＴＣＵＳＤＴ',
    'BTCUSDТ',
    'A'.repeat(41),
    '0.3',
    '12',
    '!',
    ':',
    'BTC//USDT',
    'BTCUSDT!!',
    '-BTC',
    'BTC.',
  ])('%j is none', (symbol) => expect(isSymbolShaped(symbol)).toBe(false));
});
