// Owns: from a body to a reading. The dialect with the highest claim reads; where two claim alike, the alert is refused
// naming both, for an alert that means two things means none. Never throws on anything that a sender can send.

import { deny, type Denial } from '../model/denial.ts';
import { PLAIN_READING } from '../model/alerts/reading-rules.ts';
import type { Reading } from '../model/signal.ts';
import type { Dialect } from './dialects/dialect.ts';
import { NO_DIALECT, rejected } from './fields/draft-reading.ts';
import { basketOf, joinBasket, tooManyLegs } from './legs/read-basket.ts';
import { withLegPolicy } from './legs/read-leg-policy.ts';
import { textInTheWay } from './texts/line-in-the-way.ts';
import { unclearTicket } from './texts/ticket-line.ts';
import { waitsForPrice } from './texts/posted-arrows.ts';
import { isUnclearArrow } from './texts/signal-text.ts';
import type { Body, ReadableBody } from './fields/read-body.ts';
import { mapFields, type FieldRules } from './fields/map-fields.ts';
import { dialects } from './registry.ts';
import { optionInWords } from './symbols/option-words.ts';
import { maskReading, secretsInBody } from './fields/secret-in-body.ts';
import { joinOutside, textInside } from './unwrap-text.ts';

/** Blanks that look like one and are another, and several in a row: texts are copied from pages and chats. */
const ODD_BLANKS = /[\u00a0\u2000-\u200a\u202f\u3000]| {2,}/;
const BLANKS = /[ \u00a0\u2000-\u200a\u202f\u3000]+/g;

/** A point that is written as another letter, so that no chat makes a link of it: `245․50`. */
const ODD_POINTS = /(?<=\d)\u2024(?=\d)/g;

/** A text with one plain blank wherever there are any, and with plain points in its numbers; other bodies are as they were. The journal keeps what was sent. */
const plainBlanks = <B extends Body>(body: B): B =>
  body.type === 'text' && (ODD_BLANKS.test(body.text) || body.text.includes('\u2024'))
    ? { ...body, text: body.text.replaceAll(BLANKS, ' ').replaceAll(ODD_POINTS, '.') }
    : body;

/** The dialects with the highest claim on `body`: none, one, or several that cannot be told apart. */
export function claimants(body: ReadableBody, known: readonly Dialect[] = dialects): Dialect[] {
  const certain: Dialect[] = [];
  const maybe: Dialect[] = [];
  for (const dialect of known) {
    const claim = dialect.claimsAtMost ?? dialect.claims(body);
    if (claim === 'certain') certain.push(dialect);
    else if (claim === 'common') maybe.push(dialect);
  }
  return certain.length > 0 ? certain : maybe.filter((dialect) => dialect.claims(body) === 'common');
}

/** What asks for something, so that a table or a result is not told how an order is written. */
const ASKS = /\b(?:buy|sell|close|exit|long|short|bto|stc)\b/i;

const arrowNotUnderstood = deny(
  'NOT_UNDERSTOOD',
  'An arrow points at a number: it may be the entry, the target, or how far the market has gone.',
  'Write what it is in front of it: Entry: 66000, TP: 70000, SL: 64000.',
);

const waitNotUnderstood = deny(
  'NOT_UNDERSTOOD',
  'A sign (>, <) stands in front of the price of the entry, which may wait for it.',
  'Write BUY BTCUSDT qty=0.1 when above 66000, or BUY STOP BTCUSDT 66000 for a stop order.',
);

function nobodyClaims(body: ReadableBody): Denial {
  if (body.type === 'json') return deny('UNKNOWN_DIALECT', 'The message is JSON, but none of its fields is an action or a symbol.');
  const option = ASKS.test(body.text) ? optionInWords(body.text) : null;
  if (option !== null) return deny('NOT_UNDERSTOOD', option.message, option.remedy);
  const ticket = unclearTicket(body.text);
  if (ticket !== null) return deny('NOT_UNDERSTOOD', ticket.message, ticket.remedy);
  if (isUnclearArrow(body.text)) return arrowNotUnderstood;
  if (ASKS.test(body.text) && waitsForPrice(body.text)) return waitNotUnderstood;
  if (/[\r\n]/.test(body.text.trim())) return linesNotUnderstood(body);
  if (body.text.includes('{"')) return deny('NOT_UNDERSTOOD', 'There is text before the JSON; send the JSON alone.');
  return deny('NOT_UNDERSTOOD', 'The message is a text that is not written as an order.');
}

const isOrder = (body: ReadableBody): boolean => {
  const [dialect, other] = claimants(body);
  if (dialect === undefined || other !== undefined) return false;
  const { kind, refusal } = dialect.read(body);
  return kind === 'order' && refusal === null;
};

function linesNotUnderstood(body: ReadableBody): Denial {
  return (
    (body.type === 'text' ? textInTheWay(body, isOrder) : null) ??
    deny('NOT_UNDERSTOOD', 'The message is text of several lines, which is not understood as an order.')
  );
}

function readByDialect(body: ReadableBody): Reading {
  const [dialect, other] = claimants(body);
  if (dialect === undefined) return readInside(body) ?? rejected(NO_DIALECT, nobodyClaims(body));
  if (other === undefined) return dialect.read(body);
  const message = `The message may be ${dialect.name} or ${other.name}.`;
  return rejected(NO_DIALECT, deny('CONTRADICTION', message, 'Use the fields of one of the two.'));
}

/** The alert that stands as a text inside of a wrapper that nobody claims. */
function readInside(body: ReadableBody): Reading | null {
  const found = textInside(body);
  const inside = found === null ? null : plainBlanks(found);
  if (inside === null || inside.type === 'refused' || claimants(inside).length === 0) return null;
  return joinOutside(readByDialect(inside), body);
}

/** A list of orders that no dialect knows as its own: each of them is read by itself. */
function readBasket(body: ReadableBody): Reading | null {
  const basket = basketOf(body);
  if (basket === null || dialects.some((dialect) => dialect.claims(body) === 'certain')) return null;
  const tooMany = tooManyLegs(NO_DIALECT, basket.length);
  if (tooMany !== null) return tooMany;
  const legs = basket.map(readByDialect);
  const joined = joinBasket(legs[0]?.dialect ?? NO_DIALECT, legs);
  return body.type === 'text' ? joined : withLegPolicy(joined, body.index);
}

const WAYS_OUT: readonly (Reading['action'] | null)[] = ['close', 'close_long', 'close_short', 'cancel'];

/**
 * A strategy that is flat has no stop to plot: its exit comes with `"stop_loss": NaN`, which is no JSON. A close or a cancel
 * that needs none of such values is read all the same; what would open something stays refused.
 */
function readRefused({ refusal, withBareWords }: Body & { readonly type: 'refused' }, rules: FieldRules): Reading {
  const refused = rejected(NO_DIALECT, refusal);
  if (withBareWords === undefined) return refused;
  const named = mapFields(withBareWords, rules);
  const reading = named.type === 'refused' ? refused : readByDialect(named);
  if (reading.refusal !== null || reading.legs.length > 0 || !WAYS_OUT.includes(reading.action)) return refused;
  return {
    ...reading,
    warnings: [`${refusal.message} The ${reading.action === 'cancel' ? 'cancel' : 'close'} does not need it.`, ...reading.warnings],
  };
}

/** What an alert says, under the names that `rules` give to its fields. A refusal is a reading of kind `reject` that keeps as much as was understood. */
export function parseAlert(body: Body, rules: FieldRules = PLAIN_READING): Reading {
  const named = plainBlanks(mapFields(body, rules));
  const reading = named.type === 'refused' ? readRefused(named, rules) : (readBasket(named) ?? readByDialect(named));
  return maskReading(reading, secretsInBody(body));
}
