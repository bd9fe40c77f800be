// Owns: our process over a real adapter: core, worker, order actions and safety net as they are, the store in memory (what
// a crash does to a disk is the other simulation's). A killed process says nothing more, hears nothing more, and its
// timers do nothing; what it had committed is there when the next one starts.

import type { Broker } from '../../src/brokers/broker.ts';
import type { Clock } from '../../src/clock.ts';
import type { Command, Reply } from '../../src/core/engine/command.ts';
import { emptyState } from '../../src/core/engine/empty-state.ts';
import type { State } from '../../src/core/engine/state.ts';
import { transact } from '../../src/core/engine/transact.ts';
import { NO_RATES } from '../../src/core/model/money/exchange-rate.ts';
import type { AccountName, OrderId } from '../../src/core/model/ids.ts';
import type { Settings } from '../../src/core/model/settings.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redact.ts';
import { createOrderActions } from '../../src/runtime/act-on-orders.ts';
import { createBookComparison } from '../../src/runtime/compare-books.ts';
import { createPriceObserver } from '../../src/runtime/observe-prices.ts';
import { createPriceWatch } from '../../src/runtime/price-watch.ts';
import { createReconciliation } from '../../src/runtime/reconcile.ts';
import { createSafetyPoll } from '../../src/runtime/safety-poll.ts';
import { createVenueViews } from '../../src/runtime/venue-views.ts';
import { createOpenOrderWatch } from '../../src/runtime/watch-open-orders.ts';
import { createWorker } from '../../src/runtime/worker.ts';
import type { Dispatcher } from '../../src/store/dispatch.ts';
import type { Random } from './random.ts';

export interface RemoteProcess {
  snapshot(): State;
  dispatch(command: Command): Promise<Reply>;
  /** The process is gone; its adapter too. */
  kill(): void;
  start(): Promise<void>;
  /** Questions and orders that the adapter has not answered yet. */
  underWay(): number;
  /** Every adapter that has been made, for the end. */
  adapters(): readonly Broker[];
}

export interface RemoteProcessParts {
  readonly account: AccountName;
  readonly clock: Clock;
  readonly random: Random;
  readonly settingsFor: (broker: Broker) => Settings;
  readonly makeAdapter: (clock: Clock) => Promise<Broker>;
  /** Prices are acted upon, what is to stand at the venue is watched, and positions and open orders are compared. */
  readonly watches?: true;
}

const NEVER = new Promise<never>(() => undefined);
const log = createLog({ level: 'silent', redactor: createRedactor([]), stream: { write: () => undefined } });
/** Nobody is told anything here, as while Telegram is away: what was answered at once and stayed owed would be tried for ever. */
const unheard = (): Promise<void> => NEVER;

/** What a dead process asks is never answered. */
function mortal(broker: Broker, isAlive: () => boolean, underWay: Set<Promise<unknown>>): Broker {
  const whileAlive = async <T>(answer: Promise<T>): Promise<T> => {
    underWay.add(answer);
    const value = await answer.finally(() => underWay.delete(answer));
    return isAlive() ? value : NEVER;
  };
  const { fills, cash } = broker;
  return {
    ...broker,
    price: (...given) => whileAlive(broker.price(...given)),
    submit: (request) => (isAlive() ? whileAlive(broker.submit(request)) : NEVER),
    cancel: (order) => (isAlive() ? whileAlive(broker.cancel(order)) : NEVER),
    modify: (order, qty, levels) => (isAlive() ? whileAlive(broker.modify(order, qty, levels)) : NEVER),
    lookUp: (order) => whileAlive(broker.lookUp(order)),
    ...(fills === undefined ? {} : { fills: (...given: Parameters<typeof fills>) => whileAlive(fills(...given)) }),
    ...(cash === undefined ? {} : { cash: () => whileAlive(cash()) }),
  };
}

export function createRemoteProcess({ account, clock, random, settingsFor, makeAdapter, watches }: RemoteProcessParts): RemoteProcess {
  let state = emptyState();
  let settings: Settings | null = null;
  let boot = 0;
  let listeners = new Set<() => void>();
  const made: Broker[] = [];
  let underWay = new Set<Promise<unknown>>();

  function commit(command: Command): Reply {
    if (settings === null) throw new Error('nothing has been started');
    const done = transact(settings, state, command, clock.now());
    state = done.state;
    for (const listener of listeners) listener();
    return done.reply;
  }

  const dispatcherOf = (isAlive: () => boolean): Dispatcher => ({
    dispatch: (command) => (isAlive() ? Promise.resolve(commit(command)) : NEVER),
    snapshot: () => state,
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });

  async function start(): Promise<void> {
    boot += 1;
    const bornIn = boot;
    listeners = new Set();
    const isAlive = (): boolean => boot === bornIn;
    const ownClock: Clock = { now: () => clock.now(), after: (ms, run) => clock.after(ms, () => (isAlive() ? run() : undefined)) };
    const adapter = await makeAdapter(ownClock);
    made.push(adapter);
    settings ??= settingsFor(adapter);
    const brokers = new Map([[account, mortal(adapter, isAlive, underWay)]]);
    const dispatcher = dispatcherOf(isAlive);
    const randomHex = (digits: number): string => random.hex(digits);
    let onExitRefused = (_account: AccountName): void => undefined;
    const orders = createOrderActions({
      dispatcher,
      brokers,
      clock: ownClock,
      log,
      failpoint: () => undefined,
      randomHex,
      onExitRefused: (refusedAt) => onExitRefused(refusedAt),
    });
    const prices = createPriceWatch(brokers, ownClock, log);
    const none = { forSignal: () => Promise.resolve({ type: 'not_needed' } as const) };
    const people = { showCard: unheard, deliver: unheard, mail: unheard };
    commit({ type: 'started', bootId: String(boot), restoredFromBackup: false });
    await adapter.start((report) => void dispatcher.dispatch({ type: 'venue_report', report }));
    createWorker({
      dispatcher,
      orders,
      prices,
      funds: none,
      atr: none,
      rates: { forEntry: async () => NO_RATES },
      riskWatch: { entryKnown: () => Promise.resolve(null) },
      people,
      clock: ownClock,
      log,
      randomHex,
    }).start();
    createBookComparison({ dispatcher, brokers, lookUp: (id) => orders.lookUp(id), clock: ownClock, log, randomHex }).start();
    if (watches === true) {
      const venueViews = createVenueViews();
      const lookUp = (id: OrderId): Promise<void> => orders.lookUp(id);
      const reconciliation = createReconciliation({ dispatcher, brokers, prices, lookUp, venueViews, clock: ownClock, log, randomHex });
      onExitRefused = (refusedAt) => reconciliation.soon(refusedAt);
      reconciliation.start();
      createOpenOrderWatch({ dispatcher, brokers, lookUp, clock: ownClock, log }).start();
      createPriceObserver({ settings, clock: ownClock, dispatcher, prices, log, randomHex }).start();
    }
    createSafetyPoll(dispatcher, (id) => orders.lookUp(id), ownClock, log).start();
  }

  return {
    snapshot: () => state,
    dispatch: async (command) => commit(command),
    underWay: () => underWay.size,
    kill() {
      boot += 1;
      underWay = new Set();
      listeners = new Set();
    },
    start,
    adapters: () => made,
  };
}
