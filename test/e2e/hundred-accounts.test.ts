// One alert to a hundred accounts through the whole house: config.yaml, webhook, one card, one answer, a hundred venues over
// HTTP, each order sent once and followed to its end.

import { afterEach, expect, it } from 'vitest';
import { ALPACA_KEYS } from '../venues/alpaca-front.ts';
import { alpacaVenue, PAIR } from '../venues/alpaca-venue.ts';
import { createExchange, type Exchange } from '../venues/exchange.ts';
import { openHttpVenue, type HttpVenue } from '../venues/http-venue.ts';
import { House } from './house.ts';

const COUNT = 100;
const NAMES = Array.from({ length: COUNT }, (_, index) => `a${index}`);

let house: House | null = null;
const servers: HttpVenue[] = [];
afterEach(async () => {
  await house?.close();
  house = null;
  for (const server of servers.splice(0)) await server.close();
});

async function openVenue(): Promise<Exchange> {
  const spec = alpacaVenue();
  const exchange = createExchange({
    ...spec.exchange,
    balances: { USD: '100000' },
    liquidityPerStep: null,
    now: () => house?.clock.now() ?? Date.UTC(2026, 0, 5, 10),
  });
  exchange.movePrice(PAIR, '200');
  servers.push(await openHttpVenue(spec.front(exchange)));
  return exchange;
}

const configYaml = (): string => `
accounts:
${servers.map(({ httpUrl, wsUrl }, index) => `  a${index}: { broker: alpaca, base_url: "${httpUrl}", data_url: "${httpUrl}", stream_url: "${wsUrl}/stream" }`).join('\n')}
strategies:
  default: { accounts: [${NAMES.join(', ')}], max_notional: 5000, approval: confirm }
`;

const env = Object.fromEntries(
  NAMES.flatMap((name) => [
    [`${name.toUpperCase()}_API_KEY`, ALPACA_KEYS.keyId],
    [`${name.toUpperCase()}_API_SECRET`, ALPACA_KEYS.secret],
  ]),
);

it('is asked for once, sent to each of them once, told of in one card, and closed again by one alert', async () => {
  const exchanges: Exchange[] = [];
  for (const _name of NAMES) exchanges.push(await openVenue());
  house = await House.open({ configYaml: configYaml(), env });
  const h = house;
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
