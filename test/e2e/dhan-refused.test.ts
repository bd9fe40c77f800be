// Owns: a Dhan that refuses everything in the same words: orders from an address that is not registered, a token that has ended at the
// time of an exit. People read once what is wrong and what mends it, and once it is mended the exit goes out, once.

import { expect, it } from 'vitest';
import { DHAN_CLIENT } from '../venues/dhan-venue.ts';
import { dhanHouses, type DhanHouse, indian, minutes, SHARE_AT, tokenUntil } from './dhan-house.ts';

const open = dhanHouses();
const told = async ({ h }: DhanHouse, words: string): Promise<readonly string[]> =>
  (await h.client.messages()).filter(({ author, text }) => author === 'bot' && text.includes(words)).map(({ text }) => text);
const sold = ({ exchange }: DhanHouse): readonly string[] => exchange.trades().flatMap(({ side, qty }) => (side === 'sell' ? [qty] : []));

async function holding(): Promise<DhanHouse> {
  const house = await open({ at: '2026-01-05 10:00' });
  const { h } = house;
  await h.inState(await h.alert('BUY RELIANCE qty=10 sl=1450'), 'completed');
  await h.message('Stop-loss 1450 in place');
  return house;
}

it('orders from an address that is not registered: told once for all alerts, with what to do; each card says it', async () => {
  const house = await open({ at: '2026-01-05 10:00', front: { isStranger: true } });
  const { h } = house;
  for (const qty of ['1', '2', '3']) await h.inState(await h.alert(`BUY RELIANCE qty=${qty}`), 'failed');
  await h.until('the three cards and the message', async () => (await told(house, 'Invalid IP')).length === 4);
  await minutes(house, 1);
  const refusals = await told(house, 'Order rejected by india');
  expect(refusals).toHaveLength(1);
  expect(refusals[0]).toContain('register that of this machine at web.dhan.co (a change locks for 7 days)');
  expect(await told(house, 'Invalid IP')).toHaveLength(4);
}, 60_000);

it('an entry that is refused for another reason is told again', async () => {
  const house = await open({ at: '2026-01-05 10:00', front: { isStranger: true }, cash: '1000' });
  const { h, front } = house;
  await h.inState(await h.alert('BUY RELIANCE qty=1'), 'failed');
  front.isStranger = false;
  await h.inState(await h.alert('BUY RELIANCE qty=2'), 'failed');
  await h.message('Order rejected by india', 'insufficient balance');
  await h.message('Order rejected by india', 'Invalid IP');
}, 60_000);

it('an exit from there is tried again and again, and told as often as there is news; it goes out when the address is right', async () => {
  const house = await holding();
  const { h, front, server } = house;
  front.isStranger = true;
  const exit = await h.alert('CLOSE RELIANCE');
  await minutes(house, 6);
  expect(server.attempts.filter(({ kind }) => kind === 'submit').length).toBeGreaterThan(7);
  await h.message('Closing RELIANCE failed 3 times');
  expect(await told(house, 'Order rejected by india')).toEqual([]);
  const failed = await told(house, 'Closing RELIANCE failed');
  expect(failed.length).toBeLessThanOrEqual(3);
  expect(failed.at(-1)).toMatch(/failed 3 times[^]*Invalid IP[^]*The exit is repeated until the position is flat/);
  front.isStranger = false;
  await h.inState(exit, 'completed');
  await minutes(house, 1);
  expect(sold(house)).toEqual(['10']);
  expect(house.exchange.openOrders()).toEqual([]);
}, 60_000);

it('a token that has ended at the time of an exit: what to do is told, and after a start with a new one it is out, once', async () => {
  const house = await holding();
  const { h, front, server } = house;
  front.accessToken = tokenUntil(indian('2026-01-06 11:00'));
  server.cutAll();
  await minutes(house, 4);
  const alarm = await h.message('india has not answered for 3 min', '1 position(s) and 1 order(s)');
  expect(alarm.text).toContain('write it into .env as DHAN_ACCESS_TOKEN and start again');
  const exit = await h.alert('CLOSE RELIANCE');
  await minutes(house, 3);
  await h.message('Closing RELIANCE failed 3 times', 'make a new access token');
  expect(sold(house)).toEqual([]);
  await h.restartWith({ env: { DHAN_CLIENT_ID: DHAN_CLIENT, DHAN_ACCESS_TOKEN: front.accessToken, TIMEZONE: 'Asia/Kolkata' } });
  await h.inState(exit, 'completed');
  await minutes(house, 2);
  expect(sold(house)).toEqual(['10']);
  expect([house.exchange.ledger.position(SHARE_AT).qty, house.exchange.openOrders()]).toEqual(['0', []]);
}, 60_000);

it('a token that ends is reminded of four hours before, once, with what to do', async () => {
  const house = await open({ at: '2026-01-05 10:00', front: { accessToken: tokenUntil(indian('2026-01-05 14:30')) } });
  const { h } = house;
  await minutes(house, 20);
  expect(await told(house, 'the token ends soon')).toEqual([]);
  await minutes(house, 70);
  await h.message('the token ends soon');
  const reminders = await told(house, 'the token ends soon');
  expect(reminders).toHaveLength(1);
  expect(reminders[0]).toContain('write it into .env as DHAN_ACCESS_TOKEN');
  await h.message('no entry, and no exit either');
}, 60_000);
