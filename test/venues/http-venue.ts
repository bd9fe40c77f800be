// Owns: the loopback server of one fake venue: HTTP and websockets on 127.0.0.1:0, every request noted and put through
// the fault plan, every frame through the stream's gate. A front (one per venue) reads and writes the venue's dialect;
// the engine knows the truth. `quiet` resolves when nothing is on its way any more: it replaces every sleep.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { until } from '../until.ts';
import { createFaultPlan, type Fault, type FaultPlan, hasEffect, type RequestKind } from './faults.ts';
import { createStreamGate, type StreamFaults } from './stream-faults.ts';

export interface VenueRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** As it came: signatures are made over this. */
  readonly rawQuery: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** By a clock of the venue's own that is wrong; absent: it is right. */
  readonly now?: number;
}

export interface VenueReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it is; anything else as JSON. */
  readonly body: unknown;
}

/** One websocket of an adapter. `data` is the front's memory of it (subscriptions, who logged in). */
export interface VenueSocket {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly data: Map<string, unknown>;
  /** Answers, pongs, prices: never disturbed. Objects are sent as JSON. */
  send(frame: unknown): void;
  /** News of orders and balances: through the stream's faults. */
  tell(frame: unknown): void;
  close(code?: number): void;
}

export interface Front {
  kindOf(request: VenueRequest): RequestKind;
  /** The client order id that a submit carries, for the count of attempts. */
  clientIdOf(request: VenueRequest): string | null;
  answer(request: VenueRequest): VenueReply;
  /** How this venue says it; null = this venue has no words of its own for it (a bare status with a page is sent). */
  say(fault: Fault, request: VenueRequest): VenueReply | null;
  connected?(socket: VenueSocket): void;
  /** A frame of the adapter. Orders may go this way, too: then the front asks `through` for their fate. */
  heard?(socket: VenueSocket, frame: string | Buffer): void;
  closed?(socket: VenueSocket): void;
}

export interface Attempt {
  readonly kind: RequestKind;
  readonly method: string;
  readonly path: string;
  readonly clientId: string | null;
  readonly body: string;
  readonly rawQuery: string;
}

export interface HttpVenue {
  readonly httpUrl: string;
  readonly wsUrl: string;
  readonly plan: FaultPlan;
  readonly stream: StreamFaults;
  /** Every request that arrived, the failed ones too. */
  readonly attempts: readonly Attempt[];
  sockets(): readonly VenueSocket[];
  /** The requests that met `late` are acted upon now (nobody hears the answer). */
  releaseLate(): void;
  /** Requests that are never answered, and that somebody still waits for. */
  held(): number;
  /** Nothing is under way in either direction, and what was told has been heard. */
  quiet(): Promise<void>;
  /**
   * So many calls of an adapter have been answered as far as they will be without time passing: each that is left waits for an
   * answer that never comes. Two may share one request, or wait by our clock: then nothing has moved for long.
   */
  answered(underWay: () => number): Promise<void>;
  /** A number that changes with every request, answer and frame. */
  moved(): number;
  /** As when a process is killed: all its connections are gone. */
  cutAll(): void;
  close(): Promise<void>;
}

/** Rounds of the event loop in which nothing may move before it counts as quiet. */
const QUIET_ROUNDS = 12;
const QUIET_TIMES = 3;
/** How often it is quiet before calls that outnumber the requests that wait are left alone. */
const QUIET_ROUNDS_MAX = 25;
const NONSENSE = { html: '<html><body>Attention Required!</body></html>', empty: '', cut: '{"orderId": 12', other: '{"hello":"world"}' };

const round = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
};

function headersOf(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) if (typeof value === 'string') headers[name] = value;
  return headers;
}

function write(response: ServerResponse, { status, headers, body }: VenueReply): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': typeof body === 'string' ? 'text/html' : 'application/json', ...headers });
  response.end(text);
}

const bare = (fault: Fault): VenueReply => {
  switch (fault.type) {
    case 'rate_limited':
      return { status: 429, headers: { 'retry-after': String(fault.retryAfterS) }, body: { message: 'too many requests' } };
    case 'server_error':
      return { status: fault.status, body: '<html><body>upstream error</body></html>' };
    case 'nonsense':
      return { status: 200, body: NONSENSE[fault.body] };
    case 'says':
      return { status: fault.status, ...(fault.headers === undefined ? {} : { headers: fault.headers }), body: fault.body };
    case 'maintenance':
      return { status: 503, body: '<html><body>maintenance</body></html>' };
    default:
      throw new Error(`this venue has no words for ${fault.type}`);
  }
};

const isCut = (fault: Fault): boolean => fault.type === 'cut_before' || fault.type === 'cut_after';
const isSilent = (fault: Fault): boolean => ['silence_before', 'silence_after', 'late', 'slow', 'long_way'].includes(fault.type);

export async function openHttpVenue(front: Front): Promise<HttpVenue> {
  const plan = createFaultPlan();
  const attempts: Attempt[] = [];
  const connections = new Set<Socket>();
  const held = new Set<ServerResponse>();
  const streams = new Map<WebSocket, VenueSocket>();
  let late: (() => void)[] = [];
  let inFlight = 0;
  let activity = 0;

  const cutStreams = (): void => {
    for (const socket of streams.keys()) socket.terminate();
  };
  const gate = createStreamGate(cutStreams);

  function meet(request: VenueRequest, fault: Fault, response: ServerResponse): void {
    if (hasEffect(fault)) front.answer(request);
    if (fault.type === 'late') late.push(() => front.answer(request));
    if (fault.type === 'slow' || fault.type === 'long_way') {
      const made = fault.type === 'long_way' ? front.answer(request) : null;
      late.push(() => {
        held.delete(response);
        write(response, made ?? front.answer(request));
      });
    }
    if (isSilent(fault)) {
      held.add(response);
      response.on('close', () => held.delete(response));
    }
    if (isCut(fault)) response.socket?.destroy();
    else if (!isSilent(fault)) write(response, (fault.type === 'says' ? null : front.say(fault, request)) ?? bare(fault));
  }

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(incoming);
    const url = new URL(incoming.url ?? '/', 'http://venue');
    const request: VenueRequest = {
      method: incoming.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      rawQuery: url.search.slice(1),
      headers: headersOf(incoming),
      body,
    };
    const kind = front.kindOf(request);
    const { method, path, rawQuery } = request;
    attempts.push({ kind, method, path, body, rawQuery, clientId: front.clientIdOf(request) });
    const fault = plan.take(kind);
    if (fault === null) write(response, front.answer(request));
    else meet(request, fault, response);
  }

  const server: Server = createServer((incoming, response) => {
    activity += 1;
    inFlight += 1;
    serve(incoming, response)
      // A fault of the front, not of the adapter: the adapter sees an odd status, and the test a message.
      .catch((error: unknown) => write(response, { status: 599, body: `the fake venue failed: ${String(error)}` }))
      .finally(() => {
        inFlight -= 1;
        activity += 1;
      });
  });
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
  });

  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (incoming, socket, head) => {
    activity += 1;
    if (gate.isDown()) return socket.destroy();
    sockets.handleUpgrade(incoming, socket, head, (ws) => attach(ws, new URL(incoming.url ?? '/', 'http://venue')));
  });

  function attach(ws: WebSocket, url: URL): void {
    const send = (frame: unknown): void => {
      activity += 1;
      if (ws.readyState === ws.OPEN) ws.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
    };
    const socket: VenueSocket = {
      path: url.pathname,
      query: url.searchParams,
      data: new Map(),
      send,
      tell: (frame) => gate.pass(() => send(frame)),
      close: (code) => ws.close(code),
    };
    streams.set(ws, socket);
    ws.on('error', () => ws.terminate());
    ws.on('close', () => {
      activity += 1;
      streams.delete(ws);
      front.closed?.(socket);
    });
    ws.on('message', (data, isBinary) => {
      activity += 1;
      const frame = Buffer.isBuffer(data) ? data : Buffer.concat(Array.isArray(data) ? data : [Buffer.from(data)]);
      front.heard?.(socket, isBinary ? frame : frame.toString('utf8'));
    });
    front.connected?.(socket);
  }

  /** A pong says that everything sent before it has arrived. */
  const pinged = (ws: WebSocket): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        ws.off('pong', done);
        ws.off('close', done);
        resolve();
      };
      if (ws.readyState !== ws.OPEN) return resolve();
      ws.once('pong', done);
      ws.once('close', done);
      ws.ping();
    });

  async function quiet(): Promise<void> {
    for (let times = 0; times < QUIET_TIMES; ) {
      const before = activity;
      await Promise.all([...streams.keys()].map(pinged));
      for (let count = 0; count < QUIET_ROUNDS; count += 1) await round();
      times = inFlight === 0 && activity === before ? times + 1 : 0;
    }
  }

  async function answered(underWay: () => number): Promise<void> {
    let quietTimes = 0;
    let before = activity;
    await until('the answers of the adapter', async () => {
      if (underWay() <= held.size) return true;
      await quiet();
      quietTimes = activity === before ? quietTimes + 1 : 0;
      before = activity;
      return quietTimes >= QUIET_ROUNDS_MAX;
    });
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const cutAll = (): void => {
    cutStreams();
    for (const socket of connections) socket.destroy();
  };
  return {
    httpUrl: `http://127.0.0.1:${port}`,
    wsUrl: `ws://127.0.0.1:${port}`,
    plan,
    stream: gate,
    attempts,
    sockets: () => [...streams.values()],
    releaseLate() {
      const waiting = late;
      late = [];
      for (const act of waiting) act();
    },
    held: () => held.size,
    quiet,
    answered,
    moved: () => activity,
    cutAll,
    async close() {
      cutAll();
      sockets.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
