// Owns: every limit and period of the store, each with its reason.

/** Events of one batch: its one JSON.stringify and its one line stay small (a few MB at most). */
export const BATCH_EVENTS_MAX = 4_096;
/**
 * Commands of one batch share one instant. A sync takes 1–20 ms on real disks, so this lets deciding overlap with it;
 * on a stalled disk a command waits undecided rather than being judged at an old time.
 */
export const BATCH_SPREAD_MS = 25;
/**
 * The same while nothing is being written: the batch leaves with this round of the event loop, and what follows from its decisions
 * goes with it. The first decision of a process runs code that is cold (20–60 ms), and its sender shall be told what came of it.
 */
export const ROUND_SPREAD_MS = 250;
/** The checkpoint is written so long after changes stop … */
export const CHECKPOINT_QUIET_MS = 500;
/** … and at least so often while they do not. */
export const CHECKPOINT_MAX_MS = 5_000;
/** Of the text of a checkpoint so much is made at once: half a millisecond of work, between two alerts. Characters. */
export const JSON_PIECE_CHARACTERS = 128 * 1024;
/** Between two checkpoints lies at least so many times what one takes: a state that is large for a while costs a fiftieth. */
export const CHECKPOINT_PAUSE_RATIO = 50;
/** … and so many times, when changes have stopped: with an alert every few seconds they stop all the time. */
export const CHECKPOINT_QUIET_RATIO = 10;
/** … but never longer than this … */
export const CHECKPOINT_RARE_MS = 60_000;
/** … and never more events than this: a start replays them in a second or two, however many come at once. */
export const CHECKPOINT_EVENTS_MAX = 100_000;
/** Kept so that exits and cancels can still be journaled on a full disk: about 16,000 events. Bytes. */
export const RESERVE_BYTES = 8 * 1024 * 1024;
/** How often a full disk is looked at for room. */
export const PROBE_MS = 5_000;
/** Journal and index are read in pieces of this size: memory stays flat, and no piece blocks the loop for long. Bytes. */
export const READ_CHUNK_BYTES = 1024 * 1024;
/** Index entries are written so long after the commit: one write for many commits. */
export const INDEX_FLUSH_MS = 200;
/** How often the lock's file time is renewed: what tells another container or machine that we live. */
export const LOCK_BEAT_MS = 5_000;
/** A lock of another container or machine is dead when its beat is older: six missed beats. */
export const LOCK_DEAD_MS = 30_000;
/** Two starters may meet at one stale lock; each looks again at most so often. */
export const LOCK_TRIES_MAX = 20;
/** Backups that are kept. */
export const BACKUPS_KEPT = 7;
/** How often it is checked whether today's backup is there; the first check comes when the start is over. */
export const BACKUP_CHECK_MS = 60_000;
/** Entries of one page of the history. */
export const HISTORY_PAGE_MAX = 500;
/** Alerts of the journal that one page looks at: a filter that few pass must not read all of it. More than ever live at once. */
export const HISTORY_LOOKED_AT_MAX = 2_000;
/** Records that a walk through the journal hands out at once: a few ms of work, so that alerts are not held up. */
export const WALK_RECORDS = 256;
