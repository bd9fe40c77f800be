// Owns: a position at Dhan that vanishes: closed by hand, or squared off by the broker. The stop that rests there would open a short, as
// there are no reduce-only orders, so it goes by itself, and comes back with the position.

import { expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { dhanHouses, type DhanHouse, minutes, SHARE_AT } from './dhan-house.ts';

const open = dhanHouses();
const byHand = ({ exchange }: DhanHouse, side: 'buy' | 'sell', qty: string): void => {
  expect(exchange.place({ clientId: null, symbol: SHARE_AT, side, kind: 'market', qty: decimal(qty) }).ok).toBe(true);
};
const resting = ({ exchange }: DhanHouse): readonly string[] =>
  exchange.openOrders().map(({ side, qty, stopPrice }) => `${side} ${qty} ${String(stopPrice)}`);
const heldThere = ({ exchange }: DhanHouse): string => exchange.ledger.position(SHARE_AT).qty;

async function holding(product: 'C' | 'I' = 'I'): Promise<DhanHouse> {
  const house = await open({ at: '2026-01-05 10:00', product });
  const { h } = house;
  await h.inState(await h.alert('BUY RELIANCE qty=10 sl=1450 tp=1600'), 'completed');
  await h.message('Stop-loss 1450 in place');
  // until then a list without it may be one from before the fill
  await minutes(house, 1);
  return house;
}

it('of what was closed by hand the stop goes before it can open a short, and comes back with the position', async () => {
  const house = await holding();
  const { h } = house;
  byHand(house, 'sell', '10');
  const alarm = await h.message('RELIANCE: the venue holds something else');
  expect(alarm.text).toContain('(sell 10) would open the other side: it is cancelled now');
  await h.until('the stop to go', () => resting(house).length === 0);
  await minutes(house, 2);
  expect(resting(house)).toEqual([]);
  byHand(house, 'buy', '10');
  await h.until('the stop to be back', () => resting(house).join() === 'sell 10 1450');
}, 60_000);

it('nor does the level open anything when the price comes there meanwhile', async () => {
  const house = await holding();
  const { h, exchange } = house;
  byHand(house, 'sell', '10');
  await h.message('RELIANCE: the venue holds something else');
  await h.until('the stop to go', () => resting(house).length === 0);
  exchange.movePrice(SHARE_AT, '1440');
  await h.message('10 RELIANCE written off: india has 0');
  await minutes(house, 2);
  expect([heldThere(house), ...resting(house)]).toEqual(['0']);
}, 60_000);

it('what was closed by hand is written off with one tap, and nothing is sold for it', async () => {
  const house = await holding();
  const { h } = house;
  byHand(house, 'sell', '10');
  await h.message('RELIANCE: the venue holds something else');
  await h.press('Adopt');
  await h.until('the books to be empty', async () => (await h.positions()).length === 0);
  await h.message('BUY 10 RELIANCE', 'no result is counted');
  await minutes(house, 2);
  expect([heldThere(house), ...resting(house)]).toEqual(['0']);
}, 60_000);

it('a list that has lost it takes no stop away and writes nothing off: the trades of the day say that it is there', async () => {
  const house = await holding();
  const { h, front } = house;
  front.forgets = true;
  await minutes(house, 2);
  expect(resting(house)).toEqual(['sell 10 1450']);
  await h.client.say('/positions');
  await h.message('LONG 10 RELIANCE', 'Dhan lists no position of RELIANCE, of which 10 should be there by its trades');
  const exit = await h.alert('CLOSE RELIANCE qty=4');
  await h.inState(exit, 'completed');
  expect([heldThere(house), ...resting(house)]).toEqual(['6', 'sell 6 1450']);
  front.forgets = false;
  await minutes(house, 2);
  const texts = (await h.client.messages()).map(({ text }) => text);
  expect(texts.filter((text) => text.includes('holds something else') || text.includes('written off'))).toEqual([]);
}, 60_000);

it('what stays out of the list for minutes is gone all the same', async () => {
  const house = await holding();
  const { h, front } = house;
  front.forgets = true;
  await minutes(house, 6);
  await h.message('RELIANCE: the venue holds something else', 'would open the other side');
  await h.until('the stop to go', () => resting(house).length === 0);
}, 60_000);

it('of a part that was closed by hand the stop is cut to what is there, and grows with it again', async () => {
  const house = await holding();
  const { h } = house;
  byHand(house, 'sell', '4');
  const alarm = await h.message('RELIANCE: the venue holds something else');
  expect(alarm.text).toContain('(sell 10) would open the other side: beyond 6 it is cut off now');
  await h.until('the stop to be cut', () => resting(house).join() === 'sell 6 1450');
  const sent = house.server.attempts.filter(({ kind }) => kind === 'modify' || kind === 'submit' || kind === 'cancel').length;
  await minutes(house, 3);
  expect(house.server.attempts.filter(({ kind }) => kind === 'modify' || kind === 'submit' || kind === 'cancel')).toHaveLength(sent);
  const messages = await h.client.messages();
  expect(messages.filter(({ text }) => text.includes('the venue holds something else'))).toHaveLength(1);
  byHand(house, 'buy', '4');
  await h.until('the stop to be whole', () => resting(house).join() === 'sell 10 1450');
}, 60_000);

it('what is left of it is left at its stop, and no short is opened', async () => {
  const house = await holding();
  const { h, exchange } = house;
  byHand(house, 'sell', '4');
  await h.until('the stop to be cut', () => resting(house).join() === 'sell 6 1450');
  exchange.movePrice(SHARE_AT, '1440');
  await h.message('4 RELIANCE written off: india has 0');
  await minutes(house, 2);
  expect([heldThere(house), ...resting(house)]).toEqual(['0']);
  expect(await h.positions()).toEqual([]);
}, 60_000);

it('a list that shows a part in the first minute after the fill cuts nothing yet', async () => {
  const house = await open({ at: '2026-01-05 10:00' });
  const { h } = house;
  await h.inState(await h.alert('BUY RELIANCE qty=10 sl=1450'), 'completed');
  await h.message('Stop-loss 1450 in place');
  byHand(house, 'sell', '4');
  const alarm = await h.message('RELIANCE: the venue holds something else');
  expect(alarm.text).toContain('beyond 6 it is cut off in a minute, as the list may be late');
  expect(resting(house)).toEqual(['sell 10 1450']);
  await h.until('the stop to be cut', () => resting(house).join() === 'sell 6 1450');
}, 60_000);

it('after Adopt the books say what is there, with the same stop', async () => {
  const house = await holding();
  const { h } = house;
  byHand(house, 'sell', '4');
  await h.until('the stop to be cut', () => resting(house).join() === 'sell 6 1450');
  await h.press('Adopt');
  await h.until('the books', async () => (await h.positions())[0]?.['quantity'] === '6');
  await minutes(house, 2);
  expect(resting(house)).toEqual(['sell 6 1450']);
}, 60_000);

it('a close of what is not there any more says who may have closed it, and nothing of coins', async () => {
  const house = await holding();
  const { h } = house;
  byHand(house, 'sell', '10');
  await h.client.say('/close RELIANCE');
  const told = await h.message('less is there than the books said');
  expect(told.text).toContain('closed at the venue by hand or by the broker');
  expect(told.text).not.toContain('coins');
  expect(heldThere(house)).toBe('0');
}, 60_000);

it('the stop of shares for delivery stays: there is no other side that it could open', async () => {
  const house = await holding('C');
  const { h } = house;
  byHand(house, 'sell', '10');
  const alarm = await h.message('RELIANCE: the venue holds something else');
  expect(alarm.text).not.toContain('it is cancelled now');
  await minutes(house, 1);
  expect(resting(house)).toEqual(['sell 10 1450']);
}, 60_000);
