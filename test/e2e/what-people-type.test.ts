// What a newcomer types, and where two views speak of the same thing: they agree, and a slip is told as what it is.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { House } from './house.ts';

let h: House;
beforeEach(async () => {
  h = await House.open({
    configYaml: `
accounts:
  paper: { broker: paper }
strategies:
  default: { account: paper, approval: auto, limits: { max_exposure: 90000 } }
`,
  });
});
afterEach(() => h.close());

it('what a person taps is no alert, in /status, /stats and over HTTP alike; what waits is shown, and is no backlog', async () => {
  await h.alert('BUY BTCUSDT @ 45000 qty=0.1 sl=44000');
  await h.message('Stop-loss 44000 in place');
  await h.client.say('/breakeven BTCUSDT');
  await h.client.say('/close BTCUSDT 50');
  await h.until('half of it', async () => (await h.positions())[0]?.['quantity'] === '0.05');
  await h.alert('BUY BTCUSDT qty=0.1 when above 90000');
  await h.client.say('/status');
  await h.message('Trading is active', 'Alerts: 2, repeats: 0', 'Waiting for a price or a time: 1');
  await h.client.say('/stats');
  await h.message('2 received');
  expect((await h.client.read('/stats')).body).toMatchObject({ total: 2 });
  expect((await h.client.read('/status')).body).toMatchObject({ alerts: 2, duplicates: 0, queue_depth: 0 });
});

it('what was to wait and is taken back was cancelled, not rejected', async () => {
  const id = await h.alert('BUY BTCUSDT qty=0.1 when above 90000');
  await h.message('Waits for BTC/USDT above 90000');
  await h.client.say(`/cancel ${id.slice(-8)}`);
  await h.message('BUY BTC/USDT', 'Cancelled before its time; nothing was sent', `/signal_${id.slice(-8)}`);
});

it('names the word that is wrong', async () => {
  await h.client.say('/template default buy shut');
  await h.message('shut is no action. There is: buy, sell, close, reverse');
  await h.client.say('/template shut');
  await h.message('There is no strategy shut');
  await h.client.say('/risk nothing-of-mine');
  await h.message('Nothing called nothing-of-mine has limits', 'max_exposure');
  await h.client.say('hello');
  expect((await h.message('Not taken as an alert')).text).not.toContain('reject');
});

it('the first line of /status says that no entry passes where every strategy is paused', async () => {
  await h.client.say('/pause');
  await h.client.say('/status');
  expect((await h.message('Positions: 0')).text).toMatch(/^⏸ Every strategy is paused: exits pass, entries do not/);
  await h.client.say('/resume');
  await h.client.say('/status');
  await h.message('✅ Trading is active', 'none paused');
});

it('/resume without a name says that it ends the pauses of markets, too', async () => {
  await h.client.say('/pause BTCUSDT');
  await h.client.say('/pause');
  await h.client.say('/resume');
  await h.message('Every strategy is running again', 'Entries in BTC/USDT pass again, too');
});

it('an alert that is refused as it stands is told with the account that it was for', async () => {
  await h.client.alert('{"strategy":"default","action":"buy","symbol":"BTCUSDT","quantity":1,"price":45000,"take_profit":44000}');
  await h.message('Alert refused: TARGET_WRONG_SIDE', 'PAPER · paper');
  await h.client.alert('{"strategy":"nobody","action":"buy","symbol":"BTCUSDT","quantity":1,"price":45000}');
  expect((await h.message('Alert refused: UNKNOWN_STRATEGY')).text).not.toContain('PAPER');
});
