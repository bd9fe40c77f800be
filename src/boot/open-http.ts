// Owns: the HTTP server with this process's configuration.

import type { NotificationId } from '../core/model/ids.ts';
import { createHttpServer, type AddRoutes, type HttpServer } from '../http/create-server.ts';
import type { HttpPorts, HttpSettings } from '../http/http-ports.ts';
import { REQUEST_TIMEOUT_MS } from '../http/limits.ts';
import { explainNow } from './explain-now.ts';
import type { Ground } from './ground.ts';

export interface HttpOptions {
  readonly version: string;
  /** What the disk does not take at present, in words; null = all is well. */
  readonly addRoutes: AddRoutes;
  readonly requestTimeoutMs?: number;
}

function settingsOf({ config }: Ground, requestTimeoutMs: number): HttpSettings {
  return {
    host: config.host,
    port: config.port,
    timeZone: config.timezone,
    publicUrl: config.publicUrl,
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

/** Not yet listening. */
export function openHttp(ground: Ground, options: HttpOptions): HttpServer {
  const { config, dispatcher, clock, log, redactor, randomHex, prices, diskTrouble } = ground;
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
    history: ground.history,
    acknowledgements: ground.acknowledgements,
    lastQuote: (account, symbol) => prices.last(account, symbol)?.quote ?? null,
    rates: ground.rates,
    explainVerdict: explainNow(ground),
    onFault: (error, where) => reportFault(ground, error, where),
  };
  return createHttpServer(settingsOf(ground, options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS), ports, options.addRoutes);
}
