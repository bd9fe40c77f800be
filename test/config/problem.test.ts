import { describe, expect, test } from 'vitest';
import { formatProblems, formatWarnings, problem, shown, sortByPlace } from '../../src/config/problem.ts';

const inFile = problem({ file: 'config.yaml', line: 7, key: 'strategies.a.approval' }, '"x" is not a way to approve.', 'Write confirm.');
const inEnvironment = problem({ file: null, line: null, key: 'PORT' }, '"x" is not a port.', 'Write a number.');

describe('problems', () => {
  test('are told with place, fault and remedy', () => {
    expect(formatProblems([inEnvironment, inFile])).toBe(`Signalman cannot start: the configuration has 2 problems.

  environment, PORT: "x" is not a port.
      Write a number.

  config.yaml line 7, strategies.a.approval: "x" is not a way to approve.
      Write confirm.
`);
    expect(formatProblems([inFile])).toContain('the configuration has a problem.');
  });

  test('that are warnings do not say that it cannot start', () => {
    expect(formatWarnings([])).toBe('');
    expect(formatWarnings([inFile])).toMatch(/^The configuration works\. Worth a look:\n\n {2}config\.yaml line 7/);
  });

  test('are sorted: what belongs to no file, then each file by its lines', () => {
    const earlier = problem({ file: 'config.yaml', line: 2, key: null }, 'm', 'r');
    expect(sortByPlace([inFile, inEnvironment, earlier])).toEqual([inEnvironment, earlier, inFile]);
  });

  test('show values short and without control characters', () => {
    expect(shown('a\n\u001b')).toBe('"a\\n\\u001b"');
    expect(shown('x'.repeat(500)).length).toBeLessThan(65);
  });
});
