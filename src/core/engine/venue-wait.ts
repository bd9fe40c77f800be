// Owns: how long what a venue has turned away waits for its next attempt: the usual delay, or as long as the venue has asked
// for, within a limit. Nothing waits longer than the venue has said that it would refuse it anyway.

import { VENUE_WAIT_MAX_MS, VENUE_WAIT_OUT_MAX_MS } from '../model/limits.ts';

export interface VenueWait {
  readonly ms: number;
  /** `reason`, and what the venue has asked for where that is more than the usual delay. */
  readonly reason: string;
}

const seconds = (ms: number): string => `${Math.ceil(ms / 1_000)} s`;

/** `askedMs` absent: the venue has not said. `way`: whether it lets something in. */
export function waitForVenue(
  { reason, retryAfterMs: askedMs }: { readonly reason: string; readonly retryAfterMs?: number },
  usualMs: number,
  way: 'in' | 'out',
): VenueWait {
  if (askedMs === undefined || askedMs <= usualMs) return { ms: usualMs, reason };
  const ms = Math.max(usualMs, Math.min(askedMs, way === 'in' ? VENUE_WAIT_MAX_MS : VENUE_WAIT_OUT_MAX_MS));
  const next = ms < askedMs ? `tried again after ${seconds(ms)} all the same` : 'tried again then';
  return { ms, reason: `${reason}; the venue asks for ${seconds(askedMs)}: ${next}` };
}
