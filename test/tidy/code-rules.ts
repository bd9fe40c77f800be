// Owns: the rules of what stands in a file of ours: what the core may not name, what no file may contain.

import { importsOf } from './imports.ts';
import { isCore, isOurs, isSource, perFile, piece, type Rule } from './rule.ts';
import { matches } from './source-tree.ts';

const IMPURE =
  /(?<![\w.$])(?:Date|console|async|await|Promise|class|process|globalThis|performance|crypto|fetch|Buffer|setTimeout|setInterval|setImmediate|queueMicrotask)\b|\bMath\s*\.\s*random\b|^(?:export\s+)?(?:let|var)\b/gm;
/** The only packages that the core is built on: exact numbers and persistent maps. */
const CORE_PACKAGES: ReadonlySet<string> = new Set(['decimal.js', 'immutable']);

const pureCore: Rule = {
  name: 'the core is pure',
  remedy:
    'Time, randomness and the outside come into the core with the command; what waits, prints or opens something belongs to the folder of the thing it touches.',
  check: perFile(isCore, (source) => [
    ...matches(source, IMPURE),
    ...importsOf(source)
      .filter(({ target, specifier }) => target === null && !CORE_PACKAGES.has(specifier))
      .map(({ specifier, line }) => ({ path: source.path, line, what: `imports ${specifier}` })),
  ]),
  broken: [
    { 'src/core/model/a.ts': "import { createHash } from 'node:crypto';" },
    { 'src/core/model/a.ts': 'export const now = () => Date.now();' },
    { 'src/core/model/a.ts': 'const id = `${Math.random()}`;' },
    { 'src/core/model/a.ts': "console.log('here');" },
    { 'src/core/model/a.ts': 'export async function a() {}' },
    { 'src/core/model/a.ts': 'export const a = (): Promise<void> => b();' },
    { 'src/core/model/a.ts': 'export class A {}' },
    { 'src/core/model/a.ts': 'const mode = process.argv[2];' },
    { 'src/core/model/a.ts': 'let calls = 0;' },
    { 'src/core/model/a.ts': 'setTimeout(run, 5);' },
  ],
  fine: [
    { 'src/core/model/a.ts': "// No Date, no class.\nconst text = 'a Promise';\nconst pattern = /async|class/;" },
    { 'src/core/model/a.ts': 'export const at = (order: Order) => order.process;\nfunction f() {\n  let sum = 0;\n}' },
    { 'src/store/a.ts': 'export const now = () => Date.now();' },
  ],
};

const environment: Rule = {
  name: 'the environment is read in src/config only',
  remedy: 'Add the key to src/config/environment/env-table.ts and take the value from Config.',
  check: perFile(
    (path) => isSource(path) && !path.startsWith('src/config/'),
    (source) => [
      ...matches(source, /\bprocess\s*\??\.\s*env\b|\bprocess\s*\[|\benv\b[^;]*=\s*process\b/g),
      ...importsOf(source)
        .filter(({ specifier }) => specifier === 'node:process' || specifier === 'process')
        .map(({ specifier, line }) => ({ path: source.path, line, what: `imports ${specifier}` })),
    ],
  ),
  broken: [
    { 'src/http/a.ts': 'const port = process.env.PORT;' },
    { 'src/http/a.ts': "const port = process['env'];" },
    { 'src/http/a.ts': 'const { env } = process;' },
    { 'src/http/a.ts': "import { env } from 'node:process';" },
  ],
  fine: [
    { 'src/config/environment/process-input.ts': 'const environment = process.env;' },
    { 'src/http/a.ts': "const text = 'process.env';\nprocess.stdout.write(text);" },
  ],
};

const opening: Rule = {
  name: 'every file of src says at its top what it owns',
  remedy: 'Begin the file with "// Owns: …" and the invariants that it keeps.',
  check: perFile(
    (path) => /^src\/.*\.(?:ts|js|css)$/.test(path),
    ({ path, text }) => (/^(?:\/\/|\/\*) Owns: \S.{8}/.test(text) ? [] : [{ path, line: 1, what: text.split('\n', 1)[0] ?? '' }]),
  ),
  broken: [{ 'src/store/a.ts': 'export const a = 1;' }, { 'src/console/page/a.css': 'body {}' }, { 'src/store/a.ts': '// Owns: it' }],
  fine: [{ 'src/store/a.ts': '// Owns: the letter a.\n\nexport const a = 1;', 'src/console/page/a.css': '/* Owns: the look of a. */' }],
};

const LINES_MAX = 400;
const isShort: Rule = {
  name: `no file is longer than ${LINES_MAX} lines`,
  remedy: 'Split it by concept; each part gets a name of its own.',
  check: perFile(
    (path) => /^(?:src|test|scripts|bench)\/.*\.(?:ts|js|css|html)$/.test(path),
    ({ path, text }) => {
      const lines = text.trimEnd().split('\n').length;
      return lines > LINES_MAX ? [{ path, line: LINES_MAX + 1, what: `${lines} lines` }] : [];
    },
  ),
  broken: [{ 'src/store/a.ts': 'a();\n'.repeat(LINES_MAX + 1) }],
  fine: [{ 'src/store/a.ts': 'a();\n'.repeat(LINES_MAX) }],
};

const NAMELESS = /(?:^|[/.-])(?:utils?|helpers?|common|misc|managers?|shared|stuff|v2)(?=[/.-]|$)/g;
const named: Rule = {
  name: 'files and folders are named for what they own',
  remedy: 'Name the file after its main export: one concept, one file.',
  check: (files) =>
    files
      .filter(({ path }) => /^(?:src|test|scripts|bench)\//.test(path) && path.search(NAMELESS) !== -1)
      .map(({ path }) => ({ path, line: 1, what: 'says nothing of what is in it' })),
  broken: [{ 'src/http/utils.ts': '' }, { 'src/common/a.ts': '' }, { 'test/http-helpers.ts': '' }, { 'src/http/server-v2.ts': '' }],
  fine: [{ 'src/http/utility-rates.ts': '', 'src/brokers/paper/shares.ts': '' }],
};

interface Banned {
  readonly name: string;
  readonly remedy: string;
  readonly pattern: RegExp;
  readonly where?: 'text';
  readonly except?: (path: string) => boolean;
  /** Lines that break it; those that do not. */
  readonly bad: readonly string[];
  readonly good: readonly string[];
}

const BANNED: readonly Banned[] = [
  {
    name: 'no default exports',
    remedy: 'Export by name: one thing, one name everywhere.',
    pattern: /\bexport\s+default\b|\bas\s+default\b/g,
    // The types of a package that brings none are as the package is; the set-up of a run is as vitest wants it.
    except: (path) => path.endsWith('.d.ts') || path === 'test/crash/builds-folder.ts',
    bad: ['export default function run() {}', 'const a = 1;\nexport { a as default };'],
    good: ['export function run() {}', "const word = 'export default';"],
  },
  {
    name: 'no barrels',
    remedy: 'Import from the file that owns the thing.',
    pattern: /\bexport\s+(?:type\s+)?(?:\*|\{[^}]*\}\s*from\b)/g,
    bad: ["export * from './a.ts';", "export { a } from './a.ts';", "export type { A } from './a.ts';"],
    good: ['const a = 1;\nexport { a };'],
  },
  {
    name: 'no any',
    remedy: 'Say unknown and check it, or write the type.',
    pattern: /(?<![\w.$'-])any(?![\w$(])/g,
    bad: ['const a = (b: any) => b;', 'let a: Map<string, any>;', 'const a = b as any;'],
    good: ['// any text', "const a = 'any';", 'await Promise.any([a]);', 'expect.any(String);'],
  },
  {
    name: 'no non-null assertions',
    remedy: 'Check for null and say what it means, or make the type exact.',
    pattern: /(?<=[\w)\]}])!(?!=)/g,
    bad: ['const a = b!.c;', 'const a = b()!;', 'const a = list[0]!;', 'let a!: string;'],
    good: ['if (!a) b();', 'const a = b !== c;', 'const a = b != null;', 'return !a;', "const a = 'Hello!';"],
  },
  {
    name: 'no enums and namespaces',
    remedy: 'A union of strings does it, and leaves nothing behind when the types are stripped.',
    pattern: /(?<![\w.$])(?:enum|namespace)\s+\w+\s*\{/g,
    bad: ['enum Side { Buy }', 'export const enum Side { Buy }', 'namespace A { }'],
    good: ["type Side = 'buy' | 'sell';", 'const namespace = 1;'],
  },
  {
    name: 'the type checker is not silenced',
    remedy: 'Make the types true.',
    pattern: /@ts-(?:ignore|nocheck|expect-error)/g,
    where: 'text',
    bad: [piece('// @ts', '-ignore\nconst a: string = 1;'), piece('// @ts', '-expect-error')],
    good: ['// The type checker sees this.'],
  },
  {
    name: 'nothing is left to do',
    remedy: 'Do it, or leave it out and say so in the changelog or an issue.',
    pattern: /\b(?:TO[-]?DO|FIX[-]?ME)\b/g,
    where: 'text',
    bad: [piece('// TO', 'DO: later'), piece('/* FIX', 'ME */')],
    good: ['// What a person has to do next.'],
  },
];

const bans: readonly Rule[] = BANNED.map(({ name, remedy, pattern, where, except = () => false, bad, good }) => ({
  name,
  remedy,
  check: perFile(
    (path) => isOurs(path) && !except(path),
    (source) => matches(source, pattern, where),
  ),
  broken: bad.map((text) => ({ 'src/store/a.ts': text })),
  fine: good.map((text) => ({ 'src/store/a.ts': text })),
}));

const imports: Rule = {
  name: 'imports name a file that exists, with its ending',
  remedy: 'Write the path with .ts; an index is never meant.',
  check(files) {
    const paths = new Set(files.map(({ path }) => path));
    return files
      .filter(({ path }) => isOurs(path))
      .flatMap((source) =>
        importsOf(source)
          .filter(({ target }) => target !== null && (!paths.has(target) || target.endsWith('/index.ts')))
          .map(({ specifier, line }) => ({ path: source.path, line, what: specifier })),
      );
  },
  broken: [
    { 'src/store/a.ts': "import { b } from './b';", 'src/store/b.ts': '' },
    { 'src/store/a.ts': "import { b } from './b/index.ts';", 'src/store/b/index.ts': '' },
  ],
  fine: [{ 'src/store/a.ts': "import { b } from './b.ts';\nimport { z } from 'zod';", 'src/store/b.ts': '' }],
};

export const CODE_RULES: readonly Rule[] = [pureCore, environment, opening, isShort, named, imports, ...bans];
