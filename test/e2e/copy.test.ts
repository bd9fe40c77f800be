// Another bot is followed through the whole house: over HTTP in its own JSON, asked about and told of in the chat.

import { afterEach, describe, expect, it } from 'vitest';
import { House } from './house.ts';

const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 100000 }, prices: signal }
strategies:
  default: { account: paper, approval: auto }
  staked: { account: paper, approval: confirm, copy: { stake: 300 } }
  halved: { account: paper, approval: confirm, copy: { scale: 0.5 } }
  auto: { account: paper, approval: auto, copy: { scale: 0.5 } }
`;

let house: House | null = null;
const open = async (): Promise<House> => (house = await House.open({ configYaml: CONFIG }));
afterEach(async () => {
  await house?.close();
  house = null;
});

const event = (strategy: string, type: string, fields: object = {}): string =>
  JSON.stringify({ strategy, type, trade_id: '7', pair: 'BTC/USDT:USDT', direction: 'Long', ...fields });
const quantityHeld = async (h: House): Promise<unknown> => (await h.positions())[0]?.['quantity'] ?? null;
const holding = (h: House, quantity: string | null): Promise<true> =>
  h.until(`${quantity} to be held`, async () => (await quantityHeld(h)) === quantity);

/** The fewest fields that a bot is set up to send, in words that other senders use too. */
const said = (action: string, fields: object): string => JSON.stringify({ action, pair: 'BTC/USDT:USDT', direction: 'long', ...fields });

describe('a copied trade', () => {
  it('is told in plain words and in the amounts of the leader', async () => {
    const h = await open();
    const tell = (body: string): Promise<unknown> => h.client.alert(body, '/webhook/auto');
    await tell(said('entry', { amount: '2', price: '1000' }));
    await holding(h, '1');
    await tell(said('exit', { amount: '1', price: '1100' }));
    await holding(h, '0.5');
    await tell(said('exit', { amount: '1', price: '1200' }));
    await holding(h, null);
  });

  // 300 buy 0.29997 at the ask of 1000.1, which is 0.2999; half of it is 0.1499 sold and 0.15 kept
  it.each([
    ['staked', '0.2999', '0.1499', '0.15'],
    ['halved', '1', '0.5', '0.5'],
  ])('%s: is asked about at its own size, and leaves with the leader, in part and whole', async (strategy, whole, part, rest) => {
    const h = await open();
    const id = await h.alert(event(strategy, 'entry', { amount: '2', price: '1000' }));
    await h.message(`BUY ${whole} BTC/USDT:USDT`, 'left, until', 'PAPER');
    await h.press('Approve');
    await h.inState(id, 'completed');
    await holding(h, whole);
    expect((await h.client.alert(event(strategy, 'entry_fill', { amount: '2', price: '1001' }))).body).toMatchObject({ state: 'noted' });

    await h.alert(event(strategy, 'exit', { amount: '1', price: '1100' }));
    await holding(h, rest);
    await h.alert(event(strategy, 'exit_fill', { amount: '1', price: '1100' }));
    expect(await quantityHeld(h)).toBe(rest);

    await h.alert(event(strategy, 'exit', { amount: '1', price: '1200' }));
    await holding(h, null);
    const orders = await h.orders();
    expect(orders.map(({ side, quantity, reduce_only: reduceOnly }) => [side, quantity, reduceOnly])).toEqual(
      expect.arrayContaining([
        ['buy', whole, false],
        ['sell', part, true],
        ['sell', rest, true],
      ]),
    );
    expect(orders).toHaveLength(3);
  });

  it('that is declined in the chat is entered by no later event, and its exits close nothing', async () => {
    const h = await open();
    const id = await h.alert(event('staked', 'entry', { amount: '2', price: '1000' }));
    await h.message('BUY 0.2999 BTC/USDT:USDT', 'left, until', 'worth 300');
    await h.press('Reject');
    await h.inState(id, 'declined');
    await h.alert(event('staked', 'entry_fill', { amount: '2', price: '1000' }));
    await h.alert(event('staked', 'exit', { amount: '1', price: '1100' }));
    await h.alert(event('staked', 'exit_cancel', { amount: '1' }));
    await h.clock.advance(60_000);
    expect(await h.orders()).toEqual([]);
    expect(await h.positions()).toEqual([]);
  });
});
