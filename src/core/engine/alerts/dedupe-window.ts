// Owns: memory of what was seen within a window, in two generations that are swapped when the window is over or one is full.

import { DEDUPE_KEYS_MAX } from '../../model/limits.ts';
import type { Instant, SignalId } from '../../model/ids.ts';
import type { DedupeWindow } from '../state.ts';

/** The signal that had this key within `windowMs`, or null. To either side: after a clock was set back, what was seen lies ahead. */
export function seenBefore(window: DedupeWindow, key: string, at: Instant, windowMs: number): SignalId | null {
  const hit = window.current.get(key) ?? window.previous.get(key);
  return hit !== undefined && Math.abs(at - hit.at) < windowMs ? hit.signalId : null;
}

export function remember(window: DedupeWindow, key: string, signalId: SignalId, at: Instant, windowMs: number): DedupeWindow {
  // a clock that was ahead for a while has swapped them already: once more, and what came before that would be forgotten
  const isBack = at < window.rotatedAt;
  const due = at - window.rotatedAt >= windowMs || window.current.size >= DEDUPE_KEYS_MAX;
  const current = due ? window.current.clear() : window.current;
  return {
    current: current.set(key, { signalId, at }),
    previous: due ? window.current : window.previous,
    rotatedAt: due || isBack ? at : window.rotatedAt,
  };
}
