// Owns: when an alert says that its position is left by the clock: read where the words have a unit, refused where they have none.

import { describe, expect, it } from 'vitest';
import { readAlert } from './read-alert.ts';

const MINUTE = 60_000;
const buy = (fields: object): string => JSON.stringify({ action: 'buy', symbol: 'BTCUSDT', quantity: 1, ...fields });

describe('a time to leave', () => {
  it.each([
    [{ exit_after: '30m' }, { afterMs: 30 * MINUTE, atMinute: null }],
    [{ exit_after: '1h 30m' }, { afterMs: 90 * MINUTE, atMinute: null }],
    [{ exit_after: '90 seconds' }, { afterMs: 90_000, atMinute: null }],
    [{ exit_after_minutes: 30 }, { afterMs: 30 * MINUTE, atMinute: null }],
    [{ exitAfterMin: '2.5' }, { afterMs: 150_000, atMinute: null }],
    [{ max_hold_hours: 4 }, { afterMs: 240 * MINUTE, atMinute: null }],
    [
      { exit_after_bars: 10, interval: '15' },
      { afterMs: 150 * MINUTE, barMs: 15 * MINUTE, atMinute: null },
    ],
    [
      { exit_after_bars: 2, timeframe: '1h' },
      { afterMs: 120 * MINUTE, atMinute: null },
    ],
    [
      { exit_after_bars: 3, interval: 'D' },
      { afterMs: 3 * 1_440 * MINUTE, atMinute: null },
    ],
    [{ exit_at: '15:20' }, { afterMs: null, atMinute: 920 }],
    [
      { square_off_time: '15:15', exit_after: '2h' },
      { afterMs: 120 * MINUTE, atMinute: 915 },
    ],
  ])('is read from %j', (fields, timeStop) => {
    expect(readAlert(buy(fields))).toMatchObject({ kind: 'order', action: 'buy', timeStop, warnings: [] });
  });

  it('is read in a line too', () => {
    expect(readAlert('BUY BTCUSDT qty=1 exit_after=30m').timeStop).toEqual({ afterMs: 30 * MINUTE, atMinute: null });
  });

  it.each([
    { exit_after: 30 },
    { exit_after: '30' },
    { exit_after: 'soon' },
    { exit_after_minutes: -5 },
    { exit_after_bars: 10 },
    { exit_after_bars: 10, interval: '15', timeframe: '1h' },
    { exit_after_bars: 10, interval: 'M' },
    { exit_after_bars: 10, interval: '1M' },
    { exit_after: '3M' },
    { exit_at: '25:70' },
    { exit_at: 1_893_456_000 },
    { exit_after: '90d' },
    { exit_after: '30m', max_hold_minutes: 45 },
    { exit_after_minutes: 30, exitAfterMin: 31 },
  ])('that has no unit, or two meanings, refuses the entry: %j', (fields) => {
    expect(readAlert(buy(fields)).kind).toBe('reject');
  });

  it.each([
    ['10', '"exit_after": 10 has no unit.'],
    [10, '"exit_after": 10 has no unit.'],
  ])('says which unit is missing: %j', (written, message) => {
    expect(readAlert(buy({ exit_after: written })).refusal).toMatchObject({
      message,
      remedy: 'Write it with its unit: "10m", "10h" or "10d".',
    });
  });

  it('is none of a least time', () => {
    expect(readAlert(buy({ hold_min: 5, hold_max: 20 })).timeStop).toBeNull();
    expect(readAlert(buy({ max_hold_min: 5 })).timeStop).toEqual({ afterMs: 5 * MINUTE, atMinute: null });
  });

  it('is none of a close', () => {
    const reading = readAlert(JSON.stringify({ action: 'close', symbol: 'BTCUSDT', exit_after: '5m' }));
    expect([reading.kind, reading.timeStop]).toEqual(['order', null]);
  });
});
