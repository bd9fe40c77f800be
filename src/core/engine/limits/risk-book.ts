// Owns: the memory that limits are judged by, beside results (put-result.ts): stops in a row and entries of the last minute of
// each scope (one strategy on one account, one account, all accounts with money or all on paper), what was breached, and what
// accounts were worth. Days begin in the time zone that the books know, so that a replay counts the same.

import type { AccountMode } from '../../model/account.ts';
import type { CompleteCopy } from '../../model/copies/complete-copy.ts';
import { isNegative, ZERO, type Decimal } from '../../model/decimal.ts';
import type { AccountName, Instant, PositionKey, StrategyName } from '../../model/ids.ts';
import { localDay } from '../../model/time/local-time.ts';
import type { Order } from '../../model/order.ts';
import { legOfFill } from '../../model/exits/pair-levels.ts';
import type { Position } from '../../model/position.ts';
import type { RiskLedger, ScopeKey } from '../../model/risk-limits.ts';
import { moveTrade } from '../../positions/move-trade.ts';
import type { RiskEvent } from './risk-event.ts';
import { changeState } from '../change-state.ts';
import type { Event } from '../event.ts';
import type { RiskBook, State } from '../state.ts';

/** Entry orders are remembered so long to be counted … */
const PACE_MS = 60_000;
/** … and so many of them: far more than any limit of a minute. */
const MADE_KEPT = 1_000;

const NEW_LEDGER: RiskLedger = {
  day: '',
  lockSteps: 0,
  stopsInRow: 0,
  stoppedAt: null,
  peak: null,
  peakIn: null,
  made: [],
};

export const strategyScope = (strategy: StrategyName, account: AccountName): ScopeKey => `strategy:${strategy}|${account}` as ScopeKey;
export const accountScope = (account: AccountName): ScopeKey => `account:${account}` as ScopeKey;
/** What is made up is never added to what is not. */
export const wholeScope = (mode: AccountMode): ScopeKey => (mode === 'paper' ? 'all:paper' : 'all:venues') as ScopeKey;

/** The strategy and the account that a scope is about; none where it is about all. */
export const scopeNames = (scope: ScopeKey): readonly string[] =>
  scope.startsWith('all:') ? [] : scope.slice(scope.indexOf(':') + 1).split('|');

type Owned = Pick<Position, 'strategy' | 'account' | 'mode'>;
const scopesOf = ({ strategy, account, mode }: Owned): readonly ScopeKey[] => [
  strategyScope(strategy, account),
  accountScope(account),
  wholeScope(mode),
];

export const today = ({ riskBook }: State, now: Instant): string => localDay(now, riskBook.timeZone);

/** With some fields changed (why not by a spread: complete-copy.ts); what an older checkpoint did not know yet begins with nothing. */
const changeLedger = (ledger: Partial<RiskLedger>, changes: Partial<RiskLedger>): RiskLedger => {
  const copy: CompleteCopy<RiskLedger> = {
    day: ledger.day ?? NEW_LEDGER.day,
    lockSteps: ledger.lockSteps ?? NEW_LEDGER.lockSteps,
    stopsInRow: ledger.stopsInRow ?? NEW_LEDGER.stopsInRow,
    stoppedAt: ledger.stoppedAt ?? NEW_LEDGER.stoppedAt,
    peak: ledger.peak ?? NEW_LEDGER.peak,
    peakIn: ledger.peakIn ?? NEW_LEDGER.peakIn,
    made: ledger.made ?? NEW_LEDGER.made,
  };
  return Object.assign(copy, changes);
};

/** As it counts on that day: what is counted by day begins anew. */
export function ledgerOn(book: RiskBook, scope: ScopeKey, day: string): RiskLedger {
  const known = book.ledgers.get(scope) ?? NEW_LEDGER;
  return changeLedger(known, known.day === day ? {} : { day, lockSteps: 0 });
}

const changeBook = (state: State, change: Partial<RiskBook>): State => {
  const { timeZone, ledgers, breaches, equities } = state.riskBook;
  const copy: CompleteCopy<RiskBook> = { timeZone, ledgers, breaches, equities };
  return changeState(state, { riskBook: Object.assign(copy, change) });
};

function changeLedgers(state: State, scopes: readonly ScopeKey[], at: Instant, change: (ledger: RiskLedger) => RiskLedger): State {
  const { riskBook } = state;
  const day = today(state, at);
  const ledgers = riskBook.ledgers.withMutations((all) => {
    for (const scope of scopes) all.set(scope, change(ledgerOn(riskBook, scope, day)));
  });
  return changeBook(state, { ledgers });
}

/** By a stop: an order for one, or one of ours that was watched. */
function isStop(state: State, order: Order | undefined): boolean {
  if (order === undefined) return false;
  if (order.role === 'stop_loss') return legOfFill(order, order.fills.at(-1)?.price ?? ZERO) === 'stop_loss';
  const origin = state.signals.get(order.signalId)?.origin;
  return order.role !== 'entry' && origin?.type === 'engine' && /^(?:stop-loss|trailing)/.test(origin.reason);
}

const countStop = (ledger: RiskLedger, lost: boolean, at: Instant): RiskLedger =>
  changeLedger(ledger, lost ? { stopsInRow: ledger.stopsInRow + 1, stoppedAt: at } : { stopsInRow: 0, stoppedAt: null });

/** A trade that has ended adds to the row of stops, or ends it: also where dust is left, or where the fill opened the other side. */
function countEnd(before: State, state: State, key: PositionKey, price: Decimal, order: Order | undefined, at: Instant): State {
  const position = state.positions.get(key);
  if (position === undefined) return state;
  const { closed } = moveTrade(state.trades.get(key), before.positions.get(key), position, price, at);
  if (closed === null) return state;
  const lost = isStop(state, order) && isNegative(closed.net);
  return changeLedgers(state, scopesOf(position), at, (ledger) => countStop(ledger, lost, at));
}

export const isWithinMinute = (at: Instant, now: Instant): boolean => Math.abs(now - at) < PACE_MS;

/** Entry orders of the last minute. To either side: after a clock was set back, what was made lies ahead, and must not count for so long. */
export function madeWithin({ made }: Pick<RiskLedger, 'made'>, now: Instant): readonly Instant[] {
  const isRecent = (at: Instant): boolean => isWithinMinute(at, now);
  return made.every(isRecent) ? made : made.filter(isRecent);
}

function noteMade(state: State, order: Order, at: Instant): State {
  // the rest of an entry that follows the price was counted already
  if (order.role !== 'entry' || order.life?.replaces === true) return state;
  return changeLedgers(state, scopesOf(order), at, (ledger) => {
    const made = [...madeWithin(ledger, at), at];
    return changeLedger(ledger, { made: made.length > MADE_KEPT ? made.slice(-MADE_KEPT) : made });
  });
}

/** `after`: the state that the event has led to, without what it adds to results. */
export function keepLedgers(before: State, after: State, event: Event, at: Instant): State {
  switch (event.type) {
    case 'order_initialized':
      return noteMade(after, event.order, at);
    case 'order_filled': {
      const order = after.orders.get(event.orderId);
      return order === undefined ? after : countEnd(before, after, order.positionKey, event.fill.price, order, at);
    }
    case 'share_adopted':
      return countEnd(before, after, event.share.key, event.price, undefined, at);
    case 'share_taken':
      return countEnd(before, after, event.from, event.price, undefined, at);
    default:
      return after;
  }
}

export function evolveRisk(state: State, event: RiskEvent, at: Instant): State {
  const { equities, breaches } = state.riskBook;
  switch (event.type) {
    case 'time_zone_set':
      return changeBook(state, { timeZone: event.timeZone });
    case 'equity_noted':
      return changeBook(state, { equities: equities.set(event.account, { day: event.day, equity: event.equity }) });
    case 'profit_lock_armed':
      return changeLedgers(state, [event.scope], at, (ledger) => changeLedger(ledger, { lockSteps: event.steps }));
    case 'peak_set':
      return changeLedgers(state, [event.scope], at, (ledger) =>
        changeLedger(ledger, { peak: event.peak, peakIn: event.currency ?? null }),
      );
    case 'limit_breached':
      return changeBook(state, { breaches: breaches.set(event.breach.key, event.breach) });
    case 'breach_lifted': {
      const breach = breaches.get(event.key);
      if (breach === undefined) return state;
      return changeBook(state, { breaches: breaches.set(event.key, { ...breach, liftedBy: event.by, until: event.until }) });
    }
    case 'breach_ended':
      return changeBook(state, { breaches: breaches.delete(event.key) });
  }
}
