// Owns: numbers of an alert whose unit the strategy knows: levels without a unit (raw_levels), sizes in lots and in contracts (lot_size).
// Invariant: without that word of config.yaml nothing is entered by them; nothing is guessed from how large a number is.

import { isZero, mul, type Decimal } from '../model/decimal.ts';
import { deny } from '../model/denial.ts';
import type { ReadingRules } from '../model/alerts/reading-rules.ts';
import { isClose, type Level, type Reading } from '../model/signal.ts';
import { refusedReading } from './fields/refused-reading.ts';

type UnitRules = Pick<ReadingRules, 'rawLevels' | 'lotSize'>;

const NO_UNIT = deny(
  'UNSUPPORTED',
  'A stop, a target or the price of this alert has no unit: it may be pips, points, percent or a price.',
  'Write raw_levels: pips (or points, price, percent) for the strategy in config.yaml, or send the unit (sl_pips, sl_price).',
);

const isRaw = (level: Level | null): boolean => level?.raw !== undefined;

/** The level in the unit of the strategy; its share or activation stays. */
function settleLevel<L extends Level>(level: L, { rawLevels }: UnitRules): L {
  if (level.raw === undefined || rawLevels === null) return level;
  const settled: L = { ...level, [rawLevels]: level.raw };
  delete (settled as { raw?: unknown }).raw;
  return settled;
}

function withLevels(reading: Reading, rules: UnitRules): Reading {
  const { stopLoss, trailing, takeProfits, entries } = reading;
  if (![stopLoss, trailing, ...takeProfits, ...entries].some(isRaw)) return reading;
  if (rules.rawLevels === null) {
    const isOfPrice = entries.some(isRaw) || reading.action === 'modify';
    return isOfPrice
      ? refusedReading(reading, NO_UNIT.code, NO_UNIT.message, NO_UNIT.remedy)
      : { ...reading, entryRefusal: reading.entryRefusal ?? NO_UNIT };
  }
  return withPrice({
    ...reading,
    stopLoss: stopLoss === null ? null : settleLevel(stopLoss, rules),
    trailing: trailing === null ? null : settleLevel(trailing, rules),
    takeProfits: takeProfits.map((target) => settleLevel(target, rules)),
    entries: entries.map((entry) => settleLevel(entry, rules)),
  });
}

/** The price of a pending order that is known now. */
function withPrice(reading: Reading): Reading {
  const [only, second] = reading.entries;
  const price = only?.price;
  if (price === undefined || second !== undefined || reading.limitPrice !== null || reading.stopPrice !== null) return reading;
  if (reading.orderType === 'limit') return { ...reading, limitPrice: price };
  return reading.orderType === 'stop' ? { ...reading, stopPrice: price } : reading;
}

/** Nobody says what sizes of the position count that stand beside lots or contracts; nothing is nothing in any unit. */
const zeroOnly = (size: Decimal | null): Decimal | null => (size !== null && isZero(size) ? size : null);

/** What the strategy says nothing of is left to unit-size.ts: contracts are counted by their market, and no way out waits for a number. */
function withUnits(reading: Reading, { lotSize }: UnitRules): Reading {
  const { quantity, quantityUnit, contractsOf } = reading;
  if (quantityUnit === null || quantity === null) return reading;
  // of a contract that is a sum of money no number says how much it is
  if (lotSize === null || (quantityUnit === 'contracts' && contractsOf === null)) return reading;
  return {
    ...reading,
    quantity: mul(quantity, lotSize),
    quantityUnit: null,
    contractsOf: null,
    positionSize: zeroOnly(reading.positionSize),
    sizeAfter: zeroOnly(reading.sizeAfter),
    previousSize: zeroOnly(reading.previousSize),
  };
}

/** A pending order whose price is a distance from a market that nobody has looked at is never sent at another price. */
function withoutDistance(reading: Reading): Reading {
  const { orderType, limitPrice, stopPrice, entries } = reading;
  const isOpen = (orderType === 'limit' && limitPrice === null) || (orderType === 'stop' && stopPrice === null);
  if (!isOpen || entries.length === 0) return reading;
  const message = `The price of this ${orderType} order is a distance from the market.`;
  return refusedReading(reading, 'UNSUPPORTED', message, 'Send the price (entry_price=, limit_price).');
}

/** The order of a strategy with every number in its unit, legs included; a reject where one has none. */
export function settleUnits(reading: Reading, rules: UnitRules): Reading {
  if (reading.kind !== 'order') return reading;
  // beside a close, stops and targets guard nothing
  const levelled = isClose(reading.action) ? reading : withoutDistance(withLevels(reading, rules));
  const settled = withUnits(levelled, rules);
  if (settled.legs.length === 0) return settled;
  const legs = settled.legs.map((leg) => settleUnits(leg, rules));
  const refused = legs.find(({ refusal }) => refusal !== null);
  return { ...settled, legs, ...(refused === undefined ? {} : { kind: 'reject' as const, refusal: refused.refusal }) };
}
