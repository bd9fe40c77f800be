// Owns: whether an order stands at the venue where it was placed. Only the prices that it was placed with are compared: venues
// add others (a limit behind a stop, a protected market order), and leave them out (a stop that was touched has none any more).
// What a venue rounds by itself is no move: what it says first is where it has put it.

import { abs, gt, lt, sub, type Decimal } from '../model/decimal.ts';
import type { Order, PairLevels, VenuePrices } from '../model/order.ts';
import { areSameLevels, levelsOf } from '../model/exits/pair-levels.ts';

type Priced = Pick<Order, 'type' | 'stopPrice' | 'limitPrice' | 'instrument' | 'stands'>;

/** A tick at most is how a venue rounds: to its nearest, or to the next one on the careful side. */
const isElsewhere = (asked: Decimal | null, said: Decimal | null, tick: Decimal): boolean =>
  asked !== null && said !== null && asked !== said && gt(abs(sub(asked, said)), tick);

/** Once it is known what the venue has made of it, every other price is a move, by a tick at least: its lists may show other digits. */
const hasMoved = (asked: Decimal | null, stood: Decimal | null | undefined, said: Decimal | null, tick: Decimal): boolean =>
  stood == null ? isElsewhere(asked, said, tick) : asked !== null && said !== null && said !== asked && !lt(abs(sub(said, stood)), tick);

const movesByItself = (type: Order['type']): boolean => type === 'oco' || type === 'trailing_stop';

/** Where it stands now; null: where it was placed, or what moves by itself, or a pair, whose legs are compared as such. */
export function movedPrices(order: Priced, said: VenuePrices | undefined): VenuePrices | null {
  const { type, stopPrice, limitPrice, instrument, stands } = order;
  if (said === undefined || movesByItself(type)) return null;
  const tick = instrument.tickSize;
  const isMoved =
    hasMoved(stopPrice, stands?.stopPrice, said.stopPrice, tick) || hasMoved(limitPrice, stands?.limitPrice, said.limitPrice, tick);
  if (!isMoved) return null;
  return {
    stopPrice: stopPrice === null ? null : (said.stopPrice ?? stopPrice),
    limitPrice: limitPrice === null ? null : (said.limitPrice ?? limitPrice),
  };
}

/** What the venue says of where it stands, for the first time; null: it is known, or the venue does not say. */
export function firstStand({ type, stopPrice, limitPrice, stands }: Priced, said: VenuePrices | undefined): VenuePrices | null {
  if (said === undefined || stands != null || movesByItself(type)) return null;
  const first = { stopPrice: stopPrice === null ? null : said.stopPrice, limitPrice: limitPrice === null ? null : said.limitPrice };
  return first.stopPrice === null && first.limitPrice === null ? null : first;
}

type Changing = Priced & Pick<Order, 'qty' | 'modify'>;

const isNear = (a: PairLevels, b: PairLevels, tick: Decimal): boolean =>
  !isElsewhere(a.stopPrice, b.stopPrice, tick) && !isElsewhere(a.limitPrice, b.limitPrice, tick);

/** The legs of a pair as they were asked for, where the venue has only rounded them; else as it says. */
export function unroundedLevels(order: Changing, said: PairLevels | undefined): PairLevels | undefined {
  const known = [levelsOf(order), order.modify?.levels].filter((levels) => levels != null);
  if (said === undefined || known.some((levels) => areSameLevels(levels, said))) return said;
  // what is being asked for comes after what stands: it is the later word of ours
  return known.findLast((levels) => isNear(levels, said, order.instrument.tickSize)) ?? said;
}

/** The quantity as it was asked for, where the venue's differs by less than a step; else as it says. */
export function unroundedQty({ qty, modify, instrument: { stepSize } }: Changing, said: Decimal): Decimal {
  const known = modify === null ? [qty] : [qty, modify.qty];
  return known.findLast((asked) => asked === said || lt(abs(sub(asked, said)), stepSize)) ?? said;
}
