// Owns: every limit of the Alpaca adapter, each with its reason.

/** One call, from its first byte to the last of its answer; the core waits longer. Milliseconds. */
export const CALL_MS_MAX = 20_000;
/** Waits before the stream is opened again: at once the most often, never more than half a minute. */
export const RECONNECT_MS = [500, 1_000, 2_000, 5_000, 10_000, 30_000] as const;
/** At start, and after an outage, orders and executions of this long are read again: what was told may not have been heard. */
export const RETELL_MS = 24 * 3_600_000;
/** Clocks of two machines differ; executions are asked for from so much before the order on. */
export const CLOCK_SLACK_MS = 60_000;
/** Executions come in pages of this many … */
export const ACTIVITY_PAGE = 100;
/** … and no more than this many pages for one question: the venue allows 200 requests a minute. */
export const ACTIVITY_PAGES_MAX = 20;
/** The most that one list of orders can hold. */
export const ORDER_PAGE = 500;
/** Orders whose executions are remembered (about 300 bytes each); older ones are asked for again. */
export const REMEMBERED_MAX = 5_000;
/** A cancel is answered before it has happened: so often is looked whether it has … */
export const CANCEL_LOOKS = 4;
/** … with this between the looks. */
export const CANCEL_LOOK_MS = 400;
/** An order is replaced by another one at each modification. */
export const REPLACEMENTS_MAX = 50;
/** Assets change rarely (a listing, a halt for shorts). */
export const ASSET_KEPT_MS = 3_600_000;
export const ASSETS_KEPT_MAX = 1_000;
/** The list of all names is some megabytes: it is read for a name that is not known, and kept for a day. */
export const NAMES_KEPT_MS = 24 * 3_600_000;
export const NEAREST_MAX = 3;
/** Longest symbol: an option's has 21 characters. */
export const SYMBOL_LENGTH_MAX = 24;
/** Crypto has stop-limit orders only: the limit of a stop is so many percent behind its trigger. */
export const CRYPTO_STOP_ROOM_PERCENT = '5';
/** Without a subscription Alpaca tells of shares what is at least fifteen minutes old (a bar is whole so much later); one more for clocks that differ. */
export const BARS_LATE_MS = 16 * 60_000;
/** How much further back than the bars that are wanted is looked: over the longest row of holidays. */
export const BARS_REACH_MS = 7 * 24 * 3_600_000;
/** Beyond this the venue and this machine disagree about the time. */
export const CLOCK_SKEW_MS_MAX = 5_000;
