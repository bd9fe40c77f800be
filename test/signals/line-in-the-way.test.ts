// A signal with one line that nobody knows: it is refused, and whoever sent it is told which line that is.

import { describe, expect, it } from 'vitest';
import { readAlert } from './read-alert.ts';

const SIGNAL = ['LONG SOLUSDT', 'Entry: 140', 'SL: 134', 'TP: 150'];
const NAMES_IT = (line: string): string =>
  `The line "${line}" is not understood, and may make another trade of it or none; all the rest is written as an order.`;
const reason = (lines: readonly string[]): string | undefined => readAlert(lines.join('\n')).refusal?.message;

describe('a line that is in the way of a signal', () => {
  it.each(['Let it cool', 'Abort', 'Wrong pair, sorry', 'Breakout only'])('is named: %s', (line) => {
    expect(reason([...SIGNAL, line])).toBe(NAMES_IT(line));
    expect(reason([...SIGNAL.slice(0, 2), line, ...SIGNAL.slice(2)])).toBe(NAMES_IT(line));
  });

  it.each(['Admin: Delete', 'Source: Invalidated', 'Channel: Deleted', 'Platform: Paused', 'Team: Avoid', 'Admin: Do Nothing'])(
    'is no name of who sent it: %s',
    (line) => {
      expect(reason([...SIGNAL, line])).toBe(NAMES_IT(line));
    },
  );
  it.each(['Signal via Backtest', 'Alert by Tester', 'Follow Hedge', 'By Hand', '@invalid', 'Via Ladder'])('nor is %s', (line) => {
    expect(reason([...SIGNAL, line])).toEqual(expect.any(String));
  });

  it.each([
    'Setup: withdrawn',
    'Strategy: aborted',
    'Strategy: halted',
    'Setup: unconfirmed',
    'Posted by retracted',
    'Strategy: idea only',
  ])('is no name of a strategy: %s', (line) => {
    expect(reason([...SIGNAL, line])).toBe(NAMES_IT(line));
  });

  it('is found behind Windows line ends, and among empty lines', () => {
    expect(readAlert([...SIGNAL, '', 'Abort', ''].join('\r\n')).refusal?.message).toBe(NAMES_IT('Abort'));
  });

  it('is cut where it is long', () => {
    const message = reason([...SIGNAL, `Abort ${'x'.repeat(400)}`]);
    expect(message).toContain('The line "Abort xxx');
    expect(message?.length).toBeLessThan(400);
  });

  it('is one of a few, of which each is named', () => {
    expect(reason([...SIGNAL, 'Abort', 'Good luck', 'Let it cool'])).toBe(
      'The lines "Abort", "Let it cool" are not understood, and may make another trade of it or none; all the rest is written as an order.',
    );
  });

  it('is named where the signal is none without it', () => {
    expect(reason(['My trade: LONG SOLUSDT', ...SIGNAL.slice(1)])).toBe('In the message this is not understood: "My trade: LONG SOLUSDT".');
  });

  it('is none where the side or the market is not said', () => {
    expect(reason(['#SOLUSDT', ...SIGNAL.slice(1)])).toBe('The message says neither buy nor sell.');
    expect(reason(['SHORT', 'Entry: 140', 'SL: 146', 'TP: 120'])).toBe('The message names no market.');
  });

  it('is none in a text that is no signal', () => {
    expect(reason(['hello', 'how are you'])).toBe('The message is text of several lines, which is not understood as an order.');
  });

  it('is not looked for in a text that is longer than any signal', () => {
    const lines = [...SIGNAL, 'Abort', ...Array.from({ length: 40 }, () => 'Good luck')];
    expect(reason(lines)).toBe('The message is text of several lines, which is not understood as an order.');
  });
});
