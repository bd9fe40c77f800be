// Owns: the exchange: orders by client order id, one net position per instrument, matching against a moving price. It is
// the truth that the books are compared with. Quantities are whole lots (multiples of the step), prices whole ticks.

import { decimal, type Decimal } from '../../src/core/model/decimal.ts';
import { ORDER_ROLES, type AccountName, type FillId, type Instant, type OrderId, type VenueOrderId } from '../../src/core/model/ids.ts';
import { PAPER_TRAITS, type VenueTraits } from '../../src/core/model/account.ts';
import type { Instrument, Quote } from '../../src/core/model/markets/instrument.ts';
import type { Fill, OrderRequest, PairLevels } from '../../src/core/model/order.ts';
import type { OrderSnapshot, Report, VenueOrder as OpenOrder, VenuePosition } from '../../src/core/model/venues/report.ts';
import type { CancelOutcome, ModifyOutcome, SubmitOutcome } from '../../src/brokers/broker.ts';
import { marketKey, PRICE_AT_START } from './house.ts';
import { levelsOf } from '../../src/core/model/exits/pair-levels.ts';
import { fromLots, toLots } from './lots.ts';
import { createRoom } from './simulated-room.ts';
import type { Oversold } from './oversold.ts';
import { openOrderOf } from './open-order-of.ts';
import { inspectRequest } from './inspect-request.ts';
import { isExecutable, movePair } from './simulated-pairs.ts';
import type { World } from './world.ts';

export interface VenueOrder {
  readonly id: OrderId;
  readonly venueOrderId: VenueOrderId;
  readonly request: OrderRequest;
  readonly isEntry: boolean;
  /** When the venue took it. */
  readonly takenAt: Instant;
  qty: number;
  /** Of a stop and a target as one. */
  levels: PairLevels | null;
  filled: number;
  triggered: boolean;
  status: OrderSnapshot['status'];
  reason: string | null;
  readonly fills: Fill[];
}

export interface Market {
  readonly instrument: Instrument;
  price: number;
  /** Every price there was, oldest first. */
  readonly path: { readonly at: Instant; readonly price: number }[];
  position: number;
}

export interface ForeignOrder {
  readonly market: string;
  readonly order: OpenOrder;
  status: 'open' | 'canceled';
}

export interface SimulatedVenue {
  readonly orders: ReadonlyMap<OrderId, VenueOrder>;
  /** By `marketKey`. */
  readonly markets: ReadonlyMap<string, Market>;
  place(request: OrderRequest): SubmitOutcome;
  /** From now on it has this id, and shows no order of it before that is let in. */
  note(id: OrderId): void;
  /** What was noted. */
  letIn(request: OrderRequest): void;
  cancel(id: OrderId): CancelOutcome;
  modify(id: OrderId, qty: Decimal, levels: PairLevels | null): ModifyOutcome;
  /** One of the stops in the book ends, by whatever, and nobody is told. */
  dropStop(): void;
  /** Somebody trades past us; lots, signed. */
  tradeByHand(market: string, lots: number): void;
  /** An order that rests far from the price. */
  placeByHand(market: string, lots: number): void;
  cancelByVenueId(id: VenueOrderId): CancelOutcome;
  /** Markets in which somebody has traded past us. */
  readonly byHand: ReadonlySet<string>;
  /** Orders of somebody else by the venue's id, the ended ones too. */
  readonly foreign: ReadonlyMap<VenueOrderId, ForeignOrder>;
  /** Each fill after which it was so, oldest first. */
  readonly oversold: readonly Oversold[];
  /** Orders whose cancel was answered as done, and which worked on. */
  readonly undead: ReadonlySet<OrderId>;
  /** What is held and what is open on the account, whoever has placed it. */
  holdings(account: AccountName): { readonly positions: readonly VenuePosition[]; readonly orders: readonly OpenOrder[] };
  snapshot(id: OrderId): OrderSnapshot | null;
  quote(account: AccountName, symbol: string): Quote;
  /** Everything that can fill gets its chance, at the prices as they are. */
  match(): void;
  movePrices(): void;
  /** The reports that were made since the last call, in order. */
  takeReports(): readonly Report[];
}

/** The role stands in the order id. */
export const isEntryId = (id: OrderId): boolean => id.charAt(28) === ORDER_ROLES.entry;

/** The account of a `marketKey`. */
export const accountIn = (market: string): AccountName => market.slice(0, market.indexOf('|')) as AccountName;

export function createVenue(world: World): SimulatedVenue {
  const { random, weather } = world;
  const orders = new Map<OrderId, VenueOrder>();
  const refusals = new Map<OrderId, string>();
  const byHand = new Set<string>();
  const foreign = new Map<VenueOrderId, ForeignOrder>();
  const oversold: Oversold[] = [];
  const undead = new Set<OrderId>();
  const noted = new Set<OrderId>();
  const markets = new Map<string, Market>(
    world.desk.markets.map(({ account, instrument }) => [
      marketKey(account, instrument.symbol),
      { instrument, price: PRICE_AT_START, path: [{ at: world.now(), price: PRICE_AT_START }], position: 0 },
    ]),
  );
  let reports: Report[] = [];
  const tell = (report: Report): void => void reports.push(report);

  function marketAt(account: AccountName, symbol: string): Market {
    const market = markets.get(marketKey(account, symbol));
    if (market === undefined) throw new Error(`no market ${symbol} on ${account}`);
    return market;
  }
  const traitsOf = (account: AccountName): VenueTraits => world.desk.settings.accounts.get(account)?.traits ?? PAPER_TRAITS;
  const marketOf = ({ account, instrument }: OrderRequest): Market => marketAt(account, instrument.symbol);

  const left = (order: VenueOrder): number => order.qty - order.filled;
  const isOpen = (order: VenueOrder): boolean => order.status === 'open';
  const openOrders = (): VenueOrder[] => [...orders.values()].filter(isOpen);

  const room = createRoom({ traitsOf, marketOf, openOrders });

  function end(order: VenueOrder, reason: string): void {
    order.status = 'canceled';
    order.reason = reason;
    world.log(`venue: ${order.id} canceled: ${reason}`);
    tell({ type: 'canceled', orderId: order.id, reason });
  }

  function trigger(order: VenueOrder): void {
    const { side } = order.request;
    const stopPrice = order.levels?.stopPrice ?? order.request.stopPrice;
    if (stopPrice === null || order.triggered) return;
    const { price } = marketOf(order.request);
    order.triggered = side === 'buy' ? price >= Number(stopPrice) : price <= Number(stopPrice);
    if (order.triggered) world.log(`venue: stop ${order.id} triggered at ${price}`);
  }

  function amend(order: VenueOrder, qty: number): void {
    order.qty = qty;
    world.log(`venue: ${order.id} amended to ${qty} lots`);
    tell({ type: 'amended', orderId: order.id, qty: fromLots(qty, order.request.instrument) });
  }

  function shareWithGroup(order: VenueOrder, qty: number): void {
    const { ocoGroup, account } = order.request;
    if (!weather.oco || ocoGroup === null || !traitsOf(account).reduceOnly) return;
    for (const sibling of openOrders()) {
      if (sibling === order || sibling.request.ocoGroup !== ocoGroup) continue;
      if (left(sibling) <= qty) end(sibling, 'oco: a sibling has filled');
      else amend(sibling, sibling.qty - qty);
    }
  }

  function endIdle(market: Market): void {
    for (const order of openOrders()) {
      if (marketOf(order.request) === market && room.isIdle(order.request)) end(order, 'reduce-only: the position is closed');
    }
  }

  /** Coins have no short: what was sold beyond ours were those of a person, where any lie there. */
  function noteShort({ id, request }: VenueOrder, market: Market): void {
    if (!traitsOf(request.account).reduceOnly)
      oversold.push({ name: marketKey(request.account, request.instrument.symbol), orderId: id, lots: -market.position, at: world.now() });
    else if (request.instrument.kind === 'spot')
      world.violate('no short on spot', `${request.instrument.symbol} is ${market.position} lots`);
  }

  function fill(order: VenueOrder, qty: number): void {
    const { instrument, side } = order.request;
    const market = marketOf(order.request);
    market.position += side === 'buy' ? qty : -qty;
    order.filled += qty;
    const each: Fill = {
      id: `${order.venueOrderId}-${order.fills.length + 1}` as FillId,
      qty: fromLots(qty, instrument),
      price: decimal(market.price),
      fee: decimal('0.1'),
      feeCurrency: 'USDT',
      at: world.now(),
    };
    order.fills.push(each);
    if (left(order) === 0) order.status = 'filled';
    world.log(
      `venue: ${order.id} ${order.request.reduceOnly ? 'reduce-only ' : ''}${side} fills ${each.qty} at ${each.price}; position ${market.position} lots`,
    );
    tell({ type: 'filled', orderId: order.id, venueOrderId: order.venueOrderId, fill: each });
    if (market.position < 0 && side === 'sell') noteShort(order, market);
    shareWithGroup(order, qty);
    if (isOpen(order) && room.isIdle(order.request)) end(order, 'reduce-only: nothing more to reduce');
    if (weather.endsIdleReduceOnly) endIdle(market);
  }

  function work(order: VenueOrder): void {
    trigger(order);
    if (!isOpen(order) || !isExecutable(order, marketOf(order.request).price)) return;
    const most = room.fillable(order);
    if (most <= 0) {
      end(order, 'nothing that it may sell');
      return;
    }
    const isThin = world.desk.thin !== undefined && order.isEntry;
    const isWhole = isThin ? random.chance(0.1) : world.isCalm() || random.chance(0.6);
    fill(order, isWhole ? most : random.between(1, most));
    if (isOpen(order) && (order.request.limitPrice === null || order.triggered) && !world.isCalm() && random.chance(0.1))
      end(order, 'no more liquidity');
  }

  function refusalOf(request: OrderRequest): string | null {
    if (!world.isCalm() && random.chance(weather.faultRate / 4)) return 'refused by the venue';
    const lacking = room.refusalOf(request);
    if (lacking !== null) return lacking;
    if (request.stopPrice !== null && !world.isCalm() && weather.stopRefusalRate > 0 && random.chance(weather.stopRefusalRate))
      return 'no stops now';
    return null;
  }

  const marketNamed = (name: string): Market => {
    const market = markets.get(name);
    if (market === undefined) throw new Error(`no market ${name}`);
    return market;
  };

  const venue: SimulatedVenue = {
    byHand,
    foreign,
    oversold,
    undead,
    dropStop() {
      const stops = openOrders().filter(({ request, triggered }) => request.stopPrice !== null && !triggered);
      if (stops.length === 0) return;
      const stop = random.pick(stops);
      stop.status = random.chance(0.5) ? 'canceled' : 'expired';
      stop.reason = 'by hand';
      world.log(`venue: ${stop.id} is ${stop.status}, and nobody is told`);
    },
    tradeByHand(name, lots) {
      const market = marketNamed(name);
      market.position += lots;
      byHand.add(name);
      world.log(`by hand: ${lots} lots of ${name}; position ${market.position} lots`);
      if (weather.endsIdleReduceOnly) endIdle(market);
    },
    placeByHand(name, lots) {
      const { instrument } = marketNamed(name);
      const venueOrderId = `h${foreign.size + 1}` as VenueOrderId;
      const order: OpenOrder = {
        orderId: null,
        venueOrderId,
        symbol: instrument.symbol,
        side: 'buy',
        type: 'limit',
        qty: fromLots(lots, instrument),
        qtyFilled: decimal('0'),
        limitPrice: decimal('1'),
        stopPrice: null,
        reduceOnly: false,
        at: world.now(),
      };
      foreign.set(venueOrderId, { market: name, order, status: 'open' });
      world.log(`by hand: order ${venueOrderId} rests in ${name}`);
    },
    cancelByVenueId(id) {
      const known = foreign.get(id);
      if (known?.status !== 'open') return { type: 'rejected', reason: 'not open' };
      known.status = 'canceled';
      world.log(`venue: ${id} of somebody else canceled`);
      return { type: 'canceled' };
    },
    holdings(account) {
      const own = [...markets].filter(([name]) => accountIn(name) === account);
      const at = world.now();
      return {
        positions: own.map(([, { instrument, position }]) => ({ symbol: instrument.symbol, qty: fromLots(position, instrument), at })),
        orders: [
          ...openOrders()
            .filter((order) => order.request.account === account)
            .map(openOrderOf),
          ...[...foreign.values()]
            .filter(({ market, status }) => status === 'open' && accountIn(market) === account)
            .map(({ order }) => order),
        ],
      };
    },
    orders,
    markets,
    place(request) {
      const traits = traitsOf(request.account);
      inspectRequest(world, { request, traits, orders, isKnown: orders.has(request.id) || refusals.has(request.id) });
      const isTaken = orders.has(request.id) || noted.has(request.id);
      const reason = isTaken ? 'duplicate client order id' : refusalOf(request);
      if (reason !== null) {
        world.log(`venue: ${request.id} refused: ${reason}`);
        if (!isTaken) refusals.set(request.id, reason);
        return isTaken && traits.idsOnce === true ? { type: 'ambiguous', reason, idTaken: true } : { type: 'rejected', reason };
      }
      const order: VenueOrder = {
        id: request.id,
        venueOrderId: `v${orders.size + 1}` as VenueOrderId,
        request,
        isEntry: isEntryId(request.id),
        takenAt: world.now(),
        qty: toLots(request.qty, request.instrument),
        levels: levelsOf(request),
        filled: 0,
        triggered: false,
        status: 'open',
        reason: null,
        fills: [],
      };
      orders.set(order.id, order);
      world.log(
        `venue: ${order.id} taken: ${request.side} ${request.qty} ${request.type} ${request.instrument.symbol} at ${request.limitPrice ?? request.stopPrice ?? 'market'}${request.reduceOnly ? ' reduce-only' : ''}`,
      );
      tell({ type: 'accepted', orderId: order.id, venueOrderId: order.venueOrderId });
      if (world.isCalm() || random.chance(0.7)) work(order);
      return { type: 'accepted', venueOrderId: order.venueOrderId };
    },
    note: (id) => void (orders.has(id) || noted.add(id)),
    letIn(request) {
      noted.delete(request.id);
      venue.place(request);
    },
    cancel(id) {
      const order = orders.get(id);
      if (order === undefined) return { type: 'rejected', reason: 'unknown order' };
      if (isOpen(order) && !world.isCalm() && random.chance(0.15)) work(order);
      if (!isOpen(order))
        return weather.cancelOfEndedSucceeds ? { type: 'canceled' } : { type: 'rejected', reason: `it is ${order.status}` };
      if (!world.isCalm() && random.chance(weather.faultRate / 4)) return { type: 'rejected', reason: 'cancel refused' };
      if (!world.isCalm() && weather.undeadRate > 0 && random.chance(weather.undeadRate)) {
        world.log(`venue: ${id} is called canceled, and works on`);
        undead.add(id);
        return { type: 'canceled' };
      }
      end(order, 'canceled by request');
      return { type: 'canceled' };
    },
    modify(id, qty, levels) {
      const order = orders.get(id);
      if (order === undefined || !isOpen(order)) return { type: 'rejected', reason: 'not open' };
      const lots = toLots(qty, order.request.instrument);
      if (!traitsOf(order.request.account).modify)
        world.violate('a venue is asked for what it can do', `${id}: modify on ${order.request.account}`);
      if (!Number.isInteger(lots) || lots <= order.filled)
        return { type: 'rejected', reason: `quantity ${qty} is not above what has filled` };
      if (!world.isCalm() && random.chance(weather.faultRate / 4)) return { type: 'rejected', reason: 'modify refused' };
      if (order.levels !== null) return movePair(world, marketOf(order.request).price, order, lots, levels, tell);
      amend(order, lots);
      return { type: 'modified', qty };
    },
    snapshot(id) {
      const order = orders.get(id);
      const refusal = refusals.get(id);
      if (order === undefined)
        return refusal !== undefined && weather.remembersRefusals
          ? { orderId: id, venueOrderId: 'none' as VenueOrderId, status: 'rejected', qty: decimal('1'), fills: [], reason: refusal }
          : null;
      const { venueOrderId, status, reason, request, levels } = order;
      const qty = fromLots(order.qty, request.instrument);
      return { orderId: id, venueOrderId, status, qty, ...(levels === null ? {} : { levels }), fills: [...order.fills], reason };
    },
    quote(account, symbol) {
      const price = decimal(marketAt(account, symbol).price);
      return { symbol, bid: price, ask: price, last: price, at: world.now(), source: 'venue' };
    },
    match() {
      for (const order of openOrders()) if (isOpen(order)) work(order);
    },
    movePrices() {
      for (const market of markets.values()) {
        market.price = Math.max(700, market.price + random.between(-12, 12));
        if (world.desk.guarded !== undefined && random.chance(0.08)) market.price += random.between(-45, 45);
        market.path.push({ at: world.now(), price: market.price });
      }
    },
    takeReports() {
      const taken = reports;
      reports = [];
      return taken;
    },
  };
  return venue;
}
