// What an alert for an account at Dhan means: symbol, exchange and contract together, and what is refused instead of guessed.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { Contract } from '../../src/core/model/signal.ts';
import { expiryWord, resolveIndian } from '../../src/core/signals/symbols/resolve-indian.ts';
import { resolveSymbol } from '../../src/core/signals/symbols/resolve-symbol.ts';

const option = (part: Partial<Contract>): Contract => ({
  type: 'option',
  right: 'call',
  strike: null,
  strikeOffset: null,
  expiry: null,
  ...part,
});
const FUTURE: Contract = { type: 'future', right: null, strike: null, strikeOffset: null, expiry: null };

function nameOf(symbol: string, exchange: string | null = null, contract: Contract | null = null): string {
  const resolved = resolveIndian(symbol, { exchange, contract }, 'INR');
  return 'code' in resolved ? resolved.code : resolved.symbol;
}

describe('a symbol at Indian exchanges', () => {
  it('is a share at NSE where nothing else is said', () => {
    expect(nameOf('RELIANCE')).toBe('RELIANCE');
    expect(nameOf('reliance', 'NSE')).toBe('RELIANCE');
    expect(nameOf('NSE:RELIANCE')).toBe('RELIANCE');
    expect(nameOf('TCS', 'BSE')).toBe('BSE:TCS');
    expect(nameOf('BSE:TCS', 'BSE_EQ')).toBe('BSE:TCS');
    expect(resolveIndian('TCS', { exchange: null, contract: null }, 'INR')).toEqual({
      symbol: 'TCS',
      kind: 'equity',
      base: 'TCS',
      quote: 'INR',
    });
  });

  it.each([
    ['SBIN-EQ', null, 'SBIN'],
    ['NSE:SBIN-EQ', null, 'SBIN'],
    ['BSE:SBIN-EQ', null, 'BSE:SBIN'],
    ['sbin-eq', 'BSE', 'BSE:SBIN'],
    ['RELIANCE.NS', null, 'RELIANCE'],
    ['RELIANCE.NS', 'NSE_EQ', 'RELIANCE'],
    ['RELIANCE.BO', null, 'BSE:RELIANCE'],
    ['BAJAJ-AUTO', null, 'BAJAJ-AUTO'],
    ['BAJAJ-AUTO.NS', null, 'BAJAJ-AUTO'],
    ['NSE:RELIANCE.BO', null, 'CONTRADICTION'],
    ['RELIANCE.BO', 'NSE', 'CONTRADICTION'],
    ['-EQ', null, 'UNKNOWN_SYMBOL'],
    // neither the segment of shares nor an exchange of theirs
    ['SBIN-BE', null, 'SBIN-BE'],
    ['VOD.L', null, 'VOD.L'],
  ])('%s (exchange %s) is %s: what stands behind a share names segment or exchange', (symbol, exchange, name) => {
    expect(nameOf(symbol, exchange)).toBe(name);
  });

  it('is the contract that the alert describes, never the share of that name', () => {
    expect(nameOf('RELIANCE', 'NSE', FUTURE)).toBe('NFO:RELIANCE-NEAR-FUT');
    expect(nameOf('BANKNIFTY', 'NFO', option({ right: 'put', strike: decimal('51000'), expiry: '2026-04-30' }))).toBe(
      'NFO:BANKNIFTY-2026-04-30-51000-PE',
    );
    expect(nameOf('SENSEX', 'BFO', option({ strikeOffset: decimal('2'), expiry: '28NOV26' }))).toBe('BFO:SENSEX-2026-11-28-OTM2-CE');
    expect(nameOf('NIFTY', null, option({ strikeOffset: decimal('0'), expiry: 'weekly' }))).toBe('NFO:NIFTY-NEAR-ATM-CE');
    expect(nameOf('NIFTY', null, option({ strikeOffset: decimal('-1'), expiry: 'monthly' }))).toBe('NFO:NIFTY-MONTH-ITM1-CE');
    expect(nameOf('GOLD', 'MCX', FUTURE)).toBe('MCX:GOLD-NEAR-FUT');
    expect(nameOf('USDINR', 'NSE_CURRENCY', FUTURE)).toBe('CDS:USDINR-NEAR-FUT');
    expect(nameOf('NIFTY-2026-01-27-FUT')).toBe('NFO:NIFTY-2026-01-27-FUT');
    expect(nameOf('MCX:GOLD-NEAR-FUT', 'NSE')).toBe('MCX:GOLD-NEAR-FUT');
  });

  it('is refused where the alert leaves open what it means', () => {
    expect(nameOf('NIFTY', 'NFO')).toBe('UNKNOWN_SYMBOL');
    expect(nameOf('NIFTY', 'NFO', option({}))).toBe('UNKNOWN_SYMBOL');
    expect(nameOf('NIFTY', 'NFO', option({ right: null, strike: decimal('24000') }))).toBe('UNKNOWN_SYMBOL');
    expect(nameOf('NIFTY', 'NFO', { ...FUTURE, expiry: 'soon' })).toBe('UNKNOWN_SYMBOL');
    expect(nameOf('NSE:RELIANCE', 'BSE')).toBe('CONTRADICTION');
    expect(nameOf('NASDAQ:AAPL')).toBe('UNKNOWN_SYMBOL');
    expect(nameOf('BTC/USDT')).toBe('UNKNOWN_SYMBOL');
  });

  it('may be an alias, of an underlying too', () => {
    const account = { broker: 'dhan', quoteCurrency: 'INR' } as const;
    expect(resolveSymbol('NIFTY1!', { 'NIFTY1!': 'NIFTY-NEAR-FUT' }, account)).toMatchObject({
      symbol: 'NFO:NIFTY-NEAR-FUT',
      kind: 'future',
    });
    const asked = { exchange: null, contract: option({ strikeOffset: decimal('1') }) };
    expect(resolveSymbol('BANKNIFTY1!', { 'BANKNIFTY1!': 'BANKNIFTY' }, account, asked)).toMatchObject({
      symbol: 'NFO:BANKNIFTY-NEAR-OTM1-CE',
      kind: 'option',
    });
  });

  it('has its expiry in any of the ways in which days are written', () => {
    for (const written of ['2026-12-29', '2026-12-29T14:30:00', '29DEC26', '29-Dec-2026', '29 DEC 2026', '20261229'])
      expect(expiryWord(written)).toBe('2026-12-29');
    expect(expiryWord('9JAN26')).toBe('2026-01-09');
    for (const unknown of ['soon', '29XXX26', 'next', '12/29/2026']) expect(expiryWord(unknown)).toBeNull();
  });
});
