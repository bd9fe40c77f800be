// Owns: one market that is held at Dhan as several products, long as one and short as another: what is ours stays ours with its stop, and
// what cancels out in the sum is told all the same.

import { expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { dhanHouses, type DhanHouse, minutes, SHARE_AT } from './dhan-house.ts';

const open = dhanHouses();
const byHand = ({ exchange }: DhanHouse, side: 'buy' | 'sell', qty: string): void => {
  expect(exchange.place({ clientId: null, symbol: SHARE_AT, side, kind: 'market', qty: decimal(qty) }).ok).toBe(true);
};
const delivered = (product: 'C' | 'I', qty = '20'): Promise<DhanHouse> =>
  open({ at: '2026-01-05 10:00', product, front: { holdings: new Map([['2885', decimal(qty)]]) } });
const resting = ({ exchange }: DhanHouse): readonly string[] =>
  exchange.openOrders().map(({ side, qty, stopPrice }) => `${side} ${qty} ${String(stopPrice)}`);

it('a short of today beside delivered shares is there: its stop stays, and it is bought back as what it is', async () => {
  const house = await delivered('I');
  const { h, exchange, server } = house;
  await h.message('india (SANDBOX) holds 20, the books say 0');
  await h.inState(await h.alert('SELL RELIANCE qty=5 sl=1550'), 'completed');
  await h.message('Stop-loss 1550 in place');
  await minutes(house, 4);
  expect(resting(house)).toEqual(['buy 5 1550']);
  const texts = (await h.client.messages()).map(({ text }) => text);
  expect(texts.filter((text) => text.includes('are not there') || text.includes('would open the other side'))).toEqual([]);
  await h.client.say('/positions');
  await h.message('SHORT 5 RELIANCE', 'it is held there as INTRADAY -5 and CNC 20, long as one and short as the other');
  await h.inState(await h.alert('CLOSE RELIANCE'), 'completed');
  expect([exchange.ledger.position(SHARE_AT).qty, ...resting(house)]).toEqual(['0']);
  expect(server.attempts.filter(({ kind }) => kind === 'submit').every(({ body }) => body.includes('INTRADAY'))).toBe(true);
}, 60_000);

it('long as one and short as another by the same quantity is told, with what a person does about it', async () => {
  const house = await delivered('I');
  const { h } = house;
  await h.message('india (SANDBOX) holds 20, the books say 0');
  byHand(house, 'sell', '20');
  await minutes(house, 2);
  const told = await h.message('held there as INTRADAY -20 and CNC 20, long as one and short as the other');
  expect(told.text).toContain('Close or convert all but one of them at the venue first');
  expect(told.keyboard.flat().map((button) => JSON.stringify(button))).not.toContainEqual(expect.stringContaining('Close it'));
  byHand(house, 'buy', '20');
  await minutes(house, 2);
  await h.client.say('/positions');
  await h.message('20 that no strategy holds');
}, 60_000);

it('what was taken over from delivery is not written off for a short of today that a person has opened beside it', async () => {
  const house = await delivered('C');
  const { h } = house;
  await h.message('india (SANDBOX) holds 20, the books say 0');
  await h.press('Adopt');
  await h.until('the share', async () => (await h.positions())[0]?.['quantity'] === '20');
  byHand(house, 'sell', '20');
  await minutes(house, 2);
  const told = await h.message('held there as INTRADAY -20 and CNC 20, long as one and short as the other');
  expect(told.text).not.toContain('are not there');
  expect((await h.positions())[0]).toMatchObject({ quantity: '20' });
}, 60_000);
