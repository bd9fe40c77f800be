// Owns: how many alerts of one sender were refused in the running minute.

import type { Instant } from '../../model/ids.ts';
import { changeState } from '../change-state.ts';
import type { State } from '../state.ts';

const minuteOf = (at: Instant): number => Math.floor(at / 60_000);

export function refusalsOf(state: State, rateKey: string, now: Instant): number {
  const rate = state.refusedRates.get(rateKey);
  return rate?.minute === minuteOf(now) ? rate.count : 0;
}

export function countRefusal(state: State, rateKey: string, at: Instant): State {
  const minute = minuteOf(at);
  // all of them are of one minute: senders that never come back leave nothing
  const rates = state.refusedRates.first()?.minute === minute ? state.refusedRates : state.refusedRates.clear();
  return changeState(state, { refusedRates: rates.set(rateKey, { minute, count: (rates.get(rateKey)?.count ?? 0) + 1 }) });
}
