// Owns: TypeScript without its comments and the contents of its strings, so that a rule about code is not misled by words.
// Invariant: the result has the length and the line breaks of the text, so that places in one are places in the other.

/** Words after which a slash begins a regular expression and does not divide. */
const BEFORE_REGEX = /(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|throw|new|instanceof|await|yield|do|else)$/;

interface Reader {
  readonly text: string;
  out: string;
  at: number;
}

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

function copy(reader: Reader, count: number): void {
  reader.out += reader.text.slice(reader.at, reader.at + count);
  reader.at += count;
}

function hide(reader: Reader, end: number): void {
  reader.out += blank(reader.text.slice(reader.at, end));
  reader.at = end;
}

const endOr = (found: number, text: string): number => (found === -1 ? text.length : found);

/** Where the literal that `close` ends is over, escapes counted; a line break ends it too, for it is broken then. */
function endOfLiteral(text: string, from: number, close: string): number {
  let inClass = false;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === '\n') return at;
    else if (close === '/' && char === '[') inClass = true;
    else if (close === '/' && char === ']') inClass = false;
    else if (char === close && !inClass) return at;
  }
  return text.length;
}

function skipLiteral(reader: Reader, close: string): void {
  copy(reader, 1);
  hide(reader, endOfLiteral(reader.text, reader.at, close));
  copy(reader, 1);
}

function beginsRegex({ out }: Reader): boolean {
  const before = out.trimEnd();
  return before === '' || /[(,=:[!&|?{;<>+\-*%~^]$/.test(before) || BEFORE_REGEX.test(before);
}

/** Text of a template up to the next `${`, whose inside is code again, or to its end. True: at a `${`. */
function skipTemplateText(reader: Reader): boolean {
  for (let at = reader.at; at < reader.text.length; at += 1) {
    const char = reader.text[at];
    if (char === '\\') at += 1;
    else if (char === '`' || (char === '$' && reader.text[at + 1] === '{')) {
      hide(reader, at);
      copy(reader, char === '`' ? 1 : 2);
      return char === '$';
    }
  }
  hide(reader, reader.text.length);
  return false;
}

/** The same text with comments and the contents of strings, templates and regular expressions as blanks. */
export function lexSource(text: string): string {
  const reader: Reader = { text, out: '', at: 0 };
  // For each open `${`: how many braces are open inside it.
  const braces: number[] = [];
  while (reader.at < text.length) {
    const char = text[reader.at] ?? '';
    const next = text[reader.at + 1];
    const depth = braces.at(-1);
    if (char === '/' && next === '/') hide(reader, endOr(text.indexOf('\n', reader.at), text));
    else if (char === '/' && next === '*') hide(reader, Math.min(text.length, endOr(text.indexOf('*/', reader.at + 2), text) + 2));
    else if (char === "'" || char === '"') skipLiteral(reader, char);
    else if (char === '/' && beginsRegex(reader)) skipLiteral(reader, '/');
    else if (char === '`' || (char === '}' && depth === 0)) {
      copy(reader, 1);
      if (char === '}') braces.pop();
      if (skipTemplateText(reader)) braces.push(0);
    } else {
      if (depth !== undefined && char === '{') braces[braces.length - 1] = depth + 1;
      if (depth !== undefined && char === '}') braces[braces.length - 1] = depth - 1;
      copy(reader, 1);
    }
  }
  return reader.out;
}
