// Owns: an adapter for the plain venue that does everything right, and the ways in which it can be told to do one thing
// wrong: each fault case is proven by a flaw that it finds.

import { WebSocket } from 'ws';
import type { Broker, CancelOutcome, Candles, Lookup, ModifyOutcome, Priced, SubmitOutcome } from '../../src/brokers/broker.ts';
import { PAPER_TRAITS } from '../../src/core/model/account.ts';
import { closedCandles, type RawCandle, type Timeframe } from '../../src/core/model/time/candle.ts';
import { gt, isZero, lt, floorToStep, mul, type Decimal, ZERO } from '../../src/core/model/decimal.ts';
import type { FillId, OrderId, VenueOrderId } from '../../src/core/model/ids.ts';
import type { Instrument } from '../../src/core/model/markets/instrument.ts';
import type { Fill, OrderRequest } from '../../src/core/model/order.ts';
import type { OrderSnapshot, Report, VenuePosition } from '../../src/core/model/venues/report.ts';
import type { Exchange, ExchangeQuote } from './exchange.ts';
import type { ExchangeEvent, ExchangeOrder, ExchangeTrade, ListedMarket, PlaceOrder } from './exchange-order.ts';
import type { AdapterParts } from './remote-harness.ts';

/** One wrong thing each. */
export type Flaw =
  | 'none'
  | 'resends after a lost answer'
  | 'takes a lost answer for a refusal'
  | 'takes a lost answer for nothing sent'
  | 'takes a 5xx for a refusal'
  | 'takes a 429 for a refusal'
  | 'takes nonsense for an acceptance'
  | 'throws on nonsense'
  | 'takes a duplicate for a refusal'
  | 'takes a failed look-up for an order that is not there'
  | 'takes a failed read for an empty account'
  | 'takes a failed price for an unknown symbol'
  | 'takes a failed cancel for a cancel'
  | 'takes a late refusal for an open order'
  | 'numbers fills as they are heard'
  | 'stops hearing after the end of an order'
  | 'never opens the stream again'
  | 'forgets what fell into the gap'
  | 'hides orders of others'
  | 'takes failed candles for none';

type Answer =
  | { readonly type: 'answer'; readonly status: number; readonly body: unknown }
  | { readonly type: 'unsent'; readonly reason: string }
  | { readonly type: 'lost'; readonly reason: string };

const PATIENCE_MS = 10_000;
const RECONNECT_MS = 1_000;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isOrder = (value: unknown): value is ExchangeOrder => isRecord(value) && typeof value['id'] === 'string' && 'qtyFilled' in value;
const isMarket = (value: unknown): value is { market: ListedMarket; quote: ExchangeQuote } => isRecord(value) && isRecord(value['market']);
const codeOf = (body: unknown): string => (isRecord(body) ? String(body['code']) : 'nothing');
const wordsOf = (body: unknown): string => (isRecord(body) ? String(body['text']) : 'nothing that could be read');

const instrumentOf = (market: ListedMarket): Instrument => ({
  symbol: market.symbol,
  kind: market.kind === 'spot' ? 'spot' : 'swap',
  base: market.base,
  quote: market.quote,
  tickSize: market.tickSize,
  stepSize: market.stepSize,
  qtyMin: market.qtyMin,
  qtyMax: null,
  notionalMin: market.notionalMin,
  canShort: market.kind === 'margin',
});

export function createPlainAdapter({ account, httpUrl, wsUrl, clock }: AdapterParts, flaw: Flaw = 'none'): Broker {
  const mine = new Map<string, OrderId>();
  const ended = new Set<string>();
  let tell: (report: Report) => void = () => undefined;
  let stopped = false;
  let stream: WebSocket | null = null;
  let heardFills = 0;

  async function ask(method: string, path: string, body?: unknown): Promise<Answer> {
    if (stopped) return { type: 'unsent', reason: 'stopped' };
    const patience = new AbortController();
    const giveUp = clock.after(PATIENCE_MS, () => patience.abort());
    try {
      const init = body === undefined ? {} : { body: JSON.stringify(body) };
      const answer = await fetch(`${httpUrl}${path}`, { method, signal: patience.signal, ...init });
      const text = await answer.text();
      if (flaw === 'throws on nonsense') return { type: 'answer', status: answer.status, body: JSON.parse(text) };
      return { type: 'answer', status: answer.status, body: readJson(text) };
    } catch (error) {
      if (error instanceof SyntaxError) throw error;
      return { type: 'lost', reason: error instanceof Error ? error.message : 'lost' };
    } finally {
      giveUp();
    }
  }

  const fillOf = (trade: ExchangeTrade): Fill => {
    heardFills += 1;
    const id = flaw === 'numbers fills as they are heard' ? `n${heardFills}` : trade.id;
    return { id: id as FillId, qty: trade.qty, price: trade.price, fee: trade.fee, feeCurrency: trade.feeCurrency, at: trade.at };
  };
  const statusOf = ({ status }: ExchangeOrder): OrderSnapshot['status'] =>
    status === 'rejected' && flaw === 'takes a late refusal for an open order' ? 'open' : status;

  function snapshotOf(order: ExchangeOrder): OrderSnapshot {
    const { id, clientId, qty, limitPrice, stopPrice, trades, reason } = order;
    return {
      orderId: (clientId ?? id) as OrderId,
      venueOrderId: id as VenueOrderId,
      status: statusOf(order),
      qty,
      prices: { limitPrice, stopPrice },
      fills: trades.map(fillOf),
      reason,
    };
  }

  function tellEnd(order: ExchangeOrder): void {
    const orderId = mine.get(order.clientId ?? '');
    if (orderId === undefined) return;
    if (order.status === 'canceled') tell({ type: 'canceled', orderId, reason: order.reason ?? 'canceled' });
    if (order.status === 'expired') tell({ type: 'expired', orderId });
    if (order.status === 'rejected' && flaw !== 'takes a late refusal for an open order')
      tell({ type: 'rejected', orderId, reason: order.reason ?? 'rejected' });
  }

  function hear(event: ExchangeEvent): void {
    if (event.type === 'price' || event.order.clientId === null) return;
    const { order } = event;
    const orderId = order.clientId as OrderId;
    mine.set(orderId, orderId);
    if (flaw === 'stops hearing after the end of an order' && ended.has(order.id)) return;
    const venueOrderId = order.id as VenueOrderId;
    if (event.type === 'accepted') tell({ type: 'accepted', orderId, venueOrderId });
    if (event.type === 'filled') tell({ type: 'filled', orderId, venueOrderId, fill: fillOf(event.trade) });
    if (event.type === 'amended') tell({ type: 'amended', orderId, qty: order.qty });
    if (order.status !== 'open') ended.add(order.id);
    if (event.type !== 'filled') tellEnd(order);
  }

  /** All that is known of an order, as reports. */
  async function retell(id: string): Promise<ExchangeOrder | null> {
    const answer = await ask('GET', `/orders/${id}`);
    if (answer.type !== 'answer' || !isOrder(answer.body)) return null;
    const order = answer.body;
    for (const trade of order.trades)
      tell({ type: 'filled', orderId: order.clientId as OrderId, venueOrderId: order.id as VenueOrderId, fill: fillOf(trade) });
    tellEnd(order);
    return order;
  }

  function listen(isAgain: boolean): Promise<void> {
    const socket = new WebSocket(`${wsUrl}/stream`);
    stream = socket;
    socket.on('message', (data) => hear(JSON.parse((data as Buffer).toString()) as ExchangeEvent));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      if (!stopped && flaw !== 'never opens the stream again') clock.after(RECONNECT_MS, () => void listen(true));
    });
    return new Promise((resolve) => {
      socket.once('close', resolve);
      socket.once('open', () => {
        if (isAgain && flaw !== 'forgets what fell into the gap') for (const id of mine.keys()) void retell(id);
        resolve();
      });
    });
  }

  function refusalOf({ instrument, qty, limitPrice, stopPrice, reduceOnly }: OrderRequest): string | null {
    if (!gt(qty, ZERO)) return 'quantity: not above zero';
    if (floorToStep(qty, instrument.stepSize) !== qty) return `quantity ${qty} is off the step ${instrument.stepSize}`;
    for (const price of [limitPrice, stopPrice])
      if (price !== null && floorToStep(price, instrument.tickSize) !== price)
        return `price ${price} is off the tick ${instrument.tickSize}`;
    const price = limitPrice ?? stopPrice;
    return price !== null && !reduceOnly && lt(mul(qty, price), instrument.notionalMin) ? 'below the minimum value' : null;
  }

  function classify(answer: Answer): SubmitOutcome {
    if (answer.type === 'unsent') return { type: 'unavailable', reason: answer.reason };
    if (answer.type === 'lost') {
      if (flaw === 'takes a lost answer for a refusal') return { type: 'rejected', reason: answer.reason };
      return { type: flaw === 'takes a lost answer for nothing sent' ? 'unavailable' : 'ambiguous', reason: answer.reason };
    }
    const { status, body } = answer;
    if (status === 200 && isOrder(body)) return { type: 'accepted', venueOrderId: body.id as VenueOrderId };
    if (status === 200 && flaw === 'takes nonsense for an acceptance') return { type: 'accepted', venueOrderId: 'x' as VenueOrderId };
    if (status === 429 || codeOf(body) === 'clock')
      return { type: flaw === 'takes a 429 for a refusal' ? 'rejected' : 'unavailable', reason: 'not taken' };
    if (codeOf(body) === 'duplicate' && flaw !== 'takes a duplicate for a refusal') return { type: 'ambiguous', reason: wordsOf(body) };
    if (status === 422 || (status >= 500 && flaw === 'takes a 5xx for a refusal')) return { type: 'rejected', reason: wordsOf(body) };
    return { type: 'ambiguous', reason: `status ${status}` };
  }

  async function submit(request: OrderRequest): Promise<SubmitOutcome> {
    const reason = refusalOf(request);
    if (reason !== null) return stopped ? { type: 'unavailable', reason: 'stopped' } : { type: 'rejected', reason };
    const { terms, reduceOnly } = request;
    const order: PlaceOrder = {
      clientId: request.id,
      symbol: request.instrument.symbol,
      side: request.side,
      kind: request.type === 'oco' ? 'stop' : request.type,
      qty: request.qty,
      limitPrice: request.limitPrice,
      stopPrice: request.stopPrice,
      trail: request.trail,
      reduceOnly: reduceOnly && request.instrument.kind !== 'spot',
      postOnly: terms.postOnly,
      group: request.ocoGroup,
    };
    mine.set(request.id, request.id);
    const answer = await ask('POST', '/orders', order);
    if (answer.type === 'lost' && flaw === 'resends after a lost answer') return classify(await ask('POST', '/orders', order));
    return classify(answer);
  }

  async function change(id: string, method: string, body?: unknown): Promise<CancelOutcome> {
    const answer = await ask(method, `/orders/${id}`, body);
    if (answer.type === 'unsent' || (answer.type === 'answer' && answer.status === 429))
      return { type: 'unavailable', reason: 'not taken' };
    if (answer.type === 'answer' && answer.status === 200 && isOrder(answer.body)) return { type: 'canceled' };
    if (flaw === 'takes a failed cancel for a cancel') return { type: 'canceled' };
    if (answer.type === 'lost' || ![404, 422].includes(answer.status)) return { type: 'ambiguous', reason: `no answer for ${id}` };
    const order = codeOf(answer.body) === 'ended' ? await retell(id) : null;
    return method === 'DELETE' && order !== null && order.status !== 'open'
      ? { type: 'canceled' }
      : { type: 'rejected', reason: `${id}: ${wordsOf(answer.body)}` };
  }

  async function ownAccount(): Promise<ReturnType<typeof readAccount>> {
    const answer = await ask('GET', '/account');
    return answer.type === 'answer' && answer.status === 200 ? readAccount(answer.body) : null;
  }
  async function candles(symbol: string, timeframe: Timeframe, count: number): Promise<Candles> {
    const askedAt = clock.now();
    const answer = await ask('GET', `/markets/${encodeURIComponent(symbol)}/candles?timeframe=${timeframe}&count=${count + 1}`);
    if (answer.type === 'answer' && codeOf(answer.body) === 'unknown_symbol') return { type: 'unknown_symbol', reason: symbol };
    const told = answer.type === 'answer' && answer.status === 200 && Array.isArray(answer.body) ? (answer.body as RawCandle[]) : null;
    const closed = told === null ? null : closedCandles(told, timeframe, count, askedAt);
    if (closed !== null && closed.length > 0) return { type: 'ok', candles: closed, source: 'venue' };
    return flaw === 'takes failed candles for none'
      ? { type: 'ok', candles: [], source: 'venue' }
      : { type: 'unavailable', reason: 'no candles' };
  }

  const emptyAfterFailure = flaw === 'takes a failed read for an empty account';

  return {
    account,
    traits: { ...PAPER_TRAITS, postOnly: true, orderTypes: [...PAPER_TRAITS.orderTypes, 'trailing_stop'] },
    start(onReport) {
      tell = onReport;
      return listen(false);
    },
    async stop() {
      stopped = true;
      stream?.terminate();
    },
    async price(symbol): Promise<Priced> {
      const answer = await ask('GET', `/markets/${encodeURIComponent(symbol)}`);
      const known = answer.type === 'answer' && answer.status === 200 && isMarket(answer.body) ? answer.body : null;
      if (known !== null)
        return { type: 'priced', instrument: instrumentOf(known.market), quote: { ...known.quote, at: clock.now(), source: 'venue' } };
      const unknown = answer.type === 'answer' && codeOf(answer.body) === 'unknown_symbol';
      if (unknown || flaw === 'takes a failed price for an unknown symbol') return { type: 'unknown_symbol', nearest: [] };
      return { type: 'unavailable', reason: 'no price' };
    },
    candles: (symbol, timeframe, count) => candles(symbol, timeframe, count),
    submit,
    cancel: ({ id, venueOrderId }) => change(id ?? venueOrderId ?? '', 'DELETE'),
    async modify({ id }, qty): Promise<ModifyOutcome> {
      const outcome = await change(id, 'PATCH', { qty });
      return outcome.type === 'canceled' ? { type: 'modified', qty } : outcome;
    },
    async lookUp({ id, venueOrderId }): Promise<Lookup> {
      const answer = await ask('GET', `/orders/${venueOrderId ?? id}`);
      if (answer.type === 'answer' && answer.status === 200 && isOrder(answer.body))
        return { type: 'found', order: { ...snapshotOf(answer.body), orderId: id } };
      const isNone = answer.type === 'answer' && answer.status === 404;
      if (isNone || flaw === 'takes a failed look-up for an order that is not there') return { type: 'not_found' };
      return { type: 'unavailable', reason: 'no answer' };
    },
    async balances() {
      const known = await ownAccount();
      if (known === null) return emptyAfterFailure ? { type: 'ok', balances: [] } : { type: 'unavailable', reason: 'no answer' };
      return { type: 'ok', balances: known.balances };
    },
    async positions() {
      const known = await ownAccount();
      if (known === null) return emptyAfterFailure ? { type: 'ok', positions: [] } : { type: 'unavailable', reason: 'no answer' };
      return {
        type: 'ok',
        positions: [...known.positions.map((each) => ({ ...each, at: clock.now() })), ...coins(known.balances, clock.now())],
      };
    },
    async openOrders() {
      const answer = await ask('GET', '/orders');
      if (answer.type !== 'answer' || !Array.isArray(answer.body)) return { type: 'unavailable', reason: 'no answer' };
      const orders = (answer.body as ExchangeOrder[]).filter(({ clientId }) => clientId !== null || flaw !== 'hides orders of others');
      return {
        type: 'ok',
        orders: orders.map((order) => ({
          orderId: order.clientId as OrderId | null,
          venueOrderId: order.id as VenueOrderId,
          symbol: order.symbol,
          side: order.side,
          type: order.kind,
          qty: order.qty,
          qtyFilled: order.qtyFilled,
          limitPrice: order.limitPrice,
          stopPrice: order.stopPrice,
          reduceOnly: order.reduceOnly,
          at: order.createdAt,
        })),
      };
    },
    watch: () => () => undefined,
    examine: async () => [],
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON is no answer of this venue: the caller sees that nothing could be read.
    return null;
  }
}

type PlainAccount = {
  readonly balances: ReturnType<Exchange['balances']>;
  readonly positions: readonly { symbol: string; qty: Decimal }[];
};
const readAccount = (body: unknown): PlainAccount | null =>
  isRecord(body) && Array.isArray(body['balances']) && Array.isArray(body['positions']) ? (body as unknown as PlainAccount) : null;

const coins = (balances: PlainAccount['balances'], at: number): VenuePosition[] =>
  balances
    .filter(({ currency, total }) => currency !== 'USDT' && !isZero(total))
    .map(({ currency, total }) => ({ symbol: `${currency}/USDT`, qty: total, at }));
