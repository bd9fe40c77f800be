// Owns: finding a secret in a raw message where it is not written plainly: behind backslashes, as \uXXXX, URL-encoded.
// Works on the decoded text and maps back, so that it is one pass however the secret is spelled.

/** \uXXXX · backslash and a character · a run of %XX · plain characters · a lone backslash or percent sign. */
const SPELLING = /\\u[\da-f]{4}|\\[\s\S]|(?:%[\da-f]{2})+|[^\\%]+|[\\%]/gi;

interface Spelled {
  /** What the text says. */
  readonly plain: string;
  /** Where each character of `plain` is written; the last entry is the end of the text. */
  readonly starts: readonly number[];
}

function decodeSpelling(spelling: string): string {
  if (spelling.length === 1) return spelling;
  if (/^\\u[\da-f]{4}$/i.test(spelling)) return String.fromCharCode(Number.parseInt(spelling.slice(2), 16));
  if (spelling.startsWith('\\')) return spelling.slice(1);
  if (!spelling.startsWith('%')) return spelling;
  try {
    return decodeURIComponent(spelling);
  } catch {
    // URIError, the only thing it throws: these bytes are no UTF-8, so they spell nothing
    return spelling;
  }
}

function spell(text: string, plusIsSpace: boolean): Spelled {
  const starts: number[] = [];
  const parts: string[] = [];
  for (const match of text.matchAll(SPELLING)) {
    const [written] = match;
    const decoded = decodeSpelling(written);
    const isPlain = decoded === written;
    parts.push(isPlain && plusIsSpace ? decoded.replaceAll('+', ' ') : decoded);
    for (let i = 0; i < decoded.length; i++) starts.push(match.index + (isPlain ? i : 0));
  }
  starts.push(text.length);
  return { plain: parts.join(''), starts };
}

/** `text` with `mask` wherever `secret` is written with escapes of JSON or of a URL. */
export function maskSpelled(text: string, secret: string, mask: string): string {
  const plusIsSpace = secret.includes(' ');
  if (secret === '' || !(plusIsSpace ? /[\\%+]/ : /[\\%]/).test(text)) return text;
  const { plain, starts } = spell(text, plusIsSpace);
  let masked = '';
  let from = 0;
  for (let found = plain.indexOf(secret); found !== -1; found = plain.indexOf(secret, found + secret.length)) {
    let after = found + secret.length;
    while (after < starts.length - 1 && starts[after] === starts[after - 1]) after += 1;
    const start = starts[found] ?? text.length;
    masked += text.slice(from, Math.max(from, start)) + mask;
    from = starts[after] ?? text.length;
  }
  return masked + text.slice(from);
}
