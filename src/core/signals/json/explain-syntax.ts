// Owns: why a text is not JSON, in words that name the place and the likely cause. Senders see the answer nowhere but in
// the chat, so this sentence is all the help they get. Invariant: no value of the sender is quoted (it may be a secret).

import { deny, type Denial } from '../../model/denial.ts';

/** What the reader looked for where it stopped. */
export type Expected = 'value' | 'key' | 'colon' | 'comma or }' | 'comma or ]' | 'end';

/** `line 3, column 17` of the character at `at`, both counted from 1. */
export function placeOf(text: string, at: number): string {
  let line = 1;
  let lineStart = 0;
  for (let next = text.indexOf('\n'); next !== -1 && next < at; next = text.indexOf('\n', next + 1)) {
    line += 1;
    lineStart = next + 1;
  }
  return `line ${line}, column ${at - lineStart + 1}`;
}

const BARE_NUMBER_WORD = /[+-]?(?:NaN|Infinity)\b/iy;
const LITERAL_OF_ANOTHER_LANGUAGE = /(?:None|True|False|undefined|nil|NULL|TRUE|FALSE)\b/y;
const REMEDY_JSON = 'Send valid JSON: names and texts in double quotes, numbers in plain digits, no comma before a closing bracket.';

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

function causeAfterValue(char: string, expected: Expected): string | null {
  if (expected === 'end') {
    return char === '{' || char === '['
      ? 'a second message is glued to the first; send one alert per request'
      : 'there is more text after the JSON; send the JSON alone';
  }
  if ('*/+-%'.includes(char)) return 'arithmetic is not computed by TradingView; compute the value in the script and plot it';
  if (char === '"') return 'a comma is missing between two fields, or a quote inside a text is not written as \\"';
  return null;
}

function causeAtKey(text: string, at: number, char: string): string {
  if (char === '}') return 'there is a comma before the closing brace';
  if (/[0-9]/.test(char)) return 'a number with thousands separators must stand in quotes ("67,250.50")';
  if (char === "'") return 'names must stand in double quotes, not single ones';
  if ('“”„«»'.includes(char)) return 'typographic quotes; use plain double quotes';
  if (text.startsWith('//', at) || text.startsWith('/*', at)) return 'JSON has no comments';
  return 'a name in double quotes was expected';
}

function causeAtValue(char: string): string {
  if (char === ']') return 'there is a comma before the closing bracket';
  if (char === '}' || char === ',') return 'the value is missing (an empty placeholder?)';
  if (char === "'") return 'texts must stand in double quotes, not single ones';
  if ('“”„«»'.includes(char)) return 'typographic quotes; use plain double quotes';
  if (char === '.' || char === '+') return 'numbers start with a digit or a minus sign';
  return 'a text without quotes (a placeholder that is replaced by text must stand in double quotes)';
}

/** The refusal of `text`, which stops being JSON at `at`. `key`: the field being read, if any. */
export function explainSyntax(text: string, at: number, expected: Expected, key: string | null): Denial {
  const place = placeOf(text, at);
  const field = key === null ? '' : ` in "${key.slice(0, 40)}"`;
  const broken = (cause: string): Denial => deny('NOT_UNDERSTOOD', `Invalid JSON at ${place}${field}: ${cause}.`, REMEDY_JSON);
  const char = text.charAt(at);
  if (char === '') return broken('it ends in the middle (cut off, or a closing bracket or quote is missing)');
  // a reader that takes the first brace of {{ for an object stops at the second
  const bracesAt = expected === 'key' ? at - 1 : at;
  if (text.startsWith('{{', bracesAt) && text.includes('}}', bracesAt)) {
    return deny('PLACEHOLDER', `A {{placeholder}} was not replaced${field} (${place}).`);
  }
  if (matchesAt(BARE_NUMBER_WORD, text, at)) {
    return deny('INVALID_FIELD', `NaN or Infinity${field} at ${place}: the plot or variable had no value on this bar.`);
  }
  if (matchesAt(LITERAL_OF_ANOTHER_LANGUAGE, text, at)) return broken('JSON writes null, true and false in lower case');
  const after = expected === 'value' || expected === 'key' ? null : causeAfterValue(char, expected);
  if (after !== null) return broken(after);
  if (expected === 'key') return broken(causeAtKey(text, at, char));
  if (expected === 'value') return broken(causeAtValue(char));
  return broken(`${expected} was expected`);
}
