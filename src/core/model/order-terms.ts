// Owns: the words of an order beyond side, size and price: its type, how long it stands, and what a venue is told beside it.

import type { Decimal } from './decimal.ts';

/**
 * `stop`: a market order when the trigger is touched; `stop_limit`: a limit order then. `oco`: a stop and a target that the
 * venue keeps as one, over one quantity: what one of them fills is taken from the other.
 */
export type OrderType = EntryOrderType | 'oco';
export type EntryOrderType = 'market' | 'limit' | 'stop' | 'stop_limit' | 'trailing_stop';

/** `day`: until the session ends; `opg`, `cls`: in the opening or closing auction. */
export type TimeInForce = 'gtc' | 'day' | 'ioc' | 'fok' | 'opg' | 'cls';

/** How far a trailing stop follows the best price: in percent of it, or in quote currency. */
export type Trail = { readonly percent: Decimal } | { readonly amount: Decimal };

/** Null and false: as the venue usually does it. */
export interface OrderTerms {
  readonly timeInForce: TimeInForce | null;
  /** Refused by the venue rather than filled at once: it never takes liquidity. */
  readonly postOnly: boolean;
  readonly extendedHours: boolean;
  /** In the venue's words: C (delivery), I (intraday), M (margin) at Dhan. An exit carries that of its position. */
  readonly productType: string | null;
  readonly leverage: Decimal | null;
  readonly marginMode: 'cross' | 'isolated' | null;
}

export const USUAL_TERMS: OrderTerms = {
  timeInForce: null,
  postOnly: false,
  extendedHours: false,
  productType: null,
  leverage: null,
  marginMode: null,
};

/** Without case, blanks, bars and hyphens. */
const WRITTEN: ReadonlyMap<string, TimeInForce> = new Map(
  (
    [
      ['gtc', 'gtc goodtillcancel goodtillcanceled goodtillcancelled goodtilcancel goodtilcanceled goodtilcancelled'],
      ['gtc', 'gooduntilcancel gooduntilcanceled gooduntilcancelled untilcanceled untilcancelled'],
      ['day', 'day gfd goodforday dayorder'],
      ['ioc', 'ioc immediateorcancel fak fillandkill'],
      ['fok', 'fok fillorkill'],
      ['opg', 'opg'],
      ['cls', 'cls'],
    ] as const
  ).flatMap(([time, words]) => words.split(' ').map((word): [string, TimeInForce] => [word, time])),
);
/** Written where a time in force is expected, and none: how it must not fill. */
const POST_ONLY: ReadonlySet<string> = new Set('postonly maker makeronly gtx po'.split(' '));

const wordOf = (written: string): string =>
  written
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '');

/** Null: no time in force that we know. `post_only` is none: it is a term of its own. */
export const readTimeInForce = (written: string): TimeInForce | null => WRITTEN.get(wordOf(written)) ?? null;

export const saysPostOnly = (written: string): boolean => POST_ONLY.has(wordOf(written));
