// What a venue was seen to have otherwise than the books: told once, never adopted or closed without an answer.

import { describe, expect, it } from 'vitest';
import type { DiscrepancyAnswer } from '../../src/core/model/venues/discrepancy.ts';
import { decodeState, encodeState } from '../../src/core/engine/state-codec.ts';
import type { Command, Reply } from '../../src/core/engine/command.ts';
import { decimal, sub } from '../../src/core/model/decimal.ts';
import { accountName, type FillId, type VenueOrderId } from '../../src/core/model/ids.ts';
import type { VenueOrder } from '../../src/core/model/venues/report.ts';
import { ANN, BOB, Engine, perpetual, settingsWith, spot } from './engine.ts';

const PAPER = accountName('paper');
const AUTO = settingsWith({ approval: { type: 'auto' } });
const engineWith = (qty: string | null): Engine => {
  const engine = new Engine(AUTO);
  if (qty !== null) engine.enter(`BUY BTCUSDT.P qty=${qty} sl=44000`, '45000');
  return engine;
};

function seePosition(engine: Engine, held: string, booked: string, instrument = perpetual): Reply {
  const position = {
    symbol: instrument.symbol,
    booked: decimal(booked),
    held: decimal(held),
    instrument,
    price: decimal('46000'),
    productType: null,
  };
  return engine.run({ type: 'venue_seen', account: PAPER, positions: [position], orders: [], gone: [], nonce: engine.nonce() });
}

const foreign = (change: Partial<VenueOrder> = {}): VenueOrder => ({
  orderId: null,
  venueOrderId: 'x1' as VenueOrderId,
  symbol: perpetual.symbol,
  side: 'buy',
  type: 'LIMIT',
  qty: decimal('0.2'),
  qtyFilled: decimal('0'),
  limitPrice: decimal('40000'),
  stopPrice: null,
  reduceOnly: false,
  at: 0,
  ...change,
});

function seeOrder(engine: Engine, order: VenueOrder, gone: readonly string[] = []): void {
  const orders = [{ order, instrument: perpetual, price: decimal('45000') }];
  engine.run({ type: 'venue_seen', account: PAPER, positions: [], orders, gone, nonce: engine.nonce() });
}

const only = (engine: Engine) => {
  const [first, ...more] = [...engine.state.discrepancies.values()];
  if (first === undefined || more.length > 0) throw new Error(`${engine.state.discrepancies.size} discrepancies`);
  return first;
};

function answerCommand(engine: Engine, answer: DiscrepancyAnswer, by = ANN): Command {
  const fresh = { idSeed: engine.nonce().slice(-13), nextNonce: engine.nonce() };
  return { type: 'answer_discrepancy', nonce: only(engine).nonce, answer, by, updateId: null, ...fresh };
}
const answer = (engine: Engine, choice: DiscrepancyAnswer): Reply => engine.run(answerCommand(engine, choice));
const adopt = (strategy: string): DiscrepancyAnswer => ({ type: 'adopt', strategy });
const questions = (engine: Engine) => [...engine.state.notifications.values()].filter((each) => each.prompt !== null);

describe('a position that the venue has otherwise', () => {
  it('is told once, with what is more or less, and nothing is done', () => {
    const engine = engineWith('0.1');
    seePosition(engine, '0.04', '0.1');
    seePosition(engine, '0.04', '0.1');
    expect(questions(engine).map(({ text }) => text)).toEqual([
      'paper (PAPER) holds 0.04, the books say 0.1: 0.06 of the books are not there.',
    ]);
    expect(engine.position()?.qty).toBe('0.1');
    expect(engine.orders((order) => order.role === 'exit')).toEqual([]);
  });

  it.each([
    ['the books have moved since it was looked at', (engine: Engine) => seePosition(engine, '0.04', '0.2')],
    [
      'an exit is in flight',
      (engine: Engine) => {
        engine.alert('CLOSE BTCUSDT.P');
        seePosition(engine, '0', '0.1');
      },
    ],
    ['it is less than a step', (engine: Engine) => seePosition(engine, '0.1004', '0.1')],
  ])('is no difference while %s', (_, see) => {
    const engine = engineWith('0.1');
    see(engine);
    expect(engine.state.discrepancies.size).toBe(0);
  });

  it('is over when the two agree again, and that is told', () => {
    const engine = engineWith('0.1');
    seePosition(engine, '0.04', '0.1');
    seePosition(engine, '0.1', '0.1');
    expect(engine.state.discrepancies.size).toBe(0);
    expect([...engine.state.notifications.values()].at(-1)?.title).toContain('agree again');
  });

  it('asks with new buttons when it changes; the old ones do nothing any more', () => {
    const engine = engineWith('0.1');
    seePosition(engine, '0.04', '0.1');
    const old = answerCommand(engine, adopt('default'));
    seePosition(engine, '0.03', '0.1');
    expect(engine.run(old)).toMatchObject({ type: 'skipped' });
    expect(questions(engine)).toHaveLength(2);
    expect(engine.position()?.qty).toBe('0.1');
  });

  it('stays ignored while the strategy trades on, until the surplus itself changes', () => {
    const engine = engineWith('0.1');
    seePosition(engine, '0.3', '0.1');
    answer(engine, { type: 'ignore' });
    engine.fill(engine.active('stop_loss'), '0.05', '44000');
    seePosition(engine, '0.25', '0.05');
    expect(only(engine).status).toBe('ignored');
    expect(questions(engine)).toHaveLength(1);
    seePosition(engine, '0.2', '0.05');
    expect(only(engine).status).toBe('open');
    expect(questions(engine)).toHaveLength(2);
  });

  it('survives a restart with its buttons, and an older checkpoint has none', () => {
    const engine = engineWith('0.1');
    seePosition(engine, '0.04', '0.1');
    const stored = JSON.parse(JSON.stringify(encodeState(engine.state))) as Record<string, unknown>;
    expect(decodeState(stored).discrepancies.get(only(engine).key)).toEqual(only(engine));
    delete stored['discrepancies'];
    expect(decodeState(stored).discrepancies.size).toBe(0);
  });
});

describe('Adopt of a position', () => {
  it('writes off what is not there, without a result, with its line in the timeline; the stop shrinks along', () => {
    const engine = engineWith('0.1');
    const entry = engine.orders((order) => order.role === 'entry')[0];
    seePosition(engine, '0.04', '0.1');
    expect(answer(engine, adopt('default'))).toMatchObject({ type: 'done' });
    expect(engine.position()).toMatchObject({ qty: '0.04', realizedPnl: '0', entryPrice: '45000' });
    expect(engine.active('stop_loss').modify?.qty).toBe('0.04');
    expect(engine.state.discrepancies.size).toBe(0);
    const timelines = [...engine.state.signals.values()].map(({ timeline }) => JSON.stringify(timeline));
    expect(timelines.filter((text) => text.includes('0.06 BTC/USDT:USDT written off, paper does not have it'))).toHaveLength(2);
    expect(JSON.stringify(engine.signal(entry?.signalId ?? ('' as never)).timeline)).toContain('venue correction by ann');
  });

  it('of a position that is gone leaves it flat, without plan and stop', () => {
    const engine = engineWith('0.1');
    const stop = engine.active('stop_loss');
    seePosition(engine, '0', '0.1');
    answer(engine, adopt('default'));
    expect(engine.position()).toMatchObject({ qty: '0', plan: null });
    expect(engine.status(stop.id)).toBe('pending_cancel');
  });

  it('ends an exit that could never be filled', () => {
    const engine = engineWith('0.1');
    engine.alert('CLOSE BTCUSDT.P');
    const exit = engine.active('exit');
    engine.send(exit);
    engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: exit.id, reason: 'reduce-only: nothing to reduce' } });
    while (engine.orders((order) => order.role === 'exit' && engine.state.activeOrders.has(order.id)).length > 0) {
      const again = engine.active('exit');
      engine.run({ type: 'begin_submit', orderId: again.id });
      engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: again.id, reason: 'reduce-only: nothing to reduce' } });
    }
    seePosition(engine, '0', '0.1');
    answer(engine, adopt('default'));
    expect(engine.state.exits.size).toBe(0);
    engine.now += 3_600_000;
    engine.run({ type: 'clock' });
    expect(engine.due().filter((work) => work.type === 'submit_order')).toEqual([]);
  });

  it('takes a surplus into the share that is named, at the price of now', () => {
    const engine = engineWith(null);
    seePosition(engine, '-0.05', '0');
    expect(answer(engine, adopt('other'))).toMatchObject({ type: 'done' });
    expect(engine.position(perpetual.symbol, 'other')).toMatchObject({ qty: '-0.05', entryPrice: '46000', plan: null });
    // and it can be left like any other
    engine.alert('CLOSE BTCUSDT.P', { strategyHint: 'other' });
    expect(engine.active('exit')).toMatchObject({ side: 'buy', qty: '0.05', reduceOnly: true });
  });

  it('is refused for a strategy that has nothing of it, and may be answered again', () => {
    const engine = engineWith('0.1');
    seePosition(engine, '0.04', '0.1');
    expect(answer(engine, adopt('other'))).toMatchObject({ type: 'refused' });
    expect(answer(engine, adopt('default'))).toMatchObject({ type: 'done' });
  });

  it('of less than several shares writes off the named one at most; the rest is asked again', () => {
    const engine = engineWith('0.1');
    const signal = engine.alert('BUY BTCUSDT.P qty=0.3', { strategyHint: 'other' });
    engine.price(signal, '45000');
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, '0.3', '45000');
    seePosition(engine, '0.15', '0.4');
    answer(engine, adopt('default'));
    expect(engine.position()?.qty).toBe('0');
    expect(engine.position(perpetual.symbol, 'other')?.qty).toBe('0.3');
    seePosition(engine, '0.15', '0.3');
    expect(only(engine).subject).toMatchObject({ surplus: '-0.15' });
  });
});

describe('Close of a position', () => {
  it('closes the surplus alone, reduce-only, as a share of nobody; the share of the strategy stays', () => {
    const engine = engineWith('0.1');
    seePosition(engine, '0.25', '0.1');
    expect(answer(engine, { type: 'close' })).toMatchObject({ type: 'done' });
    const exit = engine.active('exit');
    expect(exit).toMatchObject({ side: 'sell', qty: '0.15', reduceOnly: true, type: 'market' });
    engine.send(exit);
    engine.fill(exit, '0.15', '46000');
    expect(engine.position()?.qty).toBe('0.1');
    expect(engine.state.exits.size).toBe(0);
  });

  it('never goes beyond what the venue holds', () => {
    const engine = engineWith('0.1');
    seePosition(engine, '0.04', '0.1');
    expect(answer(engine, { type: 'close' })).toMatchObject({ type: 'refused' });
    expect(engine.orders((order) => order.role === 'exit')).toEqual([]);
    seePosition(engine, '-0.05', '0.1');
    expect(questions(engine).at(-1)?.text).toContain('0.1 of the books are not there, and 0.05 the other way that no strategy holds');
    answer(engine, { type: 'close' });
    const exit = engine.active('exit');
    expect(exit).toMatchObject({ side: 'buy', qty: '0.05', reduceOnly: true });
    engine.send(exit);
    engine.fill(exit, '0.05', '46000');
    seePosition(engine, '0', '0.1');
    answer(engine, adopt('default'));
    expect(engine.position()?.qty).toBe('0');
  });

  it('passes while trading is halted', () => {
    const engine = engineWith(null);
    engine.run({ type: 'ask', action: { type: 'kill' }, nonce: 'a'.repeat(16) as never, by: ANN, updateId: null });
    engine.run({ type: 'confirm', nonce: 'a'.repeat(16) as never, by: ANN, idSeed: '0000000000001', updateId: null });
    seePosition(engine, '0.02', '0', spot);
    answer(engine, { type: 'close' });
    expect(engine.active('exit')).toMatchObject({ side: 'sell', qty: '0.02' });
  });
});

describe('the second answer', () => {
  it('changes nothing, whoever gives it', () => {
    const engine = engineWith('0.1');
    seePosition(engine, '0.04', '0.1');
    const first = answerCommand(engine, adopt('default'));
    const second = answerCommand(engine, { type: 'ignore' }, BOB);
    engine.run(first);
    expect(engine.run(second)).toMatchObject({ type: 'skipped' });
    expect(engine.run(first)).toMatchObject({ type: 'skipped' });
    expect(engine.position()?.qty).toBe('0.04');
  });
});

describe('an open order of somebody else', () => {
  it('is told once; an order of ours is none, also while it is in flight', () => {
    const engine = engineWith('0.1');
    const stop = engine.active('stop_loss');
    seeOrder(engine, foreign({ orderId: stop.id }));
    seeOrder(engine, foreign({ venueOrderId: stop.venueOrderId ?? ('' as never) }));
    const signal = engine.alert('BUY BTCUSDT.P qty=0.1');
    engine.price(signal, '45000');
    engine.run({ type: 'begin_submit', orderId: engine.active('entry').id });
    seeOrder(engine, foreign());
    expect(engine.state.discrepancies.size).toBe(0);
    engine.fill(engine.active('entry'), '0.1', '45000');
    engine.placeProtection();
    seeOrder(engine, foreign());
    seeOrder(engine, foreign({ qtyFilled: decimal('0.1') }));
    expect(questions(engine).map(({ title }) => title)).toEqual(['BTC/USDT:USDT: an open order that is not followed']);
  });

  const by = (name: 'qty' | 'limitPrice' | 'stopPrice', value: string): Partial<VenueOrder> => ({ [name]: decimal(value) });
  it.each([by('qty', '0.3'), { side: 'sell' as const }, by('limitPrice', '40001'), by('stopPrice', '41000')])(
    'that is another one by now (%j) is asked about anew: whoever adopts it must see what they get',
    (change) => {
      const engine = engineWith(null);
      seeOrder(engine, foreign());
      const before = only(engine).nonce;
      seeOrder(engine, foreign(change));
      expect(only(engine).subject).toMatchObject({ type: 'order', order: change });
      expect(only(engine).nonce).not.toBe(before);
    },
  );

  it('is over when it is not open any more', () => {
    const engine = engineWith(null);
    seeOrder(engine, foreign());
    engine.run({ type: 'venue_seen', account: PAPER, positions: [], orders: [], gone: [only(engine).key], nonce: engine.nonce() });
    expect(engine.state.discrepancies.size).toBe(0);
  });

  it.each(['TRAILING_STOP_MARKET', 'trailing_stop', 'move_order_stop', 'trailing-stop'])(
    'that trails (%s) moves by itself: nobody is told that it was moved',
    (type) => {
      const engine = engineWith('0.1');
      seeOrder(engine, foreign({ type, side: 'sell', reduceOnly: true, limitPrice: null, stopPrice: decimal('44500') }));
      answer(engine, adopt('default'));
      const order = engine.active('exit');
      const lookUp = (stopPrice: string) => {
        const prices = { stopPrice: decimal(stopPrice), limitPrice: null };
        const found = { orderId: order.id, venueOrderId: 'x1' as VenueOrderId, status: 'open' as const, qty: order.qty, prices, fills: [] };
        engine.run({ type: 'order_looked_up', orderId: order.id, found: { ...found, reason: null } });
        engine.now += 60_000;
      };
      for (const price of ['44500', '44900', '44900', '45300', '45300']) lookUp(price);
      expect(engine.order(order.id)).toMatchObject({ type: 'trailing_stop', status: 'accepted' });
      expect([...engine.state.notifications.values()].filter(({ title }) => title.includes('changed at the venue'))).toEqual([]);
    },
  );

  it('is followed after Adopt: looked up by the id of the venue, its fills counted once', () => {
    const engine = engineWith(null);
    seeOrder(engine, foreign());
    expect(answer(engine, adopt('other'))).toMatchObject({ type: 'done' });
    const order = engine.active('entry');
    expect(order).toMatchObject({ status: 'accepted', venueOrderId: 'x1', takenOver: true, strategy: 'other', limitPrice: '40000' });
    expect(engine.dueTypes()).toContain('look_up_order');
    const fill = { id: 'v-1' as FillId, qty: decimal('0.2'), price: decimal('40000'), fee: decimal('0'), feeCurrency: 'USDT', at: 1 };
    const found = {
      orderId: order.id,
      venueOrderId: 'x1' as VenueOrderId,
      status: 'filled' as const,
      qty: decimal('0.2'),
      fills: [fill],
      reason: null,
    };
    engine.run({ type: 'order_looked_up', orderId: order.id, found });
    engine.run({ type: 'order_looked_up', orderId: order.id, found });
    expect(engine.position(perpetual.symbol, 'other')?.qty).toBe('0.2');
    expect(engine.signal(order.signalId).state).toBe('completed');
  });

  it('that would enter is not adopted while trading is halted; one that leaves is', () => {
    const engine = engineWith('0.1');
    engine.state = { ...engine.state, tradingState: 'halted' };
    seeOrder(engine, foreign());
    expect(answer(engine, adopt('default'))).toMatchObject({ type: 'refused', denial: { code: 'TRADING_HALTED' } });
    answer(engine, { type: 'close' });
    engine.run({ type: 'foreign_cancel_answered', key: only(engine).key, outcome: 'canceled', reason: '', nonce: engine.nonce() });
    seeOrder(engine, foreign({ venueOrderId: 'x2' as VenueOrderId, side: 'sell', reduceOnly: true, qty: decimal('0.1') }));
    expect(answer(engine, adopt('default'))).toMatchObject({ type: 'done' });
    expect(engine.active('exit')).toMatchObject({ reduceOnly: true, status: 'accepted' });
  });

  it('that is ours by its id, and over by the books, can be followed again', () => {
    const engine = engineWith('0.1');
    const stop = engine.active('stop_loss');
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: stop.id, reason: 'by the venue' } });
    engine.run({ type: 'order_looked_up', orderId: stop.id, found: null });
    engine.now += 600_000;
    for (let i = 0; i < 4; i += 1) engine.run({ type: 'order_looked_up', orderId: stop.id, found: null });
    const again = engine.active('stop_loss');
    engine.run({ type: 'begin_submit', orderId: again.id });
    engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: again.id, reason: 'one stop is there already' } });
    const third = engine.orders((order) => order.role === 'stop_loss' && order.status === 'initialized');
    for (const order of third) engine.send(order);
    seeOrder(engine, foreign({ orderId: stop.id, side: 'sell', limitPrice: null, stopPrice: decimal('44000'), reduceOnly: true }));
    expect(only(engine).subject).toMatchObject({ type: 'order', booked: 'canceled' });
    answer(engine, { type: 'close' });
    expect(engine.due().find((work) => work.type === 'cancel_foreign_order')).toBeDefined();
  });

  it('is cancelled by Close: repeated while nobody knows, asked about again when the venue refuses', () => {
    const engine = engineWith(null);
    seeOrder(engine, foreign());
    answer(engine, { type: 'close' });
    const { key } = only(engine);
    const tell = (outcome: 'unavailable' | 'ambiguous' | 'rejected' | 'canceled') =>
      engine.run({ type: 'foreign_cancel_answered', key, outcome, reason: 'because', nonce: engine.nonce() });
    expect(engine.dueTypes()).toContain('cancel_foreign_order');
    tell('ambiguous');
    expect(engine.dueTypes()).not.toContain('cancel_foreign_order');
    engine.now = engine.wakeAt() ?? 0;
    expect(engine.dueTypes()).toContain('cancel_foreign_order');
    tell('rejected');
    expect(only(engine)).toMatchObject({ status: 'open', cancel: null });
    expect(questions(engine).at(-1)?.text).toContain('refuses the cancel: because');
    answer(engine, { type: 'close' });
    tell('canceled');
    expect(engine.state.discrepancies.size).toBe(0);
  });
});

it('the books move by what was adopted, and by nothing else', () => {
  const engine = engineWith('0.1');
  seePosition(engine, '0.04', '0.1');
  const before = engine.position()?.qty ?? decimal('0');
  answer(engine, adopt('default'));
  const adopted = engine.events.flatMap((event) => (event.type === 'share_adopted' ? [event.qty] : []));
  expect(adopted).toEqual([sub(engine.position()?.qty ?? decimal('0'), before)]);
});
