// Owns: every limit of the HTTP side, each with its reason. (How large an alert may be stands in core/model/limits.ts.)

/** Headers and body of one request must be complete within this time: TradingView needs well under a second. */
export const REQUEST_TIMEOUT_MS = 10_000;
/** Senders send a dozen short headers; a chain of proxies adds a few. Bytes. */
export const HEADER_BYTES_MAX = 16_384;
/** An idle connection is kept this long for the next alert. */
export const KEEP_ALIVE_MS = 60_000;
/** Connections that may be open at once: far above any sender, far below the descriptors of a small server. */
export const CONNECTIONS_MAX = 2_000;
/** How much of a refused upload is read and thrown away, and for how long, so that its sender gets to read the refusal. */
export const LINGER_BYTES_MAX = 1_048_576;
export const LINGER_MS = 1_000;
/** A signature with a timestamp is good for this long, to either side: clocks differ both ways. */
export const SIGNATURE_LIFETIME_MS = 300_000;
/** Addresses that are remembered for the limit of unauthenticated requests (about 100 bytes each). */
export const LIMITED_ADDRESSES_MAX = 10_000;
/** Addresses of sockets whose canonical form is remembered: about 100 bytes each. */
export const KNOWN_ADDRESSES_MAX = 10_000;
/** TradingView gives up after 3 s: an answer may wait for outcomes at most this long. */
export const ANSWER_WAIT_MS_MAX = 2_500;
/** TradingView sends again after 5 s when the answer is 503. Seconds. */
export const RETRY_AFTER_S = 5;
/** Requests in flight have this long to end once the rest has stopped (boot/stop-limits.ts shares the whole): those that still upload get 503 anyway. */
export const STOP_GRACE_MS = 1_500;
/** Rows of one /history page: default and most. */
export const HISTORY_ROWS = 50;
export const HISTORY_ROWS_MAX = 500;
