// Owns: our process: the act loop of src/runtime/worker.ts and act-on-orders.ts, single-stepped. Between asking the core,
// the commit, the send, the answer and telling the core anything may happen, a crash included; a crash forgets all of it.

import type { Command, Reply } from '../../src/core/engine/command.ts';
import { due } from '../../src/core/engine/due.ts';
import type { State } from '../../src/core/engine/state.ts';
import type { Due, Work } from '../../src/core/engine/work.ts';
import { deny } from '../../src/core/model/denial.ts';
import type { AccountName, Nonce, OrderId } from '../../src/core/model/ids.ts';
import type { Quote } from '../../src/core/model/markets/instrument.ts';
import type { Report } from '../../src/core/model/venues/report.ts';
import type { House } from './behaviour.ts';
import { createOrderActions, type Continue } from './order-actions.ts';
import { createOrderWatch } from './order-watch.ts';
import { createReconciliation } from './reconcile.ts';
import { FUNDS, RANGE } from './ruled-desk.ts';
import type { Disk } from './simulated-disk.ts';
import type { SimulatedNetwork } from './simulated-network.ts';
import { createPrices } from './simulated-prices.ts';
import type { WatchWitness } from './watch-witness.ts';
import { openStore, type SimulatedStore, type Witness } from './simulated-store.ts';
import type { World } from './world.ts';

const SAFETY_POLL_MS = 60_000;
const FAILED_WAIT_MS = 1_000;
/** How likely a card or message is delivered in one turn: the steps of a run are for trading. */
const SHOWN_AT_ONCE = 0.1;

export interface SimulatedProcess {
  isUp(): boolean;
  start(): void;
  crash(): void;
  /** `replied` comes after the commit; never where the process dies before. */
  dispatch(command: Command, replied?: (reply: Reply) => void): void;
  hear(report: Report): void;
  /** A price from the stream of the venue. */
  hearPrice(account: AccountName, quote: Quote): void;
  /** Starts what is due and not under way. */
  turn(): void;
  /** Does one of the things that are ready; false where none is. */
  step(): boolean;
  flush(): boolean;
  sync(succeeds: boolean): boolean;
  checkpoint(): void;
  /** What is on the disk now. */
  snapshot(): State;
  /** Nothing is ready and nothing is under way. */
  isIdle(): boolean;
  /** What is owed to the venue and to the clock, not to people. */
  machineWork(): readonly Work[];
  /** When the process wants to do something next by itself. */
  nextAt(): number | null;
}

export interface ProcessParts {
  readonly world: World;
  readonly disk: Disk;
  readonly house: House;
  readonly witness: Witness;
  readonly watch: WatchWitness;
  readonly network: () => SimulatedNetwork;
}

const PEOPLE_WORK: ReadonlySet<Work['type']> = new Set<Work['type']>([
  'show_card',
  'deliver_notification',
  'mail_notifications',
  'watch_price',
]);

/** What was asked last is asked again and again while nothing happens: of one state, at one time, there is one answer. */
function createAgenda(): (state: State, now: number) => Due {
  let last: { readonly state: State; readonly now: number; readonly due: Due } | null = null;
  return (state, now) => {
    if (last?.state !== state || last.now !== now) last = { state, now, due: due(state, now) };
    return last.due;
  };
}

export function createProcess({ world, disk, house, witness, watch, network }: ProcessParts): SimulatedProcess {
  const { random } = world;
  const agenda = createAgenda();
  let store: SimulatedStore | null = null;
  let boot = 0;
  let started = false;
  let ready: (() => void)[] = [];
  let nextPollAt = 0;
  const underWay = new Set<string>();
  const waiting = new Map<string, number>();

  const running = (): SimulatedStore => {
    if (store === null) throw new Error('the process is down');
    return store;
  };

  const continued: Continue = (then) => {
    const bornIn = boot;
    return (value) => {
      if (store !== null && bornIn === boot) ready.push(() => then(value));
    };
  };

  function dispatch(command: Command, replied: (reply: Reply) => void, failed: () => void): void {
    const fail = continued<undefined>(failed);
    running().dispatch(command, { replied: continued(replied), failed: () => fail(undefined) });
  }

  function begin(key: string, run: (done: () => void, failed: () => void) => void): void {
    waiting.delete(key);
    underWay.add(key);
    run(
      () => underWay.delete(key),
      () => {
        underWay.delete(key);
        waiting.set(key, world.now() + FAILED_WAIT_MS);
      },
    );
  }

  const orders = createOrderActions({ world, house, network, continued, dispatch, snapshot: () => running().snapshot() });

  function lookUpOnce(orderId: OrderId): void {
    if (!underWay.has(`poll:${orderId}`)) begin(`poll:${orderId}`, (done, failed) => orders.lookUp(orderId, done, failed));
  }

  const reconciliation = createReconciliation({
    world,
    network,
    continued,
    snapshot: () => running().snapshot(),
    tell: (command, done) => begin(`reconcile:${world.now()}`, (ended, failed) => dispatch(command, () => (ended(), done()), failed)),
    lookUp: lookUpOnce,
  });

  const watchdog = createOrderWatch({
    world,
    house,
    network,
    continued,
    snapshot: () => running().snapshot(),
    lookUp: lookUpOnce,
  });

  const prices = createPrices({ world, house, network, continued, snapshot: () => running().snapshot(), dispatch, witness: watch.heard });

  function price(work: Work & { type: 'price_signal' }, done: () => void, failed: () => void): void {
    network().price(
      work.account,
      work.symbol,
      continued((answer) => {
        const { signalId } = work;
        if (answer.type === 'priced') {
          prices.hear(work.account, answer.quote);
          const nonce = random.hex(16) as Nonce;
          const known = world.desk.ruled === undefined ? {} : { funds: FUNDS, atr: RANGE, marks: prices.marks() };
          dispatch({ type: 'price_signal', signalId, instrument: answer.instrument, quote: answer.quote, nonce, ...known }, done, failed);
          return;
        }
        const denial = deny('NO_PRICE', `no price: ${answer.type}`);
        dispatch({ type: 'price_failed', signalId, denial, final: answer.type === 'unknown_symbol' }, failed, failed);
      }),
    );
  }

  function perform(work: Work, done: () => void, failed: () => void): void {
    switch (work.type) {
      case 'price_signal':
        return price(work, done, failed);
      case 'submit_order':
        return orders.submit(work.orderId, done, failed);
      case 'cancel_order':
        return orders.cancel(work.orderId, done, failed);
      case 'modify_order':
        return orders.modify(work.orderId, done, failed);
      case 'look_up_order':
        return orders.lookUp(work.orderId, done, failed);
      case 'clock':
        return dispatch({ type: 'clock' }, done, failed);
      case 'show_card': {
        const revision = running().snapshot().signals.get(work.signalId)?.revision ?? 0;
        const card = { chatId: '1', messageId: 1, revision };
        return dispatch({ type: 'card_shown', signalId: work.signalId, card, done: true }, done, failed);
      }
      case 'deliver_notification': {
        const { notificationId } = work;
        const count = running().snapshot().notifications.get(notificationId)?.count ?? 0;
        return dispatch({ type: 'notification_delivered', notificationId, count, chatId: '1', done: true }, done, failed);
      }
      case 'cancel_foreign_order':
        return orders.cancelForeign(work.discrepancyKey, done, failed);
      case 'mail_notifications':
      case 'watch_price':
        return done();
    }
  }

  /** As src/runtime/safety-poll.ts: every open order, every minute. */
  function poll(): void {
    if (world.now() < nextPollAt) return;
    nextPollAt = world.now() + SAFETY_POLL_MS;
    const state = running().snapshot();
    for (const orderId of state.activeOrders) {
      const order = state.orders.get(orderId);
      if (order === undefined || order.status === 'initialized' || order.status === 'submitted' || order.inquiry !== null) continue;
      begin(`poll:${orderId}`, (done, failed) => orders.lookUp(orderId, done, failed));
    }
  }

  function forget(): void {
    boot += 1;
    started = false;
    ready = [];
    underWay.clear();
    waiting.clear();
    reconciliation.forget();
    watchdog.forget();
    prices.forget();
    watch.forget();
  }

  function afterStart(): void {
    started = true;
    nextPollAt = world.now();
    if (house.resubmitsAtStart) orders.resubmitInFlight();
  }

  return {
    isUp: () => store !== null,
    start() {
      const recovered = disk.recover();
      world.log(`process: starts at batch ${recovered.seq}`);
      store = openStore({ world, disk, decide: house.decide, witness, answersEarly: house.answersEarly }, recovered);
      const again = (): void => dispatch({ type: 'started', bootId: String(boot), restoredFromBackup: false }, afterStart, again);
      again();
    },
    crash() {
      world.log('process: CRASH');
      disk.crash();
      store = null;
      forget();
    },
    dispatch(command, replied = () => undefined) {
      dispatch(command, replied, () => world.log(`store: ${command.type} could not be stored`));
    },
    hear(report) {
      if (store === null) return;
      dispatch(
        { type: 'venue_report', report },
        () => undefined,
        () => world.log(`store: report ${report.type} of ${report.orderId} could not be stored`),
      );
    },
    hearPrice(account, quote) {
      if (store !== null && started) prices.hear(account, quote);
    },
    turn() {
      if (!started) return;
      poll();
      reconciliation.turn();
      watchdog.turn();
      watch.looked(running().snapshot());
      const now = world.now();
      for (const [key, until] of waiting) if (until <= now) waiting.delete(key);
      const { work: owed } = agenda(running().snapshot(), now);
      prices.turn(owed);
      for (const work of owed) {
        if (work.type === 'watch_price' || work.type === 'mail_notifications') continue;
        if (PEOPLE_WORK.has(work.type) && !random.chance(SHOWN_AT_ONCE)) continue;
        if (underWay.has(work.key) || (waiting.get(work.key) ?? 0) > now) continue;
        begin(work.key, (done, failed) => perform(work, done, failed));
      }
    },
    step() {
      if (ready.length === 0) return false;
      const [run] = ready.splice(random.between(0, ready.length - 1), 1);
      run?.();
      return true;
    },
    flush: () => running().flush(),
    sync(succeeds) {
      const was = running().sync(succeeds);
      // what was decided has not happened: it is owed from now on
      if (was && !succeeds) {
        world.log('disk: a write failed');
        watch.forget();
      }
      return was;
    },
    checkpoint: () => running().checkpoint(),
    snapshot: () => running().snapshot(),
    isIdle: () => ready.length === 0 && underWay.size === 0,
    machineWork: () => agenda(running().snapshot(), world.now()).work.filter((work) => !PEOPLE_WORK.has(work.type)),
    nextAt() {
      if (store === null) return null;
      const wakeAt = agenda(store.snapshot(), world.now()).wakeAt ?? Number.POSITIVE_INFINITY;
      return Math.min(wakeAt, nextPollAt, reconciliation.nextAt(), watchdog.nextAt(), prices.nextAt(), ...waiting.values());
    },
  };
}
