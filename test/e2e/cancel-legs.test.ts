// Owns: "cancel, then buy", in the words of those who send it, through the whole house.

import { afterEach, describe, expect, it } from 'vitest';
import { House } from './house.ts';

const ALPHA = 'secret-of-alpha-only';
const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 1000000 }, prices: signal }
  second: { broker: paper, balances: { USDT: 1000000 }, prices: signal }
strategies:
  default: { account: paper, approval: auto }
  ask: { account: paper, approval: confirm }
  alpha: { account: paper, approval: auto, secret: ${ALPHA} }
  both: { accounts: [{ name: paper }, { name: second }], approval: auto }
`;

let house: House | null = null;
const open = async (): Promise<House> => (house = await House.open({ configYaml: CONFIG }));
afterEach(async () => {
  await house?.close();
  house = null;
});

const LIMIT = { action: 'buy', symbol: 'BTCUSDT.P', quantity: 0.1, order_type: 'limit', limit_price: 44_000, price: 45_000 };
const CANCEL = { action: 'cancel', symbol: 'BTCUSDT.P' };
const BUY = { action: 'buy', symbol: 'BTCUSDT.P', quantity: 0.2, price: 45_000 };

/** Limit orders that rest, one for each account of the strategy. */
async function rest(h: House, fields: object = {}, count = 1): Promise<void> {
  await h.alert(JSON.stringify({ ...LIMIT, ...fields }));
  await h.until('resting orders', async () => (await h.orders()).filter(({ status }) => status === 'accepted').length === count);
}

const byStatus = async (h: House): Promise<unknown[]> =>
  (await h.orders()).map((order) => `${String(order['status'])} ${String(order['quantity'])}`).sort();

describe('cancel, then buy', () => {
  it.each([
    ['a list of orders', JSON.stringify([CANCEL, BUY])],
    ['a list whose cancel names no symbol', JSON.stringify([{ action: 'cancel' }, BUY])],
    ['orders in a field', JSON.stringify({ orders: [CANCEL, BUY] })],
    ['Alertatron', 'Main(BTCUSDT.P) { cancel(which=all); market(side=buy, amount=0.2); }'],
    ['a switch of the entry', JSON.stringify({ ...BUY, cancel_all: true })],
    ['Autoview', 's=BTCUSDT.P c=order | s=BTCUSDT.P b=buy q=0.2 t=market'],
  ])('%s: the old order goes, the new one comes', async (_, body) => {
    const h = await open();
    await rest(h);
    const answer = await h.client.alert(body);
    expect(answer.body).toMatchObject({
      alertType: 'multi_leg_order',
      results: [
        { leg_number: 1, status: 'success', message: '1 open entry order(s) of BTC/USDT:USDT cancelled' },
        { leg_number: 2, status: 'acknowledged', quantity: '0.2' },
      ],
    });
    await h.inState(String(answer.body['signal_id']), 'completed');
    expect(await byStatus(h)).toEqual(['canceled 0.1', 'filled 0.2']);
    expect(await h.positions()).toMatchObject([{ quantity: '0.2' }]);
  });

  it('cancels at once and asks about the entry alone, also behind a restart', async () => {
    const h = await open();
    await rest(h);
    await h.alert(JSON.stringify({ ...LIMIT, strategy: 'ask', quantity: 0.3 }));
    await h.message('0.3 BTC', 'left, until');
    const id = await h.alert(JSON.stringify({ strategy: 'ask', orders: [CANCEL, BUY] }));
    await h.message('2 LEGS', '0 open entry order(s) of BTC/USDT:USDT cancelled, and 1 that waited', 'Cost of all');
    await h.restart();
    expect(await h.signalState(id)).toBe('awaiting_approval');
    await h.press('Approve');
    await h.inState(id, 'completed');
    // the order of another strategy is not the sender's
    expect(await byStatus(h)).toEqual(['accepted 0.1', 'filled 0.2']);
  });

  it('on every account of its strategy', async () => {
    const h = await open();
    await rest(h, { strategy: 'both' }, 2);
    const id = await h.alert(JSON.stringify({ strategy: 'both', orders: [CANCEL, BUY] }));
    await h.inState(id, 'completed');
    expect(await byStatus(h)).toEqual(['canceled 0.1', 'canceled 0.1', 'filled 0.2', 'filled 0.2']);
  });

  it('by the name that one alert gave its orders on several accounts', async () => {
    const h = await open();
    await rest(h, { strategy: 'both', order_id: 'entry-long' }, 2);
    await h.alert(JSON.stringify({ strategy: 'both', action: 'cancel', order_id: 'entry-long' }));
    await h.until('their end', async () => (await h.orders()).every(({ status }) => status === 'canceled'));
  });

  it('by that name at the endpoint of cancels too, and of no other strategy', async () => {
    const h = await open();
    await rest(h, { strategy: 'both', order_id: 'entry-long' }, 2);
    const at = (path: string, secret?: string): ReturnType<typeof h.client.alert> =>
      h.client.alert('{"order_id":"entry-long"}', path, secret === undefined ? undefined : { 'X-Webhook-Secret': secret });
    for (const path of ['/webhook/cancel', '/webhook/status']) expect((await at(path, ALPHA)).status).toBe(401);
    expect(await at('/webhook/status')).toMatchObject({ status: 200, body: { results: [{ account: 'paper' }, { account: 'second' }] } });
    expect(await byStatus(h)).toEqual(['accepted 0.1', 'accepted 0.1']);
    expect(await at('/webhook/cancel')).toMatchObject({
      status: 202,
      body: { success: true, results: [{ account: 'paper' }, { account: 'second' }] },
    });
    await h.until('their end', async () => (await h.orders()).every(({ status }) => status === 'canceled'));
  });

  it('by a name that two alerts gave is refused at the endpoint, and says so', async () => {
    const h = await open();
    await rest(h, { order_id: 'entry-long' });
    await rest(h, { order_id: 'entry-long', quantity: 0.3 }, 2);
    const answer = await h.client.alert('{"order_id":"entry-long"}', '/webhook/cancel');
    expect(answer).toMatchObject({ status: 422, body: { code: 'CONTRADICTION' } });
    expect(answer.body['error']).toContain('"entry-long" is the name of 2 orders that work');
    expect(await byStatus(h)).toEqual(['accepted 0.1', 'accepted 0.3']);
  });

  it('is explained leg by leg, and cancels nothing', async () => {
    const h = await open();
    await rest(h);
    const { status, body } = await h.client.alert(JSON.stringify({ orders: [CANCEL, BUY] }), '/webhook/test');
    expect(status).toBe(200);
    expect(body['verdict']).toMatchObject({ would: 'execute' });
    const { checks } = body['verdict'] as { checks: { check: string; detail: string }[] };
    expect(checks[0]).toMatchObject({ check: 'leg 1 on paper: cancel', detail: expect.stringContaining('BTC/USDT:USDT') });
    expect(await byStatus(h)).toEqual(['accepted 0.1']);
  });

  it('with the secret of one strategy takes back nothing of another', async () => {
    const h = await open();
    await rest(h, { order_id: 'entry-long' });
    for (const order_id of ['entry-long', String((await h.orders())[0]?.['id'])]) {
      const body = JSON.stringify({ orders: [{ action: 'cancel', order_id }, BUY] });
      expect(await h.client.alert(body, '/webhook', { 'X-Webhook-Secret': ALPHA })).toMatchObject({ status: 401 });
    }
    expect(await byStatus(h)).toEqual(['accepted 0.1']);
  });
});
