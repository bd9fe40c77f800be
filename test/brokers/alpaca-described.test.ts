// Every request that Alpaca's adapter sends in the whole contract suite, and every answer that the fake gives, against
// Alpaca's own OpenAPI descriptions, where they lie beside the repository (they are not ours to copy); and the fake and the
// adapter against the words of them that are written here, always.

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { alpacaVenue } from '../venues/alpaca-venue.ts';
import type { VenueReply, VenueRequest } from '../venues/http-venue.ts';
import { describedBy } from '../venues/openapi.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { SPOT, SWAP, submit } from './broker-harness.ts';

const documents = ['alpaca-trading.json', 'alpaca-market-data.json'].map(
  (name) => new URL(`../../../shared/specs/${name}`, import.meta.url),
);
const areThere = documents.every((file) => existsSync(file));
if (!areThere)
  process.stdout.write("alpaca-described.test.ts: one test is skipped: Alpaca's descriptions are not beside this repository\n");

/** The description lists the exchanges of shares only; Alpaca's answers about pairs name this one. */
const GAPS: ReadonlySet<string> = new Set([
  'answer.exchange: "CRYPTO" is none of AMEX, ARCA, BATS, NYSE, NASDAQ, NYSEARCA, OTC',
  'answer[0].exchange: "CRYPTO" is none of AMEX, ARCA, BATS, NYSE, NASDAQ, NYSEARCA, OTC',
]);

/** What a request for an order may have, and of what form; from the description of June 2026. */
const ORDER_FIELDS: Readonly<Record<string, RegExp>> = {
  symbol: /^[A-Z0-9./]+$/,
  qty: /^\d+(?:\.\d{1,9})?$/,
  side: /^(?:buy|sell)$/,
  type: /^(?:market|limit|stop|stop_limit|trailing_stop)$/,
  time_in_force: /^(?:day|gtc|opg|cls|ioc|fok)$/,
  limit_price: /^\d+(?:\.\d+)?$/,
  stop_price: /^\d+(?:\.\d+)?$/,
  trail_price: /^\d+(?:\.\d+)?$/,
  trail_percent: /^\d+(?:\.\d+)?$/,
  extended_hours: /^true$/,
  client_order_id: /^[0-9a-f]{32}(?:-\d+)?$/,
  position_intent: /^(?:buy|sell)_to_close$/,
  order_class: /^oco$/,
  take_profit: /^\{"limit_price":"\d+(?:\.\d+)?"\}$/,
  stop_loss: /^\{"stop_price":"\d+(?:\.\d+)?"\}$/,
};

interface Exchanged {
  readonly request: VenueRequest;
  readonly reply: VenueReply;
}

/** A day of trading with every kind of order and question. */
async function tradingDay(): Promise<readonly Exchanged[]> {
  const exchanged: Exchanged[] = [];
  const venue = alpacaVenue((request, reply) => exchanged.push({ request, reply }));
  const harness = await remoteHarness(venue)({ balances: { USDT: '10000' }, liquidityPerStep: null });
  const broker = harness.broker();
  await submit(harness, { symbol: SWAP, side: 'buy', qty: '3' });
  for (const symbol of [SPOT, SWAP]) await broker.candles(symbol, '1h', 30);
  const stop = await submit(harness, { symbol: SWAP, side: 'sell', qty: '1', stop: '95', reduceOnly: true });
  await broker.modify(stop, decimal('2'));
  await submit(harness, { symbol: SWAP, side: 'sell', qty: '1', trail: { percent: decimal('5') }, reduceOnly: true });
  await submit(harness, { symbol: SWAP, side: 'buy', qty: '0.1', trail: { amount: decimal('2.5') } });
  await submit(harness, { symbol: SWAP, side: 'buy', qty: '0.1', stop: '105', limit: '106', terms: { timeInForce: 'day' } });
  await submit(harness, { symbol: SWAP, side: 'buy', qty: '0.1', limit: '90', terms: { extendedHours: true } });
  await submit(harness, { symbol: SWAP, side: 'buy', qty: '1' });
  const pair = await submit(harness, { symbol: SWAP, side: 'sell', qty: '1', stop: '90', limit: '110', pair: true, reduceOnly: true });
  await broker.modify(pair, decimal('1'), { stopPrice: decimal('91'), limitPrice: decimal('109') });
  await broker.openOrders();
  await submit(harness, { side: 'buy', qty: '1' });
  await submit(harness, { side: 'sell', qty: '0.5', stop: '90', reduceOnly: true });
  const limit = await submit(harness, { side: 'buy', qty: '1', limit: '95', terms: { timeInForce: 'gtc' } });
  await broker.cancel(limit);
  await harness.restart();
  for (const order of [stop, limit, pair]) await harness.broker().lookUp(order);
  await harness.broker().price('NOPE', null);
  await Promise.all([harness.broker().balances(), harness.broker().positions(), harness.broker().openOrders(), harness.broker().examine()]);
  await harness.broker().price(SPOT, null);
  await harness.close();
  return exchanged;
}

describe('Alpaca as it is described', () => {
  const day = tradingDay();

  it('is asked for orders in its own words only', async () => {
    const bodies = (await day).filter(({ request }) => request.method === 'POST').map(({ request }) => request.body);
    expect(bodies.length).toBe(11);
    for (const body of bodies) {
      const asked = JSON.parse(body) as Record<string, unknown>;
      for (const [name, value] of Object.entries(asked))
        expect(`${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`).toMatch(
          new RegExp(`^${name}=${ORDER_FIELDS[name]?.source.slice(1) ?? 'unknown'}`),
        );
      for (const name of ['symbol', 'qty', 'side', 'type', 'time_in_force', 'client_order_id']) expect(asked).toHaveProperty(name);
    }
  });

  it('is asked nothing that the fake does not know', async () => {
    const strange = (await day).filter(({ reply }) => JSON.stringify(reply.body).includes('endpoint not found'));
    expect(strange).toEqual([]);
  });

  it.skipIf(!areThere)('holds against the descriptions, request by request and answer by answer', async () => {
    const described = documents.map((file) => describedBy(JSON.parse(readFileSync(file, 'utf8'))));
    const isPrice = ({ path }: VenueRequest): boolean => /(?:snapshots?|bars)$/.test(path);
    for (const { request, reply } of await day) {
      const by = described[isPrice(request) ? 1 : 0];
      const where = `${request.method} ${request.path}`;
      expect([where, ...(by?.request(request) ?? [])]).toEqual([where]);
      expect([where, ...(by?.answer(request, reply) ?? []).filter((fault) => !GAPS.has(fault))]).toEqual([where]);
    }
  });
});

describe('the reading of descriptions', () => {
  const document = {
    paths: {
      '/v2/orders': { post: { requestBody: { content: { 'application/json': { schema: { $ref: '#/schemas/Ask' } } } }, responses: {} } },
      '/v2/orders/{id}': {
        get: {
          parameters: [{ in: 'query', name: 'nested', schema: { type: 'boolean' } }],
          responses: { 200: { content: { 'application/json': { schema: { $ref: '#/schemas/Order' } } } } },
        },
      },
    },
    schemas: {
      Ask: {
        type: 'object',
        required: ['type'],
        properties: { type: { type: 'string', enum: ['limit'] }, qty: { type: 'string', maxLength: 4 } },
      },
      Order: {
        type: 'object',
        required: ['id'],
        properties: { id: { type: 'string', format: 'uuid' }, note: { type: 'string', nullable: true } },
      },
    },
  };
  const described = describedBy(document);
  const get = (query: string) => ({ method: 'GET', path: '/v2/orders/7', query: new URLSearchParams(query), body: '' });
  const post = (body: unknown) => ({ method: 'POST', path: '/v2/orders', query: new URLSearchParams(), body: JSON.stringify(body) });

  it('finds what is unknown, missing, of another type, too long or of no known word', () => {
    expect(described.request(post({ type: 'limit', qty: '1' }))).toEqual([]);
    expect(described.request(post({ qty: 1 }))).toEqual(['body.type: missing', 'body.qty: 1 is no string']);
    expect(described.request(post({ type: 'market', qty: '12345', price: '1' }))).toEqual([
      'body.type: "market" is none of limit',
      'body.qty: longer than 4',
      'body.price: unknown',
    ]);
    expect(described.request(get('nested=true&limit=1'))).toEqual(['?limit: unknown']);
    expect(described.request({ ...get(''), path: '/v3/orders' })).toEqual(['GET /v3/orders: not described']);
    const id = '00000001-0000-4000-8000-000000000001';
    expect(described.answer(get(''), { status: 200, body: { id, note: null, more: 1 } })).toEqual([]);
    expect(described.answer(get(''), { status: 200, body: { id: '7', note: 3 } })).toEqual([
      'answer.id: "7" is no uuid',
      'answer.note: 3 is no string',
    ]);
  });
});
