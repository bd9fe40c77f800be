// A reverse is an exit and an entry: what became of each is told, to the sender and in the chat.

import { afterEach, describe, expect, it } from 'vitest';
import { House } from './house.ts';

const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 10000 }, prices: signal }
strategies:
  asking: { account: paper }
  auto: { account: paper, approval: auto }
`;
const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1';

let house: House | null = null;
async function open(env: Record<string, string> = {}): Promise<House> {
  house = await House.open({ configYaml: CONFIG, env });
  return house;
}
afterEach(async () => {
  await house?.close();
  house = null;
});

describe('a reverse whose entry does not come', () => {
  it('has closed, and its card does not say that nothing was sent', async () => {
    const h = await open();
    await h.inState(await h.alert(BUY, '/webhook/auto'), 'completed');
    const id = await h.alert('{"action":"reverse","symbol":"BTCUSDT.P","stop_loss":44000}', '/webhook/auto');
    await h.inState(id, 'completed');
    expect((await h.client.read(`/signals/${id}`)).body['error']).toMatchObject({ code: 'STOP_WRONG_SIDE' });
    const card = await h.message('Closed 0.1', 'Not all of it was done', 'STOP_WRONG_SIDE');
    expect(card.text).not.toContain('nothing was sent');
    expect(await h.positions()).toEqual([]);
  });

  it('by the hand of a person says that only the entry was not sent', async () => {
    const h = await open();
    await h.alert(BUY, '/webhook/asking');
    await h.press('Approve');
    await h.message('Filled: 0.1');
    const id = await h.alert('REVERSE BTCUSDT.P', '/webhook/asking');
    await h.inState(id, 'awaiting_approval');
    await h.press('Reject');
    const card = await h.message('Rejected by', 'Closed 0.1');
    expect(card.text).toContain('the entry was not sent');
    expect(card.text).not.toContain('nothing was sent');
  });
});

it('the card of a reverse tells the end of the one trade above the other, and the first card that its own is over', async () => {
  const h = await open();
  const first = await h.alert('BUY BTCUSDT.P @ 45000 qty=0.1', '/webhook/auto');
  await h.inState(first, 'completed');
  const id = await h.alert('{"action":"reverse","symbol":"BTCUSDT.P","price":45000}', '/webhook/auto');
  await h.inState(id, 'completed');
  const card = await h.message('SHORT 0.1 BTC/USDT:USDT', 'of the whole trade');
  const { text } = card;
  expect(text).toMatch(/Exit.*Filled[^]*🏁 Closed 0\.1 at[^]*of the whole trade[^]*Entry.*Filled[^]*SHORT 0\.1/);
  expect(text).not.toContain('Closed at');
  await h.message('BUY 0.1 BTC/USDT:USDT', '🏁 Closed; the result is told by what closed it');
  await h.client.say('/close BTCUSDT.P');
  await h.until('a flat book', async () => (await h.positions()).length === 0);
  await h.message('of the whole trade', 'Entry', '🏁 Closed; the result is told by what closed it');
});

it('WEBHOOK_WAIT_MS waits for both halves of a reverse', async () => {
  const h = await open({ WEBHOOK_WAIT_MS: '2500' });
  await h.client.alert(BUY, '/webhook/auto');
  const answer = await h.client.alert('REVERSE BTCUSDT.P', '/webhook/auto');
  expect([answer.status, answer.body['state']]).toEqual([200, 'completed']);
  expect(answer.body['results']).toMatchObject([
    { leg_number: 1, transaction: 'S', quantity: '0.1', status: 'success' },
    { leg_number: 2, transaction: 'S', quantity: '0.1', status: 'success' },
  ]);
});

describe('a reverse on a spot market', () => {
  it('says before that nothing is opened behind it, in the reading and on the card; the exit goes', async () => {
    const h = await open();
    await h.inState(await h.alert('BUY BTC/USDT @ 45000 qty=0.1', '/webhook/auto'), 'completed');
    const told = 'a spot market has no short';
    const { body } = await h.client.alert('{"action":"reverse","symbol":"BTC/USDT","strategy":"auto"}', '/webhook/test');
    expect(JSON.stringify(body['warnings'])).toContain(told);
    const id = await h.alert('REVERSE BTC/USDT', '/webhook/auto');
    await h.inState(id, 'completed');
    await h.message('Closed 0.1', told);
    expect(await h.positions()).toEqual([]);
  });
});
