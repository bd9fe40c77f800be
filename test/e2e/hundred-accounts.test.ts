// One alert to a hundred accounts through the whole house: config.yaml, webhook, one card, one answer, a hundred venues over
// HTTP, each order sent once and followed to its end.

import { expect, it } from 'vitest';
import { PAIR } from '../venues/alpaca-venue.ts';
import { alpacaHouse, type AlpacaAccount } from './alpaca-house.ts';

const COUNT = 100;
const NAMES = Array.from({ length: COUNT }, (_, index) => `a${index}`);
const alpaca = alpacaHouse();

it('is asked for once, sent to each of them once, told of in one card, and closed again by one alert', async () => {
  const accounts: AlpacaAccount[] = [];
  for (const name of NAMES) accounts.push(await alpaca.openVenue(name, { symbol: PAIR }));
  const exchanges = accounts.map(({ exchange }) => exchange);
  const h = await alpaca.openHouse(`
accounts:
${accounts.map(({ yaml }, index) => `  a${index}: ${yaml}`).join('\n')}
strategies:
  default: { accounts: [${NAMES.join(', ')}], max_notional: 5000, approval: confirm }
`);
  const id = await h.alert(`BUY ${PAIR} qty=1`);
  const card = await h.message('on 100 accounts', 'Cost of all', '20000', 'more: ');
  expect(card.text.length).toBeLessThanOrEqual(4_096);
  expect(exchanges.flatMap((exchange) => exchange.orders())).toEqual([]);
  await h.press('Approve');
  await h.inState(id, 'completed');
  for (const exchange of exchanges) expect(exchange.orders().map(({ side, status }) => `${side} ${status}`)).toEqual(['buy filled']);
  await h.message('on 100 accounts', 'more: ', 'done', 'All of it is done');
  const orders = await h.orders();
  expect(orders.filter((order) => order['status'] === 'filled')).toHaveLength(COUNT);
  expect(new Set(orders.map((order) => order['account'])).size).toBe(COUNT);
  const timeline = JSON.stringify((await h.client.read(`/signals/${id}`)).body);
  expect(timeline).toContain('100 of 100 done');

  await h.alert(`CLOSE ${PAIR}`);
  await h.until('every account to be flat', () => exchanges.every((exchange) => exchange.ledger.total('BTC') === '0'));
  for (const exchange of exchanges) expect(exchange.orders()).toHaveLength(2);
}, 300_000);
