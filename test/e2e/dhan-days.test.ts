// Owns: what happens at Dhan by itself from one day to the next: the broker squares off what is intraday, shares of yesterday stand among
// the holdings, a split changes how many they are, a sale wants an authorisation, a person converts or cancels.

import { expect, it } from 'vitest';
import { decimal, type Decimal } from '../../src/core/model/decimal.ts';
import { dhanHouses, type DhanHouse, indian, minutes, SHARE_AT, until } from './dhan-house.ts';

const open = dhanHouses();
const byHand = ({ exchange }: DhanHouse, side: 'buy' | 'sell', qty: string): void => {
  expect(exchange.place({ clientId: null, symbol: SHARE_AT, side, kind: 'market', qty: decimal(qty) }).ok).toBe(true);
};
const resting = ({ exchange }: DhanHouse): readonly string[] =>
  exchange.openOrders().map(({ side, qty, stopPrice }) => `${side} ${qty} ${String(stopPrice)}`);
const texts = async ({ h }: DhanHouse): Promise<readonly string[]> =>
  (await h.client.messages()).filter(({ author }) => author === 'bot').map(({ text }) => text);

async function intraday(at = '2026-01-05 15:10'): Promise<DhanHouse> {
  const house = await open({ at });
  const { h } = house;
  await h.inState(await h.alert('BUY RELIANCE qty=10 sl=1450'), 'completed');
  await h.message('Stop-loss 1450 in place');
  await minutes(house, 2);
  return house;
}

it('squared off by the broker: the stop goes before it opens a short, and the message says who may have closed it', async () => {
  const house = await intraday();
  const { h } = house;
  await until(house, indian('2026-01-05 15:15'));
  byHand(house, 'sell', '10');
  await h.message('RELIANCE: traded at the venue, and not by us', 'sold 10 at');
  const told = await h.message('RELIANCE: the venue holds something else', '10 of the books are not there');
  expect(told.text).toContain('the broker has squared it off');
  await h.until('the stop to go', () => resting(house).length === 0);
  await h.press('Adopt');
  await h.until('the books to be empty', async () => (await h.positions()).length === 0);
}, 60_000);

it('in part: the stop is cut to what is left', async () => {
  const house = await intraday();
  await until(house, indian('2026-01-05 15:15'));
  byHand(house, 'sell', '4');
  await house.h.until('the stop to be cut', () => resting(house).join() === 'sell 6 1450');
}, 60_000);

/** Bought before the market opens, and delivered: in no list of positions any more. */
async function delivered(now: string): Promise<DhanHouse> {
  const holdings = new Map<string, Decimal>();
  const house = await open({ at: '2026-01-06 09:00', product: 'C', front: { holdings } });
  const { h, exchange, front } = house;
  await h.inState(await h.alert('BUY RELIANCE qty=10 sl=1450'), 'completed');
  await h.message('Stop-loss 1450 in place');
  for (const { id } of exchange.openOrders()) exchange.expire(id);
  front.forgets = true;
  holdings.set('2885', decimal(now));
  await until(house, indian('2026-01-06 09:16'));
  return house;
}

it('shares of yesterday stand among the holdings: they stay ours, with a stop, and are sold from there', async () => {
  const house = await delivered('10');
  const { h, exchange } = house;
  await h.until('the stop', () => resting(house).join() === 'sell 10 1450');
  expect((await texts(house)).filter((text) => text.includes('holds something else'))).toEqual([]);
  await h.inState(await h.alert('CLOSE RELIANCE'), 'completed');
  expect(exchange.trades().map(({ side, qty }) => `${side} ${qty}`)).toEqual(['buy 10', 'sell 10']);
}, 60_000);

it('a bonus or a split is told, not guessed', async () => {
  const house = await delivered('20');
  await house.h.message('india (SANDBOX) holds 20, the books say 10', '10 that no strategy holds');
  expect((await house.h.positions())[0]).toMatchObject({ quantity: '10' });
}, 60_000);

it('a sale that wants an authorisation is told with what gives it, and goes out when it is there', async () => {
  const house = await delivered('10');
  const { h, front, exchange } = house;
  await h.until('the stop', () => resting(house).join() === 'sell 10 1450');
  front.sellsNothing = 'RMS:Rule: Check holdings, EDIS authorisation pending for RELIANCE';
  const exit = await h.alert('CLOSE RELIANCE');
  await h.message('EDIS authorisation pending', 'give it at Dhan with the TPIN for today, or DDPI once and for all');
  delete front.sellsNothing;
  await h.inState(exit, 'completed');
  expect(exchange.trades().at(-1)).toMatchObject({ side: 'sell', qty: '10' });
}, 60_000);

it('what a person has converted at Dhan is left as what it is now, and not written off', async () => {
  const house = await intraday('2026-01-05 10:00');
  const { h, front, server } = house;
  front.converted = 'CNC';
  await minutes(house, 2);
  await h.inState(await h.alert('CLOSE RELIANCE'), 'completed');
  const products = server.attempts.flatMap(({ kind, body }) => (kind === 'submit' ? [JSON.parse(body) as Record<string, unknown>] : []));
  expect(products.map(({ transactionType, productType }) => `${String(transactionType)} ${String(productType)}`)).toEqual([
    'BUY INTRADAY',
    'SELL INTRADAY',
    'SELL CNC',
  ]);
  expect((await texts(house)).filter((text) => text.includes('written off'))).toEqual([]);
}, 60_000);
