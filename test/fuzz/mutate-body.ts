// Owns: what is done to the examples of all dialects to make bodies that nobody has thought of.

import { dialects } from '../../src/core/signals/registry.ts';
import type { Random } from './random.ts';

const EXAMPLES: readonly string[] = dialects.flatMap(({ examples }) => examples.map(({ body }) => body));
/** What breaks readers of numbers, texts, names and structures. */
const PIECES: readonly string[] = [
  '1e400',
  '-1',
  '0',
  '1e-400',
  '99999999999999999999',
  '0.1.2',
  '1,234',
  'NaN',
  'Infinity',
  '-0',
  '0x10',
  '١٢',
  '1_000',
  '１２',
  'null',
  'true',
  '[]',
  '{}',
  '""',
  '"buy"',
  '"sell"',
  '"close"',
  '{"$gt":0}',
  '[[[[[[',
  '{"a":{"a":{"a":',
  '"__proto__":{}',
  '"constructor":1',
  'buy',
  'SELL',
  'close',
  'long',
  'EXIT',
  'flat',
  '{{close}}',
  '{{strategy.order.action}}',
  ' @ 1',
  ' qty=1',
  'tp=0',
  'sl=1',
  '50%',
  '$5',
  '\u0000',
  '\ufeff',
  '\u200b',
  '\u202e',
  '\u2028',
  '🚀',
  '\ud800',
  'é',
  'ﬁ',
  '\r\n',
  '\n',
  '\t',
  ' ',
  '&',
  '=',
  ':',
  ';',
  ',',
  '|',
  '(',
  ')',
  '"',
  "'",
  '\\',
  '/',
  '`',
];
const encoder = new TextEncoder();

type Mutation = (text: string, random: Random) => string;

const at = (text: string, random: Random): number => random.below(text.length + 1);
const insert: Mutation = (text, random) => {
  const place = at(text, random);
  return text.slice(0, place) + random.pick(PIECES) + text.slice(place);
};
const cut: Mutation = (text, random) => {
  const from = at(text, random);
  return text.slice(0, from) + text.slice(from + random.below(12));
};
const repeat: Mutation = (text, random) => {
  const from = at(text, random);
  const piece = text.slice(from, from + 1 + random.below(24));
  return text.slice(0, from) + piece.repeat(1 + random.below(20)) + text.slice(from);
};
/** The head of one message and the tail of another. */
const splice: Mutation = (text, random) => {
  const other = random.pick(EXAMPLES);
  return text.slice(0, at(text, random)) + other.slice(at(other, random));
};
const change: Mutation = (text, random) => {
  const place = random.below(Math.max(1, text.length));
  return text.slice(0, place) + String.fromCharCode(random.below(random.below(8) === 0 ? 65_536 : 128)) + text.slice(place + 1);
};

/** JSON of an example with a key doubled, a value exchanged, or the whole of it wrapped. */
const restructure: Mutation = (text, random) => {
  if (!text.startsWith('{')) return insert(text, random);
  const piece = random.pick(PIECES);
  const key = /"(\w+)"\s*:/.exec(text.slice(random.below(text.length)))?.[1] ?? 'action';
  switch (random.below(5)) {
    case 0:
      return `${text.slice(0, -1)},"${key}":${piece}}`;
    case 1:
      return text.replace(/:\s*("[^"]*"|[\d.]+)/, `:${piece}`);
    case 2:
      return `{"${random.pick(['message', 'data', 'order', 'strategy', 'payload', 'exit'])}":${random.below(2) === 0 ? text : JSON.stringify(text)}}`;
    case 3:
      return `[${text},${random.pick(EXAMPLES)}]`;
    default:
      return text.replace(`"${key}"`, `"${random.pick(['side', 'action', 'symbol', 'qty', 'sl', 'type', 'price', 'market_position'])}"`);
  }
};
const MUTATIONS: readonly Mutation[] = [insert, insert, cut, repeat, splice, change, restructure, restructure];

/** Bytes as they came off the wire: flipped bits, which may be no UTF-8 any more. */
function flipBits(bytes: Uint8Array<ArrayBuffer>, random: Random): Uint8Array<ArrayBuffer> {
  for (let flips = random.below(4); flips > 0 && bytes.length > 0; flips--) {
    const place = random.below(bytes.length);
    bytes[place] = (bytes[place] ?? 0) ^ (1 << random.below(8));
  }
  return bytes;
}

/** One body: an example of some dialect after a few mutations. */
export function mutatedBody(random: Random): Uint8Array<ArrayBuffer> {
  let text = random.pick(EXAMPLES);
  for (let rounds = 1 + random.below(4); rounds > 0; rounds--) text = random.pick(MUTATIONS)(text, random);
  const bytes = new Uint8Array(encoder.encode(text));
  return random.below(8) === 0 ? flipBits(bytes, random) : bytes;
}
