// Owns: Dhan outside of the hours of its market: what is refused then is told once, with the moment at which the market opens; an exit
// goes out in that second, and a stop that ended with its session is there again.

import { expect, it } from 'vitest';
import type { Fault } from '../venues/faults.ts';
import { dhanHouses, type DhanHouse, indian, minutes, SHARE_AT, until } from './dhan-house.ts';

const open = dhanHouses();
const CLOSED: Fault = {
  type: 'says',
  status: 400,
  body: { errorType: 'Order_Error', errorCode: 'DH-906', errorMessage: 'Market is Closed! You cannot place an order now.' },
  acted: false,
};
/** An exchange that is closed takes nothing, and lets orders of the day end. */
function close({ exchange, server }: DhanHouse): void {
  server.plan.always(['submit', 'cancel', 'modify'], CLOSED);
  for (const { id } of exchange.openOrders()) exchange.expire(id);
}
const told = async ({ h }: DhanHouse): Promise<readonly string[]> =>
  (await h.client.messages()).filter(({ author, text }) => author === 'bot' && /^(?:🚨|⚠️|❗️)/.test(text)).map(({ text }) => text);

/** Held since before the market opens: a night of fake time is long. */
async function carried(): Promise<DhanHouse> {
  const house = await open({ at: '2026-01-06 08:00', product: 'C' });
  const { h } = house;
  await h.inState(await h.alert('BUY RELIANCE qty=10 sl=1450'), 'completed');
  await h.message('Stop-loss 1450 in place');
  close(house);
  await minutes(house, 2);
  return house;
}

it('an entry before the market opens is refused with the moment at which it does', async () => {
  const house = await open({ at: '2026-01-06 08:30' });
  close(house);
  const { h } = house;
  await h.inState(await h.alert('BUY RELIANCE qty=10 sl=1450'), 'failed');
  const refusal = await h.message('Order rejected by india');
  expect(refusal.text).toContain('nse is closed until 2026-01-06 09:15 in Asia/Kolkata. An entry is not sent again by itself.');
}, 60_000);

it('a stop that ended with its session is told once, and stands again when the market opens', async () => {
  const house = await carried();
  const { h, exchange } = house;
  await h.message(
    'RELIANCE: the stop-loss waits until the market opens',
    'closed until 2026-01-06 09:15',
    'it is placed again then. Any other reason must be mended',
  );
  await until(house, indian('2026-01-06 09:14'));
  expect(await told(house)).toHaveLength(1);
  house.server.plan.clear();
  await until(house, indian('2026-01-06 09:16'));
  await h.until('the stop', () => exchange.openOrders().some(({ stopPrice }) => stopPrice === '1450'));
  expect(await told(house)).toHaveLength(1);
}, 60_000);

it('an exit that comes while it is closed is told once in the night, and goes out in the second in which it opens', async () => {
  const house = await carried();
  const { h, exchange, server } = house;
  const exit = await h.alert('CLOSE RELIANCE');
  const alarm = await h.message('RELIANCE: the exit waits until the market opens');
  expect(alarm.text).toContain('You cannot place an order now. By its calendar nse is closed until 2026-01-06 09:15');
  await until(house, indian('2026-01-06 09:14'));
  const sent = server.attempts.filter(({ kind }) => kind === 'submit').length;
  expect(sent).toBeGreaterThan(10);
  // of the stop, and of the exit
  expect(await told(house)).toHaveLength(2);
  await h.message('CLOSE RELIANCE', 'times, the last');
  server.plan.clear();
  await until(house, indian('2026-01-06 09:16'));
  await h.inState(exit, 'completed');
  expect(exchange.ledger.position(SHARE_AT).qty).toBe('0');
  const made = (await h.orders()).filter(({ side }) => side === 'sell').map((order) => String(order['created_at']));
  expect(made.sort().at(-1)).toMatch(/^2026-01-06T09:15:00/);
  expect(await told(house)).toHaveLength(2);
}, 60_000);

it('an exit that is refused for another reason meanwhile is told with that reason', async () => {
  const house = await carried();
  const { h, server } = house;
  await h.alert('CLOSE RELIANCE');
  await h.message('RELIANCE: the exit waits until the market opens');
  const body = { errorType: 'Invalid_Authentication', errorCode: 'DH-901', errorMessage: 'access token is invalid or expired.' };
  server.plan.always(['submit', 'cancel', 'modify'], { type: 'says', status: 401, body, acted: false });
  await until(house, indian('2026-01-06 09:14'));
  await h.message('RELIANCE: the exit waits until the market opens', 'make a new access token');
}, 60_000);

it('goes over a holiday to the next day of trade', async () => {
  // Thursday, 15 January 2026
  const house = await open({ at: '2026-01-15 11:00' });
  close(house);
  await house.h.alert('BUY RELIANCE qty=10');
  await house.h.message('Order rejected by india', 'nse is closed until 2026-01-16 09:15');
}, 60_000);
