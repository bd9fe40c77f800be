// Owns: the rules of tests: each can fail, none waits for time, none is silently left out.

import { importsOf } from './imports.ts';
import { isTest, perFile, type Rule } from './rule.ts';
import { matches, type SourceFile } from './source-tree.ts';

const isTestFile = (path: string): boolean => path.endsWith('.test.ts');
const ASSERTION = /(?<![\w$.])(?:expect|assert)\s*[(.]/;

/** Asserts, or imports a file of the tests that does. */
function asserts(source: SourceFile, files: ReadonlyMap<string, SourceFile>, seen: Set<string>): boolean {
  if (seen.has(source.path)) return false;
  seen.add(source.path);
  if (ASSERTION.test(source.code)) return true;
  return importsOf(source).some(({ target }) => {
    const next = target === null ? undefined : files.get(target);
    return next !== undefined && isTest(next.path) && asserts(next, files, seen);
  });
}

const assertions: Rule = {
  name: 'every test file asserts something',
  remedy: 'Write what must be true; a test that only runs cannot fail.',
  check(files) {
    const byPath = new Map(files.map((source) => [source.path, source] as const));
    return files
      .filter((source) => isTestFile(source.path) && !asserts(source, byPath, new Set()))
      .map(({ path }) => ({ path, line: 1, what: 'no expect and no assert' }));
  },
  broken: [
    { 'test/a.test.ts': "it('runs', () => { run(); });" },
    { 'test/a.test.ts': "// expect(a)\nit('says expect(1)', () => {});" },
    { 'test/a.test.ts': "import { b } from './b.ts';", 'test/b.ts': 'export const b = 1;' },
  ],
  fine: [
    { 'test/a.test.ts': "it('adds', () => expect(1 + 1).toBe(2));" },
    { 'test/a.test.ts': "import { suite } from './b.ts';\nsuite();", 'test/b.ts': 'export const suite = () => expect(a).toBe(b);' },
  ],
};

const meaning: Rule = {
  name: 'no assertion about a constant',
  remedy: 'Assert what the code under test did.',
  check: perFile(isTest, (source) => matches(source, /(?<![\w$.])expect\(\s*(?:true|false|null|undefined|\d+|(['"`])\s*\1)\s*\)/g)),
  broken: [{ 'test/a.test.ts': 'expect(true).toBe(true);' }, { 'test/a.test.ts': 'expect(1).toBeTruthy();' }],
  fine: [{ 'test/a.test.ts': 'expect(list.includes(1)).toBe(true);' }],
};

const focus: Rule = {
  name: 'no test is alone or planned',
  remedy: 'Take .only away before the commit; write the test instead of .todo.',
  check: perFile(isTest, (source) => matches(source, /(?<![\w$.])(?:it|test|describe|suite|bench)(?:\.\w+)*\.(?:only|todo)\b/g)),
  broken: [
    { 'test/a.test.ts': "it.only('a', run);" },
    { 'test/a.test.ts': "describe.concurrent.only('a', run);" },
    { 'test/a.test.ts': "it.todo('a');" },
  ],
  fine: [{ 'test/a.test.ts': "it('a', () => expect(order.only).toBe(1));" }],
};

const PRINTED_REASON = /process\.std(?:out|err)\.write\([^;]*\bskipped\b/;
const skips: Rule = {
  name: 'a test that is skipped prints why',
  remedy: 'process.stdout.write(`skipped: … because …`) in the same file, and skip by a condition.',
  check: perFile(isTest, (source) =>
    PRINTED_REASON.test(source.text)
      ? matches(source, /(?<![\w$.])(?:it|test|describe|suite)(?:\.\w+)*\.skip\(/g)
      : matches(source, /\.(?:skip|skipIf|runIf)\s*\(|(?<![\w$.])x(?:it|describe)\s*\(/g),
  ),
  broken: [
    { 'test/a.test.ts': "it.skip('a', run);" },
    { 'test/a.test.ts': "describe.skipIf(!there)('a', run);" },
    { 'test/a.test.ts': "it('a', (context) => { context.skip(); });" },
    { 'test/a.test.ts': "process.stdout.write('skipped: no browser');\nit.skip('a', run);" },
  ],
  fine: [{ 'test/a.test.ts': "if (!there) process.stdout.write('skipped: no browser\\n');\ndescribe.skipIf(!there)('a', run);" }],
};

/** The one place that looks at the clock: it polls for what another process or a disk does, and fails with what it waited for. */
const WAITS = 'test/until.ts';
const sleeps: Rule = {
  name: 'no test sleeps',
  remedy: `Use the fake clock (test/fake-clock.ts), wait for the event itself, or look for it with ${WAITS}.`,
  check: perFile(
    (path) => isTest(path) && path !== WAITS,
    (source) => [
      ...matches(source, /(?<![\w$])(?:setTimeout|setInterval|waitForTimeout|sleep)\s*\(|\bAtomics\s*\.\s*wait\b/g),
      ...importsOf(source)
        .filter(({ specifier }) => specifier === 'node:timers/promises' || specifier === 'timers/promises')
        .map(({ specifier, line }) => ({ path: source.path, line, what: `imports ${specifier}` })),
    ],
  ),
  broken: [
    { 'test/a.test.ts': 'await new Promise((resolve) => setTimeout(resolve, 50));' },
    { 'test/a.test.ts': "import { setTimeout as pause } from 'node:timers/promises';" },
    { 'test/a.test.ts': 'await page.waitForTimeout(100);' },
  ],
  fine: [{ 'test/a.test.ts': 'await clock.advance(50);\nawait new Promise((resolve) => setImmediate(resolve));' }],
};

const doubles: Rule = {
  name: 'no module is mocked and no clock is patched',
  remedy: 'Hand in a fake where the code takes a port: clock, disk, venue, Telegram.',
  check: perFile(isTest, (source) => matches(source, /\bvi\s*\.\s*(?:mock|doMock|stubGlobal|useFakeTimers|spyOn)\b/g)),
  broken: [{ 'test/a.test.ts': "vi.mock('../src/store/journal.ts');" }, { 'test/a.test.ts': 'vi.useFakeTimers();' }],
  fine: [{ 'test/a.test.ts': 'const heard = vi.fn();' }],
};

export const TEST_RULES: readonly Rule[] = [assertions, meaning, focus, skips, sleeps, doubles];
