// Owns: doing what is due. After each commit and when time has come it asks due() and starts what is not under way: one
// thing per key at a time, exits first and without a limit. It decides nothing and remembers nothing that a restart needs.

import type { Priced } from '../brokers/broker.ts';
import { type Clock, isSetBackSince, leftOf, type Wait, waitFrom } from '../clock.ts';
import { due, pricesDue, sendsDue } from '../core/engine/due.ts';
import type { Event } from '../core/engine/event.ts';
import { marksForEntry } from '../core/engine/limits/risk-scope.ts';
import type { State } from '../core/engine/state.ts';
import type { Signal } from '../core/model/signal.ts';
import type { Work } from '../core/engine/work.ts';
import { unknownMarket } from '../core/model/markets/unknown-market.ts';
import { deny, type Denial } from '../core/model/denial.ts';
import type { AccountName, Nonce, NotificationId, SignalId } from '../core/model/ids.ts';
import type { Position } from '../core/model/position.ts';
import { isHeld } from '../core/positions/is-held.ts';
import type { Log } from '../log.ts';
import { StorageError, type Dispatcher } from '../store/dispatch.ts';
import type { OrderActions } from './act-on-orders.ts';
import { dispatchWork } from './dispatch-work.ts';
import { priceHintOf } from './price-hint.ts';
import type { PriceWatch, Watched } from './price-watch.ts';
import type { AtrReader } from './read-atr.ts';
import type { FundsReader } from './read-funds.ts';
import type { RatesReader } from './read-rates.ts';
import type { RiskWatch } from './risk-watch.ts';
import { createWarningPace } from './warning-pace.ts';

type Lane = 'free' | 'pricing' | 'sending' | 'people';
/** Things of one lane under way at once: an alert to a hundred accounts goes out together, and intake keeps its share. */
const UNDER_WAY_MAX = 128;
/**
 * `free`: never held back (and exits are not either). Messages stay under way while Telegram is away: trading has lanes of its own.
 * Entries that are being counted until they are on the disk do not take the places of those that may be sent.
 */
const LANE_OF: Readonly<Record<Work['type'], Lane>> = {
  price_signal: 'pricing',
  submit_order: 'sending',
  cancel_order: 'free',
  modify_order: 'free',
  look_up_order: 'free',
  cancel_foreign_order: 'free',
  watch_price: 'free',
  show_card: 'people',
  deliver_notification: 'people',
  mail_notifications: 'free',
  clock: 'free',
};
/** An exit, and a message that nobody may miss, wait behind nothing. */
const laneOf = (work: Work): Lane =>
  (work.type === 'submit_order' || work.type === 'deliver_notification') && work.urgent ? 'free' : LANE_OF[work.type];
/** A thing that failed (no price, full disk, Telegram away) is tried again after this. */
const FAILED_WAIT_MS = 1_000;
const MAIL_OFFER_MS = 10_000;
const CLOCK: Work = { type: 'clock', key: 'clock' };
/** An alert that trades nothing says what the price is, if it was sent no longer ago. */
const HEARD_WITHIN_MS = 60_000;

/** The signal that may want a price after this. */
function toPrice(event: Event): readonly SignalId[] {
  if (event.type === 'signal_received') return [event.signal.id];
  return event.type === 'approval_answered' ? [event.signalId] : [];
}

/** Alerts that were answered without an order, and without a question for the price. */
function answeredAtOnce(events: readonly Event[], head: State): readonly Signal[] {
  const received = events.flatMap((event) => (event.type === 'signal_received' ? [event.signal.id] : []));
  return received.flatMap((id) => {
    const signal = head.signals.get(id);
    return signal !== undefined && (signal.state === 'denied' || signal.state === 'completed') ? [signal] : [];
  });
}

/** Something is held or ordered there: a price may reach it. */
function isOpenOnPaper({ positions, orders, activeOrders }: State, account: AccountName, symbol: string): boolean {
  const isThere = (each: Pick<Position, 'account' | 'mode' | 'instrument'> | undefined): boolean =>
    each?.account === account && each.instrument.symbol === symbol && each.mode === 'paper';
  return positions.some((each) => isHeld(each) && isThere(each)) || activeOrders.some((id) => isThere(orders.get(id)));
}

/** Of several who watch a market, a card knows what its alert said of the price. */
function watchedOf({ account, symbol, signalId }: Work & { type: 'watch_price' }, state: State, before: Watched | undefined): Watched {
  const signal = signalId === undefined ? undefined : state.signals.get(signalId);
  if (signal === undefined) return before ?? { account, symbol };
  return { account, symbol, hint: priceHintOf(signal.reading, signal.receivedAt, signal.id) };
}

/** What delivers to people; each resolves when it is done or given up for now. */
export interface People {
  showCard(signalId: SignalId): Promise<void>;
  deliver(notificationId: NotificationId): Promise<void>;
  mail(notificationIds: readonly NotificationId[]): Promise<void>;
}

export interface WorkerOptions {
  readonly dispatcher: Dispatcher;
  readonly orders: OrderActions;
  readonly prices: PriceWatch;
  readonly funds: Pick<FundsReader, 'forSignal'>;
  readonly atr: Pick<AtrReader, 'forSignal'>;
  readonly rates: RatesReader;
  readonly riskWatch: Pick<RiskWatch, 'entryKnown'>;
  readonly people: People;
  readonly clock: Clock;
  readonly log: Log;
  readonly randomHex: (digits: number) => string;
}

export interface Worker {
  start(): void;
  /** Starts nothing more; resolves when what is under way at venues has been answered. */
  stop(): Promise<void>;
}

export function createWorker(options: WorkerOptions): Worker {
  const { dispatcher, orders, prices, people, clock, log } = options;
  const underWay = new Map<string, Promise<void>>();
  const inLane = { free: 0, pricing: 0, sending: 0, people: 0 };
  const waiting = new Map<string, Wait>();
  const pace = createWarningPace(clock);
  let scheduled: NodeJS.Immediate | null = null;
  let cancelWake = (): void => undefined;
  let running = false;
  let turnedAt = Number.NEGATIVE_INFINITY;
  /** And the core has not heard of it yet. */
  let isSetBack = false;
  const subscriptions: (() => void)[] = [];
  /** Of the newest decision. */
  let orderIds: State['activeOrders'] | null = null;

  async function price(work: Work & { type: 'price_signal' }, state: State): Promise<void> {
    const signal = state.signals.get(work.signalId);
    if (signal === undefined) return;
    const hint = priceHintOf(signal.reading, signal.receivedAt, signal.id);
    const answer = await prices.now(work.account, work.symbol, hint);
    if (answer.type !== 'priced') return tellNoPrice(work, answer);
    const [funds, early, rates, unknown] = await Promise.all([
      options.funds.forSignal(signal),
      options.atr.forSignal(signal, hint, state),
      options.rates.forEntry(work.account, answer.instrument.quote),
      options.riskWatch.entryKnown(signal),
    ]);
    // an entry that it is spaced from may have come meanwhile
    const atr = early.type === 'not_needed' ? await options.atr.forSignal(signal, hint, dispatcher.snapshot()) : early;
    if (unknown !== null) return fail(work, unknown, false);
    if (funds.type === 'unavailable')
      return fail(work, deny('NO_FUNDS', `${work.account} did not tell its balance: ${funds.reason}`), false);
    if (atr.type === 'unavailable')
      return fail(work, deny('NO_CANDLES', `${work.account} gave no candles of ${work.symbol}: ${atr.reason}`), atr.lasting);
    await dispatchWork(dispatcher, {
      type: 'price_signal',
      signalId: work.signalId,
      instrument: answer.instrument,
      quote: answer.quote,
      nonce: options.randomHex(16) as Nonce,
      funds: funds.type === 'funds' ? funds.funds : null,
      atr: atr.type === 'atr' ? atr.atr : null,
      marks: marksForEntry(dispatcher.snapshot(), (account, symbol) => prices.last(account, symbol)?.quote.last ?? null),
      rates,
    });
  }

  function tellNoPrice(work: Work & { type: 'price_signal' }, answer: Exclude<Priced, { type: 'priced' }>): Promise<void> {
    if (answer.type === 'unavailable')
      return fail(work, deny('NO_PRICE', `${work.account} gave no price for ${work.symbol}: ${answer.reason}`), false);
    return fail(work, unknownMarket(work.account, work.symbol, answer.nearest, clock.now()), true);
  }

  /** `final` false: it is tried again until the signal has waited too long. */
  async function fail(work: Work & { type: 'price_signal' }, denial: Denial, final: boolean): Promise<void> {
    await dispatchWork(dispatcher, { type: 'price_failed', signalId: work.signalId, denial, final });
    if (!final) waiting.set(work.key, waitFrom(clock.now(), FAILED_WAIT_MS));
  }

  /** A warning of a kind that was told just now stays owed, and takes in what comes meanwhile. */
  async function deliver({ key, notificationId }: Work & { type: 'deliver_notification' }): Promise<void> {
    const notification = dispatcher.snapshot().notifications.get(notificationId);
    if (notification === undefined) return;
    const until = pace.waitsUntil(notification);
    if (until !== null) return void waiting.set(key, { since: clock.now(), until });
    await people.deliver(notificationId);
    pace.noteTold(notification);
  }

  /** The mailbox decides what goes now and what is grouped; what stays owed is offered again. */
  async function mail(work: Work & { type: 'mail_notifications' }): Promise<void> {
    await people.mail(work.notificationIds);
    waiting.set(work.key, waitFrom(clock.now(), MAIL_OFFER_MS));
  }

  async function tellTime(): Promise<void> {
    const setBack = isSetBack ? { setBack: true as const } : {};
    await dispatchWork(dispatcher, { type: 'clock', ...setBack });
    if (setBack.setBack === true) isSetBack = false;
  }

  function perform(work: Exclude<Work, { type: 'watch_price' }>, state: State): Promise<void> {
    switch (work.type) {
      case 'price_signal':
        return price(work, state);
      case 'submit_order':
        return orders.submit(work.orderId);
      case 'cancel_order':
        return orders.cancel(work.orderId);
      case 'modify_order':
        return orders.modify(work.orderId);
      case 'look_up_order':
        return orders.lookUp(work.orderId);
      case 'cancel_foreign_order':
        return orders.cancelForeign(work.discrepancyKey);
      case 'show_card':
        return people.showCard(work.signalId);
      case 'deliver_notification':
        return deliver(work);
      case 'mail_notifications':
        return mail(work);
      case 'clock':
        return tellTime();
    }
  }

  /** `state` is what asks for it: more than the disk has, where a decision is followed at once. */
  function begin(work: Exclude<Work, { type: 'watch_price' }>, state: State): void {
    const done = perform(work, state)
      .catch((error: unknown) => {
        waiting.set(work.key, waitFrom(clock.now(), FAILED_WAIT_MS));
        if (error instanceof StorageError) log.warn({ reason: error.reason, work: work.key }, 'could not be stored; tried again');
        else log.error({ err: error, work: work.key }, 'work failed; tried again');
      })
      .finally(() => {
        underWay.delete(work.key);
        inLane[laneOf(work)] -= 1;
        schedule();
      });
    underWay.set(work.key, done);
    inLane[laneOf(work)] += 1;
  }

  const mayBegin = (work: Work, now: number): boolean => {
    if (underWay.has(work.key)) return false;
    const wait = waiting.get(work.key);
    if (wait !== undefined && leftOf(wait, now) > 0) return false;
    waiting.delete(work.key);
    const lane = laneOf(work);
    return lane === 'free' || inLane[lane] < UNDER_WAY_MAX;
  };

  function wake(wakeAt: number | null, now: number): void {
    cancelWake();
    const next = Math.min(wakeAt ?? Number.POSITIVE_INFINITY, ...[...waiting.values()].map(({ until }) => until));
    cancelWake = Number.isFinite(next) ? clock.after(Math.max(0, next - now), schedule) : (): void => undefined;
  }

  function turn(): void {
    scheduled = null;
    if (!running) return;
    const now = clock.now();
    const state = dispatcher.snapshot();
    isSetBack ||= isSetBackSince(turnedAt, now);
    turnedAt = now;
    const { work: owed, wakeAt } = due(state, now);
    const work = isSetBack && !owed.some(({ type }) => type === 'clock') ? [...owed, CLOCK] : owed;
    const watched = new Map<string, Watched>();
    for (const each of work) {
      if (each.type === 'watch_price') watched.set(each.key, watchedOf(each, state, watched.get(each.key)));
      else if (mayBegin(each, now)) begin(each, state);
    }
    for (const [key, wait] of waiting) if (leftOf(wait, now) === 0) waiting.delete(key);
    prices.watch(watched);
    wake(wakeAt, now);
  }

  /**
   * A decision that has made orders is followed at once by the question whether they may be sent, an entry by that for its price:
   * all of it is on the disk with one sync, where the price is at hand, and the order leaves after it.
   */
  function goAhead(head: State, events: readonly Event[]): void {
    if (!running) return;
    const now = clock.now();
    if (head.activeOrders !== orderIds) {
      orderIds = head.activeOrders;
      for (const work of sendsDue(head, now)) if (mayBegin(work, now)) begin(work, head);
    }
    answeredAtOnce(events, head).forEach(hear);
    const entries = events.flatMap((event) => toPrice(event));
    if (entries.length > 0) for (const work of pricesDue(head, entries, now)) if (mayBegin(work, now)) begin(work, head);
  }

  /** Where prices come from alerts, that of an alert that trades nothing is the price, too: stops and results hang on it. */
  function hear({ id, account, symbol, reading, receivedAt }: Signal): void {
    if (account === null || symbol === null) return;
    // what was not understood names no price, and what is old says what it was
    if (reading.refusal !== null || receivedAt - (reading.sentAt ?? receivedAt) > HEARD_WITHIN_MS) return;
    const hint = priceHintOf(reading, receivedAt, id);
    if (hint === null || hint.onlyIfNone === true) return;
    const ask = (): void => void prices.ask(account, symbol, hint);
    const known = prices.last(account, symbol);
    if (known?.quote.source === 'signal') return ask();
    // in its first second a process has asked for no price yet
    if (known === null && isOpenOnPaper(dispatcher.snapshot(), account, symbol))
      void prices.preview(account, symbol, null).then((first) => (first?.quote.source === 'signal' ? ask() : undefined));
  }

  function schedule(): void {
    if (running) scheduled ??= setImmediate(turn);
  }

  return {
    start() {
      running = true;
      subscriptions.push(dispatcher.onCommit(schedule), dispatcher.onDecided?.(goAhead) ?? ((): void => undefined));
      schedule();
    },
    async stop() {
      running = false;
      for (const unsubscribe of subscriptions.splice(0)) unsubscribe();
      cancelWake();
      if (scheduled !== null) clearImmediate(scheduled);
      prices.stop();
      const venueWork = [...underWay].filter(([key]) => /^(submit|cancel|modify|lookup|foreign):/.test(key)).map(([, done]) => done);
      await Promise.all(venueWork);
    },
  };
}
