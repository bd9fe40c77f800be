// What says how much of an account an entry is made of, and where its targets are, holds back nothing that leaves: scripts send the same
// fields with every order.

import { describe, expect, it } from 'vitest';
import { readAlert, readFields } from './read-alert.ts';

const OUT: readonly Record<string, unknown>[] = [
  { action: 'sell', market_position: 'flat', prev_market_position: 'long' },
  { action: 'sell', market_position: 'flat', quantity: 3 },
  { action: 'sell', position_size: 0 },
  { action: 'sell', reduce_only: true },
  { action: 'close' },
  { action: 'cancel' },
];
const SIZES: readonly Record<string, unknown>[] = [
  { percent_equity: 10 },
  { percent_equity: 0 },
  { percent_equity: 150 },
  { percentEquity: 'all' },
  { pct_of_balance: -5 },
  { order_type: 'market', funds: 500 },
  { order_type: 'market', funds: 'x' },
];

describe.each(OUT)('beside %j', (out) => {
  const alone = readFields(out);
  it.each(SIZES)('%j changes nothing', (size) => {
    const { refusal, action, quantity, percent, notional } = readFields({ ...out, ...size });
    expect(refusal).toBeNull();
    expect({ action, quantity, percent, notional }).toEqual({
      action: alone.action,
      quantity: alone.quantity,
      percent: null,
      notional: null,
    });
  });
});

it('an entry is refused beside a second size', () => {
  expect(readFields({ quantity: 3, percent_equity: 10 }).refusal?.code).toBe('CONTRADICTION');
  expect(readFields({ market_position: 'long', percent_equity: 150 }).refusal?.code).toBe('INVALID_QUANTITY');
});

it('a cancel goes whatever its targets are', () => {
  const { kind, refusal, warnings } = readFields({ action: 'cancel', target_prices: 'open' });
  expect([kind, refusal]).toEqual(['cancel', null]);
  expect(warnings).toEqual(['"target_prices[0]": "open" is not a usable number in plain digits. The cancel does not need it.']);
});

describe('nothing, where a size of the sender stands', () => {
  const mexc = (fields: Record<string, unknown>) => readAlert(JSON.stringify({ symbol: 'LTC_USDT', openType: 1, ...fields }));
  it('is no entry', () => {
    expect(mexc({ side: 1, vol: 0, type: 5 }).refusal?.code).toBe('INVALID_QUANTITY');
    expect(readFields({ lots: 0 }).refusal?.code).toBe('INVALID_QUANTITY');
  });
  it('is no size where the risk says how much', () => expect(readFields({ lots: 0, risk_percent: 1, stop_loss: 100 }).refusal).toBeNull());
  it('is everything beside a close, whatever type of order that is', () => {
    expect(mexc({ side: 4, vol: 0, type: 6 })).toMatchObject({ action: 'close_long', quantity: null, refusal: null });
    expect(readFields({ action: 'close', lots: 0 }).refusal).toBeNull();
  });
  it.each([{ lots: 0 }, { notional: 0 }])('is everything where it ends flat: %j', (nothing) => {
    const reading = readFields({ action: 'sell', market_position: 'flat', quantity: undefined, ...nothing });
    expect(reading).toMatchObject({ quantity: null, quantityUnit: null, refusal: null });
  });
});
