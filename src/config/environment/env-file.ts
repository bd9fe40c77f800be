// Owns: the text of a .env file. The grammar is dotenv's (comments, `export`, single, double and back quotes, quoted
// values over several lines, \n in double quotes), with two differences: every value knows its line, and what is
// ambiguous is reported instead of guessed. (Node's util.parseEnv drops the rest of the file at a line it cannot read.)

import { problem, type Problem } from '../problem.ts';

export interface EnvEntry {
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

interface Assignment {
  readonly key: string;
  readonly rest: string;
  readonly line: number;
}

const ASSIGNMENT = /^\s*(?:export\s+)?([^\s=#"'`]+)\s*=(.*)$/;
const KEY = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

export function parseEnvFile(text: string, file: string): { readonly entries: readonly EnvEntry[]; readonly problems: readonly Problem[] } {
  const lines = text.split(/\r\n|\n|\r/);
  const entries = new Map<string, EnvEntry>();
  const problems: Problem[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const lineText = lines[index] ?? '';
    if (/^\s*(?:#|$)/.test(lineText)) continue;
    const line = index + 1;
    const [, key = '', rest = ''] = ASSIGNMENT.exec(lineText) ?? [];
    if (!KEY.test(key)) {
      problems.push(
        problem({ file, line, key: null }, 'this is neither KEY=value nor a comment.', 'Write KEY=value, or # in front of a comment.'),
      );
      continue;
    }
    const read = readValue({ key, rest, line }, lines, index);
    if (read.type === 'wrong') {
      problems.push(problem({ file, line, key }, read.message, read.remedy));
      continue;
    }
    index = read.lastIndex;
    const earlier = entries.get(key);
    if (earlier !== undefined && earlier.value !== read.value) {
      problems.push(
        problem({ file, line, key }, `it stands on line ${earlier.line} too, with another value.`, 'Keep one of the two lines.'),
      );
    }
    entries.set(key, { key, value: read.value, line });
  }
  return { entries: [...entries.values()], problems };
}

type Value =
  | { readonly type: 'value'; readonly value: string; readonly lastIndex: number }
  | { readonly type: 'wrong'; readonly message: string; readonly remedy: string };

function readValue({ rest }: Assignment, lines: readonly string[], index: number): Value {
  const start = rest.trimStart();
  const quote = start[0];
  return quote === '"' || quote === "'" || quote === '`' ? readQuoted(start, quote, lines, index) : readBare(rest, index);
}

function readBare(rest: string, index: number): Value {
  // A # behind a blank begins a comment. One within a word may be meant as either: dotenv cuts there, Docker does not.
  const value = rest.replace(/\s#.*$/, '').trim();
  if (!value.includes('#')) return { type: 'value', value, lastIndex: index };
  if (value.startsWith('#')) return { type: 'value', value: '', lastIndex: index };
  return {
    type: 'wrong',
    message: 'the value has a # in it, which some programs take for the start of a comment.',
    remedy: 'Put single quotes around the value, or a blank before the # if it does start a comment.',
  };
}

function readQuoted(start: string, quote: string, lines: readonly string[], index: number): Value {
  let body = start.slice(1);
  for (let lastIndex = index; ; ) {
    const end = closingQuote(body, quote);
    if (end !== -1) {
      const trailing = body.slice(end + 1).trim();
      if (trailing !== '' && !trailing.startsWith('#')) {
        return { type: 'wrong', message: 'there is text behind the closing quote.', remedy: 'Put the whole value between the quotes.' };
      }
      const inner = body.slice(0, end);
      return { type: 'value', value: quote === '"' ? unescape(inner) : inner, lastIndex };
    }
    lastIndex += 1;
    const next = lines[lastIndex];
    if (next === undefined)
      return { type: 'wrong', message: `the closing ${quote} is missing.`, remedy: `Add ${quote} at the end of the value.` };
    body += `\n${next}`;
  }
}

function closingQuote(body: string, quote: string): number {
  for (let at = 0; at < body.length; at += 1) {
    if (body[at] === '\\' && quote === '"') at += 1;
    else if (body[at] === quote) return at;
  }
  return -1;
}

const unescape = (text: string): string =>
  text.replace(/\\([nrt"\\])/g, (_, char: string) => ({ n: '\n', r: '\r', t: '\t' })[char] ?? char);
