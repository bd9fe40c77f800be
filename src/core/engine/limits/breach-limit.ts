// Owns: what the breach of a limit does, in one commit and once: entries of its scope are held back and taken back, what is
// held is wound down as the limit says, and people are told. It outlives a restart. A pause ends by itself when the day does,
// both end when a person says so.

import { deny } from '../../model/denial.ts';
import { makeSignalId, type SignalId } from '../../model/ids.ts';
import { endOfDay } from '../../model/time/local-time.ts';
import { HUNDRED } from '../../model/decimal.ts';
import type { Breach, WindDown } from '../../model/risk-limits.ts';
import type { Order } from '../../model/order.ts';
import type { Position } from '../../model/position.ts';
import { isHeld } from '../../positions/is-held.ts';
import { parkedSignals, type Parked } from '../alerts/parked.ts';
import { requestCancel } from '../cancel-order.ts';
import { refuseSignal } from '../refuse-signal.ts';
import { record, tell, type Draft } from '../draft.ts';
import { isActive, untilShown } from './judge-limits.ts';
import { leavePosition } from '../exits/leave-position.ts';
import type { LimitKind } from './limit-kind.ts';
import { actionOf, windDownOf } from './limit-kinds.ts';
import type { Scope } from './risk-scope.ts';
import { isOpenEntry } from '../share-signals.ts';
import type { State } from '../state.ts';

/** The same question gives the same id: core makes no randomness, and a breach leaves a position once. FNV-1a, 52 bits. */
function leavingId(draft: Draft, breach: Breach, { key }: Pick<Position, 'key'>): SignalId {
  const seed = `${breach.key}#${key}`;
  let [high, low] = [0x811c9dc5, 0x01000193];
  for (let at = 0; at < seed.length; at += 1) {
    high = Math.imul(high ^ seed.charCodeAt(at), 0x01000193) >>> 0;
    low = Math.imul(low ^ high, 0x85ebca6b) >>> 0;
  }
  const digits = `${high.toString(16).padStart(8, '0')}${low.toString(16).padStart(8, '0')}`.slice(0, 13);
  return makeSignalId(draft.now, digits);
}

/** An order that waits for a condition, whose every share is of the scope. What leaves goes on waiting. */
function entersOnlyIn({ settings }: Draft, scope: Scope, { strategy, wait }: Parked): boolean {
  const { leaves, keys } = wait.condition;
  if (leaves || strategy === null || keys.length === 0) return false;
  return keys.every((key) => {
    const account = [...settings.accounts.values()].find(({ name }) => key.startsWith(`${name}|`));
    return account !== undefined && scope.holds({ strategy, account: account.name, mode: account.mode });
  });
}

/** Entries of the scope that wait for a price, an answer, or their turn. `except`: it is refused by whoever asks. */
function refuseWaiting(draft: Draft, scope: Scope, breach: Breach, kind: LimitKind, except: SignalId | null): number {
  const waiting = [...draft.state.activeSignals]
    .flatMap((id) => draft.state.signals.get(id) ?? [])
    .filter((signal) => signal.id !== except && isOpenEntry(signal))
    .filter(({ strategy, account }) => {
      const mode = account === null ? undefined : draft.settings.accounts.get(account)?.mode;
      return strategy !== null && account !== null && mode !== undefined && scope.holds({ strategy, account, mode });
    });
  // what a kill ends is not to come back out of the blue when somebody unlocks it; a pause is over by itself
  const parked = breach.action === 'kill' ? parkedSignals(draft.state).filter((signal) => entersOnlyIn(draft, scope, signal)) : [];
  const denial = deny(kind.code, `${kind.name} of ${scope.name}: ${breach.detail}`);
  for (const signal of [...waiting, ...parked]) refuseSignal(draft, signal, denial);
  return waiting.length + parked.length;
}

/** Those at the venue could fill any time; those that were not sent need not go there. */
function cancelEntries(draft: Draft, scope: Scope, reason: string): number {
  const orders = [...draft.state.activeOrders]
    .flatMap((id) => draft.state.orders.get(id) ?? [])
    .filter((order) => order.role === 'entry' && order.cancel === null && scope.holds(order));
  for (const order of orders) requestCancel(draft, order, reason);
  return orders.length;
}

/** What is held in a market, or may be yet: an entry that is on its way can fill after its cancel. */
interface Share extends Pick<Position, 'key' | 'strategy' | 'account' | 'mode'> {
  readonly symbol: string;
  readonly isHeld: boolean;
  readonly hasStop: boolean;
}

const entersWithStop = ({ signals }: State, { signalId }: Order): boolean => signals.get(signalId)?.proposal?.stopLoss != null;

function sharesIn({ state }: Draft, scope: Scope): readonly Share[] {
  const held = [...state.positions.values()].filter(isHeld).map((position): Share => {
    const { key, strategy, account, mode, instrument, plan } = position;
    return { key, strategy, account, mode, symbol: instrument.symbol, isHeld: true, hasStop: plan?.stopLoss != null };
  });
  // of those whose outcome is asked about nobody knows yet whether they have filled
  const entries = [...state.activeOrders, ...state.inquiries]
    .flatMap((id) => state.orders.get(id) ?? [])
    .filter(({ role, status }) => role === 'entry' && status !== 'lost');
  const coming = entries.map((order): Share => {
    const { positionKey: key, strategy, account, mode, instrument } = order;
    return { key, strategy, account, mode, symbol: instrument.symbol, isHeld: false, hasStop: entersWithStop(state, order) };
  });
  const shares = [...held, ...coming].filter(scope.holds);
  const first = new Map([...shares].reverse().map((share) => [share.key, share]));
  // one that is held has its plan; of entries alone each has to bring a stop
  return [...first.values()].map((share) =>
    share.isHeld ? share : { ...share, hasStop: shares.every(({ key, hasStop }) => key !== share.key || hasStop) },
  );
}

const LEAVES: Readonly<Record<WindDown, (share: Share) => boolean>> = {
  flatten_all: () => true,
  keep_protected: ({ hasStop }) => !hasStop,
  keep_all: () => false,
};

/** How many positions are being closed. */
function windDown(draft: Draft, scope: Scope, breach: Breach): number {
  const leaving = sharesIn(draft, scope).filter(LEAVES[breach.windDown]);
  const reason = `${breach.limit} of ${scope.name} was reached`;
  for (const share of leaving)
    leavePosition(draft, leavingId(draft, breach, share), {
      position: share,
      symbol: share.symbol,
      how: { percent: HUNDRED },
      origin: { type: 'engine', reason },
      reason,
    });
  return leaving.filter((share) => share.isHeld).length;
}

const modesOf = ({ settings }: Draft, { accounts }: Scope): string =>
  accounts.map((name) => `${name} (${settings.accounts.get(name)?.mode.toUpperCase() ?? ''})`).join(', ');

const KEPT: Readonly<Record<WindDown, string>> = {
  flatten_all: '',
  keep_protected: ' What has a stop-loss is kept.',
  keep_all: ' What is held stays with its own stops and targets.',
};

function tellBreach(draft: Draft, scope: Scope, breach: Breach, { entries, positions }: { entries: number; positions: number }): void {
  const { action, limit, detail, until } = breach;
  const taken = entries === 0 ? '' : ` ${entries} that waited or rested are taken back.`;
  const closed = positions === 0 ? '' : ` ${positions} position(s) are being closed.`;
  tell(draft, {
    severity: 'alarm',
    groupKey: `breach:${breach.key}`,
    title: `${limit} of ${scope.name} was reached: ${action === 'kill' ? 'KILLED' : 'paused'}`,
    text: `${modesOf(draft, scope)}: ${detail}. No entries until ${untilShown(until, draft.settings.timeZone)}; exits pass.${taken}${closed}${KEPT[breach.windDown]}`,
    nextStep:
      action === 'kill'
        ? 'Look at /risk and /positions. /unlock lets entries pass again.'
        : `Look at /risk. /resume ${limit} lets entries pass again.`,
  });
}

/** Nothing where the limit only denies, or is breached (or lifted by a person) already. */
export function breachLimit(draft: Draft, scope: Scope, kind: LimitKind, detail: string, except: SignalId | null = null): void {
  const action = actionOf(scope.limits, kind);
  const key = `${kind.name}@${scope.key}`;
  const known = draft.state.riskBook.breaches.get(key);
  if (action === 'deny' || (known !== undefined && (known.until === null || known.until > draft.now))) return;
  const breach: Breach = {
    key,
    limit: kind.name,
    scope: scope.key,
    action,
    windDown: windDownOf(scope.limits, action),
    detail,
    at: draft.now,
    until: action === 'kill' ? null : endOfDay(draft.now, draft.settings.timeZone),
    liftedBy: null,
  };
  record(draft, { type: 'limit_breached', breach });
  // all that trades is in it: whoever looks at the state of trading has to see it
  if (action === 'kill' && scope.accounts.length === draft.settings.accounts.size && scope.key.startsWith('all:'))
    record(draft, { type: 'trading_state_changed', tradingState: 'halted', who: 'Signalman', reason: `${kind.name}: ${detail}` });
  const reason = `${kind.name} of ${scope.name} was reached`;
  const entries = refuseWaiting(draft, scope, breach, kind, except) + cancelEntries(draft, scope, reason);
  const positions = windDown(draft, scope, breach);
  tellBreach(draft, scope, breach, { entries, positions });
}

/** What ends by itself, and what a person lifted for a day that is over. */
export function endBreaches(draft: Draft): void {
  for (const { key, until, limit, scope, liftedBy } of draft.state.riskBook.breaches.values()) {
    if (until === null || until > draft.now) continue;
    endBreach(draft, { key, limit, scope }, liftedBy);
    if (liftedBy !== null) continue;
    tell(draft, {
      severity: 'info',
      groupKey: `breach-over:${key}`,
      title: 'Entries pass again',
      text: `${limit} (${scope.slice(scope.indexOf(':') + 1)}) held them back until the end of the day.`,
      nextStep: 'See /risk.',
    });
  }
}

function endBreach(draft: Draft, { key, limit, scope }: Pick<Breach, 'key' | 'limit' | 'scope'>, by: string | null): void {
  record(draft, { type: 'breach_ended', key, by });
  // what was lost is lost: the fall is counted from here on, or the next look would end the next day too
  if (limit === 'drawdown') record(draft, { type: 'peak_set', scope, peak: null });
}

/** A person lets entries pass again; returns which limits. Those on results are not judged again today, or they would end it at once. */
export function liftBreaches(draft: Draft, by: string, isMeant: (breach: Breach) => boolean): readonly string[] {
  const meant = [...draft.state.riskBook.breaches.values()].filter((breach) => isActive(breach, draft.now) && isMeant(breach));
  for (const breach of meant) {
    const ofDay = breach.limit === 'daily_loss' || breach.limit === 'daily_profit_lock';
    if (ofDay) record(draft, { type: 'breach_lifted', key: breach.key, by, until: endOfDay(draft.now, draft.settings.timeZone) });
    else endBreach(draft, breach, by);
  }
  return meant.map(({ limit }) => limit);
}
