// Whoever wants out, and types as people in a hurry do: what was meant is done or named, and no refusal hides whose money it is about.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { House } from './house.ts';

const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 100000 }, prices: signal }
strategies:
  default: { account: paper, approval: auto }
  "My; own trend": { account: paper, approval: auto }
`;

let h: House;
beforeEach(async () => {
  h = await House.open({ configYaml: CONFIG });
});
afterEach(() => h.close());

const LIMIT = '{"action":"buy","symbol":"BTCUSDT.P","quantity":0.1,"order_type":"limit","limit_price":40000,"price":45000}';
const working = async (): Promise<unknown[]> => (await h.orders()).filter(({ status }) => status === 'accepted');

it.each(['/kill!!!', '/ kill', '/KILL now'])('%s asks whether to stop everything', async (typed) => {
  await h.client.say(typed);
  await h.message('Stop everything?');
  await h.press('Confirm kill');
  await h.until('the halt', async () => (await h.client.read('/status')).body['trading_state'] === 'halted');
});

it('the name of a command without its slash is answered with the command', async () => {
  await h.client.say('kill');
  await h.message('Not taken as an alert', 'did you mean /kill?');
  await h.client.say('hello');
  expect((await h.message('Not taken as an alert', '/help lists them')).text).not.toContain('did you mean');
});

it('a command with a question mark is a question, and does nothing', async () => {
  await h.client.say('/pause');
  await h.message('paused');
  await h.client.say('/resume?');
  await h.message('did you mean /resume?');
  const { strategies } = (await h.client.read('/strategies')).body as { strategies: readonly { paused: boolean }[] };
  expect(strategies.map(({ paused }) => paused)).toEqual([true, true]);
});

it('/close of what rests as an entry only names the order, and the way to take it back', async () => {
  await h.alert(LIMIT);
  await h.until('the entry to rest', async () => (await working()).length === 1);
  await h.client.say('/close ETHUSDT.P');
  expect((await h.message('There is no open position.')).text).not.toContain('may still fill');
  await h.client.say('/close BTCUSDT.P');
  const { text } = await h.message(
    'There is no open position.',
    'Not filled yet, and may still fill:',
    'BUY 0.1 BTC/USDT:USDT limit at 40000',
  );
  await h.client.say(/\/cancel_[0-9a-f]+/.exec(text)?.[0] ?? '');
  await h.until('it to be taken back', async () => (await working()).length === 0);
});

it('/cancel all is understood with more words behind it', async () => {
  await h.alert(LIMIT);
  await h.until('the entry to rest', async () => (await working()).length === 1);
  await h.client.say('/cancel ALL orders');
  await h.message('Cancel all working entry orders (1)?');
});

it('a refused change of a plan says of which position and account it is', async () => {
  await h.alert('{"action":"buy","symbol":"BTCUSDT.P","quantity":0.1,"price":45000,"stop_loss":44000}');
  await h.message('Stop-loss 44000 in place');
  for (const typed of ['/stop BTCUSDT.P 46000', '/target BTCUSDT.P 40000', '/breakeven BTCUSDT.P']) {
    await h.client.say(typed);
    await h.message(
      `⛔ BTC/USDT:USDT\nPAPER · paper · default`,
      'would close this long at once',
      typed.startsWith('/target') ? '40000' : 'a stop at',
    );
  }
  await h.client.say('/close BTCUSDT.P 0,5');
  await h.message('with a point (0.5, not 0,5)');
});

it('a strategy with blanks and more in its name is found by /history, and paused without a word too many', async () => {
  await h.alert('{"strategy":"My; own trend","action":"buy","symbol":"BTCUSDT.P","quantity":0.1,"price":45000}');
  await h.client.say('/history My; own trend');
  await h.message('History strategy="My; own trend"', 'buy BTCUSDT.P');
  await h.client.say('/pause My; own trend');
  expect((await h.message('My; own trend is paused')).text).not.toContain('⛔');
  await h.client.say('/resume My; own trend');
  expect((await h.message('My; own trend is running again')).text).not.toContain('⛔');
});
