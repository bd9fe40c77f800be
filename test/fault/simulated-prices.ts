// Owns: what our process hears of prices, single-stepped: the poll of src/runtime/price-watch.ts and the observer of
// src/runtime/observe-prices.ts. What it knows of the last moments is lost when it dies.

import type { Command, Marks } from '../../src/core/engine/command.ts';
import { riskCalls } from '../../src/core/engine/limits/judge-risk.ts';
import { marksOf } from '../../src/core/engine/limits/risk-scope.ts';
import type { State } from '../../src/core/engine/state.ts';
import type { Work } from '../../src/core/engine/work.ts';
import { NO_RATES } from '../../src/core/model/money/exchange-rate.ts';
import type { AccountName } from '../../src/core/model/ids.ts';
import type { Quote } from '../../src/core/model/markets/instrument.ts';
import type { SeenPrice } from '../../src/core/positions/evaluate-exits.ts';
import { createOwedPrices } from '../../src/runtime/owed-prices.ts';
import { createPriceRanges } from '../../src/runtime/price-range.ts';
import type { House } from './behaviour.ts';
import { marketKey } from './house.ts';
import type { Continue } from './order-actions.ts';
import type { SimulatedNetwork } from './simulated-network.ts';
import type { World } from './world.ts';

/** As src/runtime/observe-prices.ts. */
const RETRY_MS = 1_000;
/** As src/runtime/price-watch.ts. */
const POLL_MS = 2_000;
/** At rest, where prices stand still: the steps of a run are for what moves. */
const STILL_POLL_MS = 10_000;

const JUDGED = 'limits';

/** Hears of every price that our process hears of, before anything is made of it. */
export type PriceWitness = (account: AccountName, quote: Quote, committed: State) => void;

export interface SimulatedPrices {
  hear(account: AccountName, quote: Quote): void;
  /** Last prices of what is held. */
  marks(): Marks;
  /** Asks for what is watched and has said nothing for a while. */
  turn(work: readonly Work[]): void;
  nextAt(): number;
  forget(): void;
}

export interface PriceParts {
  readonly world: World;
  readonly house: House;
  readonly network: () => SimulatedNetwork;
  readonly continued: Continue;
  readonly snapshot: () => State;
  readonly dispatch: (command: Command, replied: () => void, failed: () => void) => void;
  readonly witness: PriceWitness;
}

interface Retry {
  readonly account: AccountName;
  readonly at: number;
}

interface Poll {
  nextAt: number;
  asking: boolean;
}

export function createPrices({ world, house, network, continued, snapshot, dispatch, witness }: PriceParts): SimulatedPrices {
  const polls = new Map<string, Poll>();
  const underWay = new Set<string>();
  const last = new Map<string, Quote>();
  const retries = new Map<string, Retry>();
  let owed = createOwedPrices();
  let ranges = createPriceRanges();

  function hear(account: AccountName, quote: Quote): void {
    if (world.desk.guarded === undefined) return;
    const market = marketKey(account, quote.symbol);
    if (quote.at < (last.get(market)?.at ?? 0)) return;
    last.set(market, quote);
    witness(account, quote, snapshot());
    judge();
    const seen = ranges.see(account, quote);
    if (underWay.has(market) || retries.has(market)) {
      owed.add(market, seen);
      actOnOwed(account, market);
    } else if (isDue(account, seen)) act(account, market, seen);
  }

  const isDue = (account: AccountName, seen: SeenPrice): boolean =>
    house.isObservable(world.desk.settings, snapshot(), account, seen, world.now());

  function act(account: AccountName, market: string, seen: SeenPrice): void {
    underWay.add(market);
    const stored = (): void => {
      underWay.delete(market);
      actOnOwed(account, market);
    };
    const failed = (): void => {
      underWay.delete(market);
      owed.putBack(market, [seen]);
      retries.set(market, { account, at: world.now() + RETRY_MS });
    };
    dispatch({ type: 'observe_price', account, seen, idSeed: world.random.hex(13) }, stored, failed);
  }

  function actOnOwed(account: AccountName, market: string): void {
    if (underWay.has(market)) return;
    retries.delete(market);
    const waiting = owed.take(market);
    const first = waiting.findIndex((seen) => isDue(account, seen));
    const seen = waiting[first];
    if (seen === undefined) return;
    owed.putBack(market, waiting.slice(first + 1));
    act(account, market, seen);
  }

  const marks = (): Marks => marksOf(snapshot(), (account, symbol) => last.get(marketKey(account, symbol))?.last ?? null);

  /** As src/runtime/risk-watch.ts. */
  function judge(): void {
    const { settings } = world.desk;
    if (
      world.desk.ruled === undefined ||
      underWay.has(JUDGED) ||
      !riskCalls({ settings, state: snapshot(), marks: marks(), rates: NO_RATES, now: world.now() })
    )
      return;
    underWay.add(JUDGED);
    const over = (): void => void underWay.delete(JUDGED);
    dispatch({ type: 'judge_risk', marks: marks(), equities: new Map() }, over, over);
  }

  function ask({ account, symbol }: Work & { type: 'watch_price' }, poll: Poll): void {
    poll.asking = true;
    network().price(
      account,
      symbol,
      continued((answer) => {
        const before = last.get(marketKey(account, symbol))?.last;
        const isStill = world.isCalm() && answer.type === 'priced' && answer.quote.last === before;
        poll.asking = false;
        poll.nextAt = world.now() + (isStill ? STILL_POLL_MS : POLL_MS);
        if (answer.type === 'priced') hear(account, answer.quote);
      }),
    );
  }

  return {
    hear,
    marks,
    turn(work) {
      if (world.desk.guarded === undefined) return;
      for (const [market, { account, at }] of retries) if (at <= world.now()) actOnOwed(account, market);
      const watched = work.flatMap((each) => (each.type === 'watch_price' ? [each] : []));
      const keys = new Set<string>(watched.map(({ key }) => key));
      for (const key of polls.keys()) if (!keys.has(key)) polls.delete(key);
      for (const each of watched) {
        const poll = polls.get(each.key) ?? { nextAt: world.now() + POLL_MS, asking: false };
        polls.set(each.key, poll);
        if (!poll.asking && poll.nextAt <= world.now()) ask(each, poll);
      }
    },
    nextAt: () =>
      Math.min(
        ...[...polls.values()].filter(({ asking }) => !asking).map(({ nextAt }) => nextAt),
        ...[...retries.values()].map(({ at }) => at),
      ),
    forget() {
      polls.clear();
      underWay.clear();
      last.clear();
      retries.clear();
      owed = createOwedPrices();
      ranges = createPriceRanges();
    },
  };
}
