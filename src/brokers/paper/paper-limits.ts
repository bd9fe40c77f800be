// Owns: every limit of the paper venue, each with its reason.

/** The market moves and open orders are matched once per step. Milliseconds. */
export const STEP_MS = 1_000;
/** Finished orders can be looked up for so long … */
export const FINISHED_KEPT_MS = 7 * 24 * 3_600_000;
/** … but no more than this many (the venue's file is written whole; about 600 bytes each). */
export const FINISHED_KEPT_MAX = 2_000;
/**
 * Symbols with a price: anyone who may send alerts can name new ones, and each makes the venue's file about 400 bytes
 * longer. The oldest that nothing hangs on makes room.
 */
export const LISTINGS_MAX = 500;
/** Longest symbol: option names of NSE have about 25 characters. */
export const SYMBOL_LENGTH_MAX = 40;
/** Steps of a walk that are made up for after a sleep; what is beyond them is skipped. Fifteen minutes. */
export const WALK_STEPS_MAX = 900;
/**
 * Orders that ended so shortly before the last change of the venue are told again at start: the process may have died
 * between the venue's save and the journal's. What lies longer ago was heard, or is looked up.
 */
export const RETELL_MS = 3_600_000;
/** Tick and step are derived anew (if nothing is open) when the price is this many times away from where they were derived. */
export const RELIST_FACTOR = 10;
/** Alerts of one millisecond whose prices are known to have counted; more of one market cannot be received in it. */
export const HINTS_KEPT_MAX = 100;
/** Fees are cut to this. Quote currency. */
export const FEE_STEP = '0.00000001';
