// Owns: the rules of the repository as a whole: no secret in it, nothing of the machine that it was written on, no copied alerts.

import { posix } from 'node:path';
import { perFile, piece, type Rule } from './rule.ts';
import { lineAt, matches, type Finding, type SourceFile } from './source-tree.ts';

const SECRETS: readonly RegExp[] = [
  // a bot token
  /(?<!\w)\d{8,10}:[A-Za-z0-9_-]{35}(?![\w-])/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/g,
  /(?<!\w)(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|xox[baprs]-[A-Za-z0-9-]{10,}|sk_live_[A-Za-z0-9]{16,}|npm_[A-Za-z0-9]{36})(?!\w)/g,
  /(?<!\w)eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}/g,
];
/** Beside a telling name, a value that looks drawn: 32 hex digits, or 24 letters of both cases with digits. */
const BESIDE_NAME =
  /(?:secret|token|passw(?:or)?d|passphrase|api_?key)["'\]]?\s*[:=]\s*["'`]?(?:[0-9a-f]{32,}|(?=[A-Za-z0-9+/]*[a-z])(?=[A-Za-z0-9+/]*[A-Z])(?=[A-Za-z0-9+/]*\d)[A-Za-z0-9+/]{24,})(?![\w-])/gi;

/** A letter that is repeated, or words, are made up; a drawn value has many different characters. */
const DIFFERENT_MIN = 12;
const looksDrawn = (text: string): boolean => new Set(text.replace(/^.*[:=]/, '')).size >= DIFFERENT_MIN;

const secrets: Rule = {
  name: 'no secret is in the repository',
  remedy: 'If it is real, revoke it now: the history keeps it. In tests, make one from words or by repeating a letter.',
  check: perFile(
    (path) => path !== 'package-lock.json',
    (source) =>
      [...SECRETS, BESIDE_NAME]
        .flatMap((pattern) => matches(source, pattern, 'text'))
        .filter(({ what }) => looksDrawn(what))
        .map((found) => ({ ...found, what: `${found.what.slice(0, 12)}…` })),
  ),
  broken: [
    { 'README.md': piece('TELEGRAM_BOT_TOKEN=123456789', ':AAFq7Zk2', 'mN5tVx8Rb1Yc3Wd6Je9Lg0HsPu4') },
    { 'test/a.pem': piece('-----BEGIN RSA PRIVATE', ' KEY-----') },
    { 'src/http/a.ts': piece('const key = "AKIA', 'QWERTYUI', '12345678";') },
    { '.env.example': piece('WEBHOOK_SECRET=', '0123456789abcdef'.repeat(2)) },
    { 'test/a.ts': piece("adminToken: '", 'aB3dE6gH9', 'jK2mN5pQ8sT1vW4', "'") },
  ],
  fine: [
    { 'README.md': 'TELEGRAM_BOT_TOKEN=123456789:your-token-from-BotFather' },
    { 'README.md': `TELEGRAM_BOT_TOKEN=123456789:${'A'.repeat(35)}` },
    { 'test/a.ts': "const secret = 'a-shared-secret-for-tests';" },
    { '.env.example': '#WEBHOOK_SECRET=' },
  ],
};

/** Folders of people's machines (`/home/me` is nobody's); a folder of the system (/usr/bin, /proc, /tmp) is the same everywhere. */
const HOME_PATH = /(?<![\w.:/-])\/(?:home|root|Users|work|workspace|mnt)\/(?!me\b)[\w.-]+/g;
const LEAVING_PATH = /(?<![\w./])(?:\.\.\/)+[\w.-]+(?:\/[\w.-]+)*/g;
const DOCUMENT = /(?<![\w/.-])[\w.-]+(?:\/[\w.-]+)*\.md\b/g;
/**
 * Tests of alerts as people send them, and of venues as they describe themselves: these lie beside the repository where its
 * makers work, and the tests say so where they do not.
 */
const READS_CORPUS = /^test\/(?:signals\/corpus|tidy|brokers\/alpaca-described)\b/;

/** Documents are named by their place in the repository, or by their name alone. */
const isKnownDocument = (name: string, paths: readonly string[]): boolean =>
  paths.some((path) => path === name || path.endsWith(`/${name}`));

function outside(source: SourceFile, paths: readonly string[]): readonly Finding[] {
  if (READS_CORPUS.test(source.path) || source.path === 'package-lock.json') return [];
  const leaving = matches(source, LEAVING_PATH, 'text').filter(({ what }) =>
    posix.join(posix.dirname(source.path), what).startsWith('../'),
  );
  const documents = matches(source, DOCUMENT, 'text').filter(({ what }) => !isKnownDocument(what, paths));
  return [...matches(source, HOME_PATH, 'text'), ...leaving, ...documents];
}

const inside: Rule = {
  name: 'nothing outside the repository is named in it',
  remedy: 'Say the thing itself: who reads this has the repository and nothing else.',
  check: (files) => {
    const paths = files.map(({ path }) => path);
    return files.flatMap((source) => outside(source, paths));
  },
  broken: [
    { 'src/http/a.ts': '// As in notes.md.' },
    { 'src/http/a.ts': "const file = '/home/someone/alerts.json';" },
    { 'README.md': 'See ../elsewhere/plan.txt.' },
  ],
  fine: [
    { 'src/http/a.ts': "// See README.md and docs/benchmarks.md.\nimport '../store/a.ts';", 'README.md': '', 'docs/benchmarks.md': '' },
    { 'test/a.test.ts': "const browser = '/usr/bin/chromium';" },
  ],
};

export const REPOSITORY_RULES: readonly Rule[] = [secrets, inside];

export interface CorpusAlert {
  readonly id: string;
  readonly body: string;
}

/** Shorter bodies (`buy`) are words that anybody would choose. Characters, blanks and quotes not counted. */
const BODY_LENGTH_MIN = 16;
const condensed = (text: string): string => text.replace(/\\[nrt]|[\s\\'"`]+/g, '');

/** Where an alert of the corpus, or its id, stands in a file: code that knows the questions proves nothing. */
export function corpusCopies(files: readonly SourceFile[], corpus: readonly CorpusAlert[]): readonly Finding[] {
  const alerts = corpus.map(({ id, body }) => ({ id, body: condensed(body) }));
  return files.flatMap(({ path, text }) => {
    const squeezed = condensed(text);
    return alerts.flatMap(({ id, body }) => {
      const at = text.search(new RegExp(`(?<![\\w-])${id.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`));
      const named = at === -1 ? [] : [{ path, line: lineAt(text, at), what: `the id ${id}` }];
      const copied = body.length >= BODY_LENGTH_MIN && squeezed.includes(body) ? [{ path, line: 1, what: `the body of ${id}` }] : [];
      return [...named, ...copied];
    });
  });
}
