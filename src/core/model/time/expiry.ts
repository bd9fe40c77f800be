// Owns: when people are reminded that a token or a key ends: days before where it lives long, hours before where it is renewed
// every day.

import type { Instant } from '../ids.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** What ends within a day or two is one of those that are renewed daily: the evening before would be every evening. */
const SHORT_LIVED_MS = 2 * DAY_MS;
const SHORT_NOTICE_MS = 4 * HOUR_MS;
const LONG_NOTICE_MS = 7 * DAY_MS;

/** From when on the reminder is owed, seen from `now`. */
export const reminderAt = (expiresAt: Instant, now: Instant): Instant =>
  expiresAt - (expiresAt - now > SHORT_LIVED_MS ? LONG_NOTICE_MS : SHORT_NOTICE_MS);
