// Owns: the one place where the parts meet. main runs it; end-to-end tests run the same.

import { createAcknowledgements } from './boot/acknowledgements.ts';
import type { Chat } from './boot/chat.ts';
import { connectBrokers } from './boot/connect-brokers.ts';
import type { Ground } from './boot/ground.ts';
import { withLearnedTraits } from './boot/learn-traits.ts';
import { openAccounts } from './boot/open-accounts.ts';
import { openConsole } from './boot/open-console.ts';
import { openHttp } from './boot/open-http.ts';
import { openMailbox } from './boot/open-mailbox.ts';
import { openTelegram } from './boot/open-telegram.ts';
import { priceSources } from './boot/price-sources.ts';
import { randomHex as cryptoHex } from './boot/random-hex.ts';
import { openHistory } from './boot/retired-signals.ts';
import { sampleCommand, sendSample } from './boot/sample-alert.ts';
import { sayTrouble, tellChat } from './boot/say-trouble.ts';
import { refusedFromHere } from './boot/sends-from-here.ts';
import { startLines } from './boot/start-lines.ts';
import { STOP_WORK_MS } from './boot/stop-limits.ts';
import { tradingCore } from './boot/trading-core.ts';
import type { PaperTuning } from './brokers/paper/tuning.ts';
import { isSetBackSince, systemClock, type Clock, within } from './clock.ts';
import type { Config } from './config/config.ts';
import { localHost } from './config/local-host.ts';
import type { HttpServer } from './http/create-server.ts';
import { refuseOtherMeaning } from './core/engine/reconciliation/account-meaning.ts';
import { createLog, type LineStream, type Log } from './log.ts';
import { createRedactor } from './redact.ts';
import { createOrderActions, type OrderActions, type OrderActionsOptions } from './runtime/act-on-orders.ts';
import { createBookComparison } from './runtime/compare-books.ts';
import { createReachWatch } from './runtime/watch-reach.ts';
import { createSilenceWatch } from './runtime/watch-silence.ts';
import { createPriceObserver } from './runtime/observe-prices.ts';
import { createExchangeRates } from './runtime/exchange-rates.ts';
import { createPriceWatch } from './runtime/price-watch.ts';
import { createAtrReader } from './runtime/read-atr.ts';
import { createFundsReader } from './runtime/read-funds.ts';
import { createRatesReader } from './runtime/read-rates.ts';
import { createFeeWatch } from './runtime/fee-watch.ts';
import { createRiskWatch } from './runtime/risk-watch.ts';
import { createReconciliation } from './runtime/reconcile.ts';
import { createVenueViews } from './runtime/venue-views.ts';
import { createSafetyPoll } from './runtime/safety-poll.ts';
import { createExpiryWatch } from './runtime/watch-expiry.ts';
import { createOpenOrderWatch } from './runtime/watch-open-orders.ts';
import { createWorker } from './runtime/worker.ts';
import type { Dispatcher } from './store/dispatch.ts';
import type { FileSystem } from './store/file-system.ts';
import { openStore } from './store/open-store.ts';
import type { Trouble, TroubleSubject } from './store/trouble.ts';

export interface Overrides {
  readonly clock?: Clock;
  /** Where log lines go; stdout when absent. */
  readonly logStream?: LineStream;
  /** So many random hex digits. */
  readonly randomHex?: (digits: number) => string;
  /** Called at named places between two effects; crash tests end the process there. */
  readonly failpoint?: (name: string) => void;
  readonly fs?: FileSystem;
  readonly paperTuning?: Partial<PaperTuning>;
  readonly version?: string;
  readonly requestTimeoutMs?: number;
}

export interface App {
  /** Where HTTP listens, as this machine calls it, without a slash at its end. */
  readonly url: string;
  readonly dispatcher: Dispatcher;
  readonly log: Log;
  /** What `npm start` prints. */
  readonly greeting: string;
  /** Stops intake (503), finishes what is in flight, writes the checkpoint. Calls after the first share its promise. */
  stop(): Promise<void>;
}

/** What has been opened, closed in the opposite order. */
interface Closers {
  add(close: () => Promise<void> | void): void;
  closeAll(): Promise<void>;
}

function createClosers(): Closers {
  const closers: (() => Promise<void> | void)[] = [];
  let closed: Promise<void> | null = null;
  const run = async (): Promise<void> => {
    for (const close of closers.toReversed()) await close();
  };
  return {
    add: (close) => void closers.push(close),
    closeAll: () => (closed ??= run()),
  };
}

/** Opens everything, HTTP before anything that asks a venue: most senders of alerts never try again. Rejects, with nothing left open, where the data folder or the address cannot be had. */
export async function startApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const closers = createClosers();
  try {
    return await open(config, overrides, closers);
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

async function open(configured: Config, overrides: Overrides, closers: Closers): Promise<App> {
  const config = await withLearnedTraits(configured);
  const { clock = systemClock, randomHex = cryptoHex, failpoint = (): void => undefined, version = '0.0.0' } = overrides;
  const redactor = createRedactor(config.secrets);
  const log = createLog({ level: config.logLevel, redactor, ...given('stream', overrides.logStream) });
  const mailbox = await openMailbox(config, redactor, clock, log);
  closers.add(() => mailbox.stop());
  const parts: { chat: Chat | null; http: HttpServer | null } = { chat: null, http: null };
  const troubles = new Map<TroubleSubject, Trouble>();
  // a backup that is not made keeps no alert from the disk
  const diskTrouble = (): string | null => (troubles.get('journal') ?? troubles.get('checkpoint'))?.message ?? null;
  const store = await openStore({
    dataDir: config.dataDir,
    clock,
    core: tradingCore(config.settings),
    log,
    webhook: config.port === 0 ? null : `http://${localHost(config.host)}:${config.port}/webhook`,
    failpoint,
    onTrouble(trouble) {
      if (trouble.type === 'recovered') troubles.delete(trouble.subject);
      else troubles.set(trouble.subject, trouble);
      sayTrouble(trouble, { log, mailbox, chat: parts.chat });
    },
    ...given('fs', overrides.fs),
  });
  closers.add(() => store.stop());
  for (const note of store.notes) log.warn({ note }, 'start: found and mended');
  const { dispatcher } = store;
  await dispatcher.dispatch({
    type: 'started',
    bootId: randomHex(16),
    restoredFromBackup: store.restoredFromBackup,
    violations: store.violations,
    ...(isSetBackSince(store.newestAt, clock.now()) ? { setBack: true } : {}),
  });

  const brokers = await openAccounts({
    config,
    refuses: (account) => refuseOtherMeaning(config.settings, dispatcher.snapshot(), account)?.message ?? null,
    clock,
    log,
    failpoint,
    writeAnyway: (write) => store.writeAnyway(write),
    ...given('fs', overrides.fs),
    ...given('paperTuning', overrides.paperTuning),
  });
  const prices = createPriceWatch(brokers, clock, log, priceSources(config));
  const funds = createFundsReader({ settings: config.settings, brokers, prices, dispatcher, clock, log });
  const atr = createAtrReader({ settings: config.settings, brokers, clock, log });
  const address = { url: '', port: config.port };
  const ground: Ground = {
    config,
    clock,
    log,
    redactor,
    randomHex,
    failpoint,
    mailbox,
    dispatcher,
    brokers,
    prices,
    rates: createExchangeRates({ prices, accounts: config.settings.accounts, clock }),
    funds,
    atr,
    venueViews: createVenueViews(),
    acknowledgements: createAcknowledgements(),
    history: openHistory(store.history),
    diskTrouble,
    localUrl: () => address.url,
  };
  const chat = await openChat(ground, address, () => parts.http);
  parts.chat = chat;
  for (const trouble of troubles.values()) tellChat(trouble, chat);
  const http = openHttp(ground, {
    version,
    addRoutes: chat.addRoutes,
    ...given('requestTimeoutMs', overrides.requestTimeoutMs),
  });
  parts.http = http;
  const { port } = await http.listen();
  Object.assign(address, { url: `http://${localHost(config.host)}:${port}`, port });
  closers.add(() => http.stop());
  if (config.port === 0) await store.announce(`${address.url}/webhook`);

  await startWork(ground, chat, closers);
  closers.add(() => http.beginStopping());
  const { url } = address;
  const greeting = startLines({
    now: clock.now(),
    config,
    version,
    url,
    greeting: chat.greeting(),
    console: chat.hasPage,
    notes: store.notes,
    diskTrouble: diskTrouble(),
    state: dispatcher.snapshot(),
  });
  return { url, dispatcher, log, greeting, stop: () => closers.closeAll() };
}

/** An optional property where there is a value for it. */
const given = <Name extends string, Value>(name: Name, value: Value | undefined): { [key in Name]?: Value } =>
  value === undefined ? {} : ({ [name]: value } as { [key in Name]?: Value });

/** `address` and `http` are known only after the chat is open: its routes are part of the server. */
function openChat(ground: Ground, address: { readonly url: string; readonly port: number }, http: () => HttpServer | null): Promise<Chat> {
  const { config } = ground;
  if (config.telegram.token !== null) return Promise.resolve(openTelegram(ground, config.telegram.token));
  return openConsole(ground, {
    port: () => address.port,
    // a page is photographed, and what it is made of is an answer over HTTP: no secret stands in it
    sampleCommand: () =>
      refusedFromHere(config) === null
        ? sampleCommand(`${address.url}/webhook`, { ...config, secret: null, secretFile: config.webhookSecretFile })
        : null,
    async sample() {
      const server = http();
      return server === null ? { ok: false, error: 'Signalman is still starting; try again.' } : sendSample(server.alertPorts);
    },
  });
}

/** Venues, worker, safety net and chat begin; each is closed before what it uses. */
async function startWork(ground: Ground, chat: Chat, closers: Closers): Promise<void> {
  const { dispatcher, brokers, prices, clock, log, randomHex, failpoint, mailbox } = ground;
  const onExitRefused: OrderActionsOptions['onExitRefused'] = (account) => reconciliation.soon(account);
  const orders: OrderActions = createOrderActions({ dispatcher, brokers, clock, log, failpoint, randomHex, onExitRefused });
  const safetyPoll = createSafetyPoll(dispatcher, (id) => orders.lookUp(id), clock, log);
  const expiries = createExpiryWatch(ground);
  const reconciliation = createReconciliation({ ...ground, lookUp: (id) => orders.lookUp(id) });
  const openOrders = createOpenOrderWatch({ dispatcher, brokers, lookUp: (id) => orders.lookUp(id), clock, log });
  const comparison = createBookComparison({ ...ground, lookUp: (id) => orders.lookUp(id) });
  const people = {
    showCard: chat.people.showCard.bind(chat.people),
    deliver: chat.people.deliver.bind(chat.people),
    mail: (ids: Parameters<typeof mailbox.offer>[1]) => mailbox.offer(dispatcher, ids, chat.downSince()),
  };
  const observer = createPriceObserver({ settings: ground.config.settings, clock, dispatcher, prices, log, randomHex });
  const silences = createSilenceWatch({ dispatcher, prices, clock, log, randomHex });
  const { settings } = ground.config;
  const reach = createReachWatch({ ...ground, settings });
  const riskWatch = createRiskWatch({ ...ground, settings });
  const feeWatch = createFeeWatch(ground);
  const worker = createWorker({ ...ground, rates: createRatesReader({ ...ground, settings }), riskWatch, orders, people });
  const venues = connectBrokers(ground);
  closers.add(() => venues.stop());
  await venues.connected;
  observer.start();
  silences.start();
  reach.start();
  riskWatch.start();
  feeWatch.start();
  worker.start();
  safetyPoll.start();
  reconciliation.start();
  openOrders.start();
  comparison.start();
  expiries.start();
  chat.start();
  closers.add(() => chat.stop());
  closers.add(() => {
    observer.stop();
    silences.stop();
    reach.stop();
    riskWatch.stop();
    feeWatch.stop();
    safetyPoll.stop();
    reconciliation.stop();
    openOrders.stop();
    comparison.stop();
    expiries.stop();
  });
  // what does not answer in time is looked up at the next start
  closers.add(() => within(clock, STOP_WORK_MS, worker.stop(), () => undefined));
}
