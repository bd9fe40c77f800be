// Owns: the chat, the mailbox and the secrets are other ones at the next start, while cards and messages wait.

import { afterEach, describe, expect, it } from 'vitest';
import { createFakeTelegram, TOKEN, type FakeTelegram } from '../telegram/fake-telegram.ts';
import { House } from './house.ts';

const ANN = { id: 1001, name: 'Ann' };
const BEN = { id: 1002, name: 'Ben' };
const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1 tp=47000 sl=44000';

let house: House | null = null;
let telegram: FakeTelegram | null = null;
afterEach(async () => {
  await house?.close();
  await telegram?.close();
  house = null;
  telegram = null;
});

async function bot(): Promise<{ t: FakeTelegram; env: Record<string, string> }> {
  telegram = await createFakeTelegram(() => house?.clock.now() ?? 0);
  return { t: telegram, env: { TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: telegram.apiRoot, TELEGRAM_ADMINS: String(ANN.id) } };
}

const YAML = `
accounts: { paper: { broker: paper, balances: { USDT: 10000 }, prices: signal } }
strategies: { default: { account: paper, approval: confirm, approval_ttl: 1h } }
`;

const shown = (h: House, t: FakeTelegram, ...words: string[]) =>
  h.until(`a Telegram message with ${words.join(', ')}`, () =>
    t.messages.findLast(({ text }) => words.every((word) => text.includes(word))),
  );

describe('a card that waits over a start', () => {
  it('in the console goes on in Telegram, and back', async () => {
    const { t, env } = await bot();
    const h = (house = await House.open({ configYaml: YAML }));
    const id = await h.alert(BUY);
    await h.message('BUY 0.1');
    await h.restartWith({ env });
    const card = await shown(h, t, 'BUY 0.1', 'PAPER');
    const second = await h.alert('BUY ETHUSDT.P @ 2000 qty=1');
    const other = await shown(h, t, 'BUY 1 ETH');
    await h.restartWith({ env: {} });
    await h.message('BUY 1 ETH');
    await h.restartWith({ env });
    t.taps(ANN, card, 'Approve');
    t.taps(ANN, other, 'Reject');
    await h.inState(id, 'completed');
    await h.inState(second, 'declined');
    expect(t.messages.filter(({ text }) => text.includes('BUY 0.1 BTC'))).toHaveLength(1);
  });

  it('in one chat is shown in another, and the old one is brought to its end', async () => {
    const { t, env } = await bot();
    const h = (house = await House.open({ configYaml: YAML, env }));
    const id = await h.alert(BUY);
    const card = await shown(h, t, 'BUY 0.1');
    await h.restartWith({ env: { ...env, TELEGRAM_CHAT_ID: '-100777' } });
    const moved = await h.until('the card in the other chat', () =>
      t.messages.find(({ text, chatId }) => String(chatId) === '-100777' && text.includes('BUY 0.1')),
    );
    t.taps(ANN, moved, 'Approve');
    await h.inState(id, 'completed');
    await shown(h, t, 'Filled: 0.1');
    expect((await h.orders()).filter((order) => order['reduce_only'] === false)).toHaveLength(1);
    expect(card.chatId).not.toBe(moved.chatId);
  });

  it('obeys nobody who is not named any more', async () => {
    const { t, env } = await bot();
    const h = (house = await House.open({ configYaml: YAML, env }));
    const id = await h.alert(BUY);
    const card = await shown(h, t, 'BUY 0.1');
    await h.restartWith({ env: { ...env, TELEGRAM_ADMINS: String(BEN.id) } });
    const news = await h.until('the card of Ben', () =>
      t.messages.find(({ text, chatId }) => chatId === BEN.id && text.includes('BUY 0.1')),
    );
    t.taps(ANN, card, 'Approve');
    await h.clock.advance(5_000);
    expect(await h.signalState(id)).toBe('awaiting_approval');
    t.taps(BEN, news, 'Approve');
    await h.inState(id, 'completed');
  });
});

describe('a card whose account has another name now', () => {
  it('still says whose money it was about, and that nothing was sent', async () => {
    const h = (house = await House.open({ configYaml: YAML }));
    await h.alert(BUY);
    await h.message('BUY 0.1');
    await h.restartWith({ configYaml: YAML.replace('paper: {', 'main: {').replace('account: paper', 'account: main') });
    const card = await h.message('Denied; nothing was sent', 'this was for the account paper');
    expect(card.text).toContain('PAPER · paper');
  });
});

it('a strategy that was paused and has another name now is told of, and its old pause can be ended', async () => {
  const two = YAML.replace('strategies: {', 'strategies: { old: { account: paper },');
  const h = (house = await House.open({ configYaml: two }));
  await h.client.say('/pause old');
  await h.message('old is paused');
  await h.restartWith({ configYaml: two.replace('old:', 'new:') });
  await h.message('old was paused and is not in config.yaml any more', '/pause it by its new name');
  await h.client.say('/resume old');
  await h.message('old is running again');
});

it('the end of an old pause leaves the one of a strategy that is called almost so', async () => {
  const two = YAML.replace('strategies: {', 'strategies: { Old: { account: paper },');
  const h = (house = await House.open({ configYaml: two }));
  await h.client.say('/pause Old');
  await h.message('Old is paused');
  await h.restartWith({ configYaml: two.replace('Old:', 'old:') });
  await h.client.say('/pause old');
  await h.message('old is paused');
  await h.client.say('/resume Old');
  await h.message('Old is running again');
});

it('a card of the account that its strategy has left ends at the start, without a button; what is held there is closed by an alert', async () => {
  const two = YAML.replace('accounts: {', 'accounts: { second: { broker: paper, balances: { USDT: 10000 }, prices: signal },');
  const h = (house = await House.open({ configYaml: two }));
  const held = await h.alert(BUY);
  await h.press('Approve');
  await h.inState(held, 'completed');
  const id = await h.alert('BUY ETHUSDT.P @ 2000 qty=1');
  await h.message('BUY 1 ETH');
  await h.restartWith({ configYaml: two.replace('account: paper', 'account: second') });
  await h.message('BUY 1 ETH', 'STRATEGY_MOVED', 'default trades on second now');
  expect(await h.signalState(id)).toBe('denied');
  expect(await h.client.button('Approve')).toBeNull();
  expect((await h.orders()).filter(({ symbol }) => String(symbol).startsWith('ETH'))).toEqual([]);
  await h.alert('CLOSE BTCUSDT.P @ 45000');
  await h.until('the old account to be flat', async () => (await h.positions()).length === 0);
});
