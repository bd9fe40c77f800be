// Owns: how a strategy enters beyond the words of its alerts, as config.yaml has it (`entries:`).

import { decimal, gt, type Decimal } from '../../core/model/decimal.ts';
import { NO_ENTRY_RULES, type EntryRules, type PriceStep, type Pyramiding, type Reprice } from '../../core/model/entry-rules.ts';
import { ok, wrong, type Read } from '../field.ts';
import { countUpTo, describe, durationBetween, oneOf, readBoolean, readPositive } from '../file-fields.ts';
import { readGroup } from '../group.ts';
import { readDistance } from './protection-rules.ts';

const ENTRIES_MAX = 100;
const MOVES_MAX = 100;
const SECOND_MS = 1_000;
const DAY_MS = 24 * 3_600_000;
/** A venue is asked to cancel and to take a new order each time. */
const MOVE_EVERY_MS_MIN = 5 * SECOND_MS;

/** `1%` of a price or `0.5atr`; money would be another distance for each symbol. */
function readStep(value: unknown): Read<PriceStep> {
  const remedy = 'Write 1% (of the price) or 0.5atr (average true ranges).';
  const read = readDistance(value);
  if (read.type === 'wrong') return wrong(read.message, remedy);
  const { percent, atr, amount } = read.value;
  if (percent !== undefined) return ok({ percent });
  if (atr !== undefined) return ok({ atr });
  return wrong(`${describe(value)} ${amount === undefined ? 'is in a unit that is another one for each symbol' : 'has no unit'}.`, remedy);
}

function readShrink(value: unknown): Read<Decimal> {
  const read = readPositive(value);
  const remedy = 'Write a factor above 0 and up to 1: with 0.5 each entry is half as large as the one before it.';
  if (read.type === 'wrong') return wrong(read.message, remedy);
  return gt(read.value, decimal(1)) ? wrong(`${describe(value)} would make entries grow.`, remedy) : read;
}

function readPyramiding(value: unknown): Read<Pyramiding> {
  const none = NO_ENTRY_RULES.pyramiding;
  const readMax = countUpTo(ENTRIES_MAX, 'entries');
  if (typeof value === 'string') {
    const max = readMax(value);
    return max.type === 'wrong' ? max : ok({ ...none, max: max.value });
  }
  const readers = { max: readMax, min_spacing: readStep, shrink: readShrink, only_in_profit: readBoolean };
  const group = readGroup(
    value,
    readers,
    'Write pyramiding: 3, or pyramiding: { max: 3, min_spacing: 1%, shrink: 0.5, only_in_profit: true }.',
  );
  if (group.type === 'wrong') return group;
  const read = group.value;
  return ok({
    max: read.max ?? none.max,
    minSpacing: read.min_spacing ?? none.minSpacing,
    shrink: read.shrink ?? none.shrink,
    onlyInProfit: read.only_in_profit ?? none.onlyInProfit,
  });
}

function readReprice(value: unknown): Read<Reprice> {
  const remedy = 'Write reprice: { every: 30s, times: 3 }.';
  const group = readGroup(value, { every: durationBetween(MOVE_EVERY_MS_MIN, DAY_MS), times: countUpTo(MOVES_MAX, 'moves') }, remedy);
  if (group.type === 'wrong') return group;
  const { every, times } = group.value;
  return every === undefined || times === undefined ? wrong('every and times are both needed.', remedy) : ok({ everyMs: every, times });
}

const READERS = {
  pyramiding: readPyramiding,
  price_guard: readStep,
  limit_lifetime: durationBetween(SECOND_MS, 90 * DAY_MS),
  reprice: readReprice,
  fallback: oneOf('cancel', 'market'),
  condition_expiry: durationBetween(60 * SECOND_MS, 365 * DAY_MS),
};

export function readEntryRules(value: unknown): Read<EntryRules> {
  const group = readGroup(value, READERS, 'Write entries: { pyramiding: 3, price_guard: 1%, limit_lifetime: 10m }.');
  if (group.type === 'wrong') return group;
  const read = group.value;
  if (read.fallback === 'market' && read.limit_lifetime === undefined && read.reprice === undefined)
    return wrong(
      'fallback says what follows a lifetime, and there is none.',
      'Add limit_lifetime: 10m or reprice: { every: 30s, times: 3 }.',
    );
  return ok({
    pyramiding: read.pyramiding ?? NO_ENTRY_RULES.pyramiding,
    priceGuard: read.price_guard ?? NO_ENTRY_RULES.priceGuard,
    limitLifetimeMs: read.limit_lifetime ?? NO_ENTRY_RULES.limitLifetimeMs,
    reprice: read.reprice ?? NO_ENTRY_RULES.reprice,
    fallback: read.fallback ?? NO_ENTRY_RULES.fallback,
    conditionExpiryMs: read.condition_expiry ?? NO_ENTRY_RULES.conditionExpiryMs,
  });
}
