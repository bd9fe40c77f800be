// Owns: an entry before everything that may hold it back at its receipt, and what a limit does that holds it back.

import type { Denial } from '../../model/denial.ts';
import type { Account } from '../../model/account.ts';
import type { Decimal } from '../../model/decimal.ts';
import { positionKey, type SignalId } from '../../model/ids.ts';
import type { Strategy } from '../../model/settings.ts';
import type { Proposal, Reading, Side, Signal } from '../../model/signal.ts';
import { breachLimit } from '../limits/breach-limit.ts';
import type { Draft } from '../draft.ts';
import { firstDenial, receiptGates, refuseOtherAccount } from './gates.ts';
import { firstRefusal, limitChecks, limitGates, type LimitResult, type LimitSubject } from '../limits/judge-limits.ts';
import { PACE_LIMITS } from '../limits/limit-pace.ts';
import { entriesBeside } from '../groups/entries-beside.ts';
import type { Route } from '../alerts/route-alert.ts';

/** The first reason of a limit, with what follows from it; `except`: the signal that whoever asks refuses itself. */
export function refuseByLimits(draft: Draft, results: readonly LimitResult[], except: SignalId | null): Denial | null {
  const refused = firstRefusal(results);
  if (refused === null) return null;
  if (refused.kind !== null) breachLimit(draft, refused.scope, refused.kind, refused.shows, except);
  return refused.denial;
}

export function refuseAtReceipt(draft: Draft, route: Route, reading: Reading, side: Side, rateKey: string | null): Denial | null {
  const { settings, state, now, marks, rates } = draft;
  const { strategy, account, key, symbol } = route;
  const gate =
    refuseOtherAccount(settings, strategy, reading.account) ??
    firstDenial(receiptGates(settings, state, strategy, { reading, key, side, rateKey }, now));
  if (gate !== null) return gate;
  const entry = { key, symbol, leverage: reading.leverage };
  return refuseByLimits(draft, limitGates({ settings, state, now, marks, rates, strategy, account, entry }), null);
}

interface LimitedEntry {
  /** As it holds on the account. */
  readonly strategy: Strategy;
  readonly account: Account;
  readonly symbol: string;
  /** Of the size that the alert asks for; absent: as before. */
  readonly factor?: Decimal;
}

export function limitSubject(draft: Draft, signal: Signal, { strategy, account, symbol, factor }: LimitedEntry): LimitSubject {
  const { settings, state, now, marks, rates } = draft;
  const key = signal.positionKey ?? positionKey(account.name, symbol, strategy.name);
  const { from, beside } = entriesBeside(draft, signal, factor);
  const entry = { key, symbol, leverage: signal.reading.leverage, from };
  return { settings, state, now, marks, rates, strategy, account, entry, beside };
}

/** The rest of an entry that was counted already: how often is entered is not asked again, everything else is. */
export function refuseRestByLimits(draft: Draft, signal: Signal, strategy: Strategy, account: Account, rest: Proposal): Denial | null {
  const subject = limitSubject(draft, signal, { strategy, account, symbol: rest.instrument.symbol });
  const isPace = ({ kind }: LimitResult): boolean => PACE_LIMITS.some((each) => each === kind);
  const results = [...limitGates(subject), ...limitChecks(subject, rest)].filter((result) => !isPace(result));
  return refuseByLimits(draft, results, signal.id);
}
