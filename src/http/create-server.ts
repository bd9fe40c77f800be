// Owns: the HTTP server: where its parts meet, how it opens and how it closes. Opening and closing are done once each.
// Closing: first intake answers 503 (beginStopping), then what is in flight ends, then idle connections, then the rest.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Router } from '@koa/router';
import Koa, { type Context } from 'koa';
import { BODY_BYTES_MAX } from '../core/model/limits.ts';
import { addressRanges } from './senders/address-ranges.ts';
import { adminRoutes } from './admin/admin-routes.ts';
import { answerClientErrors } from './answer-client-error.ts';
import { createAuthenticate } from './senders/authenticate.ts';
import { createClientAddress } from './senders/client-address.ts';
import { createFormatInstant } from './format-instant.ts';
import { answerUnrouted, guardRequests } from './guard-requests.ts';
import type { HttpPorts, HttpSettings } from './http-ports.ts';
import { CONNECTIONS_MAX, HEADER_BYTES_MAX, KEEP_ALIVE_MS, LIMITED_ADDRESSES_MAX, STOP_GRACE_MS } from './limits.ts';
import type { AlertPorts } from './alerts/post-alert.ts';
import { publicRoutes } from './public-routes.ts';
import { refuse } from './refusal.ts';
import { requireAdmin } from './admin/require-admin.ts';
import { createStrangers } from './senders/strangers.ts';
import { trackConnections, type Connections } from './track-connections.ts';
import { createUnauthenticatedLimit } from './senders/unauthenticated-limit.ts';
import { webhookRoutes } from './alerts/webhook-routes.ts';

export interface HttpServer {
  /** For a server that somebody else opens. */
  readonly callback: (req: IncomingMessage, res: ServerResponse) => void;
  /** What `acceptAlert` needs, for those who take in an alert without HTTP (the console's sample button). */
  readonly alertPorts: AlertPorts;
  /** Rejects when the address is taken or not ours. `url` has no slash at its end. */
  listen(): Promise<{ readonly url: string; readonly port: number }>;
  /** From now on alerts get 503, and answers wait no longer for outcomes. */
  beginStopping(): void;
  /** Ends when the last connection is gone; what is not done within STOP_GRACE_MS is cut off. */
  stop(): Promise<void>;
}

/** Routes of others on the same server (the console), added before the address is called unknown. */
export type AddRoutes = (router: Router) => void;

export function createHttpServer(http: HttpSettings, ports: HttpPorts, addRoutes: AddRoutes = () => undefined): HttpServer {
  const stopping = new AbortController();
  const formatInstant = createFormatInstant(http.timeZone);
  const clientAddress = createClientAddress(http.trustedProxies);
  const addresses = new WeakMap<IncomingMessage, string>();
  // Once per request: a socket that is gone later no longer knows its address.
  const addressOf = (ctx: Context): string => {
    const address = addresses.get(ctx.req) ?? clientAddress(ctx.req.socket.remoteAddress, ctx.get('X-Forwarded-For'));
    addresses.set(ctx.req, address);
    return address;
  };
  const isInAllowed = addressRanges(http.allowedAddresses);
  const limit = { perMinuteMax: http.unauthenticatedPerMinuteMax, addressesMax: LIMITED_ADDRESSES_MAX, clock: ports.clock };
  const strangers = createStrangers(createUnauthenticatedLimit(limit));
  const alertPorts: AlertPorts = { ...ports, formatInstant, answerWaitMs: http.answerWaitMs, stop: stopping.signal };

  // A router tries its routes one by one: those of the alerts come first, and alone.
  const intake = new Router();
  const router = new Router();
  const shortWay = webhookRoutes(
    intake,
    { ...alertPorts, explainVerdict: ports.explainVerdict },
    {
      authenticate: createAuthenticate(http.senders, ports.clock),
      addressOf,
      isAllowed: (address) => http.allowedAddresses.length === 0 || isInAllowed(address),
      strangers,
      requestTimeoutMs: http.requestTimeoutMs,
    },
  );
  publicRoutes(router, { ...ports, formatInstant, stop: stopping.signal, publicUrl: http.publicUrl });
  const admin = requireAdmin({ adminToken: http.adminToken, strangers, addressOf, redactor: ports.redactor });
  adminRoutes(router, ports, { admin, strangers, formatInstant, startedAt: ports.clock.now(), timeZone: http.timeZone });
  addRoutes(router);

  const app = new Koa();
  // Koa reports sockets that broke while an answer was written; nobody is left to tell, and nothing was lost by it.
  app.on('error', (error) => ports.log.debug({ err: error }, 'an answer could not be delivered'));
  app.use(guardRequests({ ...ports, stop: stopping.signal, addressOf }));
  app.use(shortWay);
  app.use(intake.routes());
  app.use(router.routes());
  app.use(answerUnrouted(ports));
  const handle = app.callback();
  const callback = (req: IncomingMessage, res: ServerResponse): void => void handle(req, res);

  const server = createNodeServer(http, callback);
  const connections = trackConnections(server);
  answerClientErrors(server, connections);
  server.on('error', (error) => ports.log.error({ err: error }, 'the HTTP server reports an error'));
  return {
    callback,
    alertPorts,
    listen: () => open(server, http),
    beginStopping: () => stopping.abort(),
    async stop() {
      stopping.abort();
      await close(server, connections);
    },
  };
}

function createNodeServer(http: HttpSettings, callback: (req: IncomingMessage, res: ServerResponse) => void): Server {
  const server = createServer(
    {
      maxHeaderSize: HEADER_BYTES_MAX,
      headersTimeout: http.requestTimeoutMs,
      // The body has its own timer, which answers better; this one is behind it.
      requestTimeout: http.requestTimeoutMs * 2,
      connectionsCheckingInterval: Math.min(1_000, http.requestTimeoutMs),
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAlive: true,
    },
    callback,
  );
  server.maxConnections = CONNECTIONS_MAX;
  server.on('checkContinue', (req: IncomingMessage, res: ServerResponse) => {
    // A body that is announced as too large is refused before it is sent.
    if (Number(req.headers['content-length'] ?? 0) <= BODY_BYTES_MAX) res.writeContinue();
    server.emit('request', req, res);
  });
  server.on('checkExpectation', (_req: IncomingMessage, res: ServerResponse) => {
    const answer = refuse('EXPECTATION_FAILED');
    res.writeHead(answer.status, { 'Content-Type': 'application/json; charset=utf-8', Connection: 'close' });
    res.end(JSON.stringify(answer.body));
  });
  return server;
}

function open(server: Server, http: HttpSettings): Promise<{ url: string; port: number }> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException): void => reject(new Error(whyNotListening(error, http), { cause: error }));
    server.once('error', refuse);
    server.listen(http.port, http.host, () => {
      server.off('error', refuse);
      const { port } = boundAddress(server);
      const host = http.host.includes(':') ? `[${http.host}]` : http.host;
      resolve({ url: `http://${host}:${port}`, port });
    });
  });
}

/** What is wrong with the address, and what to do. */
function whyNotListening({ code, message }: NodeJS.ErrnoException, { host, port }: HttpSettings): string {
  if (code === 'EADDRINUSE')
    return `port ${port} of ${host} is taken by another program: stop it, or choose another port with PORT or --port.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `${host} is no address of this machine: correct HOST.`;
  if (code === 'EACCES') return `port ${port} needs more rights than this process has: choose one above 1023 with PORT or --port.`;
  return message;
}

function boundAddress(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the HTTP server is not listening on a port');
  return address;
}

function close(server: Server, connections: Connections): Promise<void> {
  return new Promise((resolve) => {
    const cutOff = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS);
    // Resolves also for a server that was never opened: then there is nothing to close.
    server.close(() => {
      clearTimeout(cutOff);
      resolve();
    });
    connections.closeIdle();
  });
}
