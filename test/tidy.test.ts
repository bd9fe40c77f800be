// The repository tests its own tidiness: the direction of imports, the purity of the core, the rules of the house. Each rule
// is shown to fail on files that were made up to break it, and to pass on files that only look like it.

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { GENERATED_DOCUMENTS, replacePart } from '../scripts/generated-documents.ts';
import { CODE_RULES } from './tidy/code-rules.ts';
import { FOLDER_RULES } from './tidy/folder-rules.ts';
import { importsOf } from './tidy/imports.ts';
import { lexSource } from './tidy/lex-source.ts';
import { corpusCopies, REPOSITORY_RULES, type CorpusAlert } from './tidy/repository-rules.ts';
import { plantedFiles, readTree, sourceFile, type Finding } from './tidy/source-tree.ts';
import { TEST_RULES } from './tidy/test-rules.ts';

const tree = readTree();
const show = ({ path, line, what }: Finding): string => `${path}:${line}  ${what}`;

it('sees the repository', () => {
  const paths = tree.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining(['src/main.ts', 'src/core/engine/decide.ts', 'test/tidy.test.ts', '.env.example', '.ci/run']),
  );
  expect(paths.filter((path) => path.startsWith('node_modules/') || path.startsWith('dist/'))).toEqual([]);
});

describe.each([...FOLDER_RULES, ...CODE_RULES, ...TEST_RULES, ...REPOSITORY_RULES])('the rule: $name', (rule) => {
  it('holds in the repository', () => {
    expect(rule.check(tree).map(show), rule.remedy).toEqual([]);
  });

  it('can fail', () => {
    const missed = rule.broken.filter((planted) => rule.check(plantedFiles(planted)).length === 0);
    expect(rule.broken.length).toBeGreaterThan(0);
    expect(missed, 'planted files that break the rule and were not found').toEqual([]);
  });

  it('passes what only looks like it', () => {
    expect(rule.fine.flatMap((planted) => rule.check(plantedFiles(planted))).map(show)).toEqual([]);
  });
});

describe('the reading of sources', () => {
  it.each([
    ["const a = 'b // c'; // d", "const a = '      ';     "],
    ['const a = `b ${c(`d`)} e`;', 'const a = `  ${c(` `)}  `;'],
    ['const a = `${ { b: 1 } }}`;', 'const a = `${ { b: 1 } } `;'],
    ['const a = /[/"]/g.test(b) ? c / d : e;', 'const a = /    /g.test(b) ? c / d : e;'],
    ["return /'/;", 'return / /;'],
    ['a /* b\nc */ d', 'a     \n     d'],
    ["'it\\'s' + b", "'     ' + b"],
  ])('blanks comments and strings of %s', (text, code) => {
    expect(lexSource(text)).toBe(code);
  });

  it('finds every form of import, and knows types from values', () => {
    const source = sourceFile(
      'src/http/a.ts',
      [
        "import type { A } from '../store/a.ts';",
        "import { b as c, type D } from './b.ts';",
        "import * as e from 'node:fs';",
        "import './f.ts';",
        "export { g } from './g.ts';",
        "const h = await import('./h.ts');",
        "const text = \"import { i } from './i.ts'\"; // import './j.ts';",
      ].join('\n'),
    );
    const inOrder = importsOf(source).toSorted((a, b) => a.line - b.line);
    const read = inOrder.map(({ line, target, specifier, isTypeOnly, names }) => [
      line,
      target ?? specifier,
      isTypeOnly,
      names.map(({ name }) => name),
    ]);
    expect(read).toEqual([
      [1, 'src/store/a.ts', true, ['A']],
      [2, 'src/http/b.ts', false, ['b', 'D']],
      [3, 'node:fs', false, ['*']],
      [4, 'src/http/f.ts', false, []],
      [5, 'src/http/g.ts', false, ['g']],
      [6, 'src/http/h.ts', false, []],
    ]);
  });
});

describe('generated documents', () => {
  it.each(GENERATED_DOCUMENTS)('$path is as the registries make it', ({ path, render }) => {
    const now = tree.find((source) => source.path === path)?.text ?? '';
    expect(now, 'run: npm run docs').toBe(render(now));
  });

  it('an edit by hand would be found, and so would lost marks', () => {
    const text = 'a\n<!-- generated: letters -->\nb\n<!-- end of letters -->\nc';
    expect(replacePart(text, 'letters', 'x\ny')).toBe('a\n<!-- generated: letters -->\nx\ny\n<!-- end of letters -->\nc');
    expect(() => replacePart(text, 'numbers', '1')).toThrow('the marks of the part "numbers" are missing');
    const edited = GENERATED_DOCUMENTS.map(({ path, render }) => {
      const now = tree.find((source) => source.path === path)?.text ?? '';
      const touched = now
        .replace(/TELEGRAM_CHAT_ID/g, 'TELEGRAM_CHAT')
        .replace('| `/kill` |', '| `/stop` |')
        .replace('| `daily_trades` |', '| `daily_trade` |')
        .replace('| autoview |', '| autovue |');
      return touched !== now && render(touched) !== touched;
    });
    expect(edited).toEqual(GENERATED_DOCUMENTS.map(() => true));
  });
});

const corpusFile = new URL('../../shared/corpus/dev.jsonl', import.meta.url);
const hasCorpus = existsSync(corpusFile);
if (!hasCorpus) process.stdout.write('tidy.test.ts: one test is skipped: there is no corpus of alerts beside this repository\n');

describe('the corpus of alerts', () => {
  it.skipIf(!hasCorpus)('is in no file of src', () => {
    const corpus = readFileSync(corpusFile, 'utf8')
      .trim()
      .split('\n')
      .map((line): CorpusAlert => JSON.parse(line));
    expect(corpus.length).toBeGreaterThan(200);
    const copies = corpusCopies(
      tree.filter(({ path }) => path.startsWith('src/')),
      corpus,
    );
    expect(copies.map(show), 'Read by rules that hold for alerts that nobody has seen; examples are our own').toEqual([]);
  });

  it('would be found', () => {
    const corpus = [{ id: 'made_up-01', body: '{"action": "buy", "ticker": "ABC", "size": 3}' }];
    const copied = sourceFile(
      'src/core/signals/a.ts',
      'const example = "{\\"action\\":\\"buy\\",\\n\\"ticker\\":\\"ABC\\",\\"size\\":3}";',
    );
    const named = sourceFile('src/core/signals/b.ts', '// for made_up-01');
    const other = sourceFile('src/core/signals/c.ts', '// made_up-011 {"action": "buy"}');
    expect(corpusCopies([copied, named, other], corpus).map(show)).toEqual([
      'src/core/signals/a.ts:1  the body of made_up-01',
      'src/core/signals/b.ts:1  the id made_up-01',
    ]);
  });
});
