// Owns: holding single trades and money against the venues, at the start and then every minute, each account by itself. What differs
// is looked up first, and told to the core only when it still stands at the next look. Nothing is done about it here.

import type { Broker } from '../brokers/broker.ts';
import type { Clock } from '../clock.ts';
import { isAnythingMoving, isMoving, mayExplain, ordersIn, ordersOf } from '../core/engine/order-books.ts';
import { callsForBooks, unlistedKey } from '../core/engine/reconciliation/decide-books.ts';
import { judgeCash } from '../core/engine/reconciliation/judge-cash.ts';
import type { State } from '../core/engine/state.ts';
import { abs, isZero, lte, sub, type Decimal } from '../core/model/decimal.ts';
import type { AccountName, Instant, Nonce, OrderId } from '../core/model/ids.ts';
import { FINISHED_KEPT_MAX, RETIRE_BATCH } from '../core/model/limits.ts';
import type { VenueCash } from '../core/model/venues/report.ts';
import { cashTolerance, expectedCash } from '../core/model/venues/venue-book.ts';
import { reconcileFills, type FillFindings } from '../core/orders/reconcile-fills.ts';
import type { Log } from '../log.ts';
import type { Dispatcher } from '../store/dispatch.ts';
import { answerInTime } from './answer-in-time.ts';
import { eachAccount, type Rounds } from './each-account.ts';

const COMPARE_MS = 60_000;
/** What differs is looked at again after this: its orders have been looked up by then. */
const SETTLE_MS = 5_000;
/** A venue that takes longer has not answered. */
const ANSWER_MS_MAX = 30_000;
/** After a start so much is compared: what happened while we were away … */
const FIRST_REACH_MS = 24 * 3_600_000;
/** … and in each round what has been listed since the last one, and this much before it: venues list trades late. */
const REACH_MS = 600_000;
/** Symbols that one round asks about, the newest first; each is a request at most venues. */
const SYMBOLS_MAX = 20;

export interface BookComparisonOptions {
  readonly dispatcher: Dispatcher;
  readonly brokers: ReadonlyMap<AccountName, Pick<Broker, 'fills' | 'cash'>>;
  readonly lookUp: (orderId: OrderId) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
  readonly randomHex: (digits: number) => string;
}

/** What the round before has found. */
interface Memory {
  readonly listedUntil: Instant | null;
  readonly seen: ReadonlySet<string>;
  readonly cash: SeenCash | null;
}

/** `surplus`: over what trades explain, or all of it where the account has not been agreed yet. */
interface SeenCash {
  readonly cash: VenueCash;
  readonly surplus: Decimal;
}

const NO_FINDINGS: FillFindings = { strange: [], behind: [], unlisted: [] };

export function createBookComparison(options: BookComparisonOptions): Rounds {
  const { brokers, clock, log } = options;
  const memories = new Map<AccountName, Memory>();

  async function look(account: AccountName, broker: Pick<Broker, 'fills' | 'cash'>): Promise<number> {
    const before = memories.get(account) ?? { listedUntil: null, seen: new Set<string>(), cash: null };
    const { memory, again } = await compare(options, account, broker, before);
    memories.set(account, memory);
    return again ? SETTLE_MS : COMPARE_MS;
  }

  return eachAccount({
    accounts: new Map([...brokers].filter(([, { fills, cash }]) => fills !== undefined || cash !== undefined)),
    clock,
    log,
    look,
    againMs: COMPARE_MS,
    failed: 'trades and money of a venue could not be compared; the next round tries again',
  });
}

/** Orders that have left the live state cannot be recognised any more. */
function retiredUntil(state: State): Instant {
  if (state.finishedSignals.size < FINISHED_KEPT_MAX - RETIRE_BATCH) return 0;
  const oldest = state.finishedSignals.first();
  return oldest === undefined ? 0 : (state.signals.get(oldest)?.updatedAt ?? 0);
}

function reachOf(state: State, account: AccountName, { listedUntil }: Memory, now: Instant): Instant {
  const since = state.venueBooks.get(account)?.since ?? now;
  return Math.max(since, retiredUntil(state), listedUntil === null ? now - FIRST_REACH_MS : listedUntil - REACH_MS);
}

function symbolsOf(state: State, account: AccountName, since: Instant): readonly string[] {
  const held = [...state.positions.values()].filter((position) => position.account === account).map(({ instrument }) => instrument.symbol);
  const recent = ordersOf(state, account)
    .filter(({ updatedAt }) => updatedAt >= since)
    .toSorted((a, b) => b.updatedAt - a.updatedAt)
    .map(({ instrument }) => instrument.symbol);
  return [...new Set([...recent, ...held])].slice(0, SYMBOLS_MAX);
}

/** Null: the venue has not answered. */
async function findIn(
  options: BookComparisonOptions,
  account: AccountName,
  { fills }: Pick<Broker, 'fills'>,
  memory: Memory,
): Promise<FillFindings | null> {
  if (fills === undefined) return NO_FINDINGS;
  const { dispatcher, clock, log } = options;
  const before = dispatcher.snapshot();
  const since = reachOf(before, account, memory, clock.now());
  const about = { account, asked: 'trades' };
  const answer = await answerInTime({ clock, log }, about, () => fills(symbolsOf(before, account, since), since), ANSWER_MS_MAX);
  if (answer.type !== 'ok') return null;
  const state = dispatcher.snapshot();
  const found = reconcileFills(ordersOf(state, account), answer.list, clock.now());
  // what is on its way may be the one that has traded
  return { ...found, strange: found.strange.filter(({ symbol, at }) => at >= since && !isMoving(state, account, symbol)) };
}

/** Null: it could not be had, or an order is on its way: then nobody can tell what it has moved. */
async function moneyOf(
  { dispatcher, clock, log }: BookComparisonOptions,
  account: AccountName,
  { cash }: Pick<Broker, 'cash'>,
): Promise<SeenCash | null> {
  if (cash === undefined || isAnythingMoving(dispatcher.snapshot(), account)) return null;
  const before = dispatcher.snapshot().venueBooks.get(account)?.cash?.moved;
  const answer = await answerInTime({ clock, log }, { account, asked: 'cash' }, cash, ANSWER_MS_MAX);
  const state = dispatcher.snapshot();
  const book = state.venueBooks.get(account)?.cash ?? null;
  if (answer.type !== 'ok' || book?.moved !== before || isAnythingMoving(state, account)) return null;
  const surplus = book?.currency === answer.cash.currency ? sub(answer.cash.amount, expectedCash(book)) : answer.cash.amount;
  return { cash: answer.cash, surplus };
}

/** As at the look before, as far as anybody would speak of it. */
function stands(state: State, account: AccountName, now: SeenCash, before: SeenCash | null): boolean {
  if (before === null || before.cash.currency !== now.cash.currency) return false;
  const book = state.venueBooks.get(account)?.cash ?? null;
  const difference = abs(sub(now.surplus, before.surplus));
  return book === null ? isZero(difference) : lte(difference, cashTolerance(book));
}

interface Compared {
  readonly memory: Memory;
  /** Something was found that was not there before. */
  readonly again: boolean;
}

async function compare(
  options: BookComparisonOptions,
  account: AccountName,
  broker: Pick<Broker, 'fills' | 'cash'>,
  memory: Memory,
): Promise<Compared> {
  const { dispatcher, clock } = options;
  const askedAt = clock.now();
  const found = await findIn(options, account, broker, memory);
  const money = await moneyOf(options, account, broker);
  const { strange, unlisted, behind } = found ?? NO_FINDINGS;
  const keys = [...strange.map(({ id }) => `strange:${id}`), ...unlisted.map(unlistedKey)];
  const isSeen = (key: string): boolean => memory.seen.has(key);
  const state = dispatcher.snapshot();
  const isFirst = money !== null && !stands(state, account, money, memory.cash);
  const confirmed = {
    account,
    strange: strange.filter(({ id }) => isSeen(`strange:${id}`)),
    unlisted: unlisted.filter((each) => isSeen(unlistedKey(each))),
    cash: money === null || isFirst ? null : money.cash,
  };
  if (callsForBooks({ state, now: clock.now() }, confirmed))
    await dispatcher.dispatch({ type: 'books_compared', ...confirmed, nonce: options.randomHex(16) as Nonce });
  const fresh = strange.filter(({ id }) => !isSeen(`strange:${id}`));
  const missing = unlisted.filter((each) => !isSeen(unlistedKey(each)));
  const suspects = fresh.flatMap(({ symbol }) =>
    ordersIn(state, account, symbol)
      .filter(mayExplain)
      .map(({ id }) => id),
  );
  for (const orderId of new Set([...behind, ...missing.map((each) => each.orderId), ...suspects])) await options.lookUp(orderId);
  return {
    memory: { listedUntil: found === null ? memory.listedUntil : askedAt, seen: new Set(keys), cash: money },
    again: keys.some((key) => !isSeen(key)) || (isFirst && judgeCash(state, account, money.cash, askedAt).type !== 'nothing'),
  };
}
