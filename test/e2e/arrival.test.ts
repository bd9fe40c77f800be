// What config.yaml says of how alerts come in, on the real application.

import { afterEach, expect, it } from 'vitest';
import { House } from './house.ts';

const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 10000 }, prices: signal }
strategies:
  default: { account: paper, approval: auto, id_fields: [order_id, bar.time], default_symbol: ADAUSDT.P }
`;

let house: House | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

const buy = (order: string, time: number, more = ''): string =>
  `{"action":"buy","quantity":100,"price":0.5,"order_id":"${order}","bar":{"time":${time}}${more}}`;

it('an alert is named by the fields of id_fields, and is about default_symbol', async () => {
  const h = (house = await House.open({ configYaml: CONFIG }));
  const first = await h.client.alert(buy('Long', 1));
  const again = await h.client.alert(buy('Long', 1, ',"note":"sent again"'));
  expect(again.body).toMatchObject({ duplicate: true, signal_id: first.body['signal_id'] });
  const next = await h.client.alert(buy('Long', 2));
  expect(next.body['signal_id']).not.toBe(first.body['signal_id']);
  const filled = await h.until('two entries', async () => {
    const orders = (await h.orders()).filter((order) => order['status'] === 'filled');
    return orders.length === 2 ? orders : null;
  });
  expect(filled.map((order) => order['symbol'])).toEqual(['ADA/USDT:USDT', 'ADA/USDT:USDT']);
});

it('/webhook/test reads such an alert as the order that it becomes', async () => {
  const h = (house = await House.open({ configYaml: CONFIG }));
  const { status, body } = await h.client.alert(buy('Long', 1), '/webhook/test');
  expect([status, body['kind'], body['symbol'], body['instrument']]).toEqual([200, 'order', 'ADAUSDT.P', 'ADA/USDT:USDT']);
});
