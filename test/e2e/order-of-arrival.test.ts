// Owns: alerts that come in another order than they were sent in, and close behind one another, through the whole house.

import { afterEach, describe, expect, it } from 'vitest';
import { House } from './house.ts';

const CONFIG = `
accounts: { paper: { broker: paper, balances: { USDT: 1000000 }, prices: demo } }
strategies:
  default: { account: paper, approval: auto }
  ask: { account: paper, approval: confirm }
`;

let house: House | null = null;
const open = async (): Promise<House> => (house = await House.open({ configYaml: CONFIG }));
afterEach(async () => {
  await house?.close();
  house = null;
});

const at = (h: House, seconds: number): string => new Date(h.clock.now() + seconds * 1_000).toISOString();
const order = (action: string, fields: object = {}): string => JSON.stringify({ action, symbol: 'BTCUSDT.P', quantity: 1, ...fields });
const held = async (h: House): Promise<string> => {
  const [position] = await h.positions();
  return position === undefined ? '0' : `${position['side'] === 'short' ? '-' : ''}${String(position['quantity'])}`;
};
const holds = (h: House, qty: string): Promise<true> => h.until(`to hold ${qty}`, async () => (await held(h)) === qty);

describe('alerts that say when they were sent', () => {
  it('an entry that comes behind the exit that was sent after it opens nothing, over a restart', async () => {
    const h = await open();
    const [entryAt, exitAt] = [at(h, -10), at(h, -5)];
    expect((await h.client.alert(order('close', { timenow: exitAt, quantity: undefined }))).status).toBeLessThan(300);
    await h.restart();
    const late = await h.client.alert(order('buy', { timenow: entryAt }));
    expect(late.status).toBeGreaterThanOrEqual(400);
    await h.clock.advance(5_000);
    expect(await h.orders()).toEqual([]);
  });

  it('an exit that was sent before the entry that has come asks, and closes at a tap alone, once', async () => {
    const h = await open();
    const exitAt = at(h, -20);
    await h.alert(order('buy', { timenow: at(h, -5) }));
    await holds(h, '1');
    await h.alert(order('close', { timenow: exitAt, quantity: undefined }));
    await h.message('A late exit');
    expect(await held(h)).toBe('1');
    const button = await h.until('a button', () => h.client.button('Execute'));
    await Promise.all([h.client.tap(button), h.client.tap(button)]);
    await holds(h, '0');
    expect(await h.orders()).toHaveLength(2);
  });
});

describe('alerts of one bar, at once', () => {
  it.each([1, 2, 3])('an exit right behind its entry leaves nothing and opens nothing (%i)', async () => {
    const h = await open();
    await h.alert(order('buy'));
    const exit = await h.alert(order('sell', { comment: 'exit' }));
    await h.inState(exit, 'completed');
    await h.clock.advance(10_000);
    expect(await held(h)).toBe('0');
    const orders = await h.orders();
    expect(orders.every((each) => each['side'] === 'buy' || each['reduce_only'] === true)).toBe(true);
  });

  it.each([
    [['close', 'sell'], '-1'],
    // the sell has left what the close would leave
    [['sell', 'close'], '0'],
  ])('a close and an entry of the other side in one bar, %j, end at %s', async (actions, qty) => {
    const h = await open();
    await h.alert(order('buy'));
    await holds(h, '1');
    const ids: string[] = [];
    for (const action of actions)
      ids.push(await h.alert(order(action, action === 'close' ? { quantity: undefined } : { comment: 'short' })));
    for (const id of ids) await h.inState(id, 'completed');
    expect(await held(h)).toBe(qty);
  });

  it('a turn in one order ends on the other side, whatever restarts', async () => {
    const h = await open();
    await h.alert(order('buy'));
    await holds(h, '1');
    const id = await h.alert(order('sell', { quantity: 3 }));
    await h.restart();
    await h.inState(id, 'completed');
    expect(await held(h)).toBe('-2');
  });

  it('an exit takes back the card of the entry before it, and a later tap opens nothing', async () => {
    const h = await open();
    const id = await h.alert(order('buy', { strategy: 'ask' }));
    await h.message('left, until');
    const button = await h.until('a button', () => h.client.button('Approve'));
    await h.alert(order('close', { strategy: 'ask', quantity: undefined }));
    await h.inState(id, 'superseded');
    await h.client.tap(button);
    await h.clock.advance(5_000);
    expect(await h.orders()).toEqual([]);
  });

  it('a sell on spot takes back the card of the buy before it', async () => {
    const h = await open();
    const id = await h.alert(order('buy', { strategy: 'ask', symbol: 'BTCUSDT' }));
    await h.message('left, until');
    await h.alert(order('sell', { strategy: 'ask', symbol: 'BTCUSDT' }));
    await h.inState(id, 'superseded');
    expect(await h.orders()).toEqual([]);
  });
});
