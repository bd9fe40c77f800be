// Owns: orders of the fake Alpaca. The engine changes an order in place; Alpaca puts another order in its place, with ids
// of its own: each order of the engine has one face or more, and only the last one lives.

import type { Exchange } from './exchange.ts';
import type { ExchangeOrder, ExchangeTrade } from './exchange-order.ts';

export interface Face {
  readonly id: string;
  readonly clientId: string;
  readonly placedAt: number;
  readonly qty: string;
  /** The request that made it: what the engine does not keep. */
  readonly asked: Readonly<Record<string, unknown>>;
}

export interface Located {
  readonly order: ExchangeOrder;
  readonly face: Face;
  readonly replaces: Face | null;
  readonly replacedBy: Face | null;
}

/** A stop and a target as one: two orders of the engine. */
export interface Pair {
  readonly target: string;
  readonly stop: string;
}

export interface AlpacaOrders {
  /** Both are placed, the stop first. */
  pair(pair: Pair): void;
  pairOf(order: ExchangeOrder): Pair | null;
  add(order: ExchangeOrder, asked: Readonly<Record<string, unknown>>): Located;
  replace(order: ExchangeOrder, clientId: string | null): Located;
  byId(id: string): Located | null;
  byClientId(clientId: string): Located | null;
  /** Every face, the oldest first. */
  all(): readonly Located[];
  /** The living face of an order of the engine. */
  of(order: ExchangeOrder): Located | null;
}

/** Ids there are UUIDs. */
export const uuidOf = (kind: number, engineId: string, generation = 0): string =>
  `${String(kind).padStart(8, '0')}-0000-4000-8000-${String(generation)}${engineId.padStart(11, '0')}`;

export function createAlpacaOrders(exchange: Exchange): AlpacaOrders {
  const faces = new Map<string, Face[]>();
  const pairs: Pair[] = [];

  function locate(engineId: string, index: number): Located | null {
    const order = exchange.order(engineId);
    const known = faces.get(engineId) ?? [];
    const face = known[index];
    if (order === null || face === undefined) return null;
    return { order, face, replaces: known[index - 1] ?? null, replacedBy: known[index + 1] ?? null };
  }
  const all = (): Located[] => [...faces].flatMap(([engineId, known]) => known.flatMap((_face, index) => locate(engineId, index) ?? []));
  const must = (located: Located | null): Located => {
    if (located === null) throw new Error('the fake Alpaca has lost an order');
    return located;
  };

  return {
    pair: (pair) => void pairs.push(pair),
    pairOf: ({ id }) => pairs.find(({ target, stop }) => target === id || stop === id) ?? null,
    add(order, asked) {
      const clientId = order.clientId ?? uuidOf(9, order.id);
      faces.set(order.id, [{ id: uuidOf(1, order.id), clientId, placedAt: order.createdAt, qty: order.qty, asked }]);
      return must(locate(order.id, 0));
    },
    replace(order, clientId) {
      const known = faces.get(order.id) ?? [];
      const last = known.at(-1);
      if (last === undefined) throw new Error('the fake Alpaca cannot replace what it has not placed');
      const id = uuidOf(1, order.id, known.length);
      faces.set(order.id, [
        ...known,
        { id, clientId: clientId ?? uuidOf(9, order.id, known.length), placedAt: order.updatedAt, qty: order.qty, asked: last.asked },
      ]);
      return must(locate(order.id, known.length));
    },
    byId: (id) => all().find(({ face }) => face.id === id) ?? null,
    byClientId: (clientId) => all().find(({ face }) => face.clientId === clientId) ?? null,
    all,
    of: (order) => locate(order.id, (faces.get(order.id)?.length ?? 0) - 1),
  };
}

const instant = (at: number): string => new Date(at).toISOString().replace('Z', '000Z');

const WORDS = { open: 'new', filled: 'filled', canceled: 'canceled', rejected: 'rejected', expired: 'expired' } as const;

export const isHeld = ({ status, group, kind, triggered }: ExchangeOrder): boolean =>
  status === 'open' && group !== null && kind === 'stop' && !triggered;

function statusOf({ order, replacedBy }: Located): string {
  if (replacedBy !== null) return 'replaced';
  if (order.status === 'open' && order.qtyFilled !== '0') return 'partially_filled';
  // the stop of a pair waits at the broker and not at the exchange
  return isHeld(order) ? 'held' : WORDS[order.status];
}

/** The price of all executions so far, as far as decimals go. */
function averageOf(trades: readonly ExchangeTrade[]): string | null {
  const qty = trades.reduce((sum, trade) => sum + Number(trade.qty), 0);
  return qty === 0 ? null : String(trades.reduce((sum, trade) => sum + Number(trade.qty) * Number(trade.price), 0) / qty);
}

/** An order as Alpaca writes it. `filledQty`: as it was with one of its executions. */
export function orderJson(located: Located, filledQty?: string): Record<string, unknown> {
  const { order, face, replaces, replacedBy } = located;
  const { asked } = face;
  const crypto = order.symbol.includes('/');
  const ended = (status: string): string | null => (order.status === status && replacedBy === null ? instant(order.updatedAt) : null);
  return {
    id: face.id,
    client_order_id: face.clientId,
    created_at: instant(face.placedAt),
    updated_at: instant(order.updatedAt),
    submitted_at: instant(face.placedAt),
    filled_at: ended('filled'),
    expired_at: ended('expired'),
    canceled_at: ended('canceled'),
    failed_at: ended('rejected'),
    replaced_at: replacedBy === null ? null : instant(replacedBy.placedAt),
    replaced_by: replacedBy?.id ?? null,
    replaces: replaces?.id ?? null,
    asset_id: uuidOf(5, crypto ? '1' : '2'),
    symbol: order.symbol,
    asset_class: crypto ? 'crypto' : 'us_equity',
    notional: null,
    qty: face.qty,
    filled_qty: replacedBy === null ? (filledQty ?? order.qtyFilled) : '0',
    filled_avg_price: averageOf(order.trades),
    order_class: order.group === null ? 'simple' : 'oco',
    order_type: asked['type'],
    type: asked['type'],
    side: order.side,
    time_in_force: asked['time_in_force'],
    limit_price: order.limitPrice,
    stop_price: order.stopPrice,
    status: statusOf(located),
    extended_hours: asked['extended_hours'] === true,
    legs: null,
    trail_percent: asked['trail_percent'] ?? null,
    trail_price: asked['trail_price'] ?? null,
    hwm: null,
  };
}
