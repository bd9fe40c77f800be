// Signals as people post them: what is one, what is talk, and which number is what.

import { describe, expect, it } from 'vitest';
import { readSignalText } from '../../src/core/signals/signal-text.ts';
import { readAlert } from './read-alert.ts';

const levels = (text: string): unknown => {
  const post = readSignalText(text);
  return post === null
    ? null
    : { entries: post.entries, targets: post.targets.map(({ value }) => value), stops: post.stops.map(({ value }) => value) };
};

describe('the number behind a label is the price, whatever its digits', () => {
  it.each([
    ['TP 30.4', ['30.4']],
    ['TP 31', ['31']],
    ['TP1 30.4', ['30.4']],
    ['TP1: 31', ['31']],
    ['TP 1: 31', ['31']],
    ['TP 2) 31.5', ['31.5']],
    ['TP1 - 31', ['31']],
    ['TP1. 31', ['31']],
    ['Target 3 : 31', ['31']],
    ['Take Profit: $31.25', ['31.25']],
    ['TP: 31, 32, 33.5', ['31', '32', '33.5']],
    ['TP 61,250', ['61250']],
    ['Targets: 31 (50%), 32 (50%)', ['31', '32']],
  ])('%s', (line, targets) => {
    expect(levels(`SOLUSDT Long\n${line}`)).toEqual({ entries: [], targets, stops: [] });
  });

  it.each([
    ['SL 1.0921', ['1.0921']],
    ['SL: 1', ['1']],
    ['Stop loss - 1.09', ['1.09']],
    ['STOP 12', ['12']],
  ])('%s', (line, stops) => {
    expect(levels(`EURUSD Buy\n${line}`)).toEqual({ entries: [], targets: [], stops });
  });

  it.each([
    ['Entry 3.5', ['3.5']],
    ['Entry 1: 3.5', ['3.5']],
    ['Entry zone: 3.4 - 3.5', ['3.4', '3.5']],
    ['Entry targets:\n1) 3.4\n2) 3.5', ['3.4', '3.5']],
  ])('%s', (line, entries) => {
    expect(levels(`SOLUSDT Short\n${line}`)).toEqual({ entries, targets: [], stops: [] });
  });
});

describe('what is no signal is not read as one', () => {
  it.each([
    'TP1 hit on SOLUSDT long, +3 %',
    'SOLUSDT long closed at 31.2',
    'Long SOLUSDT?',
    'We may buy SOLUSDT at 30\nTP 35',
    'SOLUSDT Long\nTP 35 reached\nSL 28',
    'Update SOLUSDT Long\nSL 30',
    'SOLUSDT is a great coin\nTP 35',
    'Result of the week: SOLUSDT buy +12%',
    'TP 35\nSL 28',
    'Good morning everybody',
    'BUY',
    'buy low sell high',
  ])('%s', (text) => {
    expect(readAlert(text).kind).toBe('reject');
  });
});

describe('what a signal cannot mean', () => {
  it.each([
    ['both sides', 'SOLUSDT Long\nDirection: Short\nTP 35', 'CONTRADICTION'],
    ['two markets', 'SOLUSDT Long\nLTCUSDT Long\nTP 35', 'CONTRADICTION'],
    ['two stops', 'SOLUSDT Long\nEntry: 31\nSL 28\nSL 27', 'CONTRADICTION'],
    ['a stop on the wrong side', 'SOLUSDT Long\nEntry: 31\nSL 35', 'STOP_WRONG_SIDE'],
    ['a target on the wrong side', 'SOLUSDT Long\nEntry: 31\nTP 28', 'TARGET_WRONG_SIDE'],
  ])('is refused: %s', (_, text, code) => {
    expect(readAlert(text).refusal?.code).toBe(code);
  });
});

it('a number without a label is never a size', () => {
  for (const text of ['BUY INFY 1480', 'BUY MSFT 410', 'SOLUSDT LONG 31.5 SQUEEZE 15', 'Sell SOLUSDT 31'])
    expect(readAlert(text)).toMatchObject({ kind: 'order', quantity: null, notional: null, percent: null });
});

// one expression tried every way of cutting a row of digits into prices: some seconds for this line, ages for a longer one
it('a long row of digits in a line of targets is looked at once', () => {
  const post = (line: string): string => `LTC/USDT\nBuy zone 80-82\n${line}\nStop 78`;
  for (const line of [`Sell ${'1'.repeat(400)}x`, `Sell ${'1 '.repeat(400)}x`, `Sell 90 ${'18065 '.repeat(60)}`]) readAlert(post(line));
  expect(readAlert(post('Sell 90, 95.5 - 99')).takeProfits).toEqual([{ price: '90' }, { price: '95.5' }, { price: '99' }]);
});
