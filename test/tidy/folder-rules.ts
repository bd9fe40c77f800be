// Owns: the rules of folders: which may import which, that nothing imports in a circle, that registries are complete.

import { importsOf, type Import } from './imports.ts';
import { isOurs, isSource, isTest, perFile, type Rule } from './rule.ts';
import { lineAt, matches, type Finding, type SourceFile } from './source-tree.ts';

interface Zone {
  readonly name: string;
  readonly holds: (path: string) => boolean;
  /** Other zones whose files its files may import; its own always. */
  readonly mayImport: readonly string[];
}

const folder =
  (...names: readonly string[]): Zone['holds'] =>
  (path) =>
    names.some((name) => path.startsWith(`src/${name}/`));
const file =
  (...names: readonly string[]): Zone['holds'] =>
  (path) =>
    names.some((name) => path === `src/${name}.ts`);

const GROUND = 'clock, log, redact';
/** The rooms of core/signals, from the bytes up: each may import those before it, `core/signals` itself all of them. */
const READING = ['json', 'fields', 'symbols', 'legs', 'order', 'texts', 'copies', 'dialects'].map((name) => `core/signals/${name}`);
const CORE = ['core/model', ...READING, 'core/signals', 'core/risk', 'core/orders', 'core/positions', 'core/engine'] as const;
const INNER = ['store', ...CORE, GROUND];
const OUTER = ['http', 'telegram', 'telegram/render', 'console', 'email', 'brokers', 'runtime', 'config', ...INNER];

/** The direction of imports, one line a folder. The first zone that holds a file is its own. */
const ZONES: readonly Zone[] = [
  { name: GROUND, holds: file('clock', 'log', 'redact', 'planted-secrets'), mayImport: [] },
  { name: 'core/model', holds: folder('core/model'), mayImport: [] },
  ...READING.map((name, at) => ({ name, holds: folder(name), mayImport: ['core/model', ...READING.slice(0, at)] })),
  { name: 'core/signals', holds: folder('core/signals'), mayImport: ['core/model', ...READING] },
  { name: 'core/risk', holds: folder('core/risk'), mayImport: ['core/model'] },
  { name: 'core/orders', holds: folder('core/orders'), mayImport: ['core/model'] },
  { name: 'core/positions', holds: folder('core/positions'), mayImport: ['core/model'] },
  { name: 'core/engine', holds: folder('core/engine'), mayImport: CORE },
  { name: 'config', holds: folder('config'), mayImport: ['core/model', GROUND] },
  { name: 'brokers', holds: folder('brokers'), mayImport: ['core/model', GROUND] },
  { name: 'email', holds: folder('email'), mayImport: ['core/model', GROUND] },
  { name: 'store', holds: folder('store'), mayImport: [...CORE, GROUND] },
  { name: 'runtime', holds: folder('runtime'), mayImport: [...INNER, 'brokers'] },
  { name: 'telegram/render', holds: folder('telegram/render'), mayImport: ['core/model', GROUND] },
  { name: 'telegram', holds: folder('telegram'), mayImport: [...INNER, 'telegram/render'] },
  { name: 'http', holds: folder('http'), mayImport: INNER },
  { name: 'console', holds: folder('console'), mayImport: INNER },
  { name: 'boot', holds: folder('boot'), mayImport: OUTER },
  { name: 'app', holds: file('app'), mayImport: ['boot', ...OUTER] },
  { name: 'doctor', holds: folder('doctor'), mayImport: ['app', 'boot', ...OUTER] },
  { name: 'main', holds: file('main'), mayImport: ['app', 'doctor', 'config', GROUND] },
  { name: 'start', holds: file('start', 'compile-bundle'), mayImport: ['main'] },
];

const zoneOf = (path: string): Zone | null => ZONES.find(({ holds }) => holds(path)) ?? null;

const direction: Rule = {
  name: 'imports point inwards',
  remedy:
    'Move what is needed to a folder that both may import, hand it in from boot or app, or import a type from core/model. The allowed directions stand in test/tidy/folder-rules.ts.',
  check: perFile(isSource, (source) => {
    const zone = zoneOf(source.path);
    if (zone === null) return [{ path: source.path, line: 1, what: 'lies in no folder that the architecture knows' }];
    return importsOf(source).flatMap(({ target, line }) => {
      const of = target === null ? zone : zoneOf(target);
      if (of === zone || (of !== null && zone.mayImport.includes(of.name))) return [];
      return [{ path: source.path, line, what: `${zone.name} may not import ${target}` }];
    });
  }),
  broken: [
    { 'src/core/model/a.ts': "import { b } from '../signals/b.ts';" },
    { 'src/core/risk/a.ts': "import type { B } from '../orders/b.ts';" },
    { 'src/core/signals/fields/a.ts': "import { b } from '../order/b.ts';" },
    { 'src/store/a.ts': "import {\n  b,\n} from '../runtime/b.ts';" },
    { 'src/runtime/a.ts': "import '../http/b.ts';" },
    { 'src/brokers/paper/a.ts': "import type { State } from '../../core/engine/state.ts';" },
    { 'src/email/a.ts': "export { b } from '../telegram/b.ts';" },
    { 'src/telegram/render/a.ts': "import { b } from '../b.ts';" },
    { 'src/http/a.ts': "const b = await import('../telegram/b.ts');" },
    { 'src/console/a.ts': "import { b } from '../telegram/create-bot.ts';" },
    { 'src/boot/a.ts': "import type { App } from '../app.ts';" },
    { 'src/elsewhere/a.ts': '' },
  ],
  fine: [
    { 'src/core/engine/a.ts': "import { b } from '../risk/b.ts';\nimport { Map } from 'immutable';" },
    { 'src/brokers/paper/a.ts': "import type { Clock } from '../../clock.ts';\nimport { b } from './b.ts';" },
    { 'src/http/a.ts': "// import { b } from '../telegram/b.ts';\nconst text = `import { b } from '../telegram/b.ts'`;" },
    { 'src/main.ts': "import { startApp } from './app.ts';" },
  ],
};

/** Pure readers of the core that http, telegram and console may call, beside the nouns of core/model. */
const READERS: ReadonlySet<string> = new Set([
  'activeOrdersOf',
  'adoptersOf',
  'areOrdersOutdated',
  'arePositionsOutdated',
  'describeVenueOrder',
  'isClosable',
  'isWriteOff',
  'surplusWords',
  'alertsOf',
  'asEntry',
  'cardOfPosition',
  'coveredInPart',
  'findAlert',
  'findOrder',
  'findWorking',
  'findWaiting',
  'heldBackBy',
  'homeOf',
  'isJsonNumber',
  'keysThatWait',
  'limitRates',
  'childrenOf',
  'FILTER_NAMES',
  'marksOf',
  'maskSecrets',
  'namedMarkets',
  'namedValues',
  'openTargets',
  'pausedAndGone',
  'qtyHeld',
  'parseAlert',
  'parseCondition',
  'readBody',
  'readSignalFilter',
  'readsAsAlert',
  'readingToJson',
  'refusedIfMet',
  'reportPerformance',
  'searchSignals',
  'strategiesOf',
  'secretsInBody',
  'StorageError',
  'viewEntryLimits',
  'viewLimits',
  'walkSignals',
  'wantedRates',
]);
const DISPATCHER_PARTS: ReadonlySet<string> = new Set(['dispatch', 'snapshot', 'onCommit']);
const isAdapter = folder('http', 'telegram', 'console');
const isCall = ({ target }: Import): boolean => /^src\/(?:core\/(?!model\/)|store\/)/.test(target ?? '');

const adapters: Rule = {
  name: 'http, telegram and console do two things to the rest: dispatch a command and read a snapshot',
  remedy:
    'Decide in the core and dispatch a command. A pure reader without a decision in it may be added to READERS in test/tidy/folder-rules.ts.',
  check: perFile(
    (path) => isSource(path) && isAdapter(path),
    (source) => [
      ...importsOf(source)
        .filter(isCall)
        .flatMap(({ names, line, target }) =>
          (names.length === 0 ? [{ name: '*', isType: false }] : names)
            .filter(({ name, isType }) => !isType && !READERS.has(name))
            .map(({ name }) => ({ path: source.path, line, what: `imports ${name} from ${target}` })),
        ),
      ...matches(source, /\bdispatcher\.(\w+)/g).filter(({ what }) => !DISPATCHER_PARTS.has(what.replace('dispatcher.', ''))),
    ],
  ),
  broken: [
    { 'src/http/a.ts': "import { transact } from '../core/engine/transact.ts';" },
    { 'src/telegram/a.ts': "import { type Event, evolve } from '../core/engine/evolve.ts';" },
    { 'src/console/a.ts': "import { openStore } from '../store/open-store.ts';" },
    { 'src/telegram/taps/a.ts': 'deps.dispatcher.close();' },
  ],
  fine: [
    {
      'src/http/a.ts':
        "import type { State } from '../core/engine/state.ts';\nimport { parseAlert } from '../core/signals/parse-alert.ts';",
    },
    { 'src/telegram/a.ts': "import { StorageError, type Dispatcher } from '../store/dispatch.ts';\ndispatcher.snapshot();" },
    { 'src/http/a.ts': "import { isZero } from '../core/model/decimal.ts';" },
  ],
};

/** One finding for each circle, at the file where the walk met itself. Types count: a circle of types is one of thoughts. */
function circles(files: readonly SourceFile[]): readonly Finding[] {
  const graph = new Map(files.filter(({ path }) => isSource(path)).map((source) => [source.path, importsOf(source)] as const));
  const done = new Set<string>();
  const found: Finding[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (done.has(path)) return;
    for (const { target, line } of graph.get(path) ?? []) {
      const start = target === null ? -1 : [...trail, path].indexOf(target);
      if (target === null || !graph.has(target)) continue;
      if (start === -1) visit(target, [...trail, path]);
      else found.push({ path, line, what: `imports in a circle: ${[...[...trail, path].slice(start), target].join(' → ')}` });
    }
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return found;
}

const noCircles: Rule = {
  name: 'nothing imports in a circle',
  remedy: 'Move what both need into a file of its own.',
  check: circles,
  broken: [
    {
      'src/store/a.ts': "import type { B } from './b.ts';",
      'src/store/b.ts': "import { c } from './c.ts';",
      'src/store/c.ts': "import { a } from './a.ts';",
    },
    { 'src/store/a.ts': "import { a } from './a.ts';" },
  ],
  fine: [
    {
      'src/store/a.ts': "import { b } from './b.ts';\nimport { c } from './c.ts';",
      'src/store/b.ts': "import { c } from './c.ts';",
      'src/store/c.ts': '',
    },
  ],
};

const isScript = (path: string): boolean => path.startsWith('scripts/');

const reachable: Rule = {
  name: 'every file of src is reached from start.ts or from a script',
  remedy: 'Import it where it is needed, or delete it.',
  check(files) {
    const graph = new Map(
      files.filter(({ path }) => isSource(path) || isScript(path)).map((source) => [source.path, importsOf(source)] as const),
    );
    const seen = new Set<string>();
    const visit = (path: string): void => {
      if (seen.has(path)) return;
      seen.add(path);
      for (const { target } of graph.get(path) ?? []) if (target !== null) visit(target);
    };
    for (const path of graph.keys()) if (path === 'src/start.ts' || isScript(path)) visit(path);
    return [...graph.keys()].filter((path) => !seen.has(path)).map((path) => ({ path, line: 1, what: 'nothing imports it' }));
  },
  broken: [{ 'src/start.ts': '', 'src/store/forgotten.ts': '' }],
  fine: [{ 'src/start.ts': "import './app.ts';", 'src/app.ts': "import type { A } from './store/a.ts';", 'src/store/a.ts': '' }],
};

/** Values only: the type of a parameter or an answer is exported for whoever wants to name it. */
const EXPORTED = /^export\s+(?:async\s+)?(?:function\*?|const|let|(?:abstract\s+)?class)\s+(\w+)/gm;
const isNamed = (code: string, name: string): number => code.split(new RegExp(`(?<![\\w$])${name}(?![\\w$])`)).length - 1;

/** Whether a file takes `name` from `path`, by name or with everything else. */
const takes = ({ target, names }: Import, path: string, name: string): boolean =>
  target === path && (names.length === 0 || names.some((each) => each.name === name || each.name === '*'));

function forNobody(files: readonly SourceFile[]): readonly Finding[] {
  const scripts = files.filter(({ path }) => isOurs(path));
  const imports = scripts.flatMap((source) => importsOf(source));
  return scripts.flatMap((source) =>
    [...source.code.matchAll(EXPORTED)].flatMap(({ index, 1: name = '' }) => {
      const users = imports.filter((each) => takes(each, source.path, name));
      const line = lineAt(source.code, index);
      if (users.length === 0) return [{ path: source.path, line, what: `nobody imports ${name}` }];
      const isTestedOnly = isSource(source.path) && users.every(({ from }) => isTest(from)) && isNamed(source.code, name) === 1;
      return isTestedOnly ? [{ path: source.path, line, what: `only tests use ${name}` }] : [];
    }),
  );
}

const wanted: Rule = {
  name: 'what is exported is used elsewhere',
  remedy: 'Take `export` away; what nobody uses, or only tests do, goes altogether.',
  check: forNobody,
  broken: [
    { 'src/store/a.ts': 'export const a = 1;\nconst b = a;' },
    { 'src/store/a.ts': 'export async function a() {}', 'test/a.test.ts': "import { a } from '../src/store/a.ts';\na();" },
    { 'src/store/a.ts': 'export const a = 1;', 'src/store/b.ts': "import { b } from './a.ts';\nb(a);" },
    { 'test/a.ts': 'export class A {}' },
  ],
  fine: [
    { 'src/store/a.ts': 'export const a = 1;', 'src/store/b.ts': "import { type B, a as c } from './a.ts';" },
    { 'src/store/a.ts': 'export const a = 1;\nconst b = a;', 'test/a.test.ts': "import { a } from '../src/store/a.ts';" },
    { 'src/store/a.ts': 'export const a = 1;', 'src/store/b.ts': "const all = await import('./a.ts');" },
    { 'src/store/a.ts': 'export interface A {}' },
  ],
};

interface Registry {
  readonly registry: string;
  readonly folder: string;
  /** Files beside the registered ones; the members must be imported by them or by the registry. */
  readonly isHelper: (source: SourceFile) => boolean;
}

/** The port, and what proofs of several brokers rest on. */
const BETWEEN_BROKERS: ReadonlySet<string> = new Set([
  'src/brokers/broker.ts',
  'src/brokers/never-connected.ts',
  'src/brokers/retry-after.ts',
]);

const REGISTRIES: readonly Registry[] = [
  { registry: 'src/core/signals/registry.ts', folder: 'src/core/signals/dialects/', isHelper: ({ path }) => path.endsWith('/dialect.ts') },
  {
    registry: 'src/telegram/commands/registry.ts',
    folder: 'src/telegram/commands/',
    isHelper: ({ code }) => !/\b(?:run\s*\(|BotCommand\b[^;]*=)/.test(code) || /\binterface BotCommand\b/.test(code),
  },
  { registry: 'src/telegram/handle-tap.ts', folder: 'src/telegram/taps/', isHelper: ({ code }) => !/:\s*Verb\b/.test(code) },
  { registry: 'src/brokers/registry.ts', folder: 'src/brokers/', isHelper: ({ path }) => BETWEEN_BROKERS.has(path) },
];

/** A member is a file of the folder, or a folder in it of which one file is the entrance. */
const memberOf = (path: string, { folder: inFolder }: Registry): string => path.slice(inFolder.length).split('/')[0] ?? '';

function unregistered(rule: Registry, files: readonly SourceFile[]): readonly Finding[] {
  const members = files.filter((source) => source.path.startsWith(rule.folder) && source.path !== rule.registry && !rule.isHelper(source));
  const registry = files.find(({ path }) => path === rule.registry);
  if (registry === undefined) return members.length === 0 ? [] : [{ path: rule.registry, line: 1, what: 'the registry is missing' }];
  const used = importsOf(registry)
    .filter(({ target, names }) => target?.startsWith(rule.folder) === true && names.some((each) => isUsed(registry, each.name)))
    .map(({ target }) => memberOf(target ?? '', rule));
  return members
    .filter(({ path }) => !used.includes(memberOf(path, rule)))
    .map(({ path }) => ({ path, line: 1, what: `is not registered in ${rule.registry}` }));
}

/** Imported and then named again. */
const isUsed = ({ code }: SourceFile, name: string): boolean => code.split(new RegExp(`\\b${name}\\b`)).length > 2;

const registered: Rule = {
  name: 'every dialect, command, tap and broker is in its registry',
  remedy: 'Add the one line to the registry, or delete the file.',
  check: (files) => REGISTRIES.flatMap((registry) => unregistered(registry, files)),
  broken: [
    { 'src/core/signals/registry.ts': '', 'src/core/signals/dialects/a.ts': 'export const a = {};' },
    {
      'src/core/signals/registry.ts': "import { a } from './dialects/a.ts';\nexport const dialects = [];",
      'src/core/signals/dialects/a.ts': 'export const a = {};',
    },
    {
      'src/telegram/commands/registry.ts': '',
      'src/telegram/commands/a.ts': 'export const aCommand: BotCommand = {};',
    },
    { 'src/telegram/commands/registry.ts': '', 'src/telegram/commands/a.ts': 'export const a = { run(call) {} };' },
    { 'src/telegram/handle-tap.ts': '', 'src/telegram/taps/a.ts': 'export const aVerb: Verb = {};' },
    { 'src/brokers/registry.ts': '', 'src/brokers/acme/acme-broker.ts': '' },
  ],
  fine: [
    {
      'src/core/signals/registry.ts': "import { a } from './dialects/a.ts';\nexport const dialects = [a];",
      'src/core/signals/dialects/a.ts': 'export const a = {};',
    },
    {
      'src/telegram/commands/registry.ts': "import { createA } from './a.ts';\nconst all = [createA()];",
      'src/telegram/commands/a.ts': 'export const createA = (): BotCommand => ({});',
      'src/telegram/commands/ask-first.ts': 'export function askFirst(call: CommandCall): void {}',
    },
    {
      'src/brokers/registry.ts': "import { createAcme } from './acme/acme-broker.ts';\nconst all = { acme: createAcme };",
      'src/brokers/acme/acme-broker.ts': '',
      'src/brokers/acme/sign.ts': '',
      'src/brokers/broker.ts': '',
    },
  ],
};

export const FOLDER_RULES: readonly Rule[] = [direction, adapters, noCircles, reachable, wanted, registered];
