// Numbers whose unit the strategy says: levels without a unit, sizes in lots.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { ReadingRules } from '../../src/core/model/alerts/reading-rules.ts';
import type { Reading } from '../../src/core/model/signal.ts';
import { asEntry } from '../../src/core/signals/fields/refused-reading.ts';
import { settleUnits } from '../../src/core/signals/settle-units.ts';
import { readAlert } from './read-alert.ts';

const settle = (text: string, rules: Partial<ReadingRules> = {}): Reading =>
  asEntry(settleUnits(readAlert(text), { rawLevels: null, lotSize: null, ...rules }));

describe('raw_levels', () => {
  const entry = '70555000111,buy,EURJPY,sl=20,tp=45';

  it('absent, an entry with such levels is refused and names the key', () => {
    const { kind, refusal } = settle(entry);
    expect(kind).toBe('reject');
    expect(refusal?.remedy).toContain('raw_levels');
  });

  it.each(['pips', 'points', 'percent', 'price'] as const)('%s is the unit of stop and target', (unit) => {
    expect(settle(entry, { rawLevels: unit })).toMatchObject({
      kind: 'order',
      stopLoss: { [unit]: '20' },
      takeProfits: [{ [unit]: '45' }],
    });
    expect(settle(entry, { rawLevels: unit }).stopLoss).not.toHaveProperty('raw');
  });

  it('never holds back a close', () => {
    expect(settle('70555000111,closelong,EURJPY,sl=20')).toMatchObject({ kind: 'order', action: 'close_long' });
  });

  it('leaves levels with a unit of their own alone', () => {
    expect(settle('70555000111,buy,EURJPY,sl_pips=20', { rawLevels: 'price' })).toMatchObject({ stopLoss: { pips: '20' } });
  });

  it('a change of stops needs it too', () => expect(settle('70555000111,newsltplong,EURJPY,sl=160').kind).toBe('reject'));
});

it('a pending order at a distance from the market is never sent at another price', () => {
  const reading = settle('70555000111,buystop,EURJPY,entry_pips=15');
  expect(reading).toMatchObject({ kind: 'reject', refusal: { code: 'UNSUPPORTED' } });
});

describe('lot_size', () => {
  const entry = '70555000111,buy,EURJPY,vol_lots=0.3';

  it.each([entry, '70555000111,closelongvol,EURJPY,risk=0.3'])('absent, a size in lots stays one, and is no quantity: %s', (text) => {
    expect(settle(text)).toMatchObject({ kind: 'order', quantity: '0.3', quantityUnit: 'lots' });
  });

  it('makes units of lots, exactly', () => {
    expect(settle(entry, { lotSize: decimal('100000') })).toMatchObject({ kind: 'order', quantity: '30000', quantityUnit: null });
  });

  it('says nothing of sizes of the position beside it, but that nothing is nothing', () => {
    const sized = { action: 'buy', symbol: 'EURUSD', lots: 0.3, market_position: 'long', prev_market_position: 'flat' };
    const settled = settle(JSON.stringify({ ...sized, market_position_size: 0.3, prev_market_position_size: 0 }), {
      lotSize: decimal('100000'),
    });
    expect(settled).toMatchObject({ kind: 'order', quantity: '30000', sizeAfter: null, previousSize: '0' });
  });

  it('is for lots only', () => {
    expect(settle('BUY LTCUSDT qty=2', { lotSize: decimal('100') })).toMatchObject({ quantity: '2' });
  });
});
