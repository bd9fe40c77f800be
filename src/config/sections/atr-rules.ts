// Owns: which candles the average true range of a strategy is counted from, as config.yaml has it (`atr:`).

import { ATR_RULES, type AtrRules } from '../../core/model/markets/atr.ts';
import { TIMEFRAME_MS, type Timeframe } from '../../core/model/time/candle.ts';
import { decimal, gt } from '../../core/model/decimal.ts';
import { ok, wrong, type Read } from '../field.ts';
import { describe, oneOf, readPositive } from '../file-fields.ts';
import { readGroup } from '../group.ts';

const PERIOD_MAX = 50;
const MULTIPLIER_MAX = decimal('20');
const TIMEFRAMES = Object.keys(TIMEFRAME_MS) as readonly Timeframe[];

function readPeriod(value: unknown): Read<number> {
  const period = typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : 0;
  return period >= 2 && period <= PERIOD_MAX
    ? ok(period)
    : wrong(`${describe(value)} is not a number of candles.`, `Write a whole number from 2 to ${PERIOD_MAX}; 14 is usual.`);
}

function readMultiplier(value: unknown): Read<AtrRules['multiplier']> {
  const multiplier = readPositive(value);
  if (multiplier.type === 'wrong' || !gt(multiplier.value, MULTIPLIER_MAX)) return multiplier;
  return wrong(`${describe(value)} is more than ${MULTIPLIER_MAX} average true ranges.`, 'Write a number such as 2 or 1.5.');
}

/** `{ period: 14, multiplier: 2, timeframe: 1h }`; what is left out is as written here. */
export function readAtrRules(value: unknown): Read<AtrRules> {
  const remedy = 'Write atr: { period: 14, multiplier: 2, timeframe: 1h }.';
  const group = readGroup(value, { period: readPeriod, multiplier: readMultiplier, timeframe: oneOf(...TIMEFRAMES) }, remedy);
  return group.type === 'wrong' ? group : ok({ ...ATR_RULES, ...group.value });
}
