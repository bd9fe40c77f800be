// Owns: the plainest venue there can be: the engine's own words as JSON over HTTP and one stream. No real venue speaks so;
// the cases are proven with it, and it shows what a front has to do.

import { candleBook, lengthOf } from './candle-book.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import type { Exchange } from './exchange.ts';
import type { Outcome, PlaceOrder } from './exchange-order.ts';
import type { RequestKind } from './faults.ts';
import type { Front, VenueReply, VenueRequest, VenueSocket } from './http-venue.ts';

const ok = (body: unknown): VenueReply => ({ status: 200, body });
const refused = (code: string, text: string): VenueReply => ({ status: 422, body: { code, text } });
const answered = (outcome: Outcome): VenueReply => (outcome.ok ? ok(outcome.order) : refused(outcome.refusal.code, outcome.refusal.text));

const KINDS: readonly (readonly [method: string, path: RegExp, kind: RequestKind])[] = [
  ['POST', /^\/orders$/, 'submit'],
  ['DELETE', /^\/orders\//, 'cancel'],
  ['PATCH', /^\/orders\//, 'modify'],
  ['GET', /^\/orders\//, 'look_up'],
  ['GET', /^\/(?:orders|account)$/, 'read'],
  ['GET', /^\/markets\/[^/]+\/candles$/, 'candles'],
  ['GET', /^\/markets\//, 'price'],
];
const kindOf = ({ method, path }: VenueRequest): RequestKind =>
  KINDS.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? 'other';

const last = (path: string): string => decodeURIComponent(path.slice(path.lastIndexOf('/') + 1));

export function createPlainFront(exchange: Exchange): Front {
  const streams = new Set<VenueSocket>();
  exchange.subscribe((event) => {
    if (event.type !== 'price') for (const stream of streams) stream.tell(event);
  });
  const newest = (clientId: string) => exchange.byClientId(clientId).at(-1) ?? exchange.order(clientId);

  function price(symbol: string): VenueReply {
    const market = exchange.market(symbol);
    return market === null ? refused('unknown_symbol', `no ${symbol}`) : ok({ market, quote: exchange.quote(symbol) });
  }

  function candles({ path, query }: VenueRequest): VenueReply {
    const symbol = decodeURIComponent(path.split('/')[2] ?? '');
    if (exchange.market(symbol) === null) return refused('unknown_symbol', `no ${symbol}`);
    return ok(candleBook(lengthOf(query.get('timeframe') ?? ''), Number(query.get('count')), exchange.options.now()));
  }

  function answerOrder(request: VenueRequest): VenueReply {
    const order = newest(last(request.path));
    if (order === null) return { status: 404, body: { code: 'unknown_order', text: 'there is no such order' } };
    if (request.method === 'GET') return ok(order);
    if (request.method === 'DELETE') return answered(exchange.cancel(order.id));
    return answered(exchange.amend(order.id, { qty: decimal((JSON.parse(request.body) as { qty: string }).qty) }));
  }

  return {
    kindOf,
    clientIdOf: ({ method, body }) => (method === 'POST' ? (JSON.parse(body) as PlaceOrder).clientId : null),
    answer(request) {
      switch (kindOf(request)) {
        case 'submit':
          return answered(exchange.place(JSON.parse(request.body) as PlaceOrder));
        case 'cancel':
        case 'modify':
        case 'look_up':
          return answerOrder(request);
        case 'candles':
          return candles(request);
        case 'price':
          return price(last(request.path));
        default:
          return request.path === '/orders'
            ? ok(exchange.openOrders())
            : ok({ balances: exchange.balances(), positions: exchange.ledger.positions() });
      }
    },
    say(fault) {
      if (fault.type === 'clock_skew') return refused('clock', 'the time of the request is not ours');
      if (fault.type === 'duplicate_id') return refused('duplicate', 'duplicate client order id');
      return null;
    },
    connected: (socket) => streams.add(socket),
    closed: (socket) => streams.delete(socket),
  };
}
