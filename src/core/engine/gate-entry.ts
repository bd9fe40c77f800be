// Owns: an entry before everything that may hold it back at its receipt, and what a limit does that holds it back.

import type { Denial } from '../model/denial.ts';
import type { SignalId } from '../model/ids.ts';
import type { Reading, Side } from '../model/signal.ts';
import { breachLimit } from './breach-limit.ts';
import type { Draft } from './draft.ts';
import { firstDenial, receiptGates, refuseOtherAccount } from './gates.ts';
import { firstRefusal, limitGates, type LimitResult } from './judge-limits.ts';
import type { Route } from './route-alert.ts';

/** The first reason of a limit, with what follows from it; `except`: the signal that whoever asks refuses itself. */
export function refuseByLimits(draft: Draft, results: readonly LimitResult[], except: SignalId | null): Denial | null {
  const refused = firstRefusal(results);
  if (refused === null) return null;
  if (refused.kind !== null) breachLimit(draft, refused.scope, refused.kind, refused.shows, except);
  return refused.denial;
}

export function refuseAtReceipt(draft: Draft, route: Route, reading: Reading, side: Side, rateKey: string | null): Denial | null {
  const { settings, state, now, marks } = draft;
  const { strategy, account, key, symbol } = route;
  const gate =
    refuseOtherAccount(settings, strategy, reading.account) ??
    firstDenial(receiptGates(settings, state, strategy, { reading, key, side, rateKey }, now));
  if (gate !== null) return gate;
  const entry = { key, symbol, leverage: reading.leverage };
  return refuseByLimits(draft, limitGates({ settings, state, now, marks, strategy, account, entry }), null);
}
