import { afterEach, describe, expect, it } from 'vitest';
import { createFakeTelegram, TOKEN, type FakeTelegram } from '../telegram/fake-telegram.ts';
import { House } from './house.ts';

const ANN = { id: 1001, name: 'Ann' };
const STRANGER = { id: 6666, name: 'Mallory' };
const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1 tp=47000 sl=44000';

let house: House | null = null;
let telegram: FakeTelegram | null = null;
async function open(env: Record<string, string> = {}, configYaml?: string): Promise<{ h: House; t: FakeTelegram }> {
  telegram = await createFakeTelegram(() => house?.clock.now() ?? 0);
  const config = configYaml === undefined ? {} : { configYaml };
  house = await House.open({ ...config, env: { TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: telegram.apiRoot, ...env } });
  return { h: house, t: telegram };
}
afterEach(async () => {
  await house?.close();
  await telegram?.close();
  house = null;
  telegram = null;
});

const shown = (h: House, t: FakeTelegram, ...words: string[]) =>
  h.until(`a Telegram message with ${words.join(', ')}`, () =>
    t.messages.findLast(({ text }) => words.every((word) => text.includes(word))),
  );

describe('the same in Telegram', () => {
  it('obeys nobody until it is paired, then asks, and trades by a tap', async () => {
    const { h, t } = await open();
    const code = /\/pair (\d{6})/.exec(h.app.greeting)?.[1];
    t.says(ANN, '/status');
    t.says(ANN, `/pair ${code}`);
    await shown(h, t, 'admin');
    const id = await h.alert(BUY);
    const card = await shown(h, t, 'BUY 0.1', 'PAPER');
    t.taps(STRANGER, card, 'Approve');
    await shown(h, t, '6666');
    expect(await h.signalState(id)).toBe('awaiting_approval');
    t.taps(ANN, card, 'Approve');
    await shown(h, t, 'Filled: 0.1', 'Stop-loss 44000 in place');
    expect((await h.orders()).filter((order) => order['reduce_only'] === false)).toHaveLength(1);
    expect(t.messages.filter(({ text }) => text.includes('BUY 0.1'))).toHaveLength(1);
  });

  it('an old card works after a restart, and there is no console beside Telegram', async () => {
    const { h, t } = await open({ TELEGRAM_ADMINS: String(ANN.id) });
    await h.alert(BUY);
    const card = await shown(h, t, 'BUY 0.1');
    await h.restart();
    t.taps(ANN, card, 'Approve');
    await shown(h, t, 'Filled: 0.1');
    expect((await fetch(`${h.app.url}/console`)).status).toBe(404);
  });

  it('goes on without Telegram, and tells when it is back', async () => {
    const { h, t } = await open({ TELEGRAM_ADMINS: String(ANN.id) });
    for (const method of ['sendMessage', 'getUpdates']) t.failNext(method, { type: 'drop_before' }, 3);
    const id = await h.alert(BUY);
    await h.inState(id, 'awaiting_approval');
    const card = await shown(h, t, 'BUY 0.1');
    t.taps(ANN, card, 'Reject');
    await h.inState(id, 'declined');
  });

  it('a card that was deleted while it waits for an answer comes back once, and goes on there', async () => {
    const { h, t } = await open({ TELEGRAM_ADMINS: String(ANN.id) });
    const id = await h.alert(BUY);
    t.messages.splice(t.messages.indexOf(await shown(h, t, 'BUY 0.1', 'left, until')), 1);
    const card = await shown(h, t, 'BUY 0.1', 'left, until');
    for (let round = 0; round < 4; round += 1) {
      const { text } = card;
      await h.until('the next look at the time left', () => card.text !== text);
    }
    t.taps(ANN, card, 'Approve');
    await h.inState(id, 'completed');
    await h.until('the rest of its life', () => card.text.includes('Stop-loss 44000 in place'));
    expect(t.messages.filter(({ text }) => text.includes('BUY 0.1'))).toEqual([card]);
  });

  it('of a card that cannot be edited any more there is one newer one, not one for each round', async () => {
    const { h, t } = await open({ TELEGRAM_ADMINS: String(ANN.id) });
    await h.alert(BUY);
    const old = await shown(h, t, 'BUY 0.1', 'left, until');
    t.failNext('editMessageText', { type: 'error', code: 400, description: "Bad Request: message can't be edited" });
    const card = await h.until('another one', () => t.messages.findLast((each) => each !== old && each.text.includes('BUY 0.1')));
    const { text } = card;
    await h.until('it to be brought up to date', () => card.text !== text);
    expect(t.messages.filter((each) => each.text.includes('BUY 0.1'))).toHaveLength(2);
  });

  it('a question that Telegram lets nobody see in time comes without its button, and says that nothing was done by it', async () => {
    const { h, t } = await open({ TELEGRAM_ADMINS: String(ANN.id) });
    t.failNext('sendMessage', { type: 'drop_before' }, 9);
    t.says(ANN, '/kill');
    const late = await shown(h, t, 'Stop everything?');
    expect(late.text).toContain(
      'Its button is not good any more: unless somebody has pressed it, nothing was done. Send the command again.',
    );
    expect(late.keyboard).toEqual([]);
    t.says(ANN, '/kill');
    const question = await shown(h, t, 'Stop everything?', 'The button is good for');
    await h.clock.advance(121_000);
    const { queryId } = t.taps(ANN, question, 'Confirm kill');
    const answer = await h.until('the answer to the tap', () => t.tapAnswers.get(queryId));
    expect(answer).toMatchObject({ alert: true, text: expect.stringContaining('this tap did nothing') });
    expect((await h.client.read('/status')).body['trading_state']).toBe('active');
  });

  it.each([
    ['within its time', 3, []],
    ['after it', 130, ['⌛ Its button is not good any more: unless somebody has pressed it, nothing was done. Send the command again.']],
  ] as const)('a question that was answered although its sending seemed to fail is not called undone %s', async (_when, wait, again) => {
    const { h, t } = await open({ TELEGRAM_ADMINS: String(ANN.id) });
    t.failNext('sendMessage', { type: 'drop_after' });
    t.failNext('sendMessage', { type: 'error', code: 429, description: 'Too Many Requests', parameters: { retry_after: wait } });
    t.says(ANN, '/kill');
    const question = await shown(h, t, 'Stop everything?', 'The button is good for');
    const isAsked = ({ method, payload }: (typeof t.calls)[number]): boolean =>
      method === 'sendMessage' && String(payload['text']).includes('Stop everything?');
    await h.until('the second attempt', () => t.calls.filter(isAsked).length === 2);
    t.taps(ANN, question, 'Confirm kill');
    await h.until('the halt', async () => (await h.client.read('/status')).body['trading_state'] === 'halted');
    await h.clock.advance(400_000);
    const others = t.messages.filter((each) => each !== question && each.text.includes('Stop everything?'));
    expect(others.map(({ text }) => text.split('\n')[1])).toEqual(again);
  });

  it('an answer about more accounts than a message has room for is sent all the same', async () => {
    const names = Array.from({ length: 110 }, (_, index) => `account_with_a_long_name_${100 + index}`);
    const configYaml = [
      'accounts:',
      ...names.map((name) => `  ${name}: { broker: paper }`),
      'strategies:',
      ...names.map((name, index) => `  s${index}: { account: ${name} }`),
    ].join('\n');
    const { h, t } = await open({ TELEGRAM_ADMINS: String(ANN.id) }, configYaml);
    t.says(ANN, '/pause');
    expect((await shown(h, t, 'Every strategy is paused')).text).toMatch(/…$/);
  });
});
