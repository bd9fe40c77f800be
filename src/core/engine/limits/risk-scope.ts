// Owns: what a limit looks at (its scope) and the figures of a scope: what is held and ordered in it, what it has earned, what
// its accounts are worth.

import type { Account } from '../../model/account.ts';
import { abs, add, mul, percentOf, sum, type Decimal } from '../../model/decimal.ts';
import type { AccountName, Instant, PositionKey } from '../../model/ids.ts';
import type { Order } from '../../model/order.ts';
import type { Position } from '../../model/position.ts';
import type { Result } from '../../model/result.ts';
import { NO_LIMITS, type LimitAmount, type Limits, type RiskLedger, type ScopeKey } from '../../model/risk-limits.ts';
import type { Settings, Strategy } from '../../model/settings.ts';
import { unrealizedPnl } from '../../positions/apply-fill.ts';
import { isHeld } from '../../positions/is-held.ts';
import type { Marks } from '../command.ts';
import { qtyLeft } from '../exits/position-orders.ts';
import { accountScope, ledgerOn, strategyScope, today, wholeScope } from './risk-book.ts';
import type { State } from '../state.ts';
import { tradesOn } from '../strategy-on.ts';

export interface Scope {
  readonly key: ScopeKey;
  /** "strategy trend on binance", "account binance", "all accounts". */
  readonly name: string;
  readonly limits: Limits;
  /** False: config.yaml says nothing about it; what it said before may still hold entries back. */
  readonly isLimited: boolean;
  readonly accounts: readonly AccountName[];
  /** What its limits are counted in. */
  readonly currency: string;
  /** Whether a position or an order is counted in it. */
  readonly holds: (owned: Pick<Position, 'strategy' | 'account' | 'mode'>) => boolean;
}

const strategyPart = ({ name, limits }: Strategy, account: Account): Scope => ({
  key: strategyScope(name, account.name),
  name: `strategy ${name} on ${account.name}`,
  limits: limits ?? NO_LIMITS,
  isLimited: limits !== undefined,
  accounts: [account.name],
  currency: account.quoteCurrency,
  holds: (owned) => owned.strategy === name && owned.account === account.name,
});

const accountPart = ({ name, limits, quoteCurrency }: Account): Scope => ({
  key: accountScope(name),
  name: `account ${name}`,
  limits: limits ?? NO_LIMITS,
  isLimited: limits !== undefined,
  accounts: [name],
  currency: quoteCurrency,
  holds: (owned) => owned.account === name,
});

/** Accounts whose money can be added: config.yaml sees to it that they have one currency. */
function wholePart({ risk, accounts }: Settings, isPaper: boolean): readonly Scope[] {
  const together = [...accounts.values()].filter(({ mode }) => (mode === 'paper') === isPaper);
  const [first] = together;
  if (first === undefined) return [];
  const whole: Scope = {
    key: wholeScope(first.mode),
    name: isPaper ? 'all accounts on paper' : 'all accounts',
    limits: risk ?? NO_LIMITS,
    isLimited: risk !== undefined,
    accounts: together.map(({ name }) => name),
    currency: first.quoteCurrency,
    holds: ({ mode }) => (mode === 'paper') === isPaper,
  };
  return [whole];
}

/** The scopes that an entry of this strategy on this account counts in, the narrowest first. */
export const scopesOfEntry = (settings: Settings, strategy: Strategy, account: Account): readonly Scope[] => [
  strategyPart(strategy, account),
  accountPart(account),
  ...wholePart(settings, account.mode === 'paper'),
];

export function allScopes(settings: Settings): readonly Scope[] {
  const accounts = [...settings.accounts.values()];
  const strategies = [...settings.strategies.values()].flatMap((strategy) =>
    accounts.filter(({ name }) => tradesOn(strategy, name)).map((account) => strategyPart(strategy, account)),
  );
  return [...strategies, ...accounts.map(accountPart), ...wholePart(settings, false), ...wholePart(settings, true)];
}

/** What limits are judged on: one scope at one moment. */
export interface RiskGround {
  readonly state: State;
  readonly settings: Settings;
  readonly now: Instant;
  readonly marks: Marks;
  readonly scope: Scope;
  /** Worth of accounts that the books do not know yet. */
  readonly equities?: ReadonlyMap<AccountName, Decimal>;
}

export const markKey = (account: AccountName, symbol: string): string => `${account}|${symbol}`;

/** The last prices of all that is held, from `lastOf`. */
export function marksOf(state: State, lastOf: (account: AccountName, symbol: string) => Decimal | null): Marks {
  const marks = new Map<string, Decimal>();
  for (const position of state.positions.values()) {
    const { account, instrument } = position;
    const last = isHeld(position) ? lastOf(account, instrument.symbol) : null;
    if (last !== null) marks.set(markKey(account, instrument.symbol), last);
  }
  return marks;
}

export const ledgerOf = ({ state, now, scope }: RiskGround): RiskLedger => ledgerOn(state.riskBook, scope.key, today(state, now));

const heldIn = ({ state, scope }: RiskGround): readonly Position[] => [...state.positions.values()].filter(isHeld).filter(scope.holds);

export function entriesUnderWay({ state, scope }: RiskGround): readonly Order[] {
  return [...state.activeOrders]
    .flatMap((id) => state.orders.get(id) ?? [])
    .filter((order) => order.role === 'entry')
    .filter(scope.holds);
}

export interface Exposure {
  readonly key: PositionKey;
  readonly symbol: string;
  readonly quote: string;
  /** Quote currency, unsigned. */
  readonly value: Decimal;
}

/** What an entry order costs per unit, as it was counted when it was made. */
const orderPrice = ({ state, marks }: RiskGround, { limitPrice, stopPrice, signalId, account, instrument }: Order): Decimal =>
  limitPrice ??
  stopPrice ??
  state.signals.get(signalId)?.proposal?.price ??
  marks.get(markKey(account, instrument.symbol)) ??
  ('0' as Decimal);

/** All that is held, at its last price (at its entry price where there is none), and all that entries may still add. */
export function exposuresOf(ground: RiskGround): readonly Exposure[] {
  const held = heldIn(ground).map(({ key, account, instrument, qty, entryPrice }): Exposure => {
    const price = ground.marks.get(markKey(account, instrument.symbol)) ?? entryPrice ?? ('0' as Decimal);
    return { key, symbol: instrument.symbol, quote: instrument.quote, value: mul(abs(qty), price) };
  });
  const ordered = entriesUnderWay(ground).map((order): Exposure => {
    const { positionKey: key, instrument } = order;
    return { key, symbol: instrument.symbol, quote: instrument.quote, value: mul(qtyLeft(order), orderPrice(ground, order)) };
  });
  return [...held, ...ordered];
}

/** What is in another currency cannot be added; entries into such markets are refused where results are limited. */
const countsIn =
  ({ scope }: RiskGround) =>
  (result: Result): boolean =>
    result.currency === scope.currency && scope.holds(result);

/** What has been realised today, fees deducted, and the entries that have filled. */
export function tradedToday(ground: RiskGround): { readonly realised: Decimal; readonly entries: number } {
  const lines = ground.state.results.get(today(ground.state, ground.now))?.valueSeq().filter(countsIn(ground)).toArray() ?? [];
  return {
    realised: sum(lines.map(({ curve }) => curve.net)),
    entries: lines.reduce((total, { entries }) => total + entries, 0),
  };
}

/** Realised since the books began, and `open`. Goes over all that is kept of results: a few thousand lines at most. */
export function everOf(ground: RiskGround, open: Decimal): Decimal {
  const isCounted = countsIn(ground);
  let total = open;
  for (const lines of ground.state.results.values())
    for (const result of lines.values()) if (isCounted(result)) total = add(total, result.curve.net);
  return total;
}

export interface Results {
  readonly realised: Decimal;
  readonly open: Decimal;
  /** Of today: both together. */
  readonly today: Decimal;
  /** Positions whose price is not known count as if they stood where they were entered. */
  readonly unpriced: number;
}

export function resultsOf(ground: RiskGround): Results {
  const held = heldIn(ground);
  const priced = held.flatMap((position) => {
    const mark = ground.marks.get(markKey(position.account, position.instrument.symbol));
    return mark === undefined ? [] : [unrealizedPnl(position, mark)];
  });
  const open = sum(priced);
  const { realised } = tradedToday(ground);
  return { realised, open, today: add(realised, open), unpriced: held.length - priced.length };
}

/** What the accounts of the scope were worth as the day began for us; null: not known of each of them. */
export function equityOf({ state, now, scope, equities }: RiskGround): Decimal | null {
  const day = today(state, now);
  const known = scope.accounts.map((account) => {
    const noted = state.riskBook.equities.get(account);
    return noted?.day === day ? noted.equity : equities?.get(account);
  });
  return known.every((equity) => equity !== undefined) ? sum(known) : null;
}

/** Null: in percent of an equity that is not known. */
export function moneyOf(ground: RiskGround, amount: LimitAmount): Decimal | null {
  if ('money' in amount) return amount.money;
  const equity = equityOf(ground);
  return equity === null ? null : percentOf(equity, amount.percent);
}
