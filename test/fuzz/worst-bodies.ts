// Owns: bodies of a given size that are made to cost: the shapes at which a regular expression backtracks, a list is
// searched for every item, or a dialect looks at everything before it says no.

import { dialects } from '../../src/core/signals/registry.ts';

export interface WorstBody {
  readonly name: string;
  readonly make: (bytes: number) => string;
}

const filled = (head: string, part: (i: number) => string, tail: string, bytes: number): string => {
  let text = head;
  for (let i = 0; text.length + tail.length + 24 < bytes; i++) text += part(i);
  return text + tail;
};
const repeated = (part: string): WorstBody => ({
  name: `${JSON.stringify(part)} again and again`,
  make: (bytes) => filled('', () => part, '', bytes),
});

const JSON_BODIES: readonly WorstBody[] = [
  { name: 'many keys', make: (bytes) => filled('{"action":"buy","symbol":"LTCUSDT"', (i) => `,"k${i}":${i}`, '}', bytes) },
  {
    name: 'many keys that are almost ours',
    make: (bytes) => filled('{"action":"buy","symbol":"LTCUSDT"', (i) => `,"stop_los${i}":${i}`, '}', bytes),
  },
  {
    name: 'one key in many spellings',
    make: (bytes) => filled('{"action":"buy","symbol":"LTCUSDT"', (i) => `,"${'_'.repeat(i % 60)}k${'-'.repeat(i % 7)}${i}":1`, '}', bytes),
  },
  {
    name: 'many targets',
    make: (bytes) => filled('{"action":"buy","symbol":"LTCUSDT","take_profits":[1', (i) => `,${i + 2}`, ']}', bytes),
  },
  {
    name: 'many orders',
    make: (bytes) => filled('[{"action":"buy","symbol":"LTCUSDT"}', () => ',{"action":"buy","symbol":"LTCUSDT"}', ']', bytes),
  },
  {
    name: 'many secrets',
    make: (bytes) => filled('{"action":"buy","symbol":"LTCUSDT"', (i) => `,"secret${i}_token":"example-secret-${i}"`, '}', bytes),
  },
  {
    name: 'a long comment',
    make: (bytes) => filled('{"action":"buy","symbol":"LTCUSDT","comment":"', () => 'close entry buy ', '"}', bytes),
  },
  {
    name: 'a long comment of escapes',
    make: (bytes) =>
      filled('{"action":"buy","symbol":"LTCUSDT","secret":"example-of-a-secret","comment":"', () => '\\u0065xample-of', '"}', bytes),
  },
  { name: 'a long action', make: (bytes) => filled('{"symbol":"LTCUSDT","action":"', () => 'buy', '"}', bytes) },
  { name: 'a long symbol', make: (bytes) => filled('{"action":"buy","symbol":"', () => 'LTC-', '"}', bytes) },
  { name: 'a long number', make: (bytes) => filled('{"action":"buy","symbol":"LTCUSDT","qty":"', () => '1,111', '"}', bytes) },
  {
    name: 'JSON in a message',
    make: (bytes) => filled('{"message":"{\\"action\\":\\"buy\\",\\"symbol\\":\\"LTCUSDT\\"', (i) => `,\\"k${i}\\":${i}`, '}"}', bytes),
  },
  { name: 'a text in a message', make: (bytes) => filled('{"message":"', () => 'BUY LTCUSDT @ 1 ', '"}', bytes) },
  { name: 'placeholders', make: (bytes) => filled('{"action":"buy","symbol":"LTCUSDT"', (i) => `,"k${i}":"{{plot_${i}}}"`, '}', bytes) },
  { name: 'nested as deep as allowed', make: (bytes) => filled('[', () => '{"data":{"order":{"strategy":{"exit":{}}}}},', '{}]', bytes) },
];
const TEXT_BODIES: readonly WorstBody[] = [
  ...['a', ' ', '\n', '\t\r\n', '=', ':', ',', ';', '|', '(', '@ ', '{', '{{', '"', '`', '#', '&a=b', '🚀'].map(repeated),
  ...[
    'buy ',
    'BUY LTCUSDT ',
    'order buy @ 1 ',
    'a=b ',
    'a: b\n',
    'qty=1,',
    'symbol=LTCUSDT;',
    'Entry: 1\n',
    'TP1: 5 ',
    '1) 5\n',
    'LTC/USDT ',
    'secret=',
    'key: key: ',
    '~a ',
    'buy ❌ ',
    '"a" sl 1 ',
    'Note: a\n',
  ].map(repeated),
  { name: 'words behind a market', make: (bytes) => filled('BUY LTCUSDT 80 ', () => 'TAG ', '', bytes) },
  { name: 'remarks behind a market', make: (bytes) => filled('BUY LTCUSDT 80 ', () => '(a) ', '', bytes) },
  { name: 'levels in a comment', make: (bytes) => filled('action=buy;symbol=LTCUSDT;comment=', () => 'sl 1 ', '', bytes) },
  { name: 'a text with a JSON at its end', make: (bytes) => filled('title\n', () => '\n ', '{"a":1}', bytes) },
  { name: 'a form of many pairs', make: (bytes) => filled('action=buy&symbol=LTCUSDT', (i) => `&k${i}=${i}`, '', bytes) },
  { name: 'escapes in a form', make: (bytes) => filled('action=buy&symbol=LTCUSDT&comment=', () => '%20', '', bytes) },
];

/** Every example of every dialect, drawn out: its own text again and again, and one of its values grown. */
const EXAMPLE_BODIES: readonly WorstBody[] = dialects.flatMap(({ name, examples }) =>
  examples.flatMap(({ body }, i): WorstBody[] => [
    { name: `${name} ${i + 1} in lines`, make: (bytes) => filled('', () => `${body}\n`, '', bytes) },
    { name: `${name} ${i + 1} in one line`, make: (bytes) => filled('', () => `${body} `, '', bytes) },
    { name: `${name} ${i + 1} with a tail`, make: (bytes) => filled(body, () => 'x', '', bytes) },
    {
      name: `${name} ${i + 1} with a gap`,
      make: (bytes) => filled(body.slice(0, body.length / 2), () => ' ', body.slice(body.length / 2), bytes),
    },
    {
      name: `${name} ${i + 1} with digits`,
      make: (bytes) => filled(body.slice(0, body.length / 2), () => '1', body.slice(body.length / 2), bytes),
    },
  ]),
);

export const WORST_BODIES: readonly WorstBody[] = [...JSON_BODIES, ...TEXT_BODIES, ...EXAMPLE_BODIES];
