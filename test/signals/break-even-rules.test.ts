// The stop at the entry once a target is reached: followed where the sender says which target, told where it does not.

import { describe, expect, it } from 'vitest';
import { readAlert, readFields } from './read-alert.ts';

const TARGETS = { quantity: 1, tp1: 62_000, tp2: 64_000, sl: 58_000 };
const post = (line: string): string => `LONG BTCUSDT\nEntry: 60000\nTP1: 62000\nTP2: 64000\n${line}\nSL: 58000`;

describe('a rule of break-even', () => {
  it.each([
    { breakeven_after: 1 },
    { break_even_after: '1' },
    { breakeven_after_tp: 1 },
    { be_after: 'tp1' },
    { move_sl_to_be: 'TP1' },
    { moveSlToEntryAfter: 'Target 1' },
    { sl_to_be_after: 1 },
  ])('%j is followed', (fields) => {
    const reading = readFields({ ...TARGETS, ...fields });
    expect([reading.kind, reading.breakEvenAfter, reading.warnings]).toEqual(['order', 1, []]);
  });

  it.each([
    { move_sl_to_be: true },
    { breakeven: 1 },
    { breakeven_after: 2 },
    { breakeven_after: 0 },
    { breakeven_after: '1.5%' },
    { breakeven_after: 30 },
  ])('%j is told and not followed: no target of it is known', (fields) => {
    const reading = readFields({ ...TARGETS, ...fields });
    expect(reading.breakEvenAfter).toBeNull();
    if (Object.values(fields)[0] !== 0) expect(reading.warnings.join()).toContain('has no effect');
  });

  it.each([
    { breakeven_enabled: false, breakeven_after: 1 },
    { use_breakeven: 'false', breakeven_after: 1 },
    { move_sl_to_be: false, be_after_tp: 1 },
    { breakeven_after: 1, breakeven_unit: 'percent' },
    { breakeven_after: 1, breakeven_offset: 5 },
    { breakeven_after: 1, be_at: 'tp2' },
  ])('%j is not followed: what stands beside it switches it off, or makes it another rule', (fields) => {
    const reading = readFields({ ...TARGETS, tp3: 66_000, ...fields });
    expect([reading.kind, reading.breakEvenAfter]).toEqual(['order', null]);
    expect(reading.warnings.join()).toMatch(/"(?:breakeven|be)_after(?:_tp)?" has no effect/);
  });

  it.each([{ breakeven: true }, { use_breakeven: 'true' }, { be_at: 'TP1' }])('beside %j the rule is followed', (fields) => {
    expect(readFields({ ...TARGETS, breakeven_after: 1, ...fields }).breakEvenAfter).toBe(1);
  });

  it('needs a target behind it, and says so', () => {
    const { tp2: _, ...one } = TARGETS;
    const { breakEvenAfter, warnings } = readFields({ ...one, breakeven_after: 1 });
    expect([breakEvenAfter, warnings]).toEqual([null, ['"breakeven_after" has no effect: no target is known behind target 1.']]);
    expect(readFields({ ...TARGETS, move_sl_to_be: 'TP2' }).warnings.join()).toBe(
      '"move_sl_to_be" has no effect: no target is known behind target 2.',
    );
  });

  it.each([
    'Move SL to entry after TP1',
    'BE after TP1',
    'Move SL to BE after TP1',
    'After TP1 move SL to entry',
    '⚠️ *Advice: Move SL to Entry after TP1 hits!*',
  ])('the line "%s" of a post is followed, and not called unread', (line) => {
    const reading = readAlert(post(line));
    expect([reading.kind, reading.breakEvenAfter, reading.warnings]).toEqual(['order', 1, []]);
  });

  it.each(['Move SL to entry after TP1 and close 50%', 'BE after TP1: 60000', 'Move SL to entry after TP2', 'Move SL to TP1 after TP2'])(
    'the line "%s" of a post is not',
    (line) => {
      const reading = readAlert(post(line));
      expect(reading.breakEvenAfter).toBeNull();
      if (reading.kind === 'order') expect(reading.warnings.join()).toContain('was not read');
    },
  );

  it('the stop that Cornix moves to the entry after a target is followed; any other way to trail is told', () => {
    const trailed = (...lines: string[]): ReturnType<typeof readAlert> =>
      readAlert(['#LTC/USDT SHORT', 'Entry: 81', 'TP: 75 - 70', 'Stop: 84', 'Trailing Configuration:', ...lines].join('\n'));
    expect(trailed('Stop: Breakeven -', '  Trigger: Target (1)')).toMatchObject({ breakEvenAfter: 1, warnings: [] });
    expect(trailed('Entry: Percentage (0.0%)', 'Stop: Breakeven - Trigger: Target (1)')).toMatchObject({ breakEvenAfter: 1, warnings: [] });
    const told = ['A line was not read: Trailing Configuration: Stop'];
    for (const lines of [
      ['Stop: Moving Target -', '  Trigger: Target (1)'],
      ['Stop: Moving 2 Target -', 'Trigger: Target (2)'],
      ['Stop: Breakeven -', 'Trigger: Percentage (1.5%)'],
      ['Take-Profit: Percentage (0.0%)', 'Stop: Percentage (2%)'],
    ])
      expect(trailed(...lines), lines.join()).toMatchObject({ kind: 'order', breakEvenAfter: null, warnings: told });
    expect(trailed('Entry: Without', 'Stop: Without')).toMatchObject({ kind: 'order', breakEvenAfter: null, warnings: [] });
  });
});
