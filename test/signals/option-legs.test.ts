// Which contract a leg of the exchange's words is about: by its strike, or by its distance from the money.

import { describe, expect, it } from 'vitest';
import { readAlert } from './read-alert.ts';

const leg = (fields: Record<string, unknown>) => ({
  transactionType: 'B',
  orderType: 'MKT',
  quantity: '75',
  exchange: 'NFO',
  symbol: 'NIFTY',
  instrument: 'CE',
  productType: 'M',
  sort_order: '1',
  price: '0',
  ...fields,
});
const read = (fields: Record<string, unknown>) => readAlert(JSON.stringify({ alertType: 'multi_leg_order', order_legs: [leg(fields)] }));

describe('a leg of options', () => {
  it.each<[Record<string, unknown>, object]>([
    [
      { strike: '25000', expiry: '2026-12-31' },
      { right: 'call', strike: '25000', strikeOffset: null, expiry: '2026-12-31' },
    ],
    [
      { strikePrice: 25000, expiryDate: '31-DEC-2026' },
      { strike: '25000', strikeOffset: null, expiry: '31-DEC-2026' },
    ],
    [
      { strike: 'ATM+1', expiry: 'weekly' },
      { strike: null, strikeOffset: '1', expiry: 'weekly' },
    ],
    [{ strike_price: 'ATM' }, { strike: null, strikeOffset: '0', expiry: null }],
    [{ strike_offset: 'OTM2' }, { strike: null, strikeOffset: '2' }],
    [
      { offset: 'ITM1', instrument: 'PE' },
      { right: 'put', strike: null, strikeOffset: '-1' },
    ],
  ])('%o names its contract', (fields, contract) => {
    const { legs, ...reading } = read(fields);
    expect(legs[0] ?? reading).toMatchObject({ refusal: null, symbol: 'NIFTY', contract });
    expect((legs[0] ?? reading).warnings).toEqual([]);
  });

  it.each<[Record<string, unknown>, string]>([
    [{ strike: 'ATM+1', instrument: 'PE' }, 'may mean a strike in the money or out of it'],
    [{ strike: '25000', offset: 'ATM' }, 'a strike and a distance from the money'],
    [{ strike_offset: 1 }, 'must be ATM, OTM1'],
    [{ strike: 'near the money' }, 'The strike price'],
  ])('%o is refused, with the reason', (fields, reason) => {
    const { refusal } = read(fields);
    expect(refusal?.message).toContain(reason);
  });

  it('beside shares a strike changes what is meant', () => {
    expect(read({ instrument: 'EQ', strike: '25000' }).refusal).toMatchObject({ code: 'UNSUPPORTED' });
  });
});

describe('what an instrument may be called', () => {
  it.each(['EQ', 'Equity', '', 'stock'])('%j is shares', (instrument) =>
    expect(read({ instrument, exchange: 'NSE', symbol: 'TCS' })).toMatchObject({ contract: null, entryRefusal: null, refusal: null }),
  );
  it.each([
    ['CALL', 'call'],
    ['PUT', 'put'],
  ])('%j is an option', (instrument, right) =>
    expect(read({ instrument, strike: '25000' })).toMatchObject({ contract: { type: 'option', right } }),
  );
  it.each(['ZZ', 'INDEX', 'CUR', 'commodity'])('%j enters nothing, and holds back no exit', (instrument) => {
    const message = `"instrument": "${instrument}" is none of EQ, FUT, CE and PE.`;
    expect(read({ instrument })).toMatchObject({ kind: 'reject', refusal: { code: 'INVALID_FIELD', message } });
    expect(read({ instrument, transactionType: 'close' })).toMatchObject({ kind: 'order', action: 'close', refusal: null });
  });
});

describe('a cancel with legs', () => {
  const cancel = (...legs: unknown[]) => readAlert(JSON.stringify({ alertType: 'cancel_order', order_legs: legs }));
  it('takes back what its leg names, whatever else stands there', () =>
    expect(cancel(leg({ symbol: 'TCS', instrument: 'EQ', exchange: 'NSE', quantity: 'x', price: 'y' }))).toMatchObject({
      kind: 'cancel',
      action: 'cancel',
      side: 'buy',
      symbol: 'TCS',
      contract: null,
      refusal: null,
    }));
  it('takes back an order by its id, and several', () => {
    expect(cancel({ order_id: 'abc-1' })).toMatchObject({ kind: 'cancel', orderId: 'abc-1', refusal: null });
    const { legs, ...whole } = cancel({ order_id: 'abc-1' }, leg({ strike: '25000' }));
    expect(whole).toMatchObject({ action: 'multi', refusal: null });
    expect(legs).toMatchObject([
      { kind: 'cancel', orderId: 'abc-1' },
      { kind: 'cancel', symbol: 'NIFTY', contract: { strike: '25000' } },
    ]);
  });
  it('says what is wrong where it names nothing', () => {
    expect(cancel()).toMatchObject({ kind: 'reject', refusal: { message: 'order_legs must be a list of at least one leg.' } });
    expect(cancel({ transactionType: 'B' })).toMatchObject({ kind: 'reject', refusal: { code: 'MISSING_SYMBOL' } });
  });
});
