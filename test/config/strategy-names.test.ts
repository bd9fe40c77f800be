// What a strategy may be called.

import { expect, test } from 'vitest';
import { load, problemsOf } from './load.ts';

const yaml = (text: string) => load({ files: { 'config.yaml': text } });

test.each(['test', 'cancel', 'STATUS', 'a/b', 'a|b', '" a"', '"a\\u202eb"', 'x'.repeat(65)])('a strategy cannot be called %s', (name) => {
  const problems = problemsOf(yaml(`strategies:\n  ${name}: { account: paper }`));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain('config.yaml line 2, strategies.');
});

test('a strategy may be called what people call it', () => {
  const names = ['My Strategy (v2)', 'golden-cross', 'Стратегия', 'constructor'];
  const loaded = yaml(`strategies: { ${names.map((name) => `${name}: {}`).join(', ')} }`);
  if (loaded.type !== 'ok') throw new Error(problemsOf(loaded).join('\n'));
  expect([...loaded.config.settings.strategies.keys()]).toEqual(names);
});
