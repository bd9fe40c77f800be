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
