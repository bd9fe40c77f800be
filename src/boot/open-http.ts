// Owns: the HTTP server with this process's configuration.

import { withDefaultSymbol } from '../core/engine/default-symbol.ts';
import { explainVerdict } from '../core/engine/explain-verdict.ts';
import type { Event } from '../core/engine/event.ts';
import type { ReceiveAlert } from '../core/engine/command.ts';
import { routeAlert } from '../core/engine/route-alert.ts';
import type { Instant, NotificationId } from '../core/model/ids.ts';
import { createHttpServer, type AddRoutes, type HttpServer } from '../http/create-server.ts';
import type { HttpPorts, HttpSettings } from '../http/http-ports.ts';
import { REQUEST_TIMEOUT_MS } from '../http/limits.ts';
import type { PricedInstrument } from '../runtime/price-watch.ts';
import type { SignalHistory } from '../store/signal-history.ts';
import type { Ground } from './ground.ts';
import { openHistory } from './retired-signals.ts';

/** Whoever tries an alert out waits for the answer; a venue that is slower is answered for by its last price. */
const PREVIEW_MS = 2_000;

export interface HttpOptions {
  readonly version: string;
  readonly history: SignalHistory<Event>;
  /** What the disk does not take at present, in words; null = all is well. */
  readonly diskTrouble: () => string | null;
  readonly addRoutes: AddRoutes;
  readonly requestTimeoutMs?: number;
}

function settingsOf({ config }: Ground, requestTimeoutMs: number): HttpSettings {
  return {
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
    requestTimeoutMs,
  };
}

/** A fault of ours: the log has all of it, chat and mailbox the words. Nobody knows what an error quotes, and an address may hold a secret. */
function reportFault({ dispatcher, log, clock, randomHex, redactor }: Ground, error: unknown, address: string): void {
  log.error({ err: error, where: address }, 'a fault of ours');
  const where = redactor.redact(address);
  const text = redactor.redact(`${where}: ${error instanceof Error ? error.message : String(error)}`);
  const notificationId = `n_${clock.now().toString(36)}_${randomHex(6)}` as NotificationId;
  const nextStep = 'The log has the details. The request was answered with 500.';
  dispatcher
    .dispatch({ type: 'notify', notificationId, severity: 'alarm', groupKey: `fault:${where}`, title: 'A fault of ours', text, nextStep })
    .catch((failure: unknown) => log.error({ err: failure, text }, 'an alarm could not be stored'));
}

/** The price that this alert would get on its way to an order; null = none. Asks a venue at most PREVIEW_MS. */
async function priceFor({ config, prices, clock }: Ground, command: ReceiveAlert, now: Instant): Promise<PricedInstrument | null> {
  const { reading, strategyHint } = command;
  const route = reading.kind === 'order' ? routeAlert(config.settings, strategyHint, reading) : null;
  if (route === null || 'code' in route) return null;
  const hint = reading.signalPrice === null ? null : { price: reading.signalPrice, at: now };
  const last = prices.last(route.account.name, route.symbol);
  return new Promise((resolve) => {
    const cancel = clock.after(PREVIEW_MS, () => resolve(last));
    void prices.preview(route.account.name, route.symbol, hint).then((priced) => {
      cancel();
      resolve(priced ?? last);
    });
  });
}

/** Not yet listening. */
export function openHttp(ground: Ground, options: HttpOptions): HttpServer {
  const { config, dispatcher, clock, log, redactor, randomHex, prices } = ground;
  const { diskTrouble, history } = options;
  const ports: HttpPorts = {
    dispatcher,
    settings: config.settings,
    clock,
    randomHex,
    log,
    redactor,
    version: options.version,
    readiness: () => [diskTrouble()].filter((trouble) => trouble !== null),
    storeHealth: () => ({ healthy: diskTrouble() === null, detail: diskTrouble() ?? 'every commit is on disk' }),
    history: openHistory(history),
    acknowledgements: ground.acknowledgements,
    lastQuote: (account, symbol) => prices.last(account, symbol)?.quote ?? null,
    explainVerdict: async (settings, state, received, now) => {
      const command = withDefaultSymbol(settings, received);
      const verdict = explainVerdict(settings, state, command, now, await priceFor(ground, command, now));
      return { ...verdict, reading: command.reading };
    },
    onFault: (error, where) => reportFault(ground, error, where),
  };
  return createHttpServer(settingsOf(ground, options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS), ports, options.addRoutes);
}
