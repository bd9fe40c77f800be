// Owns: hiding secrets that are known: in any case, in every mixture of the spellings of their characters (raw, URL-encoded, JSON-
// or HTML-escaped), and as hex or base64 at any offset. The text is read once, character by character: a pattern of all that takes
// V8 seconds to compile where many accounts have keys, and it forgets it again in quiet hours. Only secrets with characters of
// which escapes themselves consist are looked for by a pattern of their own.

/** Shorter values would mask ordinary words; the configuration refuses such secrets. Characters. */
const PLANTED_LENGTH_MIN = 4;

/** `hide`: the text with `mask` in the place of each of these secrets; those of less than four characters are left out. */
export function createSecretMask(secrets: readonly string[], mask: string): (text: string) => string {
  // Longest first: where one secret begins with another, all of it is masked.
  const known = [...new Set(secrets)].filter(({ length }) => length >= PLANTED_LENGTH_MIN).sort((a, b) => b.length - a.length);
  const odd = known.filter((secret) => !isPlain(secret));
  const pattern = odd.length === 0 ? null : new RegExp(odd.map(spelling).join('|'), 'gi');
  const forms = known.flatMap((secret) => [...(isPlain(secret) ? [formOf(secret)] : []), formOf(hexOf(secret)), ...base64Of(secret)]);
  const finder = new Finder(forms);
  return (text) => finder.hide(pattern === null ? text : text.replace(pattern, mask), mask);
}

/** What escapes consist of can be read in two ways; what is not ASCII has several bytes. */
const isPlain = (secret: string): boolean => /^[^%\\&\u0080-\uffff]*$/.test(secret);

// ── plain secrets and encodings, character by character ─────────────────────────────────────────────────────────────

interface Form {
  /** Of each character in lower case. */
  readonly codes: readonly number[];
  /** `+` and `/` may stand there as `-` and `_`. */
  readonly isBase64: boolean;
}

const lower = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code);

const formOf = (text: string, isBase64 = false): Form => ({
  codes: Array.from({ length: text.length }, (_, index) => lower(text.charCodeAt(index))),
  isBase64,
});

const hexOf = (secret: string): string => Buffer.from(secret, 'utf8').toString('hex');

/** Also within a longer text, such as `user:secret`, where one of three alignments applies: the characters that are all the secret's. */
const base64Of = (secret: string): readonly Form[] =>
  [0, 1, 2].map((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret, 'utf8')]);
    const whole = bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
    return formOf(whole, true);
  });

const SPACE = 32;
const AMPERSAND = 38;
const PERCENT = 37;
const PLUS = 43;
const DASH = 45;
const SLASH = 47;
const BACKSLASH = 92;
const UNDERSCORE = 95;
/** No character, or none that a plain secret has. */
const NONE = -1;

const ENTITY = /&(?:#(?:(\d{1,7})|x0{0,6}([0-9a-f]{1,6}))|(amp|lt|gt|quot|apos));/iy;
const ENTITY_CODES: Readonly<Record<string, number>> = { amp: AMPERSAND, lt: 60, gt: 62, quot: 34, apos: 39 };
const LETTER_CODES: Readonly<Record<string, number>> = { b: 8, f: 12, n: 10, r: 13, t: 9 };
/** Backslashes before one character: JSON within JSON doubles them. */
const LETTER_SLASHES_MAX = 4;
const QUOTE_SLASHES_MAX = 7;

/** So many hexadecimal digits from there, or NONE. */
function hexAt(text: string, at: number, digits: number): number {
  let value = 0;
  for (let index = at; index < at + digits; index += 1) {
    const code = lower(text.charCodeAt(index));
    if (code >= 48 && code <= 57) value = value * 16 + code - 48;
    else if (code >= 97 && code <= 102) value = value * 16 + code - 87;
    else return NONE;
  }
  return value;
}

class Finder {
  readonly #beginnings: Form[][] = Array.from({ length: 128 }, () => []);
  readonly #shortest: number;
  /** Where the character after the one that was read last begins. */
  #next = 0;

  constructor(forms: readonly Form[]) {
    this.#shortest = Math.min(...forms.map(({ codes }) => codes.length));
    for (const form of forms) for (const code of beginningsOf(form)) this.#beginnings[code]?.push(form);
  }

  hide(text: string, mask: string): string {
    let out = '';
    let from = 0;
    for (let at = 0; at + this.#shortest <= text.length; at += 1) {
      const end = this.#endOfSecret(text, at);
      if (end === NONE) continue;
      out += text.slice(from, at) + mask;
      from = end;
      at = end - 1;
    }
    return from === 0 ? text : out + text.slice(from);
  }

  #endOfSecret(text: string, at: number): number {
    const first = lower(this.#read(text, at));
    for (const form of this.#beginnings[first] ?? []) {
      const end = this.#endOf(form, text, at);
      if (end !== NONE) return end;
    }
    return NONE;
  }

  #endOf({ codes, isBase64 }: Form, text: string, from: number): number {
    let at = from;
    for (const expected of codes) {
      if (lower(this.#read(text, at)) !== expected && !standsFor(text.charCodeAt(at), expected, isBase64)) return NONE;
      at = this.#next;
    }
    return at;
  }

  /** The character that stands there, in whatever spelling. */
  #read(text: string, at: number): number {
    const code = text.charCodeAt(at);
    if (code === PERCENT) return this.#readPercent(text, at);
    if (code === BACKSLASH) return this.#readSlashes(text, at);
    if (code === AMPERSAND) return this.#readEntity(text, at);
    this.#next = at + 1;
    return code;
  }

  /** Encoded several times, its per cent sign is encoded itself. */
  #readPercent(text: string, at: number): number {
    let digits = at + 1;
    while (text.startsWith('25', digits) && hexAt(text, digits + 2, 2) !== NONE) digits += 2;
    this.#next = digits + 2;
    return hexAt(text, digits, 2);
  }

  #readSlashes(text: string, at: number): number {
    let after = at;
    while (after - at <= QUOTE_SLASHES_MAX && text.charCodeAt(after) === BACKSLASH) after += 1;
    const slashes = after - at;
    const letter = text.charAt(after).toLowerCase();
    this.#next = after + 1;
    if (slashes <= QUOTE_SLASHES_MAX && '"\'`/'.includes(letter)) return letter.charCodeAt(0);
    if (slashes > LETTER_SLASHES_MAX) return NONE;
    if (letter !== 'u') return LETTER_CODES[letter] ?? NONE;
    this.#next = after + 5;
    return hexAt(text, after + 1, 4);
  }

  #readEntity(text: string, at: number): number {
    ENTITY.lastIndex = at;
    const [all, decimal, hex, name] = ENTITY.exec(text) ?? [];
    this.#next = at + (all?.length ?? 1);
    if (name !== undefined) return ENTITY_CODES[name.toLowerCase()] ?? NONE;
    if (decimal !== undefined) return Number(decimal);
    return hex === undefined ? AMPERSAND : Number.parseInt(hex, 16);
  }
}

/** As a form field writes a space, and the alphabet of base64 for URLs. */
const standsFor = (raw: number, expected: number, isBase64: boolean): boolean =>
  expected === SPACE ? raw === PLUS : isBase64 && ((expected === PLUS && raw === DASH) || (expected === SLASH && raw === UNDERSCORE));

function beginningsOf({ codes, isBase64 }: Form): readonly number[] {
  const [first = NONE] = codes;
  const others = [PLUS, DASH, UNDERSCORE].filter((raw) => standsFor(raw, first, isBase64));
  return [first, ...others];
}

// ── secrets with characters of which escapes consist, by a pattern ──────────────────────────────────────────────────

/** Every mixture of the spellings of each character. Runs of backslashes are one piece, so that nothing backtracks far. */
function spelling(text: string): string {
  return (text.match(/\\+|[^\\]/gu) ?? []).map((piece) => (piece.startsWith('\\') ? backslashes(piece.length) : character(piece))).join('');
}

const backslashes = (count: number): string =>
  `(?:\\\\{${count},${count * 8}}|(?:%(?:25)*5[cC]|\\\\{1,4}u005[cC]|&#(?:92|[xX]5[cC]);){${count}})`;

const NAMED_ENTITIES: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };
const JSON_LETTERS: Readonly<Record<string, string>> = { '\b': 'b', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't' };

function character(char: string): string {
  const codePoint = char.codePointAt(0) ?? 0;
  const percent = [...Buffer.from(char, 'utf8')].map((byte) => `%(?:25)*${anyCaseHex(byte, 2)}`).join('');
  const units = Array.from({ length: char.length }, (_, index) => `\\\\{1,4}u${anyCaseHex(char.charCodeAt(index), 4)}`).join('');
  const forms = [percent, units, `&#(?:${codePoint}|[xX]0*${anyCaseHex(codePoint, 1)});`];
  const entity = NAMED_ENTITIES[char];
  if (entity !== undefined) forms.push(`&${entity};`);
  const letter = JSON_LETTERS[char];
  if (letter !== undefined) forms.push(`\\\\{1,4}${letter}`);
  if (char === ' ') forms.push('\\+');
  const raw = escapeForPattern(char);
  // Quotes and slashes may be escaped once or, in JSON within JSON, several times.
  forms.push(/["'`/]/.test(char) ? `\\\\{0,7}${raw}` : raw);
  return `(?:${forms.join('|')})`;
}

const anyCaseHex = (value: number, digits: number): string =>
  value
    .toString(16)
    .padStart(digits, '0')
    .replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);

const escapeForPattern = (char: string): string => char.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
