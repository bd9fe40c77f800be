// `protection:` of a strategy: how it is told what is wrong with it.

import { expect, test } from 'vitest';
import { load } from './load.ts';

test('every key is understood', () => {
  const loaded = load({
    files: {
      'config.yaml': `
strategies:
  s:
    account: paper
    protection:
      stop_loss: 2%
      take_profits: [{ at: 2%, share: 50 }, "150"]
      trailing: { by: 1.5atr, activation: 1% }
      break_even_after: 1
      profit_lock: [{ at: 2%, stop: 0.5% }]
      time_stop: { bars: 12, bar: 5m, at: "15:55", before_close: 5m, calendar: nyse, unless_gain: 1 }
      on_stop_failure: watch
`,
    },
  });
  if (loaded.type !== 'ok') throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  expect([...loaded.config.settings.strategies.values()][0]?.protection).toEqual({
    stopLoss: { percent: '2' },
    takeProfits: [
      { at: { percent: '2' }, share: '50' },
      { at: { amount: '150' }, share: null },
    ],
    trailing: { by: { atr: '1.5' }, activation: { percent: '1' } },
    breakEvenAfter: 1,
    profitLock: [{ at: { percent: '2' }, stop: { percent: '0.5' } }],
    timeStop: { afterMs: 3_600_000, barMs: 300_000, atMinute: 955, beforeCloseMs: 300_000, calendar: 'nyse', unlessGain: '1' },
    onStopFailure: 'watch',
  });
});

test('a distance in pips or points is one', () => {
  const loaded = load({
    files: {
      'config.yaml': 'strategies:\n  s:\n    account: paper\n    protection: { stop_loss: 20pips, take_profits: [1 pip, 50 points] }',
    },
  });
  if (loaded.type !== 'ok') throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  expect([...loaded.config.settings.strategies.values()][0]?.protection).toMatchObject({
    stopLoss: { pips: '20' },
    takeProfits: [{ at: { pips: '1' } }, { at: { points: '50' } }],
  });
});

test('the distance between entries is in none of them: a pip is another one for each symbol', () => {
  const loaded = load({
    files: { 'config.yaml': 'strategies:\n  s:\n    account: paper\n    entries: { price_guard: 5pips }' },
  });
  if (loaded.type === 'ok') throw new Error('it was taken');
  expect(loaded.problems[0]?.message).toContain('another one for each symbol');
});

test.each([
  ['stop_loss: close', 'in stop_loss', 'Write 2%'],
  ['stop_los: 2%', 'the key "stop_los" is not known', 'stop_loss'],
  ['take_profits: [{ at: 2%, share: 60 }, { at: 3%, share: 50 }]', 'come to 110', '100 percent'],
  ['take_profits: [{ share: 60 }]', 'has no distance', 'Write take_profits'],
  ['take_profits: []', 'not a list', 'Write take_profits'],
  ['trailing: { activation: 1% }', 'has no distance', 'Write trailing'],
  ['trailing: 120%', 'more than 100', 'Write 2%'],
  ['profit_lock: [{ at: 1% }]', 'needs at and stop', 'Write profit_lock'],
  ['break_even_after: 0', 'not a number of targets', 'whole number'],
  ['time_stop: { unless_gain: 1 }', 'has no time', 'Write time_stop'],
  ['time_stop: { bars: 12 }', 'need the length', 'bar: 5m'],
  ['time_stop: { at: noon }', 'not a time of the day', '15:55'],
  ['time_stop: { before_close: 5m, calendar: moon }', 'not one of', 'nyse'],
  ['on_stop_failure: hope', 'not one of exit, watch', 'Write exit or watch'],
])('%s is refused with what to write', (key, what, remedy) => {
  const loaded = load({ files: { 'config.yaml': `strategies:\n  s:\n    account: paper\n    protection: { ${key} }` } });
  if (loaded.type === 'ok') throw new Error('it was taken');
  expect(loaded.problems).toHaveLength(1);
  const [problem] = loaded.problems;
  expect(`${problem?.message}`).toContain(what);
  expect(`${problem?.remedy}`).toContain(remedy);
});

test.each([
  ['alpaca', '{ broker: alpaca, paper: true }', '390m', '', 'nyse is open for 6 h 30 min only'],
  ['dhan', '{ broker: dhan }', '7h', '', 'nse is open for 6 h 15 min only'],
  ['paper', '{ broker: paper }', '10h', ', calendar: nyse', 'nyse is open for 6 h 30 min only'],
  ['dhan', '{ broker: dhan }', '15h', ', calendar: mcx', 'mcx is open for 14 h 30 min only'],
])(
  'on %s (%s) a time stop %s before the close%s, which is no shorter than the session, is refused',
  (account, section, before, more, what) => {
    const loaded = load({
      files: {
        'config.yaml': `accounts:\n  ${account}: ${section}\nstrategies:\n  s:\n    account: ${account}\n    max_notional: 1000\n    protection:\n      time_stop: { before_close: ${before}${more} }`,
      },
    });
    if (loaded.type === 'ok') throw new Error('it was taken');
    const found = loaded.problems.filter(({ message }) => message.includes('before the close'));
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toContain(what);
    expect(found[0]?.place).toMatchObject({ line: 8, key: 'strategies.s.protection.time_stop.before_close' });
  },
);

test.each([
  ['paper', '{ broker: paper }', '20h', ''],
  ['paper', '{ broker: paper }', '14h', ', calendar: mcx'],
  ['paper', '{ broker: paper }', '6h', ', calendar: nse'],
])('on %s (%s) a time stop %s before the close%s is taken', (account, section, before, more) => {
  const loaded = load({
    files: {
      'config.yaml': `accounts:\n  ${account}: ${section}\nstrategies:\n  s:\n    account: ${account}\n    protection:\n      time_stop: { before_close: ${before}${more} }`,
    },
  });
  expect(loaded.type).toBe('ok');
});
