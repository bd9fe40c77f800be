// Owns: a stop above the freeze quantity at Dhan of which a part is not taken, or taken away: the chat says how much it covers, the missing
// part is placed again by itself, and where it cannot be the position is left. Nothing of it goes in circles.

import { expect, it } from 'vitest';
import type { SliceFaults } from '../venues/dhan-slice-faults.ts';
import { dhanHouses, type DhanHouse, minutes } from './dhan-house.ts';

const open = dhanHouses();
const FUTURE = 'NFO:NIFTY-2026-01-27-FUT';
const AT = 'NSE_FNO:35001';

const resting = ({ exchange }: DhanHouse): readonly string[] =>
  exchange
    .openOrders()
    .map(({ side, qty, stopPrice }) => `${side} ${qty} ${String(stopPrice)}`)
    .sort();
const changes = ({ server }: DhanHouse): number =>
  server.attempts.filter(({ kind }) => kind === 'submit' || kind === 'cancel' || kind === 'modify').length;

/** Thirty lots are held, without a stop. */
async function holding(slices: SliceFaults, strategy = ''): Promise<DhanHouse> {
  const house = await open({
    at: '2026-01-05 10:00',
    product: 'M',
    cash: '10000000',
    prices: { [AT]: '100' },
    front: { slices },
    strategy,
  });
  const { h } = house;
  await h.inState(await h.alert(JSON.stringify({ action: 'buy', symbol: FUTURE, quantity: 1950 })), 'completed');
  await h.message('LONG 1950');
  return house;
}

it('a slice of the stop that is refused is told, and placed again beside the others', async () => {
  const house = await open({
    at: '2026-01-05 10:00',
    product: 'M',
    cash: '10000000',
    prices: { [AT]: '100' },
    front: { slices: { refused: 1 } },
  });
  const { h, exchange } = house;
  await h.inState(await h.alert(JSON.stringify({ action: 'buy', symbol: FUTURE, quantity: 1755, sl: 90 })), 'completed');
  await h.message('Stop-loss 90 in place for 1755');
  await h.inState(await h.alert(JSON.stringify({ action: 'buy', symbol: FUTURE, quantity: 195 })), 'completed');
  const told = await h.message('the stop covers 1755 of 1950');
  expect(told.text).toContain('RMS: margin of the day exceeded');
  await h.until('the missing part', () => resting(house).join() === 'sell 1755 90,sell 195 90');
  await h.message('Stop-loss 90 in place for 1950');
  const sent = changes(house);
  await minutes(house, 5);
  expect(changes(house)).toBe(sent);
  expect(resting(house)).toEqual(['sell 1755 90', 'sell 195 90']);
  exchange.movePrice(AT, '89');
  await h.until('it to be left', () => exchange.ledger.position(AT).qty === '0');
  await minutes(house, 1);
  expect([exchange.ledger.position(AT).qty, ...resting(house)]).toEqual(['0']);
  expect(await h.positions()).toEqual([]);
}, 60_000);

it('a stop in two orders is moved, halved and taken back as one', async () => {
  const slices: SliceFaults = {};
  const house = await holding(slices);
  const { h } = house;
  slices.refused = 1;
  await h.client.say(`/stop ${FUTURE} 90`);
  await h.until('both', () => resting(house).join() === 'sell 1755 90,sell 195 90');
  await h.client.say(`/stop ${FUTURE} 92`);
  await h.until('both at the new price', () => resting(house).join() === 'sell 1755 92,sell 195 92');
  await h.press('Close 50 %');
  await h.until('half of it', () => house.exchange.ledger.position(AT).qty === '975');
  await h.until('the stop of the rest', () => resting(house).join() === 'sell 975 92');
  await minutes(house, 1);
  await h.client.say(`/close ${FUTURE}`);
  await h.until('nothing to be left', () => house.exchange.ledger.position(AT).qty === '0' && resting(house).length === 0);
}, 60_000);

it('a slice that a person cancels there is told and placed again, once', async () => {
  const house = await holding({});
  const { h, exchange } = house;
  await h.client.say(`/stop ${FUTURE} 90`);
  await h.until('both slices', () => resting(house).join() === 'sell 1755 90,sell 195 90');
  const large = exchange.openOrders().find(({ qty }) => qty === '1755');
  await minutes(house, 1);
  exchange.cancel(large?.id ?? '');
  await h.message('the stop covers 195 of 1950');
  await h.until('both again', () => resting(house).join() === 'sell 1755 90,sell 195 90');
  const sent = changes(house);
  await minutes(house, 3);
  expect(changes(house)).toBe(sent);
}, 60_000);

/** From now on the venue takes the first slice of a stop and nothing else of it. */
function refusesTheRest(slices: SliceFaults): void {
  slices.refused = 1;
  slices.alone = true;
}

it('what cannot be placed at all is left, as a stop that is refused three times', async () => {
  const slices: SliceFaults = {};
  const house = await holding(slices);
  const { h, exchange } = house;
  refusesTheRest(slices);
  await h.client.say(`/stop ${FUTURE} 90`);
  await h.message('EMERGENCY EXIT');
  await h.until('it to be left', () => exchange.ledger.position(AT).qty === '0');
  await minutes(house, 1);
  expect([exchange.ledger.position(AT).qty, ...resting(house)]).toEqual(['0']);
}, 60_000);

it('who watches instead reads how much is covered, and the level is watched for the rest', async () => {
  const slices: SliceFaults = {};
  const house = await holding(slices, 'protection: { on_stop_failure: watch }');
  const { h, exchange } = house;
  refusesTheRest(slices);
  await h.client.say(`/stop ${FUTURE} 90`);
  await h.message('the stop covers 1755 of 1950');
  const before = changes(house);
  await minutes(house, 20);
  // at once, after 5 s, after 10 s, and then once a minute, until an hour
  expect(changes(house) - before).toBeLessThan(15);
  expect(resting(house)).toEqual(['sell 1755 90']);
  await h.client.say('/positions');
  await h.message('LONG 1950', 'Stop 90 covers 1755 of 1950');
  expect((await h.positions())[0]).toMatchObject({ protected_by: 'signalman' });
  exchange.movePrice(AT, '89');
  await h.until('all of it to be left', () => exchange.ledger.position(AT).qty === '0');
  await minutes(house, 1);
  expect([exchange.ledger.position(AT).qty, ...resting(house)]).toEqual(['0']);
}, 60_000);

it('a request for a stop that ends at a refusal does not go in circles either', async () => {
  const slices: SliceFaults = {};
  const house = await holding(slices);
  const { h } = house;
  slices.endsAt = 1;
  await h.client.say(`/stop ${FUTURE} 90`);
  await h.until('the missing part', () => resting(house).join() === 'sell 1755 90,sell 195 90');
  const sent = changes(house);
  await minutes(house, 5);
  expect(changes(house)).toBe(sent);
}, 60_000);
