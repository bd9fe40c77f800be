// Owns: how often people hear of what a venue refuses in the same words, and that what they read of it is of the last time.

import { expect, it } from 'vitest';
import { Engine, settingsWith } from './engine.ts';

const MINUTE_MS = 60_000;

function refuse(engine: Engine, quantity: number): void {
  engine.price(engine.alert(JSON.stringify({ action: 'buy', symbol: 'BTCUSDT.P', quantity })), '50000');
  const { id: orderId } = engine.active('entry');
  engine.run({ type: 'begin_submit', orderId });
  engine.run({ type: 'venue_report', report: { type: 'rejected', orderId, reason: 'this address is not registered' } });
}
const told = (engine: Engine): number =>
  engine.state.notifications
    .valueSeq()
    .filter(({ title }) => title.startsWith('Order rejected'))
    .reduce((sum, { count }) => sum + count, 0);

it('is once an hour, however often they come: what nobody was told of keeps nothing back', () => {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  const counts = [1, 2, 3, 4, 5].map((quantity) => {
    refuse(engine, quantity);
    engine.now += 40 * MINUTE_MS;
    return told(engine);
  });
  expect(counts).toEqual([1, 1, 2, 2, 3]);
});

it('an alarm that takes in the next ones says of all its words how it stands now', () => {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  engine.enter(JSON.stringify({ action: 'buy', symbol: 'BTCUSDT.P', quantity: 1 }), '50000');
  engine.alert('CLOSE BTCUSDT.P');
  for (const reason of ['the token has ended', 'the token has ended', 'no margin']) {
    const { id: orderId } = engine.active('exit');
    engine.run({ type: 'begin_submit', orderId });
    engine.run({ type: 'venue_report', report: { type: 'rejected', orderId, reason } });
    engine.now += 5_000;
    engine.run({ type: 'clock' });
  }
  const alarms = engine.state.notifications.valueSeq().filter(({ groupKey }) => groupKey.startsWith('exit-retry:'));
  expect(alarms.toArray()).toMatchObject([{ count: 3, title: 'Closing BTC/USDT:USDT failed 3 times' }]);
  expect(alarms.first()?.text).toContain('no margin');
});
