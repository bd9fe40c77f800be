// Owns: what a strategy's alerts mean beyond their own words, as config.yaml says it: names of fields, words of events,
// units of numbers. Plain data, handed to the parser, which stays free of settings.

import type { Decimal } from '../decimal.ts';
import { NO_SIZES, type UnitSizes } from '../markets/unit-sizes.ts';

/** A unit for levels that an alert gives without one. */
export type RawUnit = 'pips' | 'points' | 'price' | 'percent';

export interface ReadingRules extends UnitSizes {
  /** Field of the alert (`coin`, `order.px`) → field that we know (`symbol`), or `ignore`. */
  readonly fields: Readonly<Record<string, string>>;
  /** Word of the alert (lower case) → action or event that we know. */
  readonly events: Readonly<Record<string, string>>;
  /** Null: an entry with such a level is refused. */
  readonly rawLevels: RawUnit | null;
  /** Units of one lot; null: a size in lots is refused. */
  readonly lotSize: Decimal | null;
}

/** What a field stands for that has no effect. */
export const IGNORED = 'ignore';

export const PLAIN_READING: ReadingRules = { fields: {}, events: {}, rawLevels: null, lotSize: null, ...NO_SIZES };
