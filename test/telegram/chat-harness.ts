// Owns: the whole chat for a test: the real bot over the loopback Bot API, the real engine in memory, a fake clock, and a hand
// that plays worker and venue.
//
// Time stands still except where the outbox waits for it: until() lets a timer run only when no call is under way, so that what a
// test sees does not hang on the speed of the machine.

import { inspect } from 'node:util';
import { decimal } from '../../src/core/model/decimal.ts';
import {
  makeSignalId,
  positionKey,
  accountName,
  strategyName,
  type Nonce,
  type OrderId,
  type SignalId,
  type VenueOrderId,
} from '../../src/core/model/ids.ts';
import type { Quote } from '../../src/core/model/markets/instrument.ts';
import type { Order, Fill } from '../../src/core/model/order.ts';
import type { Settings } from '../../src/core/model/settings.ts';
import { explainPasted } from '../../src/boot/explain-pasted.ts';
import { marksOf } from '../../src/core/engine/limits/risk-scope.ts';
import { NO_MARKS } from '../../src/core/engine/draft.ts';
import { explainVerdict } from '../../src/core/engine/explain/explain-verdict.ts';
import { NO_RATES } from '../../src/core/model/money/exchange-rate.ts';
import { NOTHING_SEEN, type VenueView } from '../../src/core/model/venues/venue-view.ts';
import { newDraft } from '../../src/core/signals/fields/draft-reading.ts';
import { createRedactor } from '../../src/redact.ts';
import type { History } from '../../src/store/search-signals.ts';
import type { Reading, Signal } from '../../src/core/model/signal.ts';
import type { Log } from '../../src/log.ts';
import type { BalancesAnswer, BotDeps } from '../../src/telegram/bot-deps.ts';
import type { AccessList } from '../../src/telegram/people/authorize.ts';
import { createBot, type BotParts } from '../../src/telegram/create-bot.ts';
import { createDeliverer, type Deliverer } from '../../src/telegram/cards/deliver.ts';
import type { ChatAddress } from '../../src/telegram/sending/outbox.ts';
import type { Pairing } from '../../src/telegram/people/pairing.ts';
import type { PollingProblem } from '../../src/telegram/polling/polling-problem.ts';
import { createPolling, type Polling } from '../../src/telegram/polling/polling.ts';
import { createExchangeRates } from '../../src/runtime/exchange-rates.ts';
import type { KnownPrice } from '../../src/runtime/price-watch.ts';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';
import { BTC, quote, SETTINGS, ANN, BOB, VERA } from './desk-settings.ts';
import { createEngineDispatcher, type EngineDispatcher } from './engine-dispatcher.ts';
import { createFakeTelegram, type FakeMessage, type FakeTelegram, TOKEN } from './fake-telegram.ts';

/** What no chat may ever show. */
export const PLANTED: readonly string[] = ['planted-secret-of-the-chat'];

export const NO_HISTORY: History = {
  readSignal: () => Promise.resolve(null),
  readSignals: () => Promise.resolve(new Map()),
  readIds: () => Promise.resolve({ ids: [], next: null }),
  async *retired() {},
};

export interface ChatOptions {
  readonly history?: History;
  readonly access?: AccessList;
  readonly chats?: readonly ChatAddress[];
  readonly pairing?: (clock: FakeClock) => Pairing;
  readonly settings?: Settings;
  readonly balances?: () => Promise<BalancesAnswer>;
  readonly atr?: BotDeps['atr'];
}

export interface ChatHarness {
  readonly clock: FakeClock;
  readonly telegram: FakeTelegram;
  readonly dispatcher: EngineDispatcher;
  readonly parts: BotParts;
  readonly deliverer: Deliverer;
  readonly polling: Polling;
  readonly log: string[];
  readonly problems: PollingProblem[];
  readonly lostChats: string[];
  /** The price that is watched; null: none fresh. */
  watched: Quote | null;
  /** One that is known and no longer fresh. */
  stale: Quote | null;
  /** What the venue says when it is asked. */
  asked: Quote | null;
  /** How much later than at the venue we hear of a fill. */
  venueLagMs: number;
  /** The last prices of pairs, for what currencies are worth. */
  priced: readonly KnownPrice[];
  /** What every venue has said last. */
  venue: VenueView;
  /** Waits until `found` gives something. */
  until<Found>(found: () => Found | null | undefined | false): Promise<Found>;
  /** The newest message of a chat whose text contains `part`. */
  message(chatId: number, part: string): FakeMessage | undefined;
  /** Waits for it. */
  shown(chatId: number, part: string): Promise<FakeMessage>;
  /** An alert comes in and gets its price. */
  alert(part?: Partial<Reading>, strategy?: string): Promise<Signal>;
  /** What the worker does for a signal that waits for a price. */
  price(id: SignalId): Promise<void>;
  signal(id: SignalId): Signal;
  /** What the venue does with the newest order of this role: it is sent, then accepted or filled. */
  orderOf(signalId: SignalId, role: Order['role']): Order;
  send(orderId: OrderId): Promise<void>;
  accept(orderId: OrderId): Promise<void>;
  fill(orderId: OrderId, qty: string, price: string, fee?: string): Promise<void>;
  /** A position that is held and not protected. */
  hold(qty?: string, strategy?: string): Promise<SignalId>;
  /** Stops polling and starts anew with a bot that remembers nothing, over the same state. */
  restartPolling(): Promise<Polling>;
  close(): Promise<void>;
}

const EVERYONE: AccessList = { admins: [ANN.id], traders: [BOB.id], viewers: [VERA.id] };

export const READING: Reading = {
  ...newDraft('tradingview'),
  action: 'buy',
  side: 'buy',
  symbol: 'BTCUSDT',
  quantity: decimal('0.0155'),
  orderType: 'market',
  signalPrice: decimal(45_000),
  takeProfits: [{ price: decimal(47_000) }],
  stopLoss: { price: decimal(44_000) },
};

/** Everything that is logged, errors and what hangs on them included. No redactor: what keeps the token out must be the bot's own care. */
function captureLog(lines: string[]): Log {
  const write = (...parts: unknown[]): void =>
    void lines.push(parts.map((part) => inspect(part, { depth: 8, showHidden: true })).join(' '));
  const log: Log = { fatal: write, error: write, warn: write, info: write, debug: write, trace: write, child: () => log };
  return log;
}

const venueId = (orderId: OrderId): VenueOrderId => `v-${orderId.slice(-4)}` as VenueOrderId;

/** A chat that is not one of this bot's, such as the local page. */
export const ELSEWHERE = '1';

export async function openChat(options: ChatOptions = {}): Promise<ChatHarness> {
  const { access = EVERYONE, chats = [], settings = SETTINGS } = options;
  const clock = createFakeClock();
  const telegram = await createFakeTelegram(() => clock.now());
  const dispatcher = createEngineDispatcher(settings, () => clock.now());
  const log: string[] = [];
  const problems: PollingProblem[] = [];
  const lostChats: string[] = [];
  const logger = captureLog(log);
  let hexCount = 0;
  const randomHex = (digits: number): string => {
    hexCount += 1;
    return (hexCount * 2_654_435_761).toString(16).padStart(digits, '7').slice(-digits);
  };
  const shared = {
    dispatcher,
    settings,
    clock,
    log: logger,
    access,
    timeZone: 'Europe/Zurich',
    freshQuote: () => harness.watched,
    askPrice: async () => harness.asked,
    lastPrice: () => (harness.watched ?? harness.stale)?.last ?? null,
    rates: createExchangeRates({
      prices: { known: () => harness.priced, ask: async () => ({ type: 'unavailable', reason: 'not asked here' }) },
      accounts: settings.accounts,
      clock,
    }),
    venueView: () => harness.venue,
    diskTrouble: () => null,
  };
  const build = (): BotParts =>
    createBot({
      ...shared,
      token: TOKEN,
      apiRoot: telegram.apiRoot,
      pairing: options.pairing?.(clock) ?? null,
      balances:
        options.balances ?? (async () => ({ type: 'ok', balances: [{ currency: 'USDT', free: decimal(9_000), total: decimal(10_000) }] })),
      atr: options.atr ?? (() => Promise.resolve({ type: 'unavailable', reason: 'there are no candles here' })),
      randomHex,
      acknowledged: () => [],
      explain: explainPasted({
        ...shared,
        randomHex,
        redactor: createRedactor(PLANTED),
        explainVerdict(command) {
          const now = clock.now();
          const ground = { settings, state: dispatcher.snapshot(), now, marks: NO_MARKS, rates: NO_RATES };
          return explainVerdict(ground, command, { instrument: BTC, quote: quote(now) });
        },
      }),
      history: options.history ?? NO_HISTORY,
      senders: () => ({ baseUrl: 'https://alerts.example.com', isPublic: true, secretPlace: 'WEBHOOK_SECRET in your .env' }),
    });

  let underWay = 0;
  const watchCalls = (parts: BotParts): BotParts => {
    parts.bot.api.config.use(async (prev, method, payload, signal) => {
      if (method === 'getUpdates') return prev(method, payload, signal);
      underWay += 1;
      try {
        return await prev(method, payload, signal);
      } finally {
        underWay -= 1;
      }
    });
    return parts;
  };
  let parts = watchCalls(build());
  const deliverer = createDeliverer({
    ...shared,
    outbox: parts.outbox,
    chats,
    isElsewhere: (chatId) => chatId === ELSEWHERE,
    reportLostChat: (chatId) => void lostChats.push(chatId),
  });
  const firstOutbox = parts.outbox;
  const startPolling = (): Polling => {
    const polling = createPolling({
      bot: parts.bot,
      clock,
      log: logger,
      reachability: parts.reachability,
      report: (problem) => void problems.push(problem),
    });
    polling.start();
    return polling;
  };

  /** The worker's part that concerns people. */
  const delivering = new Map<string, Promise<void>>();
  const deliverDue = (): void => {
    for (const work of dispatcher.due()) {
      if (delivering.has(work.key) || (work.type !== 'show_card' && work.type !== 'deliver_notification')) continue;
      const run = work.type === 'show_card' ? deliverer.showCard(work.signalId) : deliverer.deliver(work.notificationId);
      const settled = run
        .catch(() => undefined)
        .then(() => {
          delivering.delete(work.key);
          if (!closed && dispatcher.disk === null) deliverDue();
        });
      delivering.set(work.key, settled);
    }
  };
  let closed = false;
  dispatcher.onCommit(deliverDue);

  const until: ChatHarness['until'] = async (found) => {
    for (;;) {
      const before = found();
      if (before !== null && before !== undefined && before !== false) return before;
      await clock.settle();
      const after = found();
      if (after !== null && after !== undefined && after !== false) return after;
      const next = clock.nextTimerAt();
      // Only the waits of the outbox and of polling are short; the refresh of cards must not move the time.
      if (underWay === 0 && next !== null && next - clock.now() <= 5_000) await clock.advance(next - clock.now());
    }
  };
  const message = (chatId: number, part: string): FakeMessage | undefined =>
    telegram.messages.findLast((each) => each.chatId === chatId && each.text.includes(part));

  let alerts = 0;
  let fills = 0;
  const fill: ChatHarness['fill'] = async (orderId, qty, price, fee = '0.1') => {
    fills += 1;
    const part: Fill = {
      id: `fill-${fills}` as Fill['id'],
      qty: decimal(qty),
      price: decimal(price),
      fee: decimal(fee),
      feeCurrency: 'USDT',
      at: clock.now() - harness.venueLagMs,
    };
    await dispatcher.dispatch({ type: 'venue_report', report: { type: 'filled', orderId, venueOrderId: venueId(orderId), fill: part } });
  };
  const orderOf: ChatHarness['orderOf'] = (signalId, role) => {
    const order = [...dispatcher.snapshot().orders.values()].findLast((each) => each.signalId === signalId && each.role === role);
    if (order === undefined) throw new Error(`signal ${signalId} has no ${role} order`);
    return order;
  };

  const harness: ChatHarness = {
    clock,
    telegram,
    dispatcher,
    get parts() {
      return parts;
    },
    deliverer,
    polling: startPolling(),
    log,
    problems,
    lostChats,
    watched: quote(clock.now()),
    stale: null,
    asked: null,
    venueLagMs: 0,
    priced: [],
    venue: NOTHING_SEEN,
    until,
    message,
    shown: (chatId, part) => until(() => message(chatId, part)),
    async alert(part = {}, strategy = 'default') {
      alerts += 1;
      const signalId = makeSignalId(clock.now(), alerts.toString(16).padStart(13, 'a'));
      const nonce = randomHex(16) as Nonce;
      await dispatcher.dispatch({
        type: 'receive_alert',
        signalId,
        origin: { type: 'webhook', sender: 'secret' },
        strategyHint: strategy,
        reading: { ...READING, ...part },
        raw: '{}',
        bodyHash: `body-${alerts}`,
        rateKey: 'sender',
        nonce,
      });
      if (dispatcher.snapshot().signals.get(signalId)?.state === 'received') await harness.price(signalId);
      return harness.signal(signalId);
    },
    async price(signalId) {
      await dispatcher.dispatch({
        type: 'price_signal',
        signalId,
        instrument: BTC,
        quote: quote(clock.now()),
        nonce: randomHex(16) as Nonce,
        marks: marksOf(dispatcher.snapshot(), shared.lastPrice),
      });
    },
    signal(id) {
      const signal = dispatcher.snapshot().signals.get(id);
      if (signal === undefined) throw new Error(`there is no signal ${id}`);
      return signal;
    },
    orderOf,
    async send(orderId) {
      await dispatcher.dispatch({ type: 'begin_submit', orderId });
    },
    async accept(orderId) {
      await dispatcher.dispatch({ type: 'venue_report', report: { type: 'accepted', orderId, venueOrderId: venueId(orderId) } });
    },
    fill,
    async hold(qty = '0.01', strategy = 'default') {
      await dispatcher.dispatch({
        type: 'set_approval_mode',
        strategy: strategyName(strategy),
        mode: 'auto',
        by: { userId: 0, userName: 'test' },
        updateId: null,
      });
      const { id } = await harness.alert({ quantity: decimal(qty), stopLoss: null, takeProfits: [] }, strategy);
      const order = orderOf(id, 'entry');
      await harness.send(order.id);
      await fill(order.id, qty, '45000');
      const key = positionKey(accountName(order.account), BTC.symbol, strategyName(strategy));
      if (!dispatcher.snapshot().positions.has(key)) throw new Error(`no position ${key}`);
      return id;
    },
    async restartPolling() {
      await harness.polling.stop();
      parts = watchCalls(build());
      Object.assign(harness, { polling: startPolling() });
      return harness.polling;
    },
    async close() {
      closed = true;
      await harness.polling.stop();
      await parts.outbox.stop();
      // cards go on leaving through the first one after polling began anew
      await firstOutbox.stop();
      await deliverer.stop();
      await Promise.all(delivering.values());
      await telegram.close();
    },
  };
  return harness;
}
