// Cancels as senders write them, on the real application.

import { afterEach, expect, it } from 'vitest';
import { House } from './house.ts';

const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 10000 }, prices: signal }
strategies:
  default: { account: paper, approval: auto }
`;
const LIMIT = '{"action":"buy","symbol":"ADAUSDT.P","quantity":100,"order_type":"limit","limit_price":0.4,"price":0.5}';

let house: House | null = null;
async function open(): Promise<House> {
  house = await House.open({ configYaml: CONFIG });
  return house;
}
afterEach(async () => {
  await house?.close();
  house = null;
});

const accepted = (h: House, type: string): Promise<Record<string, unknown>> =>
  h.until(`a ${type} order at the venue`, async () =>
    (await h.orders()).find((order) => order['type'] === type && order['status'] === 'accepted'),
  );
const statusOf = async (h: House, id: unknown): Promise<unknown> => (await h.client.read(`/orders/${String(id)}`)).body['status'];

it.each([
  ['the JSON of the requirements document', (id: string) => `{"cancel_order":"${id}"}`],
  ['a line', (id: string) => `CANCEL ${id}`],
  ['an action', (id: string) => `{"action":"cancel","order_id":"${id}"}`],
])('%s cancels one order and says which; again, it says that it is over', async (_, cancel) => {
  const h = await open();
  await h.alert(LIMIT);
  const { id } = await accepted(h, 'limit');
  const first = await h.client.alert(cancel(String(id)));
  expect([first.status, first.body['alertType']]).toEqual([200, 'cancel_order']);
  expect(first.body['message']).toBe(`cancel of order ${String(id).slice(16)} is under way`);
  await h.until('the cancel', async () => (await statusOf(h, id)) === 'canceled');
  expect((await h.client.alert(`${cancel(String(id))} `)).body['message']).toBe(`order ${String(id).slice(16)} is canceled already`);
});

it('a symbol cancels its entries, and leaves stop and target of what is held', async () => {
  const h = await open();
  await h.alert('BUY ADAUSDT.P @ 0.5 qty=100 sl=0.4 tp=0.6');
  await accepted(h, 'stop');
  await h.alert(LIMIT);
  const { id } = await h.until('the limit entry', async () =>
    (await h.orders()).find((order) => order['limit_price'] === '0.4' && order['status'] === 'accepted'),
  );
  const answer = await h.client.alert('{"action":"cancel","symbol":"ADAUSDT.P"}');
  expect(answer.body['message']).toBe('1 open entry order(s) of ADA/USDT:USDT cancelled');
  await h.until('the cancel', async () => (await statusOf(h, id)) === 'canceled');
  expect((await h.orders()).filter((order) => order['status'] === 'accepted')).toHaveLength(2);
});

const NAMED =
  '{"action":"buy","symbol":"ADAUSDT.P","quantity":100,"order_type":"limit","limit_price":0.4,"price":0.5,"order_id":"order_56789"}';

it.each([
  ['the id of its alert, at /webhook/cancel', '/webhook/cancel', (id: string) => `{"order_id":"${id}"}`],
  ['the id of its alert, in an alert', '/webhook', (id: string) => `{"cancel_order":"${id}"}`],
  ['the name that its alert gave it, at /webhook/cancel', '/webhook/cancel', () => '{"order_id":"order_56789"}'],
  ['the name that its alert gave it, in an alert', '/webhook', () => '{"cancel_order":"order_56789"}'],
])('an order is cancelled by %s', async (_, path, body) => {
  const h = await open();
  const signal = await h.alert(NAMED);
  const { id } = await accepted(h, 'limit');
  expect((await h.client.alert(body(signal), '/webhook/status')).body).toMatchObject(path === '/webhook' ? {} : { id, status: 'accepted' });
  expect((await h.client.alert(body(signal), path)).status).toBeLessThan(300);
  await h.until('the cancel', async () => (await statusOf(h, id)) === 'canceled');
});

it('a name that two working orders have cancels neither', async () => {
  const h = await open();
  await h.alert(NAMED);
  await h.alert(NAMED.replace('0.4,', '0.39,'));
  await h.until('both', async () => (await h.orders()).filter((order) => order['status'] === 'accepted').length === 2);
  const { status, body } = await h.client.alert('{"cancel_order":"order_56789"}');
  expect([status, body['code']]).toEqual([422, 'CONTRADICTION']);
  expect((await h.orders()).map((order) => order['status'])).toEqual(['accepted', 'accepted']);
});

it.each([
  ['/webhook/cancel', (id: string) => `{"order_id":"${id}"}`],
  ['/webhook', (id: string) => `{"cancel_order":"${id}"}`],
  ['/webhook', () => '{"cancel_order":"order_56789"}'],
])('a card that nobody has answered is taken back by its sender (%s)', async (path, body) => {
  house = await House.open({ configYaml: CONFIG.replace('auto', 'confirm') });
  const signal = await house.alert(NAMED);
  await house.message('BUY 100 ADA');
  expect((await house.client.alert(body(signal), path)).status).toBe(200);
  expect(await house.signalState(signal)).toBe('superseded');
  expect(await house.orders()).toEqual([]);
});

it('an order that there is not is 404, and the chat is told', async () => {
  const h = await open();
  const answer = await h.client.alert('{"cancel_order":"order_56789"}');
  expect([answer.status, answer.body['code']]).toEqual([404, 'UNKNOWN_ORDER']);
  await h.message('UNKNOWN_ORDER', 'order_56789');
});

it.each([
  ['POST /webhook/cancel', '/webhook/cancel', (id: string) => `{"order_id":"${id}"}`],
  ['an alert', '/webhook', (id: string) => `{"cancel_order":"${id}"}`],
])('an entry that waits as its sender wishes is taken back by %s, also after a restart', async (_, path, body) => {
  const h = await open();
  const { body: first } = await h.client.alert('{"action":"buy","symbol":"ADAUSDT.P","quantity":100,"price":0.5,"delay":600}');
  const id = String(first['signal_id']);
  expect(first['state']).toBe('received');
  await h.restart();
  expect((await h.client.alert(body(id), path)).status).toBe(200);
  expect((await h.client.read(`/signals/${id}`)).body['state']).toBe('superseded');
  await h.clock.advance(600_000);
  expect(await h.orders()).toEqual([]);
});
