// Accounts whose prices come from alerts: an exit is filled at the price of its own alert, although it asks for none first.

import { afterEach, describe, expect, it } from 'vitest';
import { House } from './house.ts';

const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 100000 }, prices: signal }
  made-up: { broker: paper, balances: { USDT: 100000 }, prices: demo }
strategies:
  auto: { account: paper, approval: auto }
  demo: { account: made-up, approval: auto }
`;

let house: House | null = null;
async function open(): Promise<House> {
  house = await House.open({ configYaml: CONFIG, env: { WEBHOOK_WAIT_MS: '2000' } });
  return house;
}
afterEach(async () => {
  await house?.close();
  house = null;
});

/** What the order of this alert, which comes later than those before, was filled at. */
async function filledAt(h: House, alert: string, path = '/webhook/auto'): Promise<number> {
  await h.clock.advance(5);
  const { body } = await h.client.alert(alert, path);
  const [result] = body['results'] as { order_id: string }[];
  return Number((await h.client.read(`/orders/${result?.order_id}`)).body['average_price']);
}

describe('an exit at the price of its alert', () => {
  it.each([
    ['a close', 'BUY BTCUSDT.P @ 45000 qty=0.1', '{"action":"close","symbol":"BTCUSDT.P","price":47000}'],
    ['a part', 'BUY BTCUSDT.P @ 45000 qty=0.1', '{"action":"close","symbol":"BTCUSDT.P","percent":50,"price":47000}'],
    ['the other side', 'BUY BTCUSDT.P @ 45000 qty=0.1', 'SELL BTCUSDT.P @ 47000 qty=0.1'],
    ['a reverse', 'BUY BTCUSDT.P @ 45000 qty=0.1', 'REVERSE BTCUSDT.P @ 47000'],
    ['one of a short', 'SELL BTCUSDT.P @ 45000 qty=0.1', 'BUY BTCUSDT.P @ 47000 qty=0.1'],
  ])('%s', async (_what, entry, exit) => {
    const h = await open();
    await h.client.alert(entry, '/webhook/auto');
    expect(await filledAt(h, exit)).toBeCloseTo(47_000, -2);
  });

  it('also where prices are made up from there on', async () => {
    const h = await open();
    await h.client.alert('BUY BTCUSDT.P @ 45000 qty=0.1', '/webhook/demo');
    expect(await filledAt(h, 'CLOSE BTCUSDT.P @ 47000', '/webhook/demo')).toBeCloseTo(47_000, -2);
  });

  it('closes the position although its stop stands in the way of the price', async () => {
    const h = await open();
    await h.client.alert('BUY BTCUSDT.P @ 45000 qty=0.1 sl=44000 tp=48000', '/webhook/auto');
    await h.message('Stop-loss 44000 in place');
    expect(await filledAt(h, 'CLOSE BTCUSDT.P @ 43000')).toBeCloseTo(43_000, -2);
    expect(await h.positions()).toEqual([]);
  });

  it('an exit without a price is filled at the last one', async () => {
    const h = await open();
    await h.client.alert('BUY BTCUSDT.P @ 45000 qty=0.1', '/webhook/auto');
    expect(await filledAt(h, 'CLOSE BTCUSDT.P')).toBeCloseTo(45_000, -2);
  });
});
