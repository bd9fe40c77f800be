// Owns: what a limit looks at (its scope) and the figures of a scope: what is held and ordered in it, what it has earned, what
// its accounts are worth.

import type { Account, AccountMode } from '../../model/account.ts';
import { abs, add, mul, percentOf, type Decimal } from '../../model/decimal.ts';
import type { ExchangeRate, ExchangeRates } from '../../model/money/exchange-rate.ts';
import type { AccountName, Instant, PositionKey } from '../../model/ids.ts';
import type { Order } from '../../model/order.ts';
import type { Position } from '../../model/position.ts';
import type { Result } from '../../model/results/result.ts';
import { NO_LIMITS, type LimitAmount, type Limits, type RiskLedger, type ScopeKey } from '../../model/risk-limits.ts';
import type { Settings, Strategy } from '../../model/settings.ts';
import { unrealizedPnl } from '../../positions/apply-fill.ts';
import { isHeld } from '../../positions/is-held.ts';
import type { Marks } from '../command.ts';
import { isUncounted, joinRates, sumMoney, type Money, type NoRate, type Sum } from './count-money.ts';
import { qtyLeft } from '../../model/qty-left.ts';
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
  /** What its limits are counted in: all other money is converted, or not counted at all. */
  readonly currency: string;
  /** Rates that are good enough for its money: made-up ones on paper only. */
  readonly rateMode: AccountMode;
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
  rateMode: account.mode,
  holds: (owned) => owned.strategy === name && owned.account === account.name,
});

const accountPart = ({ name, limits, quoteCurrency, mode }: Account): Scope => ({
  key: accountScope(name),
  name: `account ${name}`,
  limits: limits ?? NO_LIMITS,
  isLimited: limits !== undefined,
  accounts: [name],
  currency: quoteCurrency,
  rateMode: mode,
  holds: (owned) => owned.account === name,
});

/** Counted in the currency of the first of them in config.yaml, as the portfolio is. */
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
    rateMode: together.some(({ mode }) => mode === 'live') ? 'live' : first.mode,
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

function listScopes(settings: Settings): readonly Scope[] {
  const accounts = [...settings.accounts.values()];
  const strategies = [...settings.strategies.values()].flatMap((strategy) =>
    accounts.filter(({ name }) => tradesOn(strategy, name)).map((account) => strategyPart(strategy, account)),
  );
  return [...strategies, ...accounts.map(accountPart), ...wholePart(settings, false), ...wholePart(settings, true)];
}

/** Settings stay as they are while the process runs, and each part of an alert to a hundred accounts asks for all scopes. */
const scopesBySettings = new WeakMap<Settings, readonly Scope[]>();

export function allScopes(settings: Settings): readonly Scope[] {
  const known = scopesBySettings.get(settings);
  if (known !== undefined) return known;
  const scopes = listScopes(settings);
  scopesBySettings.set(settings, scopes);
  return scopes;
}

/** What limits are judged on: one scope at one moment. */
export interface RiskGround {
  readonly state: State;
  readonly settings: Settings;
  readonly now: Instant;
  readonly marks: Marks;
  readonly scope: Scope;
  readonly rates: ExchangeRates;
  /** Entries that go only together with the one that is judged. Absent: none do. */
  readonly beside?: readonly Beside[];
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

/** The same for an entry that is decided later: what works has its price, too, since it may be held by then. */
export function marksForEntry(state: State, lastOf: (account: AccountName, symbol: string) => Decimal | null): Marks {
  const marks = new Map(marksOf(state, lastOf));
  for (const id of state.activeOrders) {
    const order = state.orders.get(id);
    const last = order?.role === 'entry' ? lastOf(order.account, order.instrument.symbol) : null;
    if (order !== undefined && last !== null) marks.set(markKey(order.account, order.instrument.symbol), last);
  }
  return marks;
}

/** What is held without a last price, as in the first seconds of a process. */
export const unpricedOf = (state: State, marks: Marks): readonly Position[] =>
  [...state.positions.values()].filter((position) => isHeld(position) && !marks.has(markKey(position.account, position.instrument.symbol)));

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

/** An entry of the same alert that has its size and no order yet. */
export interface Beside extends Exposure, Pick<Position, 'strategy' | 'account' | 'mode'> {
  /** So many: a layered entry is several. */
  readonly orders: number;
  /** Not made before. */
  readonly from: Instant;
}

const besideIn = ({ beside = [], scope }: RiskGround): readonly Beside[] => beside.filter(scope.holds);

/** `isMeant`: those of them that count, by when they may be made. */
export const ordersBeside = (ground: RiskGround, isMeant: (from: Instant) => boolean = () => true): number =>
  besideIn(ground).reduce((total, { orders, from }) => (isMeant(from) ? total + orders : total), 0);

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
  return [...held, ...ordered, ...besideIn(ground)];
}

/** What was exposed, ordered or asked for beside it, as one sum. */
export const valueOf = (ground: RiskGround, exposures: readonly Exposure[]): Sum | NoRate =>
  sumMoney(
    ground,
    exposures.map(({ value, quote }) => ({ amount: value, currency: quote })),
  );

const netOf = ({ curve, currency }: Result): Money => ({ amount: curve.net, currency });

/** Fees in other currencies that are not counted (yet): no rate is known. */
function feesOf(lines: Iterable<Result>): readonly Money[] {
  const fees = new Map<string, Decimal>();
  for (const { otherFees } of lines)
    for (const [currency, fee] of Object.entries(otherFees)) fees.set(currency, add(fees.get(currency) ?? ('0' as Decimal), fee));
  return [...fees].map(([currency, amount]) => ({ amount, currency }));
}

const linesToday = ({ state, now, scope }: RiskGround): readonly Result[] =>
  state.results.get(today(state, now))?.valueSeq().filter(scope.holds).toArray() ?? [];

/** Entries of today that have filled, in whichever market. */
export const entriesToday = (ground: RiskGround): number => linesToday(ground).reduce((total, { entries }) => total + entries, 0);

/** Of all days: they are in no sum. */
export const feesApartEver = ({ state, scope }: RiskGround): readonly Money[] =>
  feesOf([...state.results.values()].flatMap((lines) => [...lines.values()].filter(scope.holds)));

/** Realised since the books began, and open. Goes over all that is kept of results: a few thousand lines at most. */
export function everOf(ground: RiskGround): Sum | NoRate {
  const byCurrency = new Map<string, Decimal>();
  for (const lines of ground.state.results.values())
    for (const result of lines.values()) {
      const { currency, curve } = result;
      if (ground.scope.holds(result)) byCurrency.set(currency, add(byCurrency.get(currency) ?? ('0' as Decimal), curve.net));
    }
  const realised = [...byCurrency].map(([currency, amount]): Money => ({ amount, currency }));
  return sumMoney(ground, [...realised, ...openIn(ground).gains]);
}

export interface Results {
  readonly realised: Decimal;
  readonly open: Decimal;
  /** Of today: both together. */
  readonly today: Decimal;
  /** Positions whose price is not known count as if they stood where they were entered. */
  readonly unpriced: number;
  /** Fees of today that nothing says the worth of: in no sum. */
  readonly feesApart: readonly Money[];
  /** It was counted at these. */
  readonly rates: readonly ExchangeRate[];
}

function openIn(ground: RiskGround): { readonly gains: readonly Money[]; readonly unpriced: number } {
  const held = heldIn(ground);
  const gains = held.flatMap((position): readonly Money[] => {
    const { account, instrument } = position;
    const mark = ground.marks.get(markKey(account, instrument.symbol));
    return mark === undefined ? [] : [{ amount: unrealizedPnl(position, mark), currency: instrument.quote }];
  });
  return { gains, unpriced: held.length - gains.length };
}

/** Of the scope, in one market or in all. */
export const unpricedIn = ({ state, marks, scope }: Pick<RiskGround, 'state' | 'marks' | 'scope'>, symbol?: string): readonly Position[] =>
  unpricedOf(state, marks).filter((each) => scope.holds(each) && (symbol === undefined || each.instrument.symbol === symbol));

/** Some of what is held has no price yet, as in the first seconds of a process: what is open cannot be counted, up or down. */
export const isBlind = (ground: RiskGround): boolean => unpricedIn(ground).length > 0;

/** What has been realised today, fees deducted, and what is open. */
export function resultsOf(ground: RiskGround): Results | NoRate {
  const { gains, unpriced } = openIn(ground);
  const realised = sumMoney(ground, linesToday(ground).map(netOf));
  const open = sumMoney(ground, gains);
  if (isUncounted(realised)) return realised;
  if (isUncounted(open)) return open;
  return {
    realised: realised.money,
    open: open.money,
    today: add(realised.money, open.money),
    unpriced,
    feesApart: feesOf(linesToday(ground)),
    rates: joinRates(realised.rates, open.rates),
  };
}

/** Of several accounts one that is silent today counts with what it was worth last: it must not hold back all the others. */
const lastWorthOf = ({ state, scope }: RiskGround, name: AccountName): Decimal | undefined =>
  scope.accounts.length > 1 ? state.riskBook.equities.get(name)?.equity : undefined;

/** "; binance as on 2026-11-28": whose worth is not of today. */
export function oldWorthsShown({ state, now, scope, equities }: RiskGround): string {
  const day = today(state, now);
  const old = scope.accounts.flatMap((name) => {
    const noted = state.riskBook.equities.get(name);
    return noted === undefined || noted.day === day || equities?.has(name) === true ? [] : `${name} as on ${noted.day}`;
  });
  return old.length === 0 || scope.accounts.length === 1 ? '' : `; ${old.join(', ')}`;
}

/** What the accounts of the scope were worth as the day began for us; null: not known of each of them. */
export function equityOf(ground: RiskGround): Sum | NoRate | null {
  const { state, now, scope, settings, equities } = ground;
  const day = today(state, now);
  const known = scope.accounts.flatMap((name): readonly Money[] => {
    const noted = state.riskBook.equities.get(name);
    const amount = noted?.day === day ? noted.equity : (equities?.get(name) ?? lastWorthOf(ground, name));
    return amount === undefined ? [] : [{ amount, currency: settings.accounts.get(name)?.quoteCurrency ?? scope.currency }];
  });
  return known.length === scope.accounts.length ? sumMoney(ground, known) : null;
}

/** Null: in percent of an equity that is not known. */
export function moneyOf(ground: RiskGround, amount: LimitAmount): Sum | NoRate | null {
  if ('money' in amount) return { money: amount.money, rates: [] };
  const equity = equityOf(ground);
  return equity === null || isUncounted(equity) ? equity : { money: percentOf(equity.money, amount.percent), rates: equity.rates };
}
