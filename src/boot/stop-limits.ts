// Owns: how the ten seconds of a stop are shared, where everything that is asked to end says nothing: venues with work under
// way, venues that close, then the chat (STOP_CALLS_MS, twice), then senders (STOP_GRACE_MS); the rest is for the disk.

/** Work at venues that is still unanswered after this is looked up at the next start. */
export const STOP_WORK_MS = 4_000;
/** Streams that do not close end with the process. */
export const STOP_VENUES_MS = 1_000;
