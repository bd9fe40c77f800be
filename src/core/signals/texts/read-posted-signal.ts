// Owns: a posted signal as a reading. Entries are limits, the one that fills first stands as the limit price; a bare price
// is information. Two sides or two markets in one post are never an order.

import { compare, decimal, eq, gt, gte, HUNDRED, lt, mul, parseDecimal, sum, type Decimal } from '../../model/decimal.ts';
import { deny, type Denial } from '../../model/denial.ts';
import type { Reading, Target } from '../../model/signal.ts';
import { STATE_CURRENCIES } from '../symbols/currencies.ts';
import { rejected } from '../fields/draft-reading.ts';
import { asEntry } from '../fields/refused-reading.ts';
import type { JsonValue } from '../json/json-value.ts';
import { entryBeyondStop } from '../order/read-entries.ts';
import { breakEvenRule, hasTargetsBeyond } from '../order/read-break-even.ts';
import { areUnlike, withoutDistances, type PostedLevel } from './posted-levels.ts';
import type { SignalText } from './posted-draft.ts';
import { isLots } from './posted-headline.ts';
import { readOrderFields, type OrderFields } from './word-fields.ts';

const BUYING: ReadonlySet<string> = new Set(['buy', 'long']);

function levelValue({ value, unit, share }: PostedLevel): JsonValue {
  const level = new Map<string, JsonValue>([[unit, value]]);
  if (share !== null) level.set('share', share);
  return level;
}

/** The entry that the market reaches first: the highest of a buy, the lowest of a sell. */
function firstReached(entries: readonly string[], buys: boolean): string | null {
  const sorted = entries.toSorted((a, b) => compare(priceOf(a), priceOf(b)));
  return (buys ? sorted.at(-1) : sorted[0]) ?? null;
}

function fieldsOf(post: SignalText, word: string, symbol: string): OrderFields {
  const fields: OrderFields = new Map<string, JsonValue>([
    ['action', word],
    ['symbol', symbol],
  ]);
  const limit = firstReached(post.entries, BUYING.has(word));
  if (post.orderKind === 'stop') {
    fields.set('order_type', 'stop');
    fields.set('stop_price', limit);
  } else if (limit !== null || post.orderKind === 'limit') {
    fields.set('order_type', 'limit');
    fields.set('limit_price', limit);
  } else if (post.atMarket) fields.set('order_type', 'market');
  if (post.price !== null) fields.set('price', post.price);
  const targets = withoutDistances(post.targets, limit ?? post.price, post.leverage);
  if (targets.length > 0) fields.set('take_profits', targets.map(levelValue));
  const [stop] = post.stops;
  // one stop ends all of it, whatever part stands beside it
  if (stop !== undefined) fields.set('stop_loss', levelValue({ ...stop, share: null }));
  if (post.leverage !== null) fields.set('leverage', post.leverage);
  if (post.exchange !== null) fields.set('exchange', post.exchange);
  if (post.trailingPercent !== null) fields.set('trailing_stop_percent', post.trailingPercent);
  if (post.quantity !== null) fields.set('quantity', post.quantity);
  if (post.lots !== null) fields.set('lots', post.lots);
  if (post.size !== null) fields.set('size', post.size);
  if (post.riskPercent !== null) fields.set('risk_percent', post.riskPercent);
  if (post.sizePercent !== null) {
    fields.set('percent', post.sizePercent);
    fields.set('percent_of', 'equity');
  }
  return fields;
}

/** A stop above a buy or below a sell, or a target on the other side, means that the side was read wrong, or the label. */
function wrongSide({ stops, targets, entries, price }: SignalText, buys: boolean): string | null {
  // the side of a limit is checked with every order
  const at = entries.length > 0 ? null : price;
  if (at === null) return null;
  const beyond = ({ value, unit }: PostedLevel): boolean =>
    unit === 'price' && (buys ? gt(priceOf(value), priceOf(at)) : lt(priceOf(value), priceOf(at)));
  const side = buys ? 'buy' : 'sell';
  const stop = stops.find(beyond);
  if (stop !== undefined) return `The signal reads like a ${side} at ${at}, but its stop is ${stop.value}.`;
  const target = targets.find((level) => level.unit === 'price' && level.value !== at && !beyond(level));
  return target === undefined ? null : `The signal reads like a ${side} at ${at}, but a target is ${target.value}.`;
}

/** Levels that are distances fit to any price, and others show that it is none: only one beside it makes the number in front of the name a price. */
function unclearInFront({ inFront, stops, targets, entries }: SignalText): Denial | null {
  const prices = [...entries, ...[...stops, ...targets].flatMap(({ unit, value }) => (unit === 'price' ? [value] : []))];
  if (inFront === null || prices.some((price) => !areUnlike(inFront, price))) return null;
  return deny(
    'INVALID_QUANTITY',
    `${inFront} in front of the name may be how many, or the price.`,
    'Write the price behind the name, or with Entry: in front of it.',
  );
}

/** Pips count from one entry; beside no price and no stop they may be what has been won. */
function unclearPips({ stops, targets, entries, price, atMarket }: SignalText): Denial | null {
  const pips = [...stops, ...targets].find(({ unit }) => unit === 'pips')?.value;
  const isTold = price === null && !atMarket && stops.length === 0;
  if (pips === undefined || entries.length === 1 || (entries.length === 0 && !isTold)) return null;
  const named = entries.length > 1 ? 'several' : 'none';
  return deny(
    'INVALID_PRICE',
    `${pips} pips count from the entry, and the signal names ${named}.`,
    'Write one price of entry, or levels as prices.',
  );
}

/** Nobody enters with less of a hundred than that; below it a size is of coins. */
const PERCENT_MIN = decimal('0.1');
const mayBePercent = (size: string): boolean => gte(decimal(size), PERCENT_MIN) && !gt(decimal(size), HUNDRED);

/** How many, without a level, is how brokers tell what they have done; and of what is traded in lots it may count either. */
function unclearQuantity({ quantity, size, sizePercent, lots, leverage, stops, targets }: SignalText, symbol: string): Denial | null {
  if (size !== null && (quantity ?? sizePercent ?? lots) !== null)
    return deny('CONTRADICTION', 'The signal names two sizes.', 'Send one of them.');
  if (quantity === null && size === null) return null;
  if (stops.length + targets.length === 0)
    return deny(
      'UNSUPPORTED',
      'A market and how many of it may be what a broker has done.',
      'Send it with a stop or a target, or as JSON.',
    );
  if (size !== null && leverage !== null && /\$|usd/i.test(size))
    return deny(
      'INVALID_QUANTITY',
      `${size} beside a leverage may be the margin or the whole position.`,
      'Write Qty: and how many, or send "notional" in JSON.',
    );
  const counted = quantity ?? (/^[\d.]+$/.test(size ?? '') ? size : null);
  if (counted !== null && counted === size && !isLots(symbol) && mayBePercent(counted))
    return deny('INVALID_QUANTITY', `${counted} may be how many, or percent.`, `Write Qty: ${counted}, or Size: ${counted}%.`);
  if (counted === null || !isLots(symbol)) return null;
  return deny('INVALID_QUANTITY', `${counted} may be units or lots.`, `Write Lots: ${counted}, or the units in JSON.`);
}

/** Metals, and what costs thousands of: their prices have points between those. */
const THOUSANDS = /^X|IDR|KRW/;

/** A number whose comma may separate thousands, decimals or two numbers. */
function unclearNumber({ unclear, grouped, pointed }: SignalText, symbol: string): Denial | null {
  const name = symbol.toUpperCase().replaceAll(/[/_-]/g, '');
  const isCurrencies = name.length === 6 && STATE_CURRENCIES.has(name.slice(0, 3)) && STATE_CURRENCIES.has(name.slice(3));
  const written = unclear ?? (isCurrencies ? grouped : null) ?? (isCurrencies && !THOUSANDS.test(name) ? null : pointed);
  if (written === null) return null;
  if (/^\d(?: ?[,/|-] | ?\/ ?| )[@$]? ?\d/.test(written))
    return deny('CONTRADICTION', `${written} may be one level and its number, or two levels.`, 'Write one level in a line: TP1: 67250.5.');
  if (written.endsWith('%')) return deny('INVALID_PRICE', `The entry is ${written} and no price.`, 'Write the price of the entry.');
  const sign = written.includes(',') ? 'comma' : 'point';
  return deny('CONTRADICTION', `The ${sign} of ${written} can be read in two ways.`, 'Write 67250 or 67250.5, and a blank after a comma.');
}

/** `TP: 1/1.8` of a sell at 2: targets lie ever further away, so the one may be the number of the next. */
function unclearFirst({ targets: [first, second] }: SignalText, isBuy: boolean): Denial | null {
  if (isBuy || first?.value !== '1' || second === undefined || !gt(priceOf(second.value), priceOf(first.value))) return null;
  return deny(
    'CONTRADICTION',
    `The 1 in front of ${second.value} may be a target, or the number of one.`,
    'Write one level in a line: TP1: 67250.5.',
  );
}

const priceOf = (text: string): Decimal => parseDecimal(text) ?? decimal('0');

/** No ladder is as long as this: one of its prices is a distance, a size or a slip. */
const ENTRY_TIMES_MAX = decimal('5');

/** Each with its part where all of them have one. A number beside the market that is no price near them may be how many, or the leverage. */
function entriesOf({ entries, entryShares, price }: SignalText): readonly Target[] | Denial {
  if (entries.length === 0) return [];
  const sorted = [...entries, ...(price === null ? [] : [price])].toSorted((a, b) => compare(priceOf(a), priceOf(b)));
  const [lowest = '', highest = ''] = [sorted[0], sorted.at(-1)];
  if (gt(priceOf(highest), mul(priceOf(lowest), ENTRY_TIMES_MAX)))
    return deny(
      'CONTRADICTION',
      `The entries ${lowest} and ${highest} lie too far apart to be prices of one market.`,
      'Write the prices of the entry alone.',
    );
  if (entries.length === 1) return [];
  const isShared = entryShares.every((share) => share !== null);
  const parts = sum(entryShares.map((share) => priceOf(share ?? '0')));
  if (isShared && !eq(parts, HUNDRED))
    return deny('CONTRADICTION', `The parts of the entries are ${parts} % together.`, 'Write parts that are 100 % together, or none.');
  return entries.map((price, i) => ({ price: priceOf(price), ...(isShared ? { share: priceOf(entryShares[i] ?? '0') } : {}) }));
}

/** By its name and by its pair in one post: `GOLD SIGNAL`, and under it `XAUUSD BUY`. The pair is meant. */
const METALS: ReadonlyMap<string, string> = new Map([
  ['gold', 'xauusd'],
  ['silver', 'xagusd'],
]);

function withoutNames(symbols: readonly string[]): readonly string[] {
  const written = symbols.map((symbol) => symbol.toLowerCase());
  const pairs = written.map((symbol) => symbol.replace('/', ''));
  return symbols.filter((_, i) => {
    const name = written[i] ?? '';
    const pair = METALS.get(name);
    return pairs.indexOf(pairs[i] ?? '') === i && (pair === undefined || !pairs.includes(pair));
  });
}

/** One plain rule is followed; two that differ, or one for the last target, are told as other lines are. */
function setRuleApart(lines: readonly string[], reading: Reading): { breakEvenAfter: number | null; passedOver: readonly string[] } {
  const rules = new Set(lines.flatMap((line) => breakEvenRule(line) ?? []));
  const [count = null] = rules;
  if (count === null || rules.size > 1 || reading.breakEvenAfter !== null || !hasTargetsBeyond(reading, count))
    return { breakEvenAfter: reading.breakEvenAfter, passedOver: lines };
  return { breakEvenAfter: count, passedOver: lines.filter((line) => breakEvenRule(line) === null) };
}

export function readPostedSignal(post: SignalText, dialect: string): Reading {
  const [symbol = '', other] = withoutNames(post.symbols);
  const words = [...new Set(post.sides)];
  const isTwoSided = words.some((word) => BUYING.has(word)) && words.some((word) => !BUYING.has(word));
  if (isTwoSided) return rejected(dialect, deny('CONTRADICTION', `The signal says ${words.join(' and ')}.`));
  if (other !== undefined)
    return rejected(dialect, deny('CONTRADICTION', `The signal names ${symbol} and ${other}.`, 'Send one signal per message.'));
  if (post.stops.length > 1) return rejected(dialect, deny('CONTRADICTION', 'The signal names more than one stop.'));
  const afar = unclearInFront(post) ?? unclearPips(post) ?? unclearQuantity(post, symbol);
  if (afar !== null) return rejected(dialect, afar);
  const unclear = unclearNumber(post, symbol);
  if (unclear !== null) return rejected(dialect, unclear);
  if (post.orderKind === 'stop' && post.entries.length > 1)
    return rejected(dialect, deny('CONTRADICTION', 'A stop order waits for one price, and the signal names several.'));
  const word = words.find((each) => each === 'long' || each === 'short') ?? words[0] ?? '';
  const counted = unclearFirst(post, BUYING.has(word));
  if (counted !== null) return rejected(dialect, counted);
  const wrong = wrongSide(post, BUYING.has(word));
  if (wrong !== null) return rejected(dialect, deny('CONTRADICTION', wrong));
  const entries = entriesOf(post);
  if ('code' in entries) return rejected(dialect, entries);
  // the levels of a post say which side it means: where they lie on the other one, nothing is bought or sold, to leave neither
  const reading = asEntry(readOrderFields(fieldsOf(post, word, symbol), dialect));
  const beyond = reading.refusal === null ? entryBeyondStop(entries, reading) : null;
  if (beyond !== null) return rejected(dialect, beyond);
  const { breakEvenAfter, passedOver } = setRuleApart([...post.unread, ...post.remarks], reading);
  const unread = passedOver.map((line) => `A line was not read: ${line.slice(0, 60)}`);
  return { ...reading, entries, marginMode: post.marginMode, breakEvenAfter, warnings: [...reading.warnings, ...unread] };
}
