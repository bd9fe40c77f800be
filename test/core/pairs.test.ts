// A stop and a target as one order, where the venue can keep them so: when it is used, moved, parted, and what guards what.

import { describe, expect, it } from 'vitest';
import { decodeState, encodeState, migrateState } from '../../src/core/engine/state-codec.ts';
import { PAPER_TRAITS, type VenueTraits } from '../../src/core/model/account.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName, type FillId, type VenueOrderId } from '../../src/core/model/ids.ts';
import type { Instrument } from '../../src/core/model/markets/instrument.ts';
import type { Order } from '../../src/core/model/order.ts';
import { seenOnce } from '../../src/core/positions/evaluate-exits.ts';
import { Engine, perpetual, settingsWith } from './engine.ts';

const PAIRS: Partial<VenueTraits> = {
  stopsHoldQuantity: true,
  oco: false,
  modify: true,
  modifiesWholeOnly: true,
  pairedKinds: ['equity'],
};
const share: Instrument = {
  ...perpetual,
  symbol: 'AAPL',
  kind: 'equity',
  base: 'AAPL',
  quote: 'USD',
  tickSize: decimal('0.01'),
  stepSize: decimal('0.001'),
  qtyMin: decimal('0.001'),
};
const alert = (qty = '10'): string => `BUY AAPL @ 100 qty=${qty} tp=110 sl=95`;

function engineAt(traits: Partial<VenueTraits> = PAIRS): Engine {
  const settings = settingsWith({ approval: { type: 'auto' } });
  const accounts = [...settings.accounts].map(([name, account]) => [name, { ...account, traits: { ...PAPER_TRAITS, ...traits } }] as const);
  return new Engine({ ...settings, accounts: new Map(accounts) });
}

function entered(text = alert()): Engine {
  const engine = engineAt();
  engine.enter(text, '100', share);
  return engine;
}

const active = (engine: Engine): string[] =>
  engine.orders(({ id }) => engine.state.activeOrders.has(id)).map(({ role, type, qty, status }) => `${role} ${type} ${qty} ${status}`);

const pairOf = (engine: Engine): Order => engine.active('stop_loss');
const say = (engine: Engine, order: Order, type: 'canceled' | 'rejected'): void => {
  engine.run({ type: 'venue_report', report: { type, orderId: order.id, reason: 'by the venue' } });
};
const change = (engine: Engine, what: { type: 'stop' | 'target'; price: string }, price: string | null = '100') =>
  engine.run({
    type: 'change_plan',
    signalId: engine.alertCommand('CLOSE AAPL').signalId,
    positionKey: engine.position('AAPL')?.key as never,
    change: { type: what.type, price: decimal(what.price) },
    price: price === null ? null : decimal(price),
    by: { userId: 7, userName: 'ann' },
    updateId: null,
  });

let seed = 0;
function observe(engine: Engine, last: string) {
  seed += 1;
  const quote = { ...engine.quote(last, share), symbol: share.symbol };
  return engine.run({
    type: 'observe_price',
    account: accountName('paper'),
    seen: seenOnce(quote),
    idSeed: seed.toString(16).padStart(13, '0'),
  });
}

/** The venue does what is owed to it for the order, and says so. */
function moveAtVenue(engine: Engine, order: Order): void {
  const reply = engine.run({ type: 'begin_modify', orderId: order.id });
  if (reply.type !== 'modify' || reply.levels === null) throw new Error(`nothing is moved: ${JSON.stringify(reply)}`);
  engine.run({ type: 'venue_report', report: { type: 'amended', orderId: order.id, qty: reply.qty, levels: reply.levels } });
}

describe('a stop and a target where the venue keeps both as one', () => {
  it('are one order with both levels, and the venue guards both', () => {
    const engine = entered();
    expect(active(engine)).toEqual(['stop_loss oco 10 accepted']);
    expect(pairOf(engine)).toMatchObject({ stopPrice: '95', limitPrice: '110', side: 'sell', reduceOnly: true });
    expect(observe(engine, '94')).toMatchObject({ type: 'skipped' });
    expect(observe(engine, '111')).toMatchObject({ type: 'skipped' });
  });

  it.each([
    ['a fraction of a share', alert('10.5')],
    ['a stop alone', 'BUY AAPL @ 100 qty=10 sl=95'],
  ])('are not for %s', (_, text) => {
    const engine = entered(text);
    expect(active(engine)).toEqual([expect.stringMatching(/^stop_loss stop /)]);
  });

  it.each([
    ['an instrument of another kind', { ...PAIRS, pairedKinds: ['option' as const] }],
    ['a venue without it', { ...PAIRS, pairedKinds: [] }],
  ])('are not for %s', (_, traits) => {
    const engine = engineAt(traits);
    engine.enter(alert(), '100', share);
    expect(active(engine)).toEqual(['stop_loss stop 10 accepted']);
    expect(observe(engine, '110')).toMatchObject({ type: 'done' });
  });

  it('end together: a fill of the target leaves nothing behind', () => {
    const engine = entered();
    engine.fill(pairOf(engine), '10', '110');
    expect(active(engine)).toEqual([]);
    expect(engine.position('AAPL')).toMatchObject({ qty: '0', plan: null });
  });

  it('keep what a part of the target has left, and nothing is resized', () => {
    const engine = entered();
    engine.fill(pairOf(engine), '4', '110');
    expect(active(engine)).toEqual(['stop_loss oco 10 partially_filled']);
    expect(engine.dueTypes()).not.toContain('modify_order');
    engine.fill(pairOf(engine), '6', '94');
    expect(engine.position('AAPL')).toMatchObject({ qty: '0' });
  });

  it('move in place, one or both, and are never gone meanwhile', () => {
    const engine = entered();
    const pair = pairOf(engine);
    change(engine, { type: 'stop', price: '97' });
    expect(active(engine)).toEqual(['stop_loss oco 10 pending_modify']);
    change(engine, { type: 'target', price: '115' });
    expect(engine.order(pair.id).modify).toMatchObject({ qty: '10', levels: { stopPrice: '97', limitPrice: '115' } });
    expect(observe(engine, '96')).toMatchObject({ type: 'skipped' });
    moveAtVenue(engine, pair);
    expect(engine.order(pair.id)).toMatchObject({ status: 'accepted', stopPrice: '97', limitPrice: '115', modify: null });
    expect(engine.dueTypes()).not.toContain('modify_order');
  });

  it('whose move the venue does not answer guard nothing after a watch interval, whatever is wished meanwhile, until it does', () => {
    const engine = entered();
    const pair = pairOf(engine);
    change(engine, { type: 'stop', price: '97' });
    engine.run({ type: 'begin_modify', orderId: pair.id });
    engine.now += 3_000;
    change(engine, { type: 'stop', price: '98' });
    expect(observe(engine, '97.5')).toMatchObject({ type: 'skipped' });
    engine.now += 2_000;
    engine.run({ type: 'clock' });
    const said = () => [...engine.state.notifications.values()].filter(({ title }) => title.includes('the stop')).map(({ title }) => title);
    expect(said()).toEqual(['AAPL: the venue has not confirmed the stop']);
    const answered = decodeState(JSON.parse(JSON.stringify(encodeState(engine.state))));
    expect(observe(engine, '97.5')).toMatchObject({ type: 'done' });
    expect([engine.state.exits.size, engine.order(pair.id).status]).toEqual([1, 'pending_cancel']);
    engine.state = answered;
    engine.run({
      type: 'venue_report',
      report: { type: 'amended', orderId: pair.id, qty: decimal('10'), levels: { stopPrice: decimal('97'), limitPrice: decimal('110') } },
    });
    expect(observe(engine, '97.5')).toMatchObject({ type: 'skipped' });
    moveAtVenue(engine, engine.order(pair.id));
    expect(said()).toEqual(['AAPL: the venue has not confirmed the stop', 'AAPL: the stop is in place']);
    engine.now += 60_000;
    expect(observe(engine, '97.5')).toMatchObject({ type: 'skipped' });
  });

  it('whose move was answered half are asked for the other half', () => {
    const engine = entered();
    const pair = pairOf(engine);
    change(engine, { type: 'stop', price: '97' });
    change(engine, { type: 'target', price: '115' });
    engine.run({ type: 'begin_modify', orderId: pair.id });
    engine.run({ type: 'modify_failed', orderId: pair.id, outcome: 'ambiguous', reason: 'no answer' });
    const found = {
      orderId: pair.id,
      venueOrderId: 'v-2' as VenueOrderId,
      status: 'open' as const,
      qty: decimal('10'),
      levels: { stopPrice: decimal('97'), limitPrice: decimal('110') },
      fills: [],
      reason: null,
    };
    engine.run({ type: 'order_looked_up', orderId: pair.id, found });
    expect(engine.order(pair.id)).toMatchObject({ status: 'pending_modify', stopPrice: '97', limitPrice: '110', inquiry: null });
    engine.now += 10_000;
    expect(engine.dueTypes()).toContain('modify_order');
    moveAtVenue(engine, pair);
    expect(engine.order(pair.id)).toMatchObject({ status: 'accepted', limitPrice: '115' });
  });

  it('that somebody moves by hand go back to where the plan has them', () => {
    const engine = entered();
    engine.now += 60_000;
    const levels = { stopPrice: decimal('90'), limitPrice: decimal('110') };
    engine.run({ type: 'venue_report', report: { type: 'amended', orderId: pairOf(engine).id, qty: decimal('10'), levels } });
    expect(pairOf(engine)).toMatchObject({ status: 'pending_modify', stopPrice: '90', modify: { levels: { stopPrice: '95' } } });
    moveAtVenue(engine, pairOf(engine));
    expect(pairOf(engine)).toMatchObject({ status: 'accepted', stopPrice: '95', limitPrice: '110' });
    const told = [...engine.state.notifications.values()].filter(({ title }) => title.includes('changed at the venue'));
    expect(told.map(({ text }) => text)).toEqual([expect.stringContaining('stop 95 → 90')]);
  });

  it('that the venue rounds by a tick stay where they are, and a move that it rounds has arrived', () => {
    const engine = entered();
    engine.now += 60_000;
    const amended = (stop: string) => {
      const levels = { stopPrice: decimal(stop), limitPrice: decimal('110') };
      engine.run({ type: 'venue_report', report: { type: 'amended', orderId: pairOf(engine).id, qty: decimal('10'), levels } });
    };
    amended('94.99');
    expect(pairOf(engine)).toMatchObject({ status: 'accepted', stopPrice: '95', modify: null });
    change(engine, { type: 'stop', price: '97' });
    engine.run({ type: 'begin_modify', orderId: pairOf(engine).id });
    amended('96.99');
    expect(pairOf(engine)).toMatchObject({ status: 'accepted', stopPrice: '97', modify: null });
    const told = [...engine.state.notifications.values()].filter(({ title }) => title.includes('changed at the venue'));
    expect(told).toEqual([]);
    engine.now += 60_000;
    amended('96.98');
    expect(pairOf(engine)).toMatchObject({ status: 'pending_modify', stopPrice: '96.98' });
  });

  it('whose levels are told of another order change nothing of it', () => {
    const engine = engineAt({ ...PAIRS, pairedKinds: [] });
    engine.enter(alert(), '100', share);
    const stop = pairOf(engine);
    const levels = { stopPrice: decimal('90'), limitPrice: decimal('110') };
    engine.run({ type: 'venue_report', report: { type: 'amended', orderId: stop.id, qty: decimal('10'), levels } });
    expect(engine.order(stop.id)).toMatchObject({ type: 'stop', stopPrice: '95', limitPrice: null });
  });

  it('that the venue does not move are cancelled and ordered anew, and we watch until they stand', () => {
    const engine = entered();
    const pair = pairOf(engine);
    change(engine, { type: 'stop', price: '97' });
    engine.run({ type: 'begin_modify', orderId: pair.id });
    engine.run({ type: 'modify_failed', orderId: pair.id, outcome: 'rejected', reason: 'order is not open' });
    expect(active(engine)).toEqual(['stop_loss oco 10 pending_cancel']);
    say(engine, pair, 'canceled');
    expect(active(engine)).toEqual(['stop_loss oco 10 initialized']);
    expect(pairOf(engine)).toMatchObject({ stopPrice: '97', limitPrice: '110' });
    expect(observe(engine, '96.5')).toMatchObject({ type: 'done' });
  });

  it('that the venue refuses leave the stop there alone, and it is told; another level tries both again', () => {
    const engine = engineAt();
    const signal = engine.alert(alert());
    engine.price(signal, '100', share);
    engine.send(engine.active('entry'));
    engine.fill(engine.active('entry'), '10', '100');
    engine.run({ type: 'begin_submit', orderId: pairOf(engine).id });
    say(engine, pairOf(engine), 'rejected');
    expect(active(engine)).toEqual(['stop_loss stop 10 initialized']);
    expect([...engine.state.notifications.values()].map(({ title }) => title)).toContain('AAPL: only the stop-loss stands at the venue');
    engine.placeProtection();
    expect(observe(engine, '94')).toMatchObject({ type: 'skipped' });
    const stop = pairOf(engine);
    change(engine, { type: 'target', price: '120' });
    expect(engine.order(stop.id).status).toBe('pending_cancel');
    say(engine, stop, 'canceled');
    expect(pairOf(engine)).toMatchObject({ type: 'oco', stopPrice: '95', limitPrice: '120' });
  });

  it('that the venue refuses keep the target with us', () => {
    const engine = engineAt();
    const signal = engine.alert(alert());
    engine.price(signal, '100', share);
    engine.send(engine.active('entry'));
    engine.fill(engine.active('entry'), '10', '100');
    engine.run({ type: 'begin_submit', orderId: pairOf(engine).id });
    say(engine, pairOf(engine), 'rejected');
    engine.placeProtection();
    expect(observe(engine, '110')).toMatchObject({ type: 'done' });
  });

  it('wait for the end of an entry that fills in parts: its stop grows in place until then', () => {
    const engine = engineAt();
    const signal = engine.alert(alert());
    engine.price(signal, '100', share);
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, '4', '100');
    engine.placeProtection();
    expect(active(engine)).toContain('stop_loss stop 4 accepted');
    engine.fill(entry, '3', '100');
    expect(pairOf(engine).modify).toMatchObject({ qty: '7' });
    engine.run({ type: 'venue_report', report: { type: 'amended', orderId: pairOf(engine).id, qty: decimal('7') } });
    const stop = pairOf(engine);
    engine.fill(entry, '3', '100');
    expect(engine.order(stop.id).status).toBe('pending_cancel');
    say(engine, stop, 'canceled');
    expect(active(engine)).toEqual(['stop_loss oco 10 initialized']);
  });

  it('stay as they are while more is bought, and grow with it', () => {
    const engine = entered();
    const pair = pairOf(engine);
    const more = engine.alert('BUY AAPL @ 100 qty=5');
    engine.price(more, '100', share);
    engine.send(engine.active('entry'));
    expect(engine.order(pair.id).status).toBe('accepted');
    engine.fill(engine.active('entry'), '5', '100');
    expect(engine.order(pair.id).status).toBe('pending_cancel');
    say(engine, pair, 'canceled');
    expect(active(engine)).toEqual(['stop_loss oco 15 initialized']);
  });

  it('are taken away before an exit, since they lock the quantity', () => {
    const engine = entered();
    const pair = pairOf(engine);
    engine.alert('CLOSE AAPL');
    expect(engine.order(pair.id).status).toBe('pending_cancel');
    say(engine, pair, 'canceled');
    expect(engine.active('exit')).toMatchObject({ qty: '10', type: 'market' });
  });

  it('are both cancelled by who cancels the order', () => {
    const engine = entered();
    engine.run({ type: 'cancel_order', orderId: pairOf(engine).id, by: 'ann', updateId: null });
    expect(engine.position('AAPL')?.plan).toMatchObject({ stopLoss: null, takeProfit: null });
    expect([...engine.state.notifications.values()].map(({ title }) => title)).toContain('Stop-loss and take-profit removed');
  });

  it('are read again as they were stored, in the middle of a move', () => {
    const engine = entered();
    change(engine, { type: 'stop', price: '97' });
    engine.state = decodeState(migrateState(JSON.parse(JSON.stringify(encodeState(engine.state)))));
    expect(pairOf(engine)).toMatchObject({ type: 'oco', limitPrice: '110', modify: { levels: { stopPrice: '97', limitPrice: '110' } } });
    moveAtVenue(engine, pairOf(engine));
    expect(pairOf(engine)).toMatchObject({ status: 'accepted', stopPrice: '97' });
  });

  it('take the place of a stop that an older version has placed alone', () => {
    const engine = engineAt({ ...PAIRS, pairedKinds: [] });
    engine.enter(alert(), '100', share);
    const before = pairOf(engine);
    const { settings } = engineAt();
    const after = new Engine(settings);
    after.now += 60_000;
    after.state = decodeState(migrateState(JSON.parse(JSON.stringify(encodeState(engine.state)))));
    change(after, { type: 'target', price: '112' });
    expect(after.order(before.id).status).toBe('pending_cancel');
    say(after, before, 'canceled');
    expect(pairOf(after)).toMatchObject({ type: 'oco', stopPrice: '95', limitPrice: '112' });
  });

  it('count as a stop only where the stop has filled', () => {
    for (const [price, count] of [
      ['94', 1],
      ['110', 0],
    ] as const) {
      const engine = entered();
      // what was paid in fees makes a loss of it
      const fill = {
        id: 'f' as FillId,
        qty: decimal('10'),
        price: decimal(price),
        fee: decimal('500'),
        feeCurrency: 'USDT',
        at: engine.now,
      };
      const order = pairOf(engine);
      engine.run({ type: 'venue_report', report: { type: 'filled', orderId: order.id, venueOrderId: 'v' as VenueOrderId, fill } });
      // the timeline names the leg, and not the role of the order
      const lines = engine.signal(order.signalId).timeline.filter(({ event }) => event === 'order_filled');
      expect(lines.at(-1)?.detail).toMatch(count === 1 ? /^stop-loss / : /^take-profit /);
      const rows = [...engine.state.riskBook.ledgers.values()].map(({ stopsInRow }) => stopsInRow);
      expect(Math.max(...rows)).toBe(count);
    }
  });
});
