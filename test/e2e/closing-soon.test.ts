// The last minutes of a session through the whole house: what is held leaves, what rests is taken back, nothing new is opened,
// and a person who taps too late is told.

import { afterEach, expect, it } from 'vitest';
import { House } from './house.ts';

const MINUTE_MS = 60_000;
/** The house opens at 10:00 UTC; New York at 14:30, and here it closes at 15:00. */
const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 100000 }, prices: signal }
calendars: { nyse: { early_closes: { "2026-01-05": "10:00" } } }
strategies:
  day: { account: paper, approval: auto, protection: { time_stop: { before_close: 5m, calendar: nyse } } }
  asked: { account: paper, approval: confirm, approval_ttl: 10m, protection: { time_stop: { before_close: 5m, calendar: nyse } } }
`;
const BUY = '{"action":"buy","symbol":"BTCUSDT.P","price":50000,"quantity":0.1,"stop_loss":40000}';
const REST =
  '{"action":"buy","symbol":"ETHUSDT.P","price":3000,"quantity":1,"order_type":"limit","limit_price":2900,"stop_loss":2000,"event_id":"rest"}';

let house: House | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

it('five minutes before the close a day trader is flat, and stays so until the market has closed', async () => {
  house = await House.open({ configYaml: CONFIG });
  const h = house;
  await h.clock.advance((4 * 60 + 54) * MINUTE_MS);
  await h.inState(await h.alert(BUY, '/webhook/day'), 'completed');
  await h.alert(REST, '/webhook/day');
  await h.alert(BUY, '/webhook/asked');
  await h.message('BUY 0.1 BTC/USDT:USDT', 'left, until');
  await h.until('the order that rests', async () =>
    (await h.orders()).some(({ symbol, status }) => symbol === 'ETH/USDT:USDT' && status === 'accepted'),
  );

  await h.clock.advance(MINUTE_MS);
  await h.until('a flat book', async () => (await h.positions()).length === 0);
  const withdrawn = await h.until('the resting order to be gone', async () =>
    (await h.orders()).find(({ symbol, status }) => symbol === 'ETH/USDT:USDT' && status === 'canceled'),
  );
  expect(withdrawn['filled_quantity']).toBe('0');
  await h.message('ETH/USDT:USDT: an entry is taken back', 'the market closes soon');

  await h.press('Approve');
  await h.message('CLOSING_SOON', 'nyse closes at 10:00 in America/New_York, and asked leaves 5 min before', 'Send it in the next session');
  const late = await h.refusedAlert(BUY.replace('0.1', '0.2'), '/webhook/day');
  await h.inState(late, 'denied');
  expect((await h.client.read(`/signals/${late}`)).body['error']).toMatchObject({ code: 'CLOSING_SOON' });
  const tried = await h.client.alert(BUY.replace('0.1', '0.3'), '/webhook/test?strategy=day');
  expect(tried.body['verdict']).toMatchObject({ would: 'deny' });
  expect(await h.positions()).toEqual([]);

  await h.clock.advance(5 * MINUTE_MS);
  await h.inState(await h.alert(BUY.replace('0.1', '0.4'), '/webhook/day'), 'completed');
  expect(await h.positions()).toMatchObject([{ quantity: '0.4', time_stop: { at: '2026-01-06T20:55:00.000+00:00' } }]);
}, 60_000);
