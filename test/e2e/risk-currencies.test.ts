// Limits over two accounts of different currencies through the whole house: alerts by HTTP, /risk and the card in the chat.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { House } from './house.ts';

const TWO = `
accounts:
  dollars: { broker: paper, balances: { USDT: 10000 }, prices: signal }
  rupees: { broker: paper, balances: { INR: 800000 }, prices: demo }
strategies:
  default: { account: dollars, approval: auto }
  india: { account: rupees, approval: auto }
  asked: { account: rupees, approval: confirm }
risk: { max_exposure: 1000000000, daily_loss: 1000000000, on_breach: { daily_loss: kill } }
`;
const BUY_USDT = 'BUY BTCUSDT.P @ 45000 qty=0.1 sl=40000';
const buyRupees = (strategy: string, qty: string): string =>
  `{"action":"buy","symbol":"BTCINR","quantity":${qty},"strategy":"${strategy}"}`;

let house: House | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

type Limit = Readonly<Record<string, unknown>> & { readonly rates: readonly Readonly<Record<string, unknown>>[] };
const limitsOf = async (h: House): Promise<readonly Limit[]> => (await h.client.read('/status')).body['risk'] as Limit[];

it('is one sum in the currency of the first account, with the rate and its age wherever people look', async () => {
  house = await House.open({ configYaml: TWO });
  const h = house;
  await h.inState(await h.alert(BUY_USDT), 'completed');
  await h.inState(await h.alert(buyRupees('india', '0.01')), 'completed');

  const exposure = (await limitsOf(h)).find(({ limit }) => limit === 'max_exposure');
  expect(exposure).toMatchObject({ scope: 'all accounts on paper', of: '1000000000 USDT', uncounted: null });
  const [rate] = exposure?.rates ?? [];
  expect(rate).toMatchObject({ from: 'INR', to: 'USDT', source: 'demo', age_seconds: expect.any(Number) });
  // counted once more: 4,500 USDT and what the rupees are worth
  const [held] = ((await h.client.read('/positions')).body['positions'] as Record<string, string>[]).filter(
    ({ account }) => account === 'rupees',
  );
  expect(Number(exposure?.['used'])).toBeCloseTo(4_500 + Number(held?.['quantity']) * Number(held?.['price']) * Number(rate?.['price']), 0);

  await h.client.say('/risk');
  const shown = await h.message('Risk limits', 'max_exposure', '1 INR = ');
  expect(shown.text).toMatch(/1 INR = [\d.]+ USDT \(made-up demo price\), \d+ s old/);

  const tried = await h.client.alert(buyRupees('india', '0.02'), '/webhook/test');
  const { checks } = tried.body['verdict'] as { checks: { check: string; detail: string }[] };
  expect(checks.find(({ check }) => check === 'max_exposure of all accounts on paper')?.detail).toMatch(/at 1 INR = [\d.]+ USDT/);

  await h.alert(buyRupees('asked', '0.03'));
  await h.message('BUY 0.03 BTC', 'Limits counted at 1 INR = ');
  await h.press('Approve');
  await h.until('the approved order to be filled', async () => (await h.positions()).length === 3);

  await h.restart();
  const again = (await limitsOf(h)).find(({ limit }) => limit === 'daily_loss');
  expect(again).toMatchObject({ of: '-1000000000 USDT', on_breach: 'kill' });
}, 60_000);

it('the largest entry, and a size in percent, are in the money of the account also where the market is in another one', async () => {
  house = await House.open({
    configYaml: `
accounts:
  paper: { broker: paper, balances: { USDT: 10000, INR: 800000 }, prices: demo }
strategies:
  default: { account: paper, approval: auto, max_notional: 1000000000 }
  small: { account: paper, approval: auto, max_notional: 0.001 }
`,
  });
  const h = house;
  const judged = async (alert: string): Promise<Record<string, string>> => {
    const { body } = await h.client.alert(alert, '/webhook/test');
    const { checks } = body['verdict'] as { checks: { check: string; detail: string }[] };
    return Object.fromEntries(checks.map(({ check, detail }) => [check, detail]));
  };
  expect((await judged(buyRupees('default', '0.01')))['max_notional']).toMatch(
    /^[\d.]+ INR = [\d.]+ USDT \(1 INR = [\d.]+ USDT\) of at most 1000000000 USDT$/,
  );
  const percent = '{"action":"buy","symbol":"BTCINR","percent":1,"percent_of":"equity"}';
  expect((await judged(percent))['size']).toMatch(/^the account is counted in USDT: 1 INR = [\d.]+ USDT; 1 % of [\d.]+ INR equity/);
  await h.inState(await h.alert(buyRupees('default', '0.01')), 'completed');
  expect((await h.client.alert(buyRupees('small', '0.02'))).body).toMatchObject({
    code: 'MAX_NOTIONAL',
    error: expect.stringMatching(/INR = [\d.]+ USDT .* is above max_notional 0.001 of small/),
  });
}, 60_000);

it('without a rate entries are refused with the pair, exits pass, and /risk says that it cannot be counted', async () => {
  const configYaml =
    'accounts:\n  paper: { broker: paper, balances: { USDT: 10000, USDC: 10000 }, prices: signal, limits: { max_exposure: 100000 } }\nstrategies:\n  default: { account: paper, approval: auto }\n';
  house = await House.open({ configYaml: configYaml.replace(', limits: { max_exposure: 100000 }', '') });
  const h = house;
  await h.inState(await h.alert('BUY BTCUSDC @ 45000 qty=0.01 sl=40000'), 'completed');
  writeFileSync(join(h.folder, 'config.yaml'), configYaml);
  await h.restart();

  const refused = await h.refusedAlert('BUY BTCUSDC @ 45000 qty=0.02 sl=40000');
  await h.inState(refused, 'denied');
  expect((await h.client.read(`/signals/${refused}`)).body['error']).toMatchObject({
    code: 'NO_RATE',
    message: expect.stringContaining('no rate of USDC/USDT is known'),
    remedy: expect.stringContaining('USDC/USDT'),
  });
  await h.message('Entry refused: NO_RATE', 'USDC/USDT');
  expect((await limitsOf(h))[0]).toMatchObject({ uncounted: 'no rate of USDC/USDT is known', used_percent: null, rates: [] });
  await h.client.say('/risk');
  await h.message('Risk limits', '1 cannot be counted', 'It cannot be counted: no rate of USDC/USDT is known');

  await h.alert('CLOSE BTCUSDC @ 45000');
  await h.until('the position to be closed', async () => (await h.positions()).length === 0);
}, 60_000);

const SMALL = (more: string): string => `
accounts:
  dollars: { broker: paper, balances: { USDT: 10000, INR: 1000 }, prices: signal }
${more}strategies:
  default: { account: dollars, approval: { auto_below: 1000000 } }
`;
/** 40 INR: little at any rate that a demo makes up. */
const TINY = '{"action":"buy","symbol":"BTCINR","quantity":0.00001,"price":4000000}';

it('auto_below in an account of other money: nobody is asked where a rate is known, a person where none is, and is told why', async () => {
  house = await House.open({ configYaml: SMALL('  rupees: { broker: paper, balances: { INR: 800000 }, prices: demo }\n') });
  await house.inState(await house.alert(TINY), 'completed');
  await house.close();
  house = await House.open({ configYaml: SMALL('') });
  await house.inState(await house.alert(TINY), 'awaiting_approval');
  const card = await house.message('You are asked');
  expect(card.text).toContain('You are asked: auto_below is counted in USDT, and no rate of INR/USDT is known');
  const { body } = await house.client.alert(TINY, '/webhook/test');
  expect(JSON.stringify(body)).toContain('a person is asked: auto_below is counted in USDT, and no rate of INR/USDT is known');
});
