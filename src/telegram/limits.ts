// Owns: every limit of the chat's outside interface, each with its reason. (Limits of messages stand in render/limits.ts.)

/** A person reads a few messages at once; beyond it Telegram answers 429. */
export const CHAT_BURST = 3;
/** About one message a second in one chat (Telegram's FAQ; the exact number is not published). */
export const CHAT_REFILL_MS = 1_000;
/** 20 messages a minute in a group: a burst of 3 and then one each 3.5 s stays below it. */
export const GROUP_REFILL_MS = 3_500;
/** 30 messages a second over all chats. */
export const OVERALL_BURST = 30;
export const OVERALL_REFILL_MS = 1_000 / 30;
/** Messages that wait: what a person would have to read when Telegram comes back. Durable ones stay owed by the state when they are dropped here. */
export const OUTBOX_WAITING_MAX = 500;
/** Chats whose pace is remembered; beyond it those that have been quiet for longest, and owe nothing, are forgotten. */
export const CHATS_REMEMBERED_MAX = 200;
/** An answer to a command that could not be sent for so long surprises more than it helps. */
export const INFO_AGE_MAX_MS = 5 * 60_000;
/** Telegram takes answers to a tap for a short time only. */
export const TAP_ANSWER_AGE_MAX_MS = 30_000;
/** Delays between attempts when Telegram cannot be reached; the last one for ever. */
export const BACK_OFF_MS: readonly number[] = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
/** One call to Telegram; longer than the long poll, short enough that a dead connection is noticed soon. Seconds. */
export const CALL_TIMEOUT_SECONDS = 20;
/** At the stop: for calls that are under way, and again for the confirmation of the last updates. The whole process has 10 s. */
export const STOP_CALLS_MS = 1_000;
/** How long getUpdates waits for news. Below CALL_TIMEOUT_SECONDS, or every quiet poll would look like a dead connection. */
export const POLL_SECONDS = 12;
/** Between attempts while someone else polls with our token: each attempt throws the other one out. */
export const CONFLICT_RETRY_MS = 60_000;
/** The first of them: whoever asked once, as a look with curl does, must not keep /kill from arriving for a minute. */
export const CONFLICT_BACK_OFF_MS: readonly number[] = [3_000, 10_000, CONFLICT_RETRY_MS];
/** A problem that lasts is reported again after this. */
export const PROBLEM_REPEAT_MS = 3_600_000;
/** An update that the disk did not take is tried again for this long, this often, then given up: later it would surprise. */
export const HELD_UPDATE_MAX_MS = 60_000;
export const HELD_UPDATE_RETRY_MS = 1_000;
/** Updates in one getUpdates answer (Telegram's maximum). */
export const UPDATES_PER_POLL = 100;
/** A card that waits for an answer shows price and time left; more often is only noise and eats the chat's rate. */
export const CARD_REFRESH_MS = 10_000;
/** A stop that trails moves with every price: cards of what is held follow it this often. */
export const TRAILING_REFRESH_MS = 60_000;
/** A stranger gets one line a minute, the admins one message an hour about each. */
export const STRANGER_REPLY_MS = 60_000;
export const STRANGER_REPORT_MS = 3_600_000;
/** Strangers that are remembered; beyond it the oldest is forgotten. */
export const STRANGERS_KEPT = 1_000;
/** Fragments below this match too easily. Characters. */
export const ID_FRAGMENT_MIN = 4;
/** A code of six digits, five tries in all: one chance in 200,000. */
export const PAIRING_TRIES_MAX = 5;
export const PAIRING_TTL_MS = 10 * 60_000;
/** A venue that has not told its balances by then is shown as not answering. */
export const BALANCE_TIMEOUT_MS = 15_000;
/** Nobody is there to deliver to yet, or too many messages wait: looked at again after this. */
export const TARGET_RETRY_MS = 10_000;
/** Alerts on one page of /history: a screen of a phone. */
export const HISTORY_PAGE_ROWS = 8;
/** Questions about plans that wait for an answer: one for each person and chat, more people than any desk has. */
export const QUESTIONS_OPEN_MAX = 100;
/** A command that lets entries pass or closes a part, and is older than this, is asked about: what it was typed for may be over. */
export const LATE_COMMAND_MS = 60_000;
