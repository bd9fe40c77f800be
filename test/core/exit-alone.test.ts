// Where nothing is reduce-only, what leaves a position is alone: two orders that sell the same would both fill.

import { describe, expect, it } from 'vitest';
import type { VenueTraits } from '../../src/core/model/account.ts';
import type { VenueOrderId } from '../../src/core/model/ids.ts';
import { WATCH_INTERVAL_MS } from '../../src/core/model/limits.ts';
import { BUY, bothTold, engineAt, exits, foundEnded, foundOpen, notFound, observe, told, withUnansweredStop } from './unanswered-stop.ts';

describe('where nothing is reduce-only, an exit and a stop that may have arrived do not both fill', () => {
  const SPOT_LIKE: Partial<VenueTraits> = { reduceOnly: false, oco: false };

  it('the exit waits for the look-up, and for the end of a stop that was found', () => {
    const { engine, stop } = withUnansweredStop(SPOT_LIKE);
    engine.now += WATCH_INTERVAL_MS;
    observe(engine, '43900');
    expect(exits(engine)).toEqual([]);
    expect(engine.orders(({ role }) => role === 'stop_loss')).toHaveLength(1);
    foundOpen(engine, stop);
    expect(engine.status(stop.id)).toBe('pending_cancel');
    expect(exits(engine)).toEqual([]);
    engine.run({ type: 'begin_cancel', orderId: stop.id });
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: stop.id, reason: 'asked for' } });
    // its last fills are asked for
    expect(exits(engine)).toEqual([]);
    foundEnded(engine, stop, 'canceled');
    expect(exits(engine)).toMatchObject([{ type: 'market', qty: '0.1' }]);
    expect(bothTold(engine)).toEqual([]);
  });

  it('what a stop had filled before its cancel is not sold again, although nobody reported it', () => {
    const engine = engineAt(SPOT_LIKE);
    engine.enter(BUY, '45000');
    const stop = engine.active('stop_loss');
    engine.alert('CLOSE BTCUSDT.P');
    expect(engine.status(stop.id)).toBe('pending_cancel');
    engine.run({ type: 'begin_cancel', orderId: stop.id });
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: stop.id, reason: 'asked for' } });
    expect(exits(engine)).toEqual([]);
    foundEnded(engine, stop, 'canceled', '0.04');
    expect(exits(engine)).toMatchObject([{ type: 'market', qty: '0.06' }]);
  });

  it('an exit that goes beside a stop that the venue refuses to end says so, and not that nobody knows where it is', () => {
    const engine = engineAt(SPOT_LIKE);
    engine.enter(BUY, '45000');
    const stop = engine.active('stop_loss');
    engine.alert('CLOSE BTCUSDT.P');
    engine.run({ type: 'begin_cancel', orderId: stop.id });
    engine.run({ type: 'venue_report', report: { type: 'cancel_rejected', orderId: stop.id, reason: 'Invalid IP.' } });
    foundOpen(engine, stop);
    engine.now += 3_000;
    engine.run({ type: 'clock' });
    expect(exits(engine)).toMatchObject([{ type: 'market', qty: '0.1' }]);
    const [words] = [...engine.state.notifications.values()].filter(({ groupKey }) => groupKey.startsWith('both-may-fill:'));
    expect(words?.text).toMatch(/the venue refuses to end stop-loss \w+: Invalid IP\. It is asked again/);
    // one that is not answered any more is in doubt again
    engine.run({ type: 'cancel_failed', orderId: stop.id, outcome: 'ambiguous', reason: 'no answer' });
    expect(engine.order(stop.id).cancel?.refusal).toBe(null);
  });

  it('an exit that waited to be sent while a stop filled a part is made anew for what is left', () => {
    const engine = engineAt(SPOT_LIKE);
    engine.enter(BUY, '45000');
    const stop = engine.active('stop_loss');
    engine.alert('CLOSE BTCUSDT.P');
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: stop.id, reason: 'asked for' } });
    foundEnded(engine, stop, 'canceled');
    const [first] = exits(engine);
    if (first === undefined) throw new Error('nothing leaves');
    // the venue calls its end too early
    engine.fill(stop, '0.03', '43990');
    expect(engine.run({ type: 'begin_submit', orderId: first.id })).toMatchObject({ type: 'skipped' });
    expect(exits(engine).map(({ status, qty }) => [status, qty])).toEqual([
      ['canceled', '0.1'],
      ['initialized', '0.07'],
    ]);
  });

  it('an exit that the venue refused while the stop locked the coins goes again the moment that the stop is gone', () => {
    const engine = engineAt({ ...SPOT_LIKE, stopsHoldQuantity: true });
    engine.enter(BUY, '45000');
    const stop = engine.active('stop_loss');
    engine.alert('CLOSE BTCUSDT.P');
    engine.run({ type: 'begin_cancel', orderId: stop.id });
    engine.now += 2_000;
    engine.run({ type: 'clock' });
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const waiting = exits(engine).find(({ status }) => status === 'initialized');
      if (waiting === undefined) break;
      engine.run({ type: 'begin_submit', orderId: waiting.id });
      engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: waiting.id, reason: 'insufficient balance' } });
    }
    expect(exits(engine).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    engine.now += 100;
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: stop.id, reason: 'asked for' } });
    foundEnded(engine, stop, 'canceled');
    expect(exits(engine).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'initialized']);
  });

  it('both have filled: that is told, with what to do about it', () => {
    const { engine, stop } = withUnansweredStop(SPOT_LIKE);
    engine.alert('CLOSE BTCUSDT.P');
    notFound(engine, stop);
    const exit = engine.active('exit');
    engine.send(exit);
    engine.fill(exit, '0.1', '45000');
    expect(told(engine, 'too many sold')).toEqual([]);
    engine.fill(stop, '0.1', '43990');
    expect(told(engine, '0.1 too many sold')).toMatchObject([{ severity: 'alarm' }]);
  });

  it('a stop that is being sent is answered for first', () => {
    const engine = engineAt(SPOT_LIKE);
    engine.price(engine.alert(BUY), '45000');
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, '0.1', '45000');
    const stop = engine.active('stop_loss');
    engine.run({ type: 'begin_submit', orderId: stop.id });
    engine.alert('CLOSE BTCUSDT.P');
    expect(exits(engine)).toEqual([]);
    engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: stop.id, reason: 'no stops now' } });
    expect(exits(engine)).toMatchObject([{ type: 'market', qty: '0.1' }]);
    expect(bothTold(engine)).toEqual([]);
  });

  it.each(['not found', 'no answer'])('one look-up ends the wait, and people hear once that both may fill: %s', (answer) => {
    const { engine, stop } = withUnansweredStop(SPOT_LIKE);
    engine.alert('CLOSE BTCUSDT.P');
    expect(exits(engine)).toEqual([]);
    if (answer === 'not found') notFound(engine, stop);
    else engine.run({ type: 'lookup_failed', orderId: stop.id, reason: answer });
    expect(exits(engine)).toMatchObject([{ type: 'market', qty: '0.1' }]);
    expect(bothTold(engine)).toHaveLength(1);
    // it is looked for all the same, and cancelled as soon as it is seen
    engine.now += 5_000;
    expect(engine.due()).toContainEqual(expect.objectContaining({ type: 'look_up_order', orderId: stop.id }));
    foundOpen(engine, stop);
    expect(engine.status(stop.id)).toBe('pending_cancel');
    engine.run({ type: 'clock' });
    expect(bothTold(engine)).toHaveLength(1);
  });

  it('the look-up does not wait for its turn when an exit waits for it', () => {
    const { engine, stop } = withUnansweredStop(SPOT_LIKE);
    // the later ones are rare
    for (let answers = 0; answers < 6; answers += 1) {
      engine.run({ type: 'lookup_failed', orderId: stop.id, reason: 'no answer' });
      engine.now += 5_000;
    }
    engine.run({ type: 'lookup_failed', orderId: stop.id, reason: 'no answer' });
    expect(engine.dueTypes()).not.toContain('look_up_order');
    engine.alert('CLOSE BTCUSDT.P');
    expect(engine.due()).toContainEqual(expect.objectContaining({ type: 'look_up_order', orderId: stop.id }));
    // asked for once: an answer that says nothing new does not start it over
    engine.run({ type: 'lookup_failed', orderId: stop.id, reason: 'no answer' });
    expect(engine.dueTypes()).not.toContain('look_up_order');
    expect(exits(engine)).toMatchObject([{ type: 'market', qty: '0.1' }]);
  });

  it('a target is watched by us while the stop stands at the venue', () => {
    const engine = engineAt(SPOT_LIKE);
    engine.enter(`${BUY} tp=46000`, '45000');
    expect(engine.orders(({ role }) => role === 'take_profit')).toEqual([]);
    observe(engine, '46000');
    expect(engine.active('stop_loss').status).toBe('pending_cancel');
  });

  it('no stop is placed beside an exit that somebody takes back, until it is known what that has filled', () => {
    const engine = engineAt(SPOT_LIKE);
    engine.enter(BUY, '45000');
    const before = engine.active('stop_loss');
    engine.alert('CLOSE BTCUSDT.P');
    foundEnded(engine, before, 'canceled');
    const exit = engine.active('exit');
    engine.run({ type: 'begin_submit', orderId: exit.id });
    engine.run({ type: 'cancel_order', orderId: exit.id, by: 'ann', updateId: null });
    const stops = () => engine.orders(({ role, id }) => role === 'stop_loss' && id !== before.id);
    expect(stops()).toEqual([]);
    engine.run({ type: 'venue_report', report: { type: 'accepted', orderId: exit.id, venueOrderId: 'v2' as VenueOrderId } });
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: exit.id, reason: 'asked for' } });
    expect(stops()).toEqual([]);
    foundEnded(engine, exit, 'canceled', '0.06');
    expect(stops()).toMatchObject([{ qty: '0.04', stopPrice: '44000' }]);
  });

  it('nor beside an order of an exit that was given up, as long as it works', () => {
    const engine = engineAt(SPOT_LIKE);
    engine.enter(BUY, '45000');
    const before = engine.active('stop_loss');
    engine.alert('CLOSE BTCUSDT.P');
    foundEnded(engine, before, 'canceled');
    const exit = engine.active('exit');
    engine.run({ type: 'begin_submit', orderId: exit.id });
    engine.run({ type: 'venue_report', report: { type: 'accepted', orderId: exit.id, venueOrderId: 'v2' as VenueOrderId } });
    // another order of the same intent was cancelled by a person
    const given = { ...engine.state, exits: engine.state.exits.clear() };
    engine.state = given;
    engine.now += WATCH_INTERVAL_MS;
    engine.fill(exit, '0.04', '45000');
    expect(engine.orders(({ role, id }) => role === 'stop_loss' && id !== before.id)).toEqual([]);
    engine.fill(exit, '0.06', '45000');
    expect(engine.position()?.qty).toBe('0');
  });

  it('a stop that is found filled was the exit', () => {
    const { engine, stop } = withUnansweredStop(SPOT_LIKE);
    engine.now += WATCH_INTERVAL_MS;
    observe(engine, '43900');
    engine.fill(stop, '0.1', '43990');
    expect(exits(engine)).toEqual([]);
    expect(engine.position()?.qty).toBe('0');
  });

  it('a close that rests at its limit keeps no stop from being placed anew', () => {
    const engine = engineAt(SPOT_LIKE);
    engine.enter(BUY, '45000');
    const before = engine.active('stop_loss');
    engine.alert('{"action":"close","symbol":"BTCUSDT.P","order_type":"limit","limit_price":46000}');
    engine.send(engine.active('exit'));
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: before.id, reason: 'by hand' } });
    foundEnded(engine, before, 'canceled');
    expect(engine.active('stop_loss')).toMatchObject({ status: 'initialized', stopPrice: '44000' });
  });

  it('a close at its limit that is not sent yet and a part at market do not take each other back for ever', () => {
    const engine = engineAt(SPOT_LIKE);
    engine.enter(BUY, '45000');
    const stop = engine.active('stop_loss');
    engine.alert('{"action":"close","symbol":"BTCUSDT.P","order_type":"limit","limit_price":46000}');
    engine.alert('CLOSE BTCUSDT.P 50%');
    foundEnded(engine, stop, 'canceled');
    const sent = exits(engine).filter(({ status }) => status === 'initialized');
    expect(sent.map(({ type, qty }) => [type, qty])).toEqual([
      ['limit', '0.05'],
      ['market', '0.05'],
    ]);
  });

  it('a stop is not placed while a target is on its way out, nor before it is known what that has filled', () => {
    const engine = engineAt(SPOT_LIKE);
    engine.enter('BUY BTCUSDT.P @ 45000 qty=0.1 tp=46000', '45000');
    const target = engine.active('take_profit');
    engine.alert('{"action":"modify","symbol":"BTCUSDT.P","stop_loss":44000}');
    expect(engine.status(target.id)).toBe('pending_cancel');
    expect(engine.orders(({ role }) => role === 'stop_loss')).toEqual([]);
    foundEnded(engine, target, 'canceled', '0.03');
    expect(engine.active('stop_loss')).toMatchObject({ qty: '0.07', stopPrice: '44000' });
  });

  it.each([true, false])(
    'a stop that takes the place of another waits for what that has filled, two seconds at most: answered %s',
    (answered) => {
      const engine = engineAt({ ...SPOT_LIKE, modify: false });
      engine.price(engine.alert(BUY), '45000');
      const entry = engine.active('entry');
      engine.send(entry);
      engine.fill(entry, '0.05', '45000');
      engine.placeProtection();
      const first = engine.active('stop_loss');
      engine.now += 1_000;
      engine.fill(entry, '0.05', '45000');
      engine.run({ type: 'begin_cancel', orderId: first.id });
      engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: first.id, reason: 'asked for' } });
      const stops = () => engine.orders(({ role, id }) => role === 'stop_loss' && id !== first.id);
      engine.run({ type: 'lookup_failed', orderId: first.id, reason: 'no answer' });
      expect(stops()).toEqual([]);
      if (answered) foundEnded(engine, first, 'canceled', '0.02');
      else {
        engine.now += 2_000;
        expect(engine.dueTypes()).toContain('clock');
        engine.run({ type: 'clock' });
      }
      expect(stops()).toMatchObject([{ qty: answered ? '0.08' : '0.1' }]);
      expect(bothTold(engine).map(({ title }) => title)).toEqual(
        answered ? [] : ['BTC/USDT:USDT: the new stop-loss and the stop-loss may both fill'],
      );
    },
  );

  it('a venue that answers nothing delays the exit for two seconds at most', () => {
    const { engine } = withUnansweredStop(SPOT_LIKE);
    engine.now += WATCH_INTERVAL_MS;
    observe(engine, '43900');
    engine.now += 1_999;
    engine.run({ type: 'clock' });
    expect(exits(engine)).toEqual([]);
    engine.now += 1;
    expect(engine.dueTypes()).toContain('clock');
    engine.run({ type: 'clock' });
    expect(exits(engine)).toHaveLength(1);
  });
});
