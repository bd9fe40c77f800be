// Owns: holding the books against the venues. A difference that stands twice, with nothing under way that could explain it,
// is told once; nothing is adopted and nothing is closed by itself: what a person did by hand stays.

import type { Broker } from '../brokers/broker.ts';
import type { Clock } from '../clock.ts';
import type { State } from '../core/engine/state.ts';
import { add, eq, ZERO, type Decimal } from '../core/model/decimal.ts';
import type { AccountName, NotificationId } from '../core/model/ids.ts';
import type { Log } from '../log.ts';
import type { Dispatcher } from '../store/dispatch.ts';

/** Between two rounds. */
const COMPARE_MS = 60_000;
/** A difference is looked at again after this before it is told: a fill may be on its way. */
const SETTLE_MS = 5_000;

export interface PositionComparison {
  start(): void;
  stop(): void;
}

interface Difference {
  readonly account: AccountName;
  readonly symbol: string;
  readonly book: Decimal;
  readonly venue: Decimal;
}

const keyOf = ({ account, symbol, book, venue }: Difference): string => `${account}:${symbol}:${book}:${venue}`;

/** The sum over all strategies, by instrument, signed, base units. */
function booksOf(state: State, account: AccountName): Map<string, Decimal> {
  const books = new Map<string, Decimal>();
  for (const position of state.positions.values()) {
    if (position.account !== account) continue;
    const { symbol } = position.instrument;
    books.set(symbol, add(books.get(symbol) ?? ZERO, position.qty));
  }
  return books;
}

/** An order at the venue or on its way may have filled since: its report comes before any verdict. */
function isMoving(state: State, account: AccountName, symbol: string): boolean {
  return state.activeOrders.some((id) => {
    const order = state.orders.get(id);
    if (order?.account !== account || order.instrument.symbol !== symbol) return false;
    return order.status === 'initialized' || order.status === 'submitted' || order.inquiry !== null || order.type === 'market';
  });
}

async function differencesOf(state: State, account: AccountName, broker: Broker): Promise<Difference[]> {
  const answer = await broker.positions();
  if (answer.type === 'unavailable') return [];
  const venue = new Map(answer.positions.map((position) => [position.symbol, position.qty]));
  const books = booksOf(state, account);
  return [...new Set([...venue.keys(), ...books.keys()])].flatMap((symbol) => {
    const difference = { account, symbol, book: books.get(symbol) ?? ZERO, venue: venue.get(symbol) ?? ZERO };
    return eq(difference.book, difference.venue) || isMoving(state, account, symbol) ? [] : [difference];
  });
}

export interface ComparisonOptions {
  readonly dispatcher: Dispatcher;
  readonly brokers: ReadonlyMap<AccountName, Broker>;
  readonly clock: Clock;
  readonly log: Log;
}

export function createPositionComparison({ dispatcher, brokers, clock, log }: ComparisonOptions): PositionComparison {
  let cancel = (): void => undefined;
  let running = false;
  let seen = new Set<string>();
  const told = new Set<string>();

  async function tell(difference: Difference): Promise<void> {
    const { account, symbol, book, venue } = difference;
    const mode = [...dispatcher.snapshot().positions.values()].find((position) => position.account === account)?.mode ?? '';
    await dispatcher.dispatch({
      type: 'notify',
      notificationId: `n_${clock.now().toString(36)}_difference` as NotificationId,
      severity: 'alarm',
      groupKey: `difference:${keyOf(difference)}`,
      title: `${symbol}: the venue holds something else`,
      text: `${account} ${mode.toUpperCase()} holds ${venue}, the books say ${book}.`,
      nextStep:
        'Nothing is done by itself. Close the difference at the venue, or /close what is not there any more; /positions shows the books.',
    });
    told.add(keyOf(difference));
  }

  /** Answers whether something has to be looked at again soon. */
  async function round(): Promise<boolean> {
    const found: Difference[] = [];
    for (const [account, broker] of brokers) found.push(...(await differencesOf(dispatcher.snapshot(), account, broker)));
    const confirmed = found.filter((difference) => seen.has(keyOf(difference)) && !told.has(keyOf(difference)));
    for (const difference of confirmed) await tell(difference);
    const before = seen;
    seen = new Set(found.map(keyOf));
    return [...seen].some((key) => !before.has(key));
  }

  function next(): void {
    round()
      .catch((error: unknown) => {
        log.warn({ err: error }, 'the comparison with the venues failed; the next round tries again');
        return false;
      })
      .then((again) => {
        if (running) cancel = clock.after(again ? SETTLE_MS : COMPARE_MS, next);
      })
      .catch((error: unknown) => log.error({ err: error }, 'the comparison with the venues has ended'));
  }

  return {
    start() {
      running = true;
      next();
    },
    stop() {
      running = false;
      cancel();
    },
  };
}
