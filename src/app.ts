// Owns: the one place where the parts meet. main runs it; end-to-end tests run the same.

import { randomBytes } from 'node:crypto';
import type { ChatOptions } from './boot/bot-parts.ts';
import type { Chat } from './boot/chat.ts';
import { openAccounts } from './boot/open-accounts.ts';
import { openConsole } from './boot/open-console.ts';
import { openMailbox, type Mailbox } from './boot/open-mailbox.ts';
import { openTelegram } from './boot/open-telegram.ts';
import { readRetiredSignal } from './boot/retired-signals.ts';
import { SAMPLE_ALERT, sampleCommand } from './boot/sample-alert.ts';
import { sayTrouble } from './boot/say-trouble.ts';
import { startLines } from './boot/start-lines.ts';
import { tradingCore } from './boot/trading-core.ts';
import type { PaperTuning } from './brokers/paper/tuning.ts';
import { systemClock, type Clock } from './clock.ts';
import type { Config } from './config/config.ts';
import { explainVerdict } from './core/engine/explain-verdict.ts';
import type { NotificationId } from './core/model/ids.ts';
import { createHttpServer, type HttpServer } from './http/create-server.ts';
import { REQUEST_TIMEOUT_MS } from './http/limits.ts';
import { openAlert } from './http/open-alert.ts';
import { acceptAlert } from './http/post-alert.ts';
import { createLog, type LineStream, type Log } from './log.ts';
import { createRedactor } from './redact.ts';
import { createOrderActions } from './runtime/act-on-orders.ts';
import { createPriceWatch } from './runtime/price-watch.ts';
import { createSafetyPoll } from './runtime/safety-poll.ts';
import { createWorker } from './runtime/worker.ts';
import type { Dispatcher } from './store/dispatch.ts';
import type { FileSystem } from './store/file-system.ts';
import { openStore } from './store/open-store.ts';

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
  /** The address that HTTP listens on, without a slash at its end. */
  readonly url: string;
  readonly dispatcher: Dispatcher;
  readonly log: Log;
  /** What `npm start` prints. */
  readonly greeting: string;
  /** Nothing is due or under way. */
  isIdle(): boolean;
  /** Stops intake (503), finishes what is in flight, writes the checkpoint. Calls after the first share its promise. */
  stop(): Promise<void>;
}

/** Work at venues that is still unanswered after this is looked up at the next start. */
const STOP_WORK_MS = 5_000;

const cryptoHex = (digits: number): string =>
  randomBytes(Math.ceil(digits / 2))
    .toString('hex')
    .slice(0, digits);

/** Opens everything, HTTP before anything that asks a venue: most senders of alerts never try again. Rejects, with nothing left open, where the data folder or the address cannot be had. */
export async function startApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const { clock = systemClock, randomHex = cryptoHex, failpoint = (): void => undefined, version = '0.0.0' } = overrides;
  const redactor = createRedactor(config.secrets);
  const log = createLog({
    level: config.logLevel,
    redactor,
    ...(overrides.logStream === undefined ? {} : { stream: overrides.logStream }),
  });
  const mailbox: Mailbox = openMailbox(config, redactor, clock, log);
  let chat: Chat | null = null;
  let diskTrouble: string | null = null;
  const store = await openStore({
    dataDir: config.dataDir,
    clock,
    core: tradingCore(config.settings),
    log,
    webhook: `http://${config.host}:${config.port}/webhook`,
    failpoint,
    onTrouble(trouble) {
      diskTrouble = trouble.type === 'recovered' ? null : trouble.message;
      sayTrouble(trouble, { log, mailbox, chat });
    },
    ...(overrides.fs === undefined ? {} : { fs: overrides.fs }),
  });
  const { dispatcher } = store;
  const closers: (() => Promise<void> | void)[] = [() => mailbox.stop(), () => store.stop()];
  const closeAll = async (): Promise<void> => {
    for (const close of closers.reverse()) await close();
  };
  try {
    for (const note of store.notes) log.warn({ note }, 'start: found and mended');
    await dispatcher.dispatch({ type: 'started', bootId: randomHex(16), restoredFromBackup: store.restoredFromBackup });
    const brokers = await openAccounts({
      config,
      clock,
      failpoint,
      ...(overrides.paperTuning === undefined ? {} : { paperTuning: overrides.paperTuning }),
    });
    const prices = createPriceWatch(brokers, clock, log);
    const orders = createOrderActions({ dispatcher, brokers, clock, log, failpoint });
    const safetyPoll = createSafetyPoll(dispatcher, (id) => orders.lookUp(id), clock, log);
    const notify = (title: string, text: string, nextStep: string, groupKey: string): void => {
      const notificationId = `n_${clock.now().toString(36)}_${randomHex(6)}` as NotificationId;
      dispatcher
        .dispatch({ type: 'notify', notificationId, severity: 'alarm', groupKey, title, text, nextStep })
        .catch((error: unknown) => log.error({ err: error, title, text }, 'an alarm could not be stored'));
    };

    let server: HttpServer | null = null;
    let url = '';
    let port = config.port;
    const sample = async (): Promise<{ ok: true } | { ok: false; error: string }> => {
      if (server === null) return { ok: false, error: 'not started yet' };
      const opened = openAlert(Buffer.from(SAMPLE_ALERT));
      const answer = await acceptAlert(server.alertPorts, {
        opened,
        proof: { strategy: null, signedHash: null },
        strategyHint: null,
        sender: 'console',
      });
      return answer.status < 300 ? { ok: true } : { ok: false, error: `refused with ${answer.status}` };
    };
    const chatOptions: ChatOptions = {
      config,
      dispatcher,
      brokers,
      prices,
      clock,
      log,
      randomHex,
      report: ({ title, text, nextStep }) => {
        log.error({ title, text, nextStep }, 'chat: a problem of its own');
        mailbox.tell(title, text, nextStep);
      },
    };
    chat =
      config.telegram.token === null
        ? await openConsole({
            ...chatOptions,
            port: () => port,
            sampleCommand: () => sampleCommand(config, `${url}/webhook`),
            sample,
            failpoint,
          })
        : openTelegram(chatOptions, config.telegram.token);
    const openChat = chat;

    const worker = createWorker({
      dispatcher,
      orders,
      prices,
      people: {
        showCard: (id) => openChat.people.showCard(id),
        deliver: (id) => openChat.people.deliver(id),
        mail: (ids) => mailbox.offer(dispatcher, ids, openChat.downSince()),
      },
      clock,
      log,
      randomHex,
    });
    server = createHttpServer(
      {
        host: config.host,
        port: config.port,
        timeZone: config.timezone,
        senders: {
          secret: config.webhookSecret,
          strategySecrets: config.strategySecrets,
          hmacSecret: config.webhookHmacSecret,
          requireHmac: config.requireHmac,
          requireTimestamp: config.requireTimestamp,
        },
        allowedAddresses: config.allowedIps,
        trustedProxies: config.trustedProxies,
        unauthenticatedPerMinuteMax: config.rateLimit,
        answerWaitMs: config.waitMs,
        adminToken: config.adminToken,
        requestTimeoutMs: overrides.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
      },
      {
        dispatcher,
        settings: config.settings,
        clock,
        randomHex,
        log,
        redactor,
        version,
        readiness: () => (diskTrouble === null ? [] : [diskTrouble]),
        storeHealth: () => ({ healthy: diskTrouble === null, detail: diskTrouble ?? 'every commit is on disk' }),
        history: { readSignal: (id) => readRetiredSignal(store.history, id) },
        lastQuote: (account, symbol) => prices.last(account, symbol)?.quote ?? null,
        explainVerdict: (settings, state, command, now) =>
          explainVerdict(settings, state, command, now, (account, symbol) => prices.last(account, symbol)),
        onFault: (error, where) => {
          log.error({ err: error, where }, 'a fault of ours');
          notify(
            'A fault of ours',
            `${where}: ${error instanceof Error ? error.message : String(error)}`,
            'The log has the details. The alert was answered with 500.',
            `fault:${where}`,
          );
        },
      },
      openChat.addRoutes,
    );
    const http = server;
    ({ url, port } = await http.listen());
    closers.push(() => http.stop());

    for (const broker of brokers.values()) {
      await broker.start((report) => {
        dispatcher
          .dispatch({ type: 'venue_report', report })
          .catch((error: unknown) =>
            log.error(
              { err: error, orderId: report.orderId },
              'a report of the venue could not be stored; the look-up of open orders will find it',
            ),
          );
      });
      closers.push(() => broker.stop());
    }
    worker.start();
    safetyPoll.start();
    openChat.start();
    closers.push(
      () => openChat.stop(),
      () => safetyPoll.stop(),
      () => stopWithin(worker.stop(), clock),
      () => http.beginStopping(),
    );
    let stopped: Promise<void> | null = null;
    return {
      url,
      dispatcher,
      log,
      greeting: startLines({
        config,
        version,
        url,
        greeting: openChat.greeting(),
        console: config.telegram.token === null,
        notes: store.notes,
      }),
      isIdle: () => worker.isIdle(),
      stop() {
        stopped ??= closeAll();
        return stopped;
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** What does not answer in time is looked up at the next start. */
function stopWithin(work: Promise<void>, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(STOP_WORK_MS, resolve);
    void work.then(() => {
      cancel();
      resolve();
    });
  });
}
