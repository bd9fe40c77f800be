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

type Range = readonly [start: number, end: number];

/** Where in the text of `spelled` the secret is written. */
function rangesOf({ plain, starts }: Spelled, secret: string): Range[] {
  const ranges: Range[] = [];
  let after = 0;
  for (let found = plain.indexOf(secret); found !== -1; found = plain.indexOf(secret, after)) {
    after = found + secret.length;
    // a run of %XX is one spelling: it goes as a whole, and is not looked through again
    while (after < starts.length - 1 && starts[after] === starts[after - 1]) after += 1;
    ranges.push([starts[found] ?? 0, starts[after] ?? 0]);
  }
  return ranges;
}

/** `text` with `mask` wherever one of `secrets` (none of them empty) is written with escapes of JSON or of a URL. */
export function maskSpelled(text: string, secrets: readonly string[], mask: string): string {
  const withSpaces = secrets.filter((secret) => secret.includes(' '));
  if (secrets.length === 0 || !(withSpaces.length > 0 ? /[\\%+]/ : /[\\%]/).test(text)) return text;
  const spelled = spell(text, false);
  const ranges = secrets.flatMap((secret) => rangesOf(spelled, secret));
  if (withSpaces.length > 0 && text.includes('+')) {
    const spaced = spell(text, true);
    ranges.push(...withSpaces.flatMap((secret) => rangesOf(spaced, secret)));
  }
  ranges.sort(([a], [b]) => a - b);
  let masked = '';
  let from = 0;
  for (const [start, end] of ranges) {
    if (start >= from) masked += text.slice(from, start) + mask;
    from = Math.max(from, end);
  }
  return masked + text.slice(from);
}
