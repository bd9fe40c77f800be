import { describe, expect, it } from 'vitest';
import type { State } from '../../src/core/engine/state.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import type { Received } from './http-client.ts';
import { read, withOrders } from './read-over-state.ts';
import { instrument, order, orderId, position, signalId, START } from './samples.ts';

describe('GET /positions', () => {
  const id = signalId(START, 1);
  const plan = { stopLoss: decimal('44000'), takeProfit: decimal('47000'), signalId: id };
  const holding =
    (part: Parameters<typeof position>[0]) =>
    (state: State): State => {
      const held = position(part);
      return { ...state, positions: state.positions.set(held.key, held) };
    };
  const quote = {
    symbol: instrument.symbol,
    bid: decimal('45990'),
    ask: decimal('46010'),
    last: decimal('46000'),
    at: START,
    source: 'demo' as const,
  };
  const only = (answer: Received): unknown => (answer.json()['positions'] as unknown[])[0];

  it('tells what is held, what it is worth and what protects it', async () => {
    const stop = order(id, { id: orderId(id, 1), role: 'stop_loss', status: 'accepted' });
    const asked: unknown[] = [];
    const lastQuote = (...args: unknown[]) => {
      asked.push(args);
      return quote;
    };
    const answer = await read('/positions', (state) => withOrders([stop])(holding({ plan })(state)), { ports: { lastQuote } });
    expect(only(answer)).toMatchObject({
      strategy: 'default',
      account: 'paper',
      mode: 'paper',
      symbol: 'BTC/USDT',
      side: 'long',
      quantity: '0.1',
      entry_price: '45000',
      price: '46000',
      price_source: 'demo',
      unrealized_pnl: '100',
      stop_loss: '44000',
      pnl_at_stop: '-100',
      take_profits: [{ price: '47000', share: '100' }],
      protected_by: 'venue',
    });
    expect(asked).toEqual([['paper', 'BTC/USDT']]);
  });

  it('has what was realised after fees, as /performance counts it, and before them beside it', async () => {
    const answer = await read('/positions', holding({ realizedPnl: decimal('40'), fees: decimal('1.5') }));
    expect(only(answer)).toMatchObject({ realized_pnl: '38.5', realized_pnl_before_fees: '40', fees: '1.5' });
  });

  it('counts a falling price as a gain of a short', async () => {
    const lastQuote = () => ({ ...quote, last: decimal('44000') });
    const answer = await read('/positions', holding({ qty: decimal('-0.1') }), { ports: { lastQuote } });
    expect(only(answer)).toMatchObject({
      side: 'short',
      quantity: '0.1',
      unrealized_pnl: '100',
      pnl_at_stop: null,
      protected_by: 'none',
      take_profits: [],
    });
  });

  it('invents no result without a price', async () => {
    expect(only(await read('/positions', holding({})))).toMatchObject({ price: null, unrealized_pnl: null });
  });

  it.each([
    ['submitted', 'signalman'],
    ['accepted', 'venue'],
    ['partially_filled', 'venue'],
    ['initialized', 'signalman'],
    ['rejected', 'signalman'],
  ] as const)('a stop that is %s protects by: %s', async (status, by) => {
    const stop = order(id, { id: orderId(id, 1), role: 'stop_loss', status });
    const answer = await read('/positions', (state) => withOrders([stop], (each) => each.status !== 'rejected')(holding({ plan })(state)), {
      ports: { lastQuote: () => quote },
    });
    expect(only(answer)).toMatchObject({ protected_by: by });
  });

  it('calls nothing protected that has no stop, or whose price nobody knows', async () => {
    const bare = { ...plan, stopLoss: null };
    const watching = { ports: { lastQuote: () => quote } };
    expect(only(await read('/positions', holding({ plan: bare }), watching))).toMatchObject({ protected_by: 'none' });
    expect(only(await read('/positions', holding({ plan })))).toMatchObject({ protected_by: 'none' });
  });

  it('leaves out what is flat', async () => {
    expect((await read('/positions', holding({ qty: decimal('0') }))).json()).toEqual({ positions: [] });
  });
});
