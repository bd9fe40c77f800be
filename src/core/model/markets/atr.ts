// Owns: the average true range of a market as sizes and distances are counted with it, and where it comes from.

import type { Timeframe } from '../time/candle.ts';
import { decimal, type Decimal } from '../decimal.ts';

/** Of a strategy: which candles its average true range is counted from, and how many of it a stop is taken to be away. */
export interface AtrRules {
  readonly period: number;
  readonly multiplier: Decimal;
  readonly timeframe: Timeframe;
}

/** Wilder's own period; two of it, as his stops had about; an hour suits what is held for a day. */
export const ATR_RULES: AtrRules = { period: 14, multiplier: decimal('2'), timeframe: '1h' };

/** Counted from candles. An alert may bring its own instead. */
export interface AtrFound {
  /** Quote currency. */
  readonly value: Decimal;
  readonly period: number;
  readonly timeframe: Timeframe;
  /** How many candles it was smoothed over. */
  readonly candles: number;
  /** `demo`: of made-up candles. */
  readonly source: 'demo' | 'venue';
}

/** That of the alert, else what was found; null where there is neither. */
export const atrOf = (reading: { readonly atr: Decimal | null }, found: AtrFound | null): Decimal | null =>
  reading.atr ?? found?.value ?? null;
