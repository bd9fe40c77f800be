// Orders that wait for a price or a time, in the real application: set in the chat or by an alert, over restarts, listed, taken back, met.

import { afterEach, expect, it } from 'vitest';
import { House } from './house.ts';

const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 100000 }, prices: signal }
strategies:
  default: { account: paper, approval: confirm }
  ticker: { account: paper, approval: auto }
`;

let house: House | null = null;
async function open(): Promise<House> {
  house = await House.open({ configYaml: CONFIG });
  return house;
}
afterEach(async () => {
  await house?.close();
  house = null;
});

/** The account's prices are those of its alerts. */
const price = async (h: House, last: number): Promise<void> => {
  await h.inState(await h.alert(`BUY BTCUSDT.P @ ${last} qty=0.001`, '/webhook/ticker'), 'completed');
};

it('/when sets one by a second tap; it outlives a restart, and is sent without another question when it is met', async () => {
  const h = await open();
  await price(h, 49000);
  await h.client.say('/when BTCUSDT.P above 50000 buy 0.1 sl=48000');
  const explanation = await h.message('It would wait', 'it waits until BTC/USDT:USDT above 50000');
  expect(explanation.text).toContain('nobody is asked again');
  expect(h.app.dispatcher.snapshot().parked.size).toBe(0);
  await h.press('Set it');
  await h.message('Waits for BTC/USDT:USDT above 50000');
  await h.restart();
  expect(h.app.dispatcher.snapshot().parked.size).toBe(1);
  await h.client.say('/waiting');
  await h.message('Waits for BTC/USDT:USDT above 50000');
  await price(h, 49900);
  expect(h.app.dispatcher.snapshot().parked.size).toBe(1);
  await price(h, 50010);
  await h.message('Filled: 0.1 BTC');
  const positions = await h.positions();
  expect(positions.find(({ strategy }) => strategy === 'default')).toMatchObject({ quantity: '0.1', stop_loss: '48000' });
  expect(h.app.dispatcher.snapshot().parked.size).toBe(0);
});

it('a level that the market has left behind is met at the price of the market, and does not move it', async () => {
  house = await House.open();
  const h = house;
  await h.alert('BUY BTCUSDT @ 45000 qty=0.1');
  await h.press('Approve');
  await h.message('Filled: 0.1 BTC');
  await h.client.say('/when BTCUSDT below 60000 buy 0.1');
  const explained = await h.message('It would wait, and be done when its condition is met');
  expect(explained.text).toContain('approval: passes by rule, nobody is asked');
  expect(explained.text).toMatch(/The price is 4\d{4}[\d.]*: below 60000 is met already, so it would be done as soon as it is set/);
  await h.press('Set it');
  await h.until('both', async () => (await h.positions())[0]?.['quantity'] === '0.2');
  const [position] = await h.positions();
  expect(Number(position?.['entry_price'])).toBeLessThan(46000);
  expect(Number(position?.['price'])).toBeLessThan(46000);
});

it('/when says that a level is a slip of the decimal point', async () => {
  house = await House.open();
  await house.client.say('/when BTCUSDT below 44.000 close');
  await house.message('price below 44', '44 is far from the price 4', 'Thousands are not grouped: 44000, not 44.000');
});

it('/when says where an order would be refused if its turn came now', async () => {
  house = await House.open();
  await house.client.say('/when BTCUSDT above 50000 buy');
  await house.message('It would wait; if its condition were met now, it would be refused', 'the alert has no quantity');
});

it('/when says what it does not understand, and sets nothing', async () => {
  const h = await open();
  await h.client.say('/when BTCUSDT.P buy 0.1');
  await h.message('The condition is not understood: it names neither a price nor a time', '/when BTCUSDT above 50000 buy 0.1');
  await h.client.say('/when BTCUSDT.P above 50000 buy 0.1 please');
  await h.message('Not taken as an alert');
  expect(h.app.dispatcher.snapshot().prompts.size).toBe(0);
});

it('an alert that waits is shown on a card and in /waiting, and a button takes it back', async () => {
  const h = await open();
  await price(h, 49000);
  const body = '{"action":"BUY","ticker":"BTCUSDT.P","quantity":0.1,"entry_price":49000,"condition":{"price_above":50000}}';
  const id = await h.alert(body);
  expect(await h.signalState(id)).toBe('received');
  await h.message('Waits for BTC/USDT:USDT above 50000');
  await h.restart();
  await h.client.say('/waiting');
  await h.press('Cancel 1');
  await h.inState(id, 'declined');
  await h.message('No order waits for a price or a time');
  await price(h, 50010);
  expect((await h.orders()).filter(({ strategy }) => strategy === 'default')).toEqual([]);
});

it('an alert that waits asks, as its strategy says, when it is met', async () => {
  const h = await open();
  await price(h, 49000);
  const id = await h.alert('BUY BTCUSDT.P qty=0.1 when below 48000');
  await price(h, 47990);
  await h.inState(id, 'completed');
  await h.press('Approve');
  await h.message('Filled: 0.1 BTC');
});

it('a time comes over a restart, and one that is over while nothing runs is told', async () => {
  const h = await open();
  await price(h, 49000);
  await h.client.say('/when ticker BTCUSDT.P at 10:30 buy 0.2');
  await h.press('Set it');
  await h.message('Waits for 10:30:00');
  const late = await h.alert('BUY BTCUSDT.P qty=0.3 when at 11:00');
  await h.restart();
  await h.clock.advance(Date.UTC(2026, 0, 5, 10, 29, 55) - h.clock.now());
  await h.message('Filled: 0.2 BTC');
  await h.stop();
  await h.clock.advance(3_600_000);
  await h.start();
  await h.inState(late, 'expired');
  await h.message('An order has waited in vain', 'while Signalman did not run');
});

it('/webhook/test says that it would wait, and for what', async () => {
  const h = await open();
  await price(h, 49000);
  const answer = await h.client.alert('BUY BTCUSDT.P qty=0.1 when crosses 50000 after 15:30', '/webhook/test');
  const verdict = answer.body['verdict'] as { would: string; checks: { check: string; detail: string }[] };
  expect(answer.body['condition']).toEqual({ price_crosses: 50000, after: '15:30', until: null });
  expect(verdict.would).toBe('ask');
  expect(verdict.checks[0]).toMatchObject({
    check: 'condition',
    detail: 'it waits until BTC/USDT:USDT crosses 50000, looked at from 2026-01-05 15:30 on; dropped at 2026-01-12 15:30 (UTC)',
  });
});

it('/pause names what waits and what becomes of it; met meanwhile it is refused, and after /resume the rest is worked', async () => {
  const h = await open();
  await price(h, 49000);
  for (const level of [50000, 52000]) {
    await h.client.say(`/when BTCUSDT.P above ${level} buy 0.1 sl=48000`);
    await h.message(`it waits until BTC/USDT:USDT above ${level}`);
    await h.press('Set it');
    await h.message(`Waits for BTC/USDT:USDT above ${level}`);
  }
  await h.client.say('/pause default');
  await h.message(
    'default is paused',
    'An entry whose turn comes during the pause is refused and is over',
    'Waits for BTC/USDT:USDT above 50000',
    'Waits for BTC/USDT:USDT above 52000',
  );
  await h.client.say('/orders');
  await h.message('2 wait for a price or a time: /waiting; ⏸ 2 would be refused if met now');
  await h.client.say('/waiting');
  await h.message('Refused if its turn comes now: strategy default was paused');
  await price(h, 50010);
  await h.message('STRATEGY_PAUSED');
  expect(h.app.dispatcher.snapshot().parked.size).toBe(1);
  await h.restart();
  await h.client.say('/resume default');
  await h.message('running again', '1 order waits for a price or a time and will be worked');
  await price(h, 52010);
  await h.message('Filled: 0.1 BTC');
  expect((await h.positions()).find(({ strategy }) => strategy === 'default')).toMatchObject({ quantity: '0.1' });
});

it('/pause says what was sent before and may still fill, and that a way out passes', async () => {
  const h = await open();
  await price(h, 49000);
  await h.inState(await h.alert('BUY BTCUSDT.P limit=45000 qty=0.001', '/webhook/ticker'), 'working');
  await h.client.say('/when BTCUSDT.P below 48000 close');
  await h.press('Set it');
  await h.message('Waits for BTC/USDT:USDT below 48000');
  await h.client.say('/pause');
  await h.message(
    'Every strategy is paused',
    'These ways out wait on, and pass',
    'Sent before, and may still fill: 1 entry order (/orders)',
  );
});
