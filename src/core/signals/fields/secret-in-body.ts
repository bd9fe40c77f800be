// Owns: where senders put the shared secret in a message, and how it is taken out of everything that is kept or shown.
// Broken JSON is searched too: its sender should learn why it is broken, and it must be masked all the same.

import type { Denial } from '../../model/denial.ts';
import type { Reading } from '../../model/signal.ts';
import { normalName } from './field-index.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../json/json-value.ts';
import { maskSpelled } from './mask-spelled.ts';
import type { Body } from './read-body.ts';

/** More candidates than this are an attempt to guess. */
const CANDIDATES_MAX = 16;
/** A shared secret is no essay; longer values are masked where they stand but never match. */
const SECRET_LENGTH_MAX = 256;
/** Shorter values are masked in their own field only: a "key": "BTC" must not blank every BTC. */
const MASKED_EVERYWHERE_MIN = 6;
/** The shortest secret that Signalman accepts: only such a value is masked in a symbol. */
const OWN_SECRET_MIN = 12;
const MASK = '***';

/** What names of secrets end in. */
const SECRET_ENDINGS: readonly string[] = 'secret key token passphrase password passwd pwd licenseid licenceid auth authorization'.split(
  ' ',
);
/** `"secret": "value"`, `webhook_secret=value`, `Token: value`; group 1 ends where the value begins, group 2 is the value. */
const NAMED_VALUE =
  /((?:secret|secret_?key|pass_?phrase|password|passwd|pwd|token|key|licen[sc]e_?id|auth|authorization)["']?[ \t]{0,8}[=:][ \t]{0,8})("[^"\\]*(?:\\.[^"\\]*)*(?:"|$)|'[^'\n]*(?:'|$)|[^\s,;&"'{}[\]]+)/gi;

/** Keys and tokens that name a message or an instrument and open nothing: masked, a symbol beside them would be lost. */
const OPENS_NOTHING: ReadonlySet<string> = new Set(
  'idempotencykey dedupkey dedupekey instrumentkey symbolkey instrumenttoken symboltoken exchangetoken'.split(' '),
);

/** By their last letter: every field of every alert is asked. */
const BY_LAST_LETTER: ReadonlyMap<string, readonly string[]> = new Map(
  [...new Set(SECRET_ENDINGS.map((ending) => ending.slice(-1)))].map((last) => [
    last,
    SECRET_ENDINGS.filter((ending) => ending.endsWith(last)),
  ]),
);

/** Whether a field of this normal name carries a secret: secret, passphrase, apikey, signaltoken, … */
export function isSecretName(name: string): boolean {
  const endings = BY_LAST_LETTER.get(name.charAt(name.length - 1));
  return endings !== undefined && name.length <= 64 && endings.some((ending) => name.endsWith(ending)) && !OPENS_NOTHING.has(name);
}

function collect(value: JsonValue, found: Set<string>): void {
  if (found.size >= CANDIDATES_MAX) return;
  if (isJsonArray(value)) for (const item of value) collect(item, found);
  if (!isJsonObject(value)) return;
  for (const [key, item] of value) {
    if (typeof item !== 'string') collect(item, found);
    else if (isSecretName(normalName(key))) addCandidate(item, found);
  }
}

function addCandidate(value: string, found: Set<string>): void {
  if (value !== '' && value.length <= SECRET_LENGTH_MAX && found.size < CANDIDATES_MAX) found.add(value);
}

/**
 * Senders that write a secret before everything else: a line of its own, or the first part of a line between commas or bars.
 * As long as the shortest that is accepted, so that a market in the first line stays readable.
 */
const LEADING_SECRET = /^\s{0,8}([^\s,;|={}"'()]{12,256})[ \t]{0,8}(?:[,|\n]|\r\n)/;

/** What stands there instead in lines that begin with the market; as a secret it would be masked, and the symbol lost. */
const LEADING_SYMBOL = /^(?:[A-Z0-9_]{2,20}:[A-Z0-9][A-Z0-9._!/-]*|[A-Z0-9]{2,16}[._/-]?(?:USDT|USDC|USD|EUR|BTC|ETH)(?:[._]?P|PERP)?)$/;

function collectFromText(text: string, found: Set<string>): void {
  const leading = LEADING_SECRET.exec(text)?.[1];
  if (leading !== undefined && !LEADING_SYMBOL.test(leading)) addCandidate(leading, found);
  for (const match of text.matchAll(NAMED_VALUE)) {
    if (found.size >= CANDIDATES_MAX) return;
    const value = match[2] ?? '';
    const quote = value.charAt(0);
    if (quote !== '"' && quote !== "'") {
      addCandidate(value, found);
      // a secret may hold what ends a value in other lines: up to white space it is one as well
      const from = match.index + (match[1] ?? '').length;
      addCandidate(/^\S{1,257}/.exec(text.slice(from, from + SECRET_LENGTH_MAX + 1))?.[0] ?? '', found);
    } else if (value.length > 1 && value.endsWith(quote)) addCandidate(value.slice(1, -1), found);
  }
}

/** Texts in the message that may be the shared secret; numbers and everything else that is no text never are. At most 16. */
export function secretsInBody(body: Body): string[] {
  const found = new Set<string>();
  if (body.type === 'json' || body.type === 'form') collect(body.fields, found);
  else collectFromText(body.text, found);
  return [...found];
}

/** `rawText` without the values of `secrets`, however they are escaped, and without what stands in a secret's field. */
export function maskSecrets(rawText: string, secrets: readonly string[]): string {
  const everywhere = secrets.filter(({ length }) => length >= MASKED_EVERYWHERE_MIN && length <= SECRET_LENGTH_MAX);
  const plain = everywhere.reduce((text, secret) => text.replaceAll(secret, MASK), rawText);
  const text = maskSpelled(plain, everywhere, MASK);
  return text.replaceAll(NAMED_VALUE, (_all, name: string, value: string) => {
    const quote = value.startsWith('"') || value.startsWith("'") ? value.charAt(0) : '';
    return `${name}${quote}${MASK}${quote}`;
  });
}

/** The reading, and each of its legs, without the values of `secrets` in anything that is kept or shown. */
export function maskReading(reading: Reading, secrets: readonly string[]): Reading {
  const own = secrets.filter((secret) => secret.length >= MASKED_EVERYWHERE_MIN);
  if (own.length === 0) return reading;
  const legs = reading.legs.map((leg) => maskOne(leg, own));
  const masked = maskOne(reading, own);
  return legs.every((leg, i) => leg === reading.legs[i]) ? masked : { ...masked, legs };
}

function maskOne(reading: Reading, own: readonly string[]): Reading {
  const { refusal, entryRefusal } = reading;
  const texts = [reading.symbol, reading.strategy, reading.account, reading.exchange, reading.timeInForce, reading.orderId];
  texts.push(reading.eventId, reading.comment, ...reading.warnings);
  for (const denial of [refusal, entryRefusal]) texts.push(denial?.message ?? null, denial?.remedy ?? null);
  if (!texts.some((text) => text !== null && own.some((secret) => text.includes(secret)))) return reading;
  const mask = (text: string): string => own.reduce((masked, secret) => masked.replaceAll(secret, MASK), text);
  const maskDenial = (denial: Denial | null): Denial | null =>
    denial === null ? null : { ...denial, message: mask(denial.message), remedy: mask(denial.remedy) };
  const maskOrNull = (text: string | null): string | null => (text === null ? null : mask(text));
  const symbolHoldsSecret = own.some((secret) => secret.length >= OWN_SECRET_MIN && reading.symbol?.includes(secret) === true);
  return {
    ...reading,
    symbol: symbolHoldsSecret ? maskOrNull(reading.symbol) : reading.symbol,
    strategy: maskOrNull(reading.strategy),
    account: maskOrNull(reading.account),
    exchange: maskOrNull(reading.exchange),
    timeInForce: maskOrNull(reading.timeInForce),
    orderId: maskOrNull(reading.orderId),
    // masked, the ids of two alerts would be one, and the second a repeat
    eventId: reading.eventId === maskOrNull(reading.eventId) ? reading.eventId : null,
    comment: maskOrNull(reading.comment),
    warnings: reading.warnings.map(mask),
    refusal: maskDenial(refusal),
    entryRefusal: maskDenial(entryRefusal),
  };
}
