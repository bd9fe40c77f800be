// Owns: for how long a venue that turns requests away says it will: seconds, or a date, in the header `Retry-After`.

/** Nobody waits for longer; a number above it is a mistake of whoever stands between. */
const LONGEST_MS = 24 * 3_600_000;

/**
 * Null: it does not say, or not in a way that can be read. `date`: the time of the answer by the clock of the venue, against
 * which a date is held; ours may be wrong.
 */
export function readRetryAfter(header: string | null | undefined, date: string | null | undefined): number | null {
  const text = header?.trim() ?? '';
  const ms = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.parse(date ?? '');
  return Number.isFinite(ms) && ms > 0 ? Math.min(Math.ceil(ms), LONGEST_MS) : null;
}

/** As a broker's answer carries it. */
export const retryAfter = (ms: number | null | undefined): { readonly retryAfterMs?: number } => (ms == null ? {} : { retryAfterMs: ms });
