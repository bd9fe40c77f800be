// Owns: the engine behind every fake venue: orders by id and by client id, matching against a moving price, trades with
// ids, groups, and the events of all that in the order in which they happened. It is the truth that books are compared
// with. It knows nothing of HTTP, and nothing of the adapters.

import {
  add,
  type Decimal,
  decimal,
  div,
  floorToStep,
  gt,
  isPositive,
  isZero,
  lte,
  max,
  min,
  mul,
  percentOf,
  roundToTick,
  sub,
  ZERO,
} from '../../src/core/model/decimal.ts';
import { type Bench, checkAmend, checkOrder, isMarketable, wouldTrigger } from './check-order.ts';
import type {
  ExchangeEvent,
  ExchangeOrder,
  ExchangeStatus,
  ExchangeTrade,
  ListedMarket,
  Outcome,
  PlaceOrder,
  Refusal,
} from './exchange-order.ts';
import { createLedger, type Ledger, type LedgerOptions } from './ledger.ts';

export interface ExchangeOptions extends LedgerOptions {
  readonly markets: readonly ListedMarket[];
  /** Value (quote currency) that one order can fill per step; null = everything at once. */
  readonly liquidityPerStep: string | null;
  /** Bid and ask are so many ticks away from the last price. */
  readonly spreadTicks: number;
  /** Orders of one group share one quantity. */
  readonly oco: boolean;
  readonly stopsHoldQuantity: boolean;
  readonly flips: boolean;
  readonly stopThrough: 'triggers' | 'refused';
  /** Stops are put so many ticks further from the price than they were asked for; absent: none. */
  readonly stopsRoundByTicks?: number;
  /** Client ids are unique for ever, among open orders, or not at all. */
  readonly clientIds: 'ever' | 'open' | 'free';
  readonly now: () => number;
}

export interface ExchangeQuote {
  readonly symbol: string;
  readonly bid: Decimal;
  readonly ask: Decimal;
  readonly last: Decimal;
}

export interface Exchange {
  readonly options: ExchangeOptions;
  /** While it is over, orders are taken and stand; coins trade always. */
  readonly session: { isOpen: boolean };
  readonly ledger: Ledger;
  market(symbol: string): ListedMarket | null;
  quote(symbol: string): ExchangeQuote;
  place(order: PlaceOrder): Outcome;
  cancel(id: string, reason?: string): Outcome;
  amend(id: string, change: { readonly qty?: Decimal; readonly limitPrice?: Decimal; readonly stopPrice?: Decimal }): Outcome;
  /** By the venue's own id. */
  order(id: string): ExchangeOrder | null;
  /** Every order that was taken under this client id, oldest first: more than one is a double order. */
  byClientId(clientId: string): readonly ExchangeOrder[];
  orders(): readonly ExchangeOrder[];
  openOrders(): readonly ExchangeOrder[];
  trades(): readonly ExchangeTrade[];
  balances(): ReturnType<Ledger['balances']>;
  movePrice(symbol: string, price: string): void;
  step(): void;
  /** A refusal that comes after the acceptance (margin of the clearing house, a rule of the exchange behind the broker). */
  rejectLater(id: string, reason: string): void;
  expire(id: string): void;
  /** The next cancel is answered as done, and this much of the order has executed all the same; its trade is told after the cancel. */
  fillAtNextCancel(qty: string): void;
  subscribe(listener: (event: ExchangeEvent) => void): () => void;
}

interface Price {
  readonly market: ListedMarket;
  last: Decimal;
}

type Live = { -readonly [K in keyof ExchangeOrder]: ExchangeOrder[K] } & {
  trades: ExchangeTrade[];
  /** It has stood in the book: it executes at its own price. */
  resting: boolean;
  extended: boolean;
  /** Best price since it was placed, for trailing. */
  extreme: Decimal;
};

const FIRST_PRICE = decimal('100');

export function createExchange(options: ExchangeOptions): Exchange {
  const prices = new Map<string, Price>(options.markets.map((market) => [market.symbol, { market, last: FIRST_PRICE }]));
  const orders = new Map<string, Live>();
  const trades: ExchangeTrade[] = [];
  const listeners = new Set<(event: ExchangeEvent) => void>();
  const liquidity = options.liquidityPerStep === null ? null : decimal(options.liquidityPerStep);
  const session = { isOpen: true };
  let nextId = 1_000_000;
  let slipped: Decimal | null = null;
  /** Events of a cancel are told before those of the trade that slipped through. */
  let held: ExchangeEvent[] | null = null;

  const priceOf = (symbol: string): Price => {
    const price = prices.get(symbol);
    if (price === undefined) throw new Error(`the fake venue does not list ${symbol}`);
    return price;
  };
  const ledger = createLedger(options, (symbol) => priceOf(symbol).market);
  const freeze = (order: Live): ExchangeOrder => {
    const { resting: _resting, extended: _extended, extreme: _extreme, ...rest } = order;
    return { ...rest, trades: [...order.trades] };
  };
  const tell = (event: ExchangeEvent): void => {
    if (held !== null) held.push(event);
    else for (const listener of listeners) listener(event);
  };
  const isOpen = (order: Live): boolean => order.status === 'open';
  const live = (): Live[] => [...orders.values()].filter(isOpen);
  const left = (order: Live): Decimal => sub(order.qty, order.qtyFilled);

  function quote(symbol: string): ExchangeQuote {
    const { market, last } = priceOf(symbol);
    const half = mul(market.tickSize, decimal(options.spreadTicks));
    return { symbol, last, bid: max(market.tickSize, sub(last, half)), ask: add(last, half) };
  }

  const bench = (symbol: string, without: Live | null): Bench => ({
    ...quote(symbol),
    market: priceOf(symbol).market,
    ledger,
    open: live()
      .filter((order) => order !== without)
      .map(freeze),
    stopThrough: options.stopThrough,
    stopsHoldQuantity: options.stopsHoldQuantity,
    flips: options.flips,
  });

  function end(order: Live, status: Exclude<ExchangeStatus, 'open' | 'filled'>, reason: string): void {
    order.status = status;
    order.reason = reason;
    order.updatedAt = options.now();
    tell({ type: status, order: freeze(order) });
  }

  function shareWithGroup(order: Live, qty: Decimal): void {
    if (!options.oco || order.group === null) return;
    for (const sibling of live()) {
      if (sibling === order || sibling.group !== order.group) continue;
      if (lte(left(sibling), qty)) end(sibling, 'canceled', 'oco: another order of the group has filled');
      else {
        sibling.qty = sub(sibling.qty, qty);
        tell({ type: 'amended', order: freeze(sibling) });
      }
    }
  }

  function execute(order: Live, qty: Decimal, price: Decimal): void {
    const paid = ledger.book(freeze(order), { qty, price });
    nextId += 1;
    const trade: ExchangeTrade = {
      id: String(nextId),
      orderId: order.id,
      symbol: order.symbol,
      side: order.side,
      qty,
      price,
      ...paid,
      isMaker: order.resting,
      at: options.now(),
    };
    trades.push(trade);
    order.trades.push(trade);
    order.qtyFilled = add(order.qtyFilled, qty);
    order.updatedAt = options.now();
    if (isZero(left(order)) && isOpen(order)) order.status = 'filled';
    tell({ type: 'filled', order: freeze(order), trade });
    shareWithGroup(order, qty);
  }

  function follow(order: Live, last: Decimal): void {
    if (order.trail === null || order.triggered) return;
    order.extreme = order.side === 'sell' ? max(order.extreme, last) : min(order.extreme, last);
    const away = 'amount' in order.trail ? order.trail.amount : percentOf(order.extreme, order.trail.percent);
    order.stopPrice = roundToTick(
      order.side === 'sell' ? sub(order.extreme, away) : add(order.extreme, away),
      priceOf(order.symbol).market.tickSize,
    );
  }

  function trigger(order: Live): void {
    const { last } = priceOf(order.symbol);
    follow(order, last);
    if (order.stopPrice === null || order.triggered || !wouldTrigger(order, order.stopPrice, last)) return;
    order.triggered = true;
    order.updatedAt = options.now();
    tell({ type: 'triggered', order: freeze(order) });
  }

  /** How much can execute now, and at which price; null = it rests. */
  function executable(order: Live): { qty: Decimal; price: Decimal } | null {
    if (order.stopPrice !== null && !order.triggered) return null;
    const now = quote(order.symbol);
    if (order.limitPrice !== null && !isMarketable(order.side, order.limitPrice, now)) {
      order.resting = true;
      return null;
    }
    const taken = order.side === 'buy' ? now.ask : now.bid;
    const price = order.resting && order.limitPrice !== null ? order.limitPrice : taken;
    const room = liquidity === null ? left(order) : floorToStep(div(liquidity, price), priceOf(order.symbol).market.stepSize);
    return { qty: min(left(order), room), price };
  }

  function work(order: Live): void {
    if (!session.isOpen && !order.extended && priceOf(order.symbol).market.kind === 'margin') return;
    trigger(order);
    const now = executable(order);
    const isMargin = priceOf(order.symbol).market.kind === 'margin';
    if (now !== null && isPositive(now.qty)) {
      const qty = order.reduceOnly && isMargin ? min(now.qty, ledger.reducible(order.symbol, order.side)) : now.qty;
      if (isPositive(qty)) execute(order, qty, now.price);
      const idle = isMargin && order.reduceOnly && isZero(ledger.reducible(order.symbol, order.side));
      if (isOpen(order) && idle) end(order, 'canceled', 'reduce-only: nothing is left to reduce');
    }
    if (isOpen(order) && order.timeInForce === 'ioc') end(order, 'expired', 'immediate or cancel');
  }

  function match(symbol: string | null): void {
    for (const order of live()) if ((symbol === null || order.symbol === symbol) && isOpen(order)) work(order);
  }

  function isTaken(clientId: string): boolean {
    const others = [...orders.values()].filter((order) => order.clientId === clientId);
    return options.clientIds === 'ever' ? others.length > 0 : options.clientIds === 'open' && others.some(isOpen);
  }

  function refusalOf(ask: PlaceOrder): Refusal | null {
    if (!prices.has(ask.symbol)) return { code: 'unknown_symbol', text: `there is no ${ask.symbol}` };
    if (ask.clientId !== null && isTaken(ask.clientId)) return { code: 'duplicate', text: `duplicate client order id ${ask.clientId}` };
    const refusal = checkOrder(ask, bench(ask.symbol, null));
    if (refusal !== null || ask.timeInForce !== 'fok') return refusal;
    const room = liquidity === null ? ask.qty : div(liquidity, quote(ask.symbol).ask);
    const marketable = ask.limitPrice == null || isMarketable(ask.side, ask.limitPrice, quote(ask.symbol));
    return marketable && lte(ask.qty, room) ? null : { code: 'unfillable', text: 'fill or kill: it cannot be filled at once' };
  }

  function rounded({ symbol, side }: PlaceOrder, stopPrice: Decimal): Decimal {
    const by = mul(priceOf(symbol).market.tickSize, decimal(options.stopsRoundByTicks ?? 0));
    return side === 'sell' ? sub(stopPrice, by) : add(stopPrice, by);
  }

  function take(ask: PlaceOrder): Live {
    nextId += 1;
    const order: Live = {
      id: String(nextId),
      clientId: ask.clientId,
      symbol: ask.symbol,
      side: ask.side,
      kind: ask.kind,
      qty: ask.qty,
      qtyFilled: ZERO,
      limitPrice: ask.limitPrice ?? null,
      stopPrice: ask.stopPrice == null ? null : rounded(ask, ask.stopPrice),
      trail: ask.trail ?? null,
      reduceOnly: ask.reduceOnly ?? false,
      timeInForce: ask.timeInForce ?? 'gtc',
      postOnly: ask.postOnly ?? false,
      group: ask.group ?? null,
      triggered: false,
      status: 'open',
      reason: null,
      trades: [],
      createdAt: options.now(),
      updatedAt: options.now(),
      resting: false,
      extended: ask.extended ?? false,
      extreme: priceOf(ask.symbol).last,
    };
    follow(order, order.extreme);
    orders.set(order.id, order);
    return order;
  }

  function slipThrough(order: Live): void {
    const qty = min(slipped ?? ZERO, left(order));
    slipped = null;
    if (!isPositive(qty)) return;
    // a stop that fills at the last moment has triggered before
    if (order.stopPrice !== null) order.triggered = true;
    const { bid, ask } = quote(order.symbol);
    held = [];
    execute(order, qty, order.limitPrice ?? (order.side === 'buy' ? ask : bid));
  }

  /** The order that a caller may still change, or why not. */
  function changeable(id: string): Live | Refusal {
    const order = orders.get(id);
    if (order === undefined) return { code: 'unknown_order', text: `there is no order ${id}` };
    return isOpen(order) ? order : { code: 'ended', text: `order ${id} is ${order.status}` };
  }

  return {
    options,
    session,
    ledger,
    market: (symbol) => prices.get(symbol)?.market ?? null,
    quote,
    place(ask) {
      const refusal = refusalOf(ask);
      if (refusal !== null) return { ok: false, refusal };
      const order = take(ask);
      tell({ type: 'accepted', order: freeze(order) });
      work(order);
      return { ok: true, order: freeze(order) };
    },
    cancel(id, reason = 'canceled by request') {
      const order = changeable(id);
      if ('code' in order) return { ok: false, refusal: order };
      slipThrough(order);
      const late = held ?? [];
      held = null;
      if (isOpen(order)) end(order, 'canceled', reason);
      for (const event of late) tell(event);
      return { ok: true, order: freeze(order) };
    },
    amend(id, change) {
      const order = changeable(id);
      if ('code' in order) return { ok: false, refusal: order };
      const changed = { ...freeze(order), ...change };
      if (!gt(changed.qty, order.qtyFilled))
        return { ok: false, refusal: { code: 'quantity', text: `quantity ${changed.qty} has filled already` } };
      const refusal = checkAmend(changed, bench(order.symbol, order));
      if (refusal !== null) return { ok: false, refusal };
      Object.assign(order, change, { updatedAt: options.now() });
      tell({ type: 'amended', order: freeze(order) });
      work(order);
      return { ok: true, order: freeze(order) };
    },
    order: (id) => {
      const order = orders.get(id);
      return order === undefined ? null : freeze(order);
    },
    byClientId: (clientId) => [...orders.values()].filter((order) => order.clientId === clientId).map(freeze),
    orders: () => [...orders.values()].map(freeze),
    openOrders: () => live().map(freeze),
    trades: () => [...trades],
    balances: () => ledger.balances(live().map(freeze)),
    movePrice(symbol, price) {
      priceOf(symbol).last = decimal(price);
      tell({ type: 'price', symbol });
      match(symbol);
    },
    step: () => match(null),
    rejectLater(id, reason) {
      const order = changeable(id);
      if ('code' in order) throw new Error(order.text);
      end(order, 'rejected', reason);
    },
    expire(id) {
      const order = changeable(id);
      if ('code' in order) throw new Error(order.text);
      end(order, 'expired', 'its time is over');
    },
    fillAtNextCancel(qty) {
      slipped = decimal(qty);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
