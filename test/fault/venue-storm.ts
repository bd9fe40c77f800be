// Owns: one storm over one adapter: a seed makes alerts, prices, faults of requests and streams, and crashes; then the
// faults end, everything comes to rest, and the books are held against the venue.

import type { Broker } from '../../src/brokers/broker.ts';
import type { BrokerName } from '../../src/core/model/account.ts';
import { add, type Decimal, decimal, eq, isPositive, isZero, lt, neg, sum, ZERO } from '../../src/core/model/decimal.ts';
import { accountName, makeSignalId, type Nonce } from '../../src/core/model/ids.ts';
import { PLAIN_READING } from '../../src/core/model/alerts/reading-rules.ts';
import type { Settings } from '../../src/core/model/settings.ts';
import { parseAlert } from '../../src/core/signals/parse-alert.ts';
import { readBody } from '../../src/core/signals/fields/read-body.ts';
import { settingsWith } from '../core/engine.ts';
import { createFakeClock } from '../fake-clock.ts';
import { until } from '../until.ts';
import { createExchange, type Exchange } from '../venues/exchange.ts';
import type { ExchangeOrder } from '../venues/exchange-order.ts';
import type { Fault, RequestKind } from '../venues/faults.ts';
import { type HttpVenue, openHttpVenue } from '../venues/http-venue.ts';
import type { RemoteSpec } from '../venues/remote-harness.ts';
import { createRandom, type Random } from './random.ts';
import { createRemoteProcess, type RemoteProcess } from './remote-process.ts';

export interface Traded {
  /** The adapter's symbol, and the engine's. */
  readonly symbol: string;
  readonly engineSymbol: string;
  /** What one unit of the storm's sizes is. */
  readonly unit: Decimal;
  /** Whose words alerts are resolved by; absent: an exchange of ccxt, in USDT. */
  /** Every position has its stop and its target, and people move them. */
  readonly guarded?: true;
  readonly desk?: { readonly broker: BrokerName; readonly quoteCurrency: string };
}

const ACCOUNT = accountName('venue');
const GRACE_MS = 20_000;
/** Retries, graces, safety polls and reconnects have all had their turn after this. */
const REST_MS = 6 * 60_000;

/** What goes wrong, and with which requests. */
export interface Weather {
  readonly kinds: readonly RequestKind[];
  readonly faults: readonly Fault[];
  readonly steps: number;
}

const FAULTS: readonly Fault[] = [
  { type: 'cut_before' },
  { type: 'cut_after' },
  { type: 'silence_before' },
  { type: 'silence_after' },
  { type: 'rate_limited', retryAfterS: 1 },
  { type: 'server_error', status: 502, acted: true },
  { type: 'server_error', status: 502, acted: false },
  { type: 'server_error', status: 503, acted: true },
  { type: 'nonsense', body: 'html', acted: true },
  { type: 'nonsense', body: 'empty', acted: false },
  { type: 'maintenance' },
];
const KINDS: readonly RequestKind[] = ['submit', 'submit', 'submit', 'cancel', 'look_up', 'look_up', 'read', 'price', 'modify', 'other'];
/** Requests that the network holds back, longer than the grace now and then. */
export const LATE: Weather = {
  kinds: ['submit', ...KINDS],
  faults: [...FAULTS, ...Array.from({ length: 8 }, (): Fault => ({ type: 'late' }))],
  steps: 90,
};
const WILD: Weather = {
  kinds: KINDS,
  faults: FAULTS,
  steps: 70,
};

function settingsFor(broker: Broker, { desk }: Traded): Settings {
  const strategy = { account: ACCOUNT, approval: { type: 'auto' as const }, defaultQuantity: decimal('1'), reading: PLAIN_READING };
  const account = {
    name: ACCOUNT,
    broker: desk?.broker ?? 'ccxt',
    mode: 'sandbox' as const,
    quoteCurrency: desk?.quoteCurrency ?? 'USDT',
    lookupGraceMs: GRACE_MS,
    traits: broker.traits,
  };
  return settingsWith(strategy, { accounts: new Map([[ACCOUNT, account]]), entriesPerMinuteMax: 1_000 });
}

interface Storm {
  readonly random: Random;
  readonly clock: ReturnType<typeof createFakeClock>;
  readonly exchange: Exchange;
  readonly server: HttpVenue;
  readonly process: RemoteProcess;
  readonly traded: Traded;
  readonly lines: string[];
  readonly weather: Weather;
  alerts: number;
}

/** Time passes when the adapter has had its answers, or waits for one that never comes: its library lives in real time. */
async function turn({ clock, server, exchange, process }: Storm, ms: number, stepMs: number): Promise<void> {
  for (let left = ms; left > 0; left -= stepMs) {
    exchange.step();
    await clock.advance(Math.min(left, stepMs));
    await server.quiet();
    await server.answered(() => process.underWay());
  }
}

/** Longs and shorts with both levels, which are moved, added to and left. */
function guardedContent({ random }: Storm, price: number, quantity: number): Record<string, unknown> {
  const side = random.chance(0.7) ? 'buy' : 'sell';
  const up = side === 'buy' ? 1 : -1;
  const levels = { stop_loss: Math.round(price - up * random.between(2, 6)), take_profit: Math.round(price + up * random.between(2, 6)) };
  switch (random.weighted({ market: 5, limit: 2, modify: 5, close: 2 })) {
    case 'market':
      return { action: side, quantity, ...levels };
    case 'limit':
      return { action: side, quantity, order_type: 'limit', limit_price: Math.round(price - up), ...levels };
    case 'modify':
      return { action: 'modify', ...(random.chance(0.5) ? levels : { stop_loss: levels.stop_loss }) };
    case 'close':
      return { action: 'close' };
  }
}

function contentOf(storm: Storm): Record<string, unknown> {
  const { random, exchange, traded } = storm;
  const { last } = exchange.quote(traded.engineSymbol);
  const price = Number(last);
  const isShortable = exchange.market(traded.engineSymbol)?.kind === 'margin';
  const side = random.chance(isShortable ? 0.6 : 1) ? 'buy' : 'sell';
  const up = side === 'buy' ? 1 : -1;
  const quantity = Number(traded.unit) * random.between(1, 3);
  if (traded.guarded === true) return guardedContent(storm, price, quantity);
  switch (random.weighted({ market: 5, limit: 3, close: 4, cancel: 1 })) {
    case 'market':
      return {
        action: side,
        quantity,
        ...(random.chance(0.6) ? { stop_loss: Math.round(price - up * 5) } : {}),
        ...(random.chance(0.4) ? { take_profit: Math.round(price + up * 6) } : {}),
      };
    case 'limit':
      return { action: side, quantity, order_type: 'limit', limit_price: Math.round(price - up * random.between(1, 4)) };
    case 'close':
      return { action: 'close' };
    case 'cancel':
      return { action: 'cancel' };
  }
}

async function sendAlert(storm: Storm): Promise<void> {
  const { random, clock, process, traded } = storm;
  storm.alerts += 1;
  const body = JSON.stringify({ ...contentOf(storm), symbol: traded.symbol, strategy: 'default', comment: `alert ${storm.alerts}` });
  storm.lines.push(body);
  await process.dispatch({
    type: 'receive_alert',
    signalId: makeSignalId(clock.now(), random.hex(13)),
    origin: { type: 'webhook', sender: 'storm' },
    strategyHint: null,
    reading: parseAlert(readBody(new TextEncoder().encode(body))),
    raw: body,
    bodyHash: body,
    rateKey: 'storm',
    nonce: random.hex(16) as Nonce,
  });
}

/** An adapter that reads its orders first waits for a venue that says nothing, by the clock. */
async function startedIn(clock: Storm['clock'], process: RemoteProcess): Promise<void> {
  let isDone = false;
  const started = process.start().finally(() => (isDone = true));
  await until(
    'the start',
    () => isDone,
    () => clock.advance(1_000),
  );
  await started;
}

async function crash({ process, server, random, clock, lines }: Storm): Promise<void> {
  lines.push('crash');
  process.kill();
  server.cutAll();
  await clock.advance(random.between(1, 20_000));
  await startedIn(clock, process);
}

async function blow(storm: Storm): Promise<void> {
  const { random, exchange, server, traded, lines, weather } = storm;
  switch (random.weighted({ alert: 6, price: 5, fault: 7, stream: 2, crash: 1, calm: 1 })) {
    case 'alert':
      await sendAlert(storm);
      break;
    case 'price':
      exchange.movePrice(traded.engineSymbol, String(random.between(92, 108)));
      break;
    case 'fault': {
      const [kind, fault] = [random.pick(weather.kinds), random.pick(weather.faults)];
      lines.push(`${kind}: ${JSON.stringify(fault)}`);
      server.plan.next(kind, fault);
      break;
    }
    case 'stream':
      random.pick([
        () => server.stream.down(),
        () => server.stream.up(),
        () => server.stream.mute(true),
        () => server.stream.mute(false),
        () => server.stream.repeat(random.between(1, 3)),
      ])();
      break;
    case 'crash':
      await crash(storm);
      break;
    case 'calm':
      server.plan.clear();
      server.releaseLate();
  }
  await turn(storm, random.between(1, 4_000), 2_000);
}

/** The legs of a pair are one order of ours: the stop, which has no id of ours, is told with its target. */
function asOne(exchange: Exchange, order: ExchangeOrder): readonly ExchangeOrder[] {
  if (!exchange.options.oco || order.group === null) return [order];
  const legs = exchange.orders().filter(({ group }) => group === order.group);
  // where each leg is an order of ours the venue only ties them together
  if (legs.every(({ clientId }) => clientId !== null)) return [order];
  if (order.clientId === null) return [];
  const isOpen = legs.some(({ status }) => status === 'open');
  return [{ ...order, qtyFilled: sum(legs.map(({ qtyFilled }) => qtyFilled)), status: isOpen ? 'open' : order.status }];
}

/** What is held beyond a level of its plan, and nothing leaves: a price that comes at rest has been acted upon. */
function notLeft({ process, exchange, traded }: Storm): string[] {
  const { positions, exits } = process.snapshot();
  const { last } = exchange.quote(traded.engineSymbol);
  return [...positions.values()].flatMap(({ key, qty, plan }) => {
    const stop = plan?.stopLoss ?? null;
    if (isZero(qty) || stop === null || exits.some((exit) => exit.positionKey === key)) return [];
    const isCrossed = isPositive(qty) ? lt(last, stop) : lt(stop, last);
    return isCrossed ? [`${key} holds ${qty} at ${last}, its stop is ${stop}`] : [];
  });
}

/** What is wrong at the end; empty = the book is the venue. */
function compare(storm: Storm): string[] {
  const { process, exchange, traded } = storm;
  const wrong = notLeft(storm);
  const state = process.snapshot();
  const byVenueId = new Map([...state.orders.values()].map((order) => [String(order.venueOrderId), order]));
  const seen = new Set<string>();
  for (const theirs of exchange.orders().flatMap((order) => asOne(exchange, order))) {
    const ours = byVenueId.get(theirs.id) ?? state.orders.get(theirs.clientId as never);
    if (theirs.clientId !== null && seen.has(theirs.clientId)) wrong.push(`a second order under ${theirs.clientId}`);
    seen.add(theirs.clientId ?? theirs.id);
    if (ours === undefined) wrong.push(`order ${theirs.id} (${theirs.clientId}) is not known`);
    else if (!eq(ours.qtyFilled, theirs.qtyFilled))
      wrong.push(`${ours.id} ${ours.status}: ${ours.qtyFilled} of ${theirs.qtyFilled} in the books`);
    else if (theirs.status !== 'open' && state.activeOrders.has(ours.id))
      wrong.push(`${ours.id} is ${ours.status} in the books, ${theirs.status} there`);
  }
  const booked = sum([...state.positions.values()].map(({ qty }) => qty));
  const market = exchange.market(traded.engineSymbol);
  const held = market?.kind === 'spot' ? exchange.ledger.total(market.base) : exchange.ledger.position(traded.engineSymbol).qty;
  if (!eq(booked, held)) wrong.push(`position: ${booked} in the books, ${held} there`);
  for (const { title, groupKey } of state.notifications.values())
    if (/^(?:strange-trades|unlisted|difference):/.test(groupKey)) wrong.push(`told without a reason: ${title}`);
  const traces = exchange.trades().map(({ side, qty }) => (side === 'buy' ? qty : neg(qty)));
  if (
    !eq(
      traces.reduce((total, qty) => add(total, qty), ZERO),
      held,
    )
  )
    wrong.push('the venue contradicts itself');
  return wrong;
}

export interface StormResult {
  readonly wrong: readonly string[];
  readonly lines: readonly string[];
  /** Orders that the venue took: a storm without any says nothing. */
  readonly orders: number;
  readonly faults: number;
}

export async function storm(spec: RemoteSpec, traded: Traded, seed: number, weather: Weather = WILD): Promise<StormResult> {
  const random = createRandom(seed);
  const clock = createFakeClock();
  const money = Object.fromEntries([...new Set(spec.exchange.markets.map(({ quote }) => quote))].map((quote) => [quote, '100000000']));
  const exchange = createExchange({ ...spec.exchange, balances: money, liquidityPerStep: null, now: () => clock.now() });
  const server = await openHttpVenue(spec.front(exchange));
  const process = createRemoteProcess({
    account: ACCOUNT,
    clock,
    random,
    watches: true,
    settingsFor: (broker) => settingsFor(broker, traded),
    makeAdapter: (ownClock) =>
      spec.adapter({ account: ACCOUNT, httpUrl: server.httpUrl, wsUrl: server.wsUrl, clock: ownClock, log: () => undefined }),
  });
  const run: Storm = { random, clock, exchange, server, process, traded, lines: [], weather, alerts: 0 };
  try {
    exchange.movePrice(traded.engineSymbol, '100');
    await startedIn(clock, process);
    for (let step = 0; step < weather.steps; step += 1) await blow(run);
    run.lines.push('the storm is over');
    server.plan.clear();
    server.releaseLate();
    server.stream.up();
    server.stream.mute(false);
    server.stream.repeat(1);
    await turn(run, REST_MS, 5_000);
    return { wrong: compare(run), lines: run.lines, orders: exchange.orders().length, faults: server.plan.met.length };
  } finally {
    process.kill();
    await server.close();
    for (const adapter of process.adapters()) await adapter.stop();
  }
}
