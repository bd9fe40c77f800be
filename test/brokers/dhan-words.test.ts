// The small words of Dhan: correlation ids, numbers without floats, Indian times, tokens, error codes, names of contracts.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correlationId, orderIdOf } from '../../src/brokers/dhan/correlation-id.ts';
import { explainRefusal } from '../../src/brokers/dhan/explain-refusal.ts';
import { indianDay, readIndianTime, readProfileTime } from '../../src/brokers/dhan/indian-time.ts';
import { tokenExpiry } from '../../src/brokers/dhan/token-expiry.ts';
import { decimalOf, exact, objectsOf, wireJson } from '../../src/brokers/dhan/wire-json.ts';
import { readContractName, writeContractName } from '../../src/core/model/markets/contract-symbol.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import type { OrderId } from '../../src/core/model/ids.ts';

describe('the correlation id', () => {
  const hex = fc
    .array(fc.integer({ min: 0, max: 15 }), { minLength: 32, maxLength: 32 })
    .map((digits) => digits.map((d) => d.toString(16)).join(''));

  it('is at most 25 of [A-Za-z0-9_-], and leads back to the order', () => {
    fc.assert(
      fc.property(hex, (id) => {
        const correlation = correlationId(id as OrderId);
        expect(correlation).toMatch(/^[A-Za-z0-9_-]{1,25}$/);
        expect(orderIdOf(correlation)).toBe(id);
      }),
    );
  });

  it('of somebody else is none of ours', () => {
    const ours = correlationId('0123456789abcdef0123456789abcdef' as OrderId);
    for (const other of ['NA', '', '0', 'my-order-1', 'x'.repeat(25), `${ours}A`, ours.slice(1), `${ours.slice(0, -1)}B`])
      expect(orderIdOf(other)).toBeNull();
  });
});

describe('JSON to and from Dhan', () => {
  it('carries decimals digit by digit, as numbers', () => {
    expect(
      wireJson({
        quantity: exact(decimal('75')),
        price: exact(decimal('0.0000001')),
        triggerPrice: exact(decimal('100.05')),
        validity: 'DAY',
      }),
    ).toBe('{"quantity":75,"price":0.0000001,"triggerPrice":100.05,"validity":"DAY"}');
  });

  it('is read where numbers stand in quotes, are null or are missing, and where one object stands for a list', () => {
    const order = { a: '5', b: 4520.15, c: null, d: 'x' };
    expect(['a', 'b', 'c', 'd', 'e'].map((name) => decimalOf(order, name))).toEqual(['5', '4520.15', null, null, null]);
    expect(objectsOf(order)).toEqual([order]);
    expect(objectsOf([order, order])).toHaveLength(2);
    expect(objectsOf([order, 5])).toBeNull();
    expect(objectsOf('[]')).toBeNull();
  });
});

describe('Indian time', () => {
  it('is five and a half hours ahead, and says so nowhere', () => {
    expect(readIndianTime('2026-01-05 15:30:00')).toBe(Date.UTC(2026, 0, 5, 10));
    expect(readIndianTime('2026-01-05T15:30:00')).toBe(Date.UTC(2026, 0, 5, 10));
    expect(readProfileTime('06/01/2026 09:15')).toBe(Date.UTC(2026, 0, 6, 3, 45));
    expect(indianDay(Date.UTC(2026, 0, 5, 18, 29))).toBe('2026-01-05');
    expect(indianDay(Date.UTC(2026, 0, 5, 18, 30))).toBe('2026-01-06');
  });
  it('is none where Dhan writes the year one, nothing or something else', () => {
    for (const text of ['0001-01-01 00:00:00', '', 'NA', '2026-01-05']) expect(readIndianTime(text)).toBeNull();
  });
});

describe('the access token', () => {
  const token = (claims: unknown) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
  it('says when it ends', () => {
    expect(tokenExpiry(token({ iss: 'dhan', exp: 1_767_700_000 }))).toBe(1_767_700_000_000);
  });
  it('says nothing where it is no JWT, or has no end', () => {
    for (const text of ['', 'plain', 'a.b.c', 'a.bm90IGpzb24.c', token({}), token({ exp: 'soon' }), token(null), token({ exp: -1 })])
      expect(tokenExpiry(text)).toBeNull();
  });
});

describe('a refusal', () => {
  it('of a wrong address is called so, although its code is that of a wrong field', () => {
    expect(explainRefusal('DH-905', 'Invalid IP')).toMatch(/^DH-905: Invalid IP \(Dhan takes orders only from a registered static address/);
    expect(explainRefusal('DH-911', 'IP not whitelisted')).toContain('registered static address');
    expect(explainRefusal('DH-905', 'Missing required fields, bad values for parameters etc.')).toContain('address that is not registered');
  });
  it('of a token tells how to make a new one, under whichever code it comes', () => {
    for (const [code, message] of [
      ['DH-901', 'invalid or expired'],
      ['DH-906', 'Invalid Token'],
      ['807', 'token expired'],
    ] as const)
      expect(explainRefusal(code, message)).toContain('new access token at web.dhan.co');
  });
  it('that is not known stands in the words of Dhan', () => {
    expect(explainRefusal('DH-906', 'Market is Closed! You cannot modify/cancel an order now.')).toBe(
      'DH-906: Market is Closed! You cannot modify/cancel an order now.',
    );
    expect(explainRefusal('DH-999', '')).toBe('DH-999: no reason was given');
  });
});

describe('the name of a contract', () => {
  it('is read and written the same', () => {
    for (const name of [
      'RELIANCE',
      'BSE:TCS',
      'BAJAJ-AUTO',
      'NFO:NIFTY-2026-12-29-FUT',
      'NFO:BAJAJ-AUTO-2026-12-29-9000-CE',
      'NIFTY-NEAR-ATM-CE',
      'NIFTY-MONTH-OTM2-PE',
      'BFO:SENSEX-NEAR-ITM1-CE',
      'CDS:USDINR-2026-12-29-84.25-PE',
      'MCX:GOLD-NEAR-FUT',
    ]) {
      const read = readContractName(name);
      expect(read === null ? null : writeContractName(read)).toBe(name);
    }
  });
  it('is none where the exchange is none there', () => {
    for (const name of ['NASDAQ:AAPL', 'BTC/USDT', 'XYZ:A', 'nifty', '']) expect(readContractName(name)).toBeNull();
  });
});
