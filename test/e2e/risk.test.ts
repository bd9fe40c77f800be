// Limits through the whole house: alerts by HTTP, the chat, prices that move between alerts, and a restart.

import { afterEach, expect, it } from 'vitest';
import { House } from './house.ts';

const CONFIG = `
accounts:
  paper:
    broker: paper
    balances: { USDT: 10000 }
    prices: signal
    limits: { daily_loss: 1%, wind_down: flatten_all }
strategies:
  default: { account: paper, approval: auto, limits: { max_exposure: 6000, denied_symbols: ["DOGE/*"] } }
  prices: { account: paper, approval: confirm }
`;
const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1 sl=40000';
/** Moves the market of the account; nothing is bought. */
const priceIs = (price: number) => `{"action":"buy","symbol":"BTCUSDT.P","price":${price},"quantity":0.001,"strategy":"prices"}`;

let house: House | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

const errorOf = async (h: House, id: string): Promise<unknown> => (await h.client.read(`/signals/${id}`)).body['error'];

async function risk(h: House): Promise<readonly Record<string, unknown>[]> {
  return (await h.client.read('/status')).body['risk'] as Record<string, unknown>[];
}

it('refuses what is too much, shows what is used, ends a day that loses, outlives a restart, and a person lets it go on', async () => {
  house = await House.open({ configYaml: CONFIG });
  const h = house;
  await h.inState(await h.alert(BUY), 'completed');
  const second = await h.refusedAlert(`${BUY} tp=60000`);
  await h.inState(second, 'denied');
  expect(await errorOf(h, second)).toMatchObject({ code: 'MAX_EXPOSURE' });
  await h.message('Entry refused: MAX_EXPOSURE', 'held and ordered +', 'of at most 6000 USDT');

  const tried = await h.client.alert(BUY, '/webhook/test');
  const verdict = tried.body['verdict'] as { would: string; checks: { check: string; passed: boolean; detail: string }[] };
  expect(verdict.would).toBe('deny');
  expect(verdict.checks.filter(({ check }) => check.startsWith('max_exposure') || check.startsWith('daily_loss'))).toMatchObject([
    { check: 'max_exposure of strategy default on paper', passed: false },
    { check: 'daily_loss of account paper', passed: true },
  ]);

  await h.client.say('/risk');
  const shown = await h.message('Risk limits', 'none holds entries back');
  expect(shown.text).toContain('strategy default on paper PAPER');
  expect(shown.text).toMatch(/max_exposure: 45\d\d(\.\d+)? of 6000 USDT \(75 %\)/);
  expect(shown.text).toContain('refuses the entry');
  expect(shown.text).toMatch(/daily_loss: .* of -1 % of equity \(1\d\d(\.\d+)? USDT\)/);

  await h.refusedAlert(priceIs(43_000));
  const alarm = await h.message('daily_loss of account paper was reached: paused');
  expect(alarm.text).toContain('paper (PAPER)');
  expect(alarm.text).toContain('1 position(s) are being closed');
  await h.until('the position to be closed', async () => (await h.positions()).length === 0);

  await h.restart();
  const third = await h.client.alert('BUY BTCUSDT.P @ 43000 qty=0.01 sl=40000');
  expect([third.status, third.body['code']]).toEqual([422, 'DAILY_LOSS']);
  await h.client.say('/risk');
  const held = await h.message('holds entries back', 'No entries until', 'or /resume daily_loss');
  await h.press('Refresh');
  expect(held.text).toContain('pauses until midnight, closes everything');
  expect((await risk(h)).find(({ limit }) => limit === 'daily_loss')).toMatchObject({
    scope: 'account paper',
    code: 'DAILY_LOSS',
    on_breach: 'pause',
    wind_down: 'flatten_all',
    accounts: [{ name: 'paper', mode: 'paper' }],
    breached: { lifted_by: null, until: '2026-01-06T00:00:00.000+00:00' },
  });

  await h.client.say('/resume daily_loss');
  await h.message('entries pass again although daily_loss was reached');
  const fourth = await h.alert('BUY BTCUSDT.P @ 43001 qty=0.01 sl=40000');
  await h.inState(fourth, 'completed');
  expect((await risk(h)).find(({ limit }) => limit === 'daily_loss')).toMatchObject({ breached: { lifted_by: expect.any(String) } });
  await h.client.say('/risk');
  await h.message('Risk limits', 'you let entries pass until');
}, 60_000);

it('a sender that runs away is stopped until /unlock', async () => {
  house = await House.open({
    configYaml:
      'accounts:\n  paper: { broker: paper, balances: { USDT: 100000 }, prices: signal }\nstrategies:\n  default: { account: paper, approval: auto }\nrisk: { orders_per_minute: 2 }\n',
  });
  const h = house;
  for (const price of [45_000, 45_001]) await h.inState(await h.alert(`BUY BTCUSDT.P @ ${price} qty=0.01 sl=40000`), 'completed');
  const third = await h.client.alert('BUY BTCUSDT.P @ 45002 qty=0.01 sl=40000');
  expect([third.status, third.body['code']]).toEqual([422, 'ORDERS_PER_MINUTE']);
  await h.message('orders_per_minute of all accounts on paper was reached: KILLED');
  expect((await h.client.read('/status')).body['trading_state']).toBe('halted');
  await h.client.say('/unlock');
  await h.press('Confirm unlock');
  await h.message('Trading unlocked');
  expect((await h.client.read('/status')).body['trading_state']).toBe('active');
  await h.until('a minute to pass', async () => (await risk(h))[0]?.['used'] === '0');
  await h.inState(await h.alert('BUY BTCUSDT.P @ 45003 qty=0.01 sl=40000'), 'completed');
}, 60_000);

it('an alert of the first second of a day, or of the program, is judged by what all accounts are worth, not refused for that being unknown', async () => {
  house = await House.open({
    configYaml: `
accounts:
  one: { broker: paper, balances: { USDT: 10000 }, prices: signal }
  other: { broker: paper, balances: { USDT: 10000 }, prices: signal }
strategies:
  default: { account: one, approval: auto }
risk: { daily_loss: 3% }
`,
  });
  const h = house;
  await h.inState(await h.alert('BUY BTCUSDT.P @ 45000 qty=0.01'), 'completed');
  await h.clock.advance(Date.UTC(2026, 0, 6) - h.clock.now());
  await h.inState(await h.alert('BUY BTCUSDT.P @ 45000 qty=0.02'), 'completed');
});

it('/risk names what refuses every entry now: a closed market, a full day, a cool-down with its end', async () => {
  house = await House.open({
    configYaml: `
accounts:
  paper: { broker: paper, balances: { USDT: 10000 }, prices: signal }
strategies:
  closed: { account: paper, approval: auto, limits: { trading_window: { days: sat } } }
  full: { account: paper, approval: auto, limits: { daily_trades: 1 } }
  cooling: { account: paper, approval: auto, limits: { cooldown: { stops: 1, for: 1h } } }
`,
  });
  const h = house;
  await h.client.say('/risk full');
  await h.message('none holds entries back', '0 of 1');
  await h.inState(await h.alert('BUY AAAUSDT @ 100 qty=1', '/webhook/full'), 'completed');
  await h.alert('BUY BBBUSDT @ 100 qty=1 sl=95', '/webhook/cooling');
  await h.message('Stop-loss 95 in place');
  await h.alert('BUY BBBUSDT @ 90 qty=1', '/webhook/cooling');
  await h.message('by stop-loss', 'Result -');
  await h.client.say('/risk');
  await h.message(
    'trading_window of strategy closed on paper, daily_trades of strategy full on paper, cooldown of strategy cooling on paper hold entries back',
    '🔴 trading_window: closed',
    '🔴 cooldown: entries wait until 11:00 UTC; 1 of 1 stop in a row, then 60 min',
  );
  await h.client.say('/status');
  await h.message('Limits that hold back entries: trading_window, daily_trades, cooldown · /risk');
  await h.clock.advance(3_600_000);
  await h.client.say('/risk cooling');
  await h.message('none holds entries back', '1 of 1 stop in a row');
  expect(await risk(h)).toMatchObject([{ closed: true }, { closed: true }, { closed: false }]);
});
