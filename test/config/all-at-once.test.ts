// Every problem in one run, and what is told without stopping the start.

import { expect, test } from 'vitest';
import { load, problemsOf } from './load.ts';

const yaml = (text: string) => load({ files: { 'config.yaml': text } });

test('a config.yaml that is named and not there is the demonstration too, and that is told', () => {
  const loaded = load({ env: { CONFIG_FILE: './not-there.yaml' } });
  expect(loaded).toMatchObject({
    type: 'ok',
    config: { configFile: null },
    warnings: [{ place: { file: null, line: null, key: 'CONFIG_FILE' }, message: 'there is no file /home/me/not-there.yaml.' }],
  });
  if (loaded.type === 'ok') expect([...loaded.config.settings.strategies.keys()]).toEqual(['default']);
});

test('a config.yaml that is named and not there stops a start for real money: nobody means the demonstration with it', () => {
  expect(problemsOf(load({ env: { CONFIG_FILE: './not-there.yaml', LIVE_TRADING: 'true', PORT: 'x' } }))).toEqual([
    'environment, PORT: "x" is not a whole number from 0 to 65535.',
    'environment, CONFIG_FILE: there is no file /home/me/not-there.yaml.',
  ]);
  expect(problemsOf(load({ env: { CONFIG_FILE: './not-there.yaml', LIVE_TRADING: 'true' } }))).toHaveLength(1);
  expect(load({ env: { LIVE_TRADING: 'true' } }).type).toBe('ok');
});

test('a fault in one key hides nothing about the others', () => {
  const text = [
    'accounts:',
    '  paper: { broker: paper, prices: "ccxt:bybitt" }',
    '  bin: { broker: ccxt, exchange: binanc }',
    '  okx: { broker: ccxt, exchange: okx }',
    'strategies:',
    '  s1: { account: papr, approvl: auto }',
    '  s2: { account: okx, approval: sometimes }',
    '  s3: { account: okx, max_notional: much }',
    '  s4: { acount: okx, default_quantity: 1, risk_percent: 1, max_notional: 10 }',
  ].join('\n');
  expect(problemsOf(load({ env: { PORT: 'x' }, files: { 'config.yaml': text } }))).toEqual([
    'environment, PORT: "x" is not a whole number from 0 to 65535.',
    'environment, OKX_API_KEY: the account okx (ccxt) needs it.',
    'environment, OKX_API_SECRET: the account okx (ccxt) needs it.',
    'config.yaml line 2, accounts.paper.prices: ccxt knows no exchange "bybitt".',
    'config.yaml line 3, accounts.bin.exchange: ccxt knows no exchange "binanc".',
    'config.yaml line 6, strategies.s1.approvl: the key "approvl" is not known.',
    'config.yaml line 6, strategies.s1.account: there is no account "papr".',
    'config.yaml line 7, strategies.s2.approval: "sometimes" is not a way to approve.',
    'config.yaml line 7, strategies.s2: max_notional is missing, which every account but paper needs.',
    'config.yaml line 8, strategies.s3.max_notional: "much" is not a number above 0.',
    'config.yaml line 9, strategies.s4.acount: the key "acount" is not known.',
    'config.yaml line 9, strategies.s4.risk_percent: default_quantity is set too.',
  ]);
});

test('what is wrong with several accounts of a strategy is told at once', () => {
  const here = 'config.yaml line 2, strategies.s.accounts';
  const several = '[{ name: paper, scale: x, max_notional: -1 }, { name: paper, scal: 2 }, [paper], { scale: 2 }]';
  expect(problemsOf(yaml(`strategies:\n  s: { accounts: ${several} }`))).toEqual([
    `${here}: in scale, "x" is not a number above 0.`,
    `${here}: in max_notional, "-1" is not a number above 0.`,
    `${here}: the key "scal" is not known here.`,
    `${here}: a list is not an account.`,
    `${here}: in name, nothing is not a name.`,
  ]);
  expect(problemsOf(yaml('strategies:\n  s: { accounts: [one, paper, { name: two }] }'))).toEqual([
    `${here}: there is no account "one".`,
    `${here}: there is no account "two".`,
  ]);
});

test('a key that stands twice hides nothing else that is wrong', () => {
  const text =
    'accounts:\n  paper: { broker: paper }\nstrategies:\n  a: { account: paper }\n  b: { account: papr }\n  a: { account: paper }\n';
  expect(problemsOf(yaml(text))).toEqual([
    'config.yaml line 5, strategies.b.account: there is no account "papr".',
    'config.yaml line 6, a: the key stands twice in the same place.',
  ]);
});
