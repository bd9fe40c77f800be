// Owns: every limit of the engine, each with its reason. (The limits of an outside interface stand in its own folder.)

import type { Decimal } from './decimal.ts';

/** TradingView sends at most a few kB; 64 KiB leaves room for baskets and stops memory games. Bytes. */
export const BODY_BYTES_MAX = 65_536;
/** Deeper JSON than this is no alert. */
export const BODY_DEPTH_MAX = 32;
/** Characters of the raw alert that stay in the live state (the journal has all of it). */
export const RAW_KEPT = 4_096;
/** Sender text is cut here wherever it is shown. Characters. */
export const SHOWN_TEXT_MAX = 200;
/** Legs of one alert: more than any spread or basket that a person reads on one card. */
export const LEGS_MAX = 20;
/** Accounts of one strategy: a desk with that many followers is what one process is for; beyond it an alert is a service of its own. */
export const SHARES_MAX = 100;
/** Orders of one alert, over all legs and accounts: each is a signal and an order of its own (3 kB in the checkpoint), and all are one commit. */
export const PARTS_MAX = 400;
/** Open cards: more than a person can answer; beyond it entries are denied TOO_MANY_PENDING. */
export const PENDING_APPROVALS_MAX = 100;
/** The same bytes for the same strategy within this time are one signal. */
export const DUPLICATE_BODY_WINDOW_MS = 30_000;
/** An id that is unique by its meaning is remembered this long: senders repeat within minutes, a day is ample. */
export const DUPLICATE_ID_WINDOW_MS = 24 * 3_600_000;
/** A signature with a time is good for 300 s to either side of it, the last instant too: longer than that its use is remembered. */
export const REPLAY_WINDOW_MS = 601_000;
/** Clocks of senders may run ahead of ours by so much; what claims to come from further ahead must not shut out what comes after it. */
export const CLOCK_AHEAD_MAX_MS = 60_000;
/** Shares whose newest alerts are remembered: more than any house has; beyond it all are forgotten, and arrival decides. */
export const ARRIVALS_MAX = 5_000;
/** Money of another currency is counted in a limit at a rate that is no older: venues are asked again every 5 minutes, and may miss two turns. */
export const RATE_FRESH_MS = 15 * 60_000;
/** Keys of one generation of a window (about 150 bytes each in the checkpoint): beyond it the memory gets shorter, not larger. */
export const DEDUPE_KEYS_MAX = 50_000;
/** Finished signals leave the live state after this time … */
export const FINISHED_KEPT_MS = 7 * 24 * 3_600_000;
/** … or when there are more than this (the checkpoint is serialised in one go; about 2 kB each). */
export const FINISHED_KEPT_MAX = 1_000;
/** How many leave in one commit. */
export const RETIRE_BATCH = 250;
/** Entries of a timeline: the first and the last halves are kept. */
export const TIMELINE_MAX = 200;
/** An order that was initialized but not sent for so long (restart, venue unavailable) is denied, if it is an entry. */
export const ORDER_FRESH_MS = 60_000;
/** An order that was sent and has no outcome (its answer could not be stored) is looked up after this: longer than any call to a venue lasts. */
export const SUBMIT_ANSWER_MAX_MS = 45_000;
/** A price older than this at the tap is fetched first. */
export const QUOTE_FRESH_MS = 5_000;
/** Orders that wait for a condition: more than a person keeps in mind; beyond it they are denied TOO_MANY_PENDING. */
export const PARKED_MAX = 200;
/** A plan for longer is none. */
export const CONDITION_AHEAD_MS_MAX = 366 * 24 * 3_600_000;
/** How long a signal may wait for its first price before it is denied NO_PRICE. */
export const PRICE_WAIT_MS = 30_000;
/** A button that asks "really?" (kill, unlock, close) is good for this long. */
export const PROMPT_TTL_MS = 120_000;
/** Pairs of strategy and dialect that are counted apart (about 300 bytes each in the checkpoint): few people have a tenth of it. */
export const TALLIES_MAX = 500;
/** A question whether the book is to follow the sender's: later the market has moved on, and so has the sender. */
export const SYNC_TTL_MS = 15 * 60_000;
/** Trades of others that people were told of, per account (about 60 bytes each in the checkpoint): more than a person makes by hand in a day; beyond it older ones are compared no longer. */
export const TRADES_TOLD_KEPT = 500;
/** Refused alerts that are stored per minute and sender (each with up to 64 KiB of text); what is above is counted, and told once. */
export const REFUSED_PER_MINUTE_MAX = 60;
/** Undelivered messages; beyond it the oldest info and warning go, which is told with their number. */
export const NOTIFICATIONS_MAX = 500;
/** Waiting messages of one kind that stay apart: what comes after them is counted in the last one. */
export const NOTIFICATIONS_OF_KIND_MAX = 5;
/** Messages of one group within this time become one with a count. */
export const NOTIFICATION_GROUP_MS = 60_000;
/** Telegram update ids that are remembered against re-delivery. */
export const UPDATE_IDS_KEPT = 1_000;
/** Look-ups of an order whose outcome is unknown: delays between them, then the last one for ever until the grace is over. */
export const INQUIRY_DELAYS_MS: readonly number[] = [0, 1_000, 2_000, 5_000, 10_000];
/** How long a position may stand without its stop unnoticed: what is to stand at a venue is looked for so often, and what the venue has not confirmed for so long guards nothing. */
export const WATCH_INTERVAL_MS = 5_000;
/**
 * How long an exit waits for answers about what would sell the same beside it, or about what is there to be sold: a venue that is there
 * gives them within this, one that is not keeps nobody in. Without them the venue refuses the exit until the stop is gone, or both may fill, and people are told.
 */
export const ANSWER_MS_MAX = 2_000;
/** An order that was taken for lost may still be on its way: it is looked up after these delays, then again after the last one … */
export const LOST_DELAYS_MS: readonly number[] = [60_000, 5 * 60_000, 15 * 60_000, 3_600_000, 3 * 3_600_000];
/** The longest of them. */
export const LOST_LOOK_UP_MS_MAX = 3 * 3_600_000;
/** … for so long: no queue between us and a venue holds a request for a day. */
export const LOST_LOOKED_UP_MS = 24 * 3_600_000;
/** Retries where it is provable that nothing was placed: at once, after 5 s, after 10 s. */
export const RETRY_DELAYS_MS: readonly number[] = [0, 5_000, 10_000];
/** A venue that says for how long it turns requests away is not asked sooner: an entry is too old after a minute anyway … */
export const VENUE_WAIT_MAX_MS = ORDER_FRESH_MS;
/** … and what gets out, cancels, protects or looks an order up never waits longer than for any other failure: the venue may answer sooner than it says. */
export const VENUE_WAIT_OUT_MAX_MS = 10_000;
/** No attempt at a venue, and no question about an order that may be there, waits longer for the next one. */
export const ATTEMPT_WAIT_MS_MAX = 60_000;
/** Of what is free, left where an entry is to take all of it: fees come on top (0.1 % at most venues, up to 0.4 %), and the price moves while the order is on its way. */
export const FEE_ROOM_PERCENT = '0.5' as Decimal;
/** Results are kept by day for so long (this and the last month, whichever day it is), then by month … */
export const RESULT_DAYS_KEPT = 62;
/** … for so long (this and the last year), then by year. */
export const RESULT_MONTHS_KEPT = 24;
/** Results in all (about 700 bytes each in the checkpoint, 3 MB): fifty strategies that trade daily fit; beyond it the oldest are added up sooner. */
export const RESULTS_MAX = 4_000;
/** Round trips of one strategy, account and day whose fees have no rate yet (about 120 bytes each); beyond it the oldest are told before such fees. */
export const TRADES_APART_MAX = 100;
/** Users that were paired or added in the chat: a small group (about 100 bytes each in the checkpoint). */
export const USERS_MAX = 200;
