// Owns: the card that asks when an alert believes in another position: tapped twice, over a restart, too late, after the book
// has changed, and when what is missing is a part.

import { afterEach, describe, expect, it } from 'vitest';
import { House } from './house.ts';

const CONFIG = `
accounts: { paper: { broker: paper, balances: { USDT: 1000000 }, prices: demo } }
strategies: { default: { account: paper, approval: auto } }
`;

let house: House | null = null;
const open = async (): Promise<House> => (house = await House.open({ configYaml: CONFIG }));
afterEach(async () => {
  await house?.close();
  house = null;
});

/** As a chart's strategy sends it: what it has done, what it holds now, and what it held before. */
const chart = (action: string, quantity: number, now: number, before: number): string => {
  const word = (qty: number): string => (qty === 0 ? 'flat' : qty > 0 ? 'long' : 'short');
  return JSON.stringify({
    action,
    symbol: 'BTCUSDT.P',
    quantity,
    price: 45_000,
    market_position: word(now),
    market_position_size: Math.abs(now),
    prev_market_position: word(before),
    prev_market_position_size: Math.abs(before),
  });
};
const held = async (h: House): Promise<unknown> => (await h.positions())[0]?.['quantity'] ?? '0';
const holds = (h: House, qty: string): Promise<true> => h.until(`to hold ${qty}`, async () => (await held(h)) === qty);

/** One alert of the chart was missed: it says long 3 after this one, and 1 is held. */
async function missed(h: House): Promise<void> {
  await h.alert(chart('buy', 1, 3, 2));
  await holds(h, '1');
  await h.message('sync or ignore?', 'long 3');
}

describe('a card that asks to sync', () => {
  it('enters what is missing, once, however often it is tapped', async () => {
    const h = await open();
    await missed(h);
    const button = await h.until('a button', () => h.client.button('Sync'));
    await Promise.all([h.client.tap(button), h.client.tap(button), h.client.tap(button)]);
    await holds(h, '3');
    await h.client.tap(button);
    await h.clock.advance(5_000);
    expect(await held(h)).toBe('3');
    expect((await h.orders()).map(({ quantity }) => String(quantity)).sort()).toEqual(['1', '2']);
  });

  it('waits over a restart, and then is good once', async () => {
    const h = await open();
    await missed(h);
    await h.restart();
    const button = await h.until('a button', () => h.client.button('Sync'));
    await h.client.tap(button);
    await h.restart();
    await holds(h, '3');
    await h.client.tap(button);
    await h.clock.advance(5_000);
    expect(await held(h)).toBe('3');
  });

  it('is over after a quarter of an hour: the tap does nothing', async () => {
    const h = await open();
    await missed(h);
    const button = await h.until('a button', () => h.client.button('Sync'));
    await h.clock.advance(15 * 60_000);
    await h.client.tap(button);
    await h.clock.advance(5_000);
    expect(await held(h)).toBe('1');
  });

  it('ignored leaves all as it is, and a Sync after that does nothing', async () => {
    const h = await open();
    await missed(h);
    const button = await h.until('a button', () => h.client.button('Sync'));
    await h.press('Ignore');
    await h.client.tap(button);
    await h.clock.advance(5_000);
    expect(await held(h)).toBe('1');
  });

  it('is taken back by the next alert of its share', async () => {
    const h = await open();
    await missed(h);
    const button = await h.until('a button', () => h.client.button('Sync'));
    await h.alert(chart('sell', 3, 0, 3));
    await holds(h, '0');
    await h.client.tap(button);
    await h.clock.advance(5_000);
    expect(await held(h)).toBe('0');
  });

  it('tapped after the book has changed by hand enters what is missing then, not what was', async () => {
    const h = await open();
    await missed(h);
    const button = await h.until('a button', () => h.client.button('Sync'));
    await h.client.say('/close BTC/USDT:USDT 50');
    await holds(h, '0.5');
    await h.client.tap(button);
    await holds(h, '3');
  });

  it('closes a surplus, in part', async () => {
    const h = await open();
    await h.alert(JSON.stringify({ action: 'buy', symbol: 'BTCUSDT.P', quantity: 5, price: 45_000 }));
    await holds(h, '5');
    await h.alert(chart('sell', 1, 2, 3));
    await holds(h, '4');
    await h.press('Sync');
    await holds(h, '2');
    expect(
      (await h.orders())
        .filter((order) => order['reduce_only'] === true)
        .map(({ quantity }) => String(quantity))
        .sort(),
    ).toEqual(['1', '2']);
  });
});
