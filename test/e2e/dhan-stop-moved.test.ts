// Owns: the stop of a position at Dhan in the hands of its operator: moved, to break-even, trailed, taken away there by hand, and half
// of the position closed. One stop rests at the exchange, of the right size, and the chat says where.

import { expect, it } from 'vitest';
import { dhanHouses, type DhanHouse, minutes, SHARE_AT } from './dhan-house.ts';

const open = dhanHouses();
const resting = ({ exchange }: DhanHouse): string =>
  exchange
    .openOrders()
    .map(({ side, qty, stopPrice }) => `${side} ${qty} ${String(stopPrice)}`)
    .join();
const rests = (house: DhanHouse, stop: string): Promise<boolean> => house.h.until(`the stop ${stop}`, () => resting(house) === stop);

async function holding(): Promise<DhanHouse> {
  const house = await open({ at: '2026-01-05 10:00' });
  const { h } = house;
  await h.inState(await h.alert('BUY RELIANCE qty=10 sl=1450 tp=1600'), 'completed');
  await h.message('Stop-loss 1450 in place for 10');
  return house;
}

it('is moved by word, to break-even by a tap, and shrinks with the half that is closed', async () => {
  const house = await holding();
  const { h, exchange } = house;
  await h.client.say('/stop RELIANCE 1470');
  await rests(house, 'sell 10 1470');
  await h.message('Stop-loss 1470 in place for 10');
  exchange.movePrice(SHARE_AT, '1550');
  await minutes(house, 1);
  await h.press('Break-even');
  await rests(house, 'sell 10 1500.05');
  await h.press('Close 50 %');
  await h.until('half of it', () => exchange.ledger.position(SHARE_AT).qty === '5');
  await rests(house, 'sell 5 1500.05');
  await h.message('CLOSE', 'Closed 5 at 1549.95');
}, 60_000);

it('trails by Signalman while it rests at the exchange', async () => {
  const house = await holding();
  const { h, exchange } = house;
  await h.client.say('/trail RELIANCE 2%');
  await minutes(house, 1);
  exchange.movePrice(SHARE_AT, '1580');
  await h.until('the stop to follow', () => Number(exchange.openOrders()[0]?.stopPrice ?? 0) > 1540);
  expect(exchange.openOrders()).toHaveLength(1);
  exchange.movePrice(SHARE_AT, '1540');
  await h.until('it to be left', () => exchange.ledger.position(SHARE_AT).qty === '0');
  await minutes(house, 1);
  expect(resting(house)).toBe('');
  expect(await h.positions()).toEqual([]);
}, 60_000);

it('that somebody cancels there by hand is placed again, and told', async () => {
  const house = await holding();
  const { h, exchange } = house;
  for (const { id } of exchange.openOrders()) exchange.cancel(id);
  await h.message('RELIANCE stood without its stop-loss', 'placing it again at 1450');
  await rests(house, 'sell 10 1450');
  await minutes(house, 1);
  expect(resting(house)).toBe('sell 10 1450');
}, 60_000);

it('goes when the target is reached, which Signalman watches', async () => {
  const house = await holding();
  const { h, exchange } = house;
  exchange.movePrice(SHARE_AT, '1601');
  await h.until('it to be left', () => exchange.ledger.position(SHARE_AT).qty === '0');
  await minutes(house, 1);
  expect(resting(house)).toBe('');
  await h.message('Closed 10 at 1600.95');
}, 60_000);
