// Owns: the multi-leg messages of the Dhan guide: alertType and order_legs with the words of the exchange (B, S; MKT, LMT, SL,
// SL-M; EQ, FUT, CE, PE; C, I, M). Legs are worked by sort_order; a price beside a market order is what the chart showed.

import { compare, decimal, parseDecimal, toNumber, type Decimal } from '../../model/decimal.ts';
import { deny, type Denial } from '../../model/denial.ts';
import { isClose, type Contract, type Reading } from '../../model/signal.ts';
import { fieldsDialect } from './dialect.ts';
import { rejected } from '../fields/draft-reading.ts';
import { editFields, namesIn } from '../fields/edit-fields.ts';
import { agree, indexFields, type FieldIndex } from '../fields/field-index.ts';
import { COMMANDS_MAX, joinLegs } from '../legs/join-legs.ts';
import { isJsonArray, isJsonNumber, isJsonObject, type JsonValue } from '../json/json-value.ts';
import { commonOf } from '../legs/read-basket.ts';
import { isLegPolicyName, withLegPolicy } from '../legs/read-leg-policy.ts';
import { readNumber } from '../fields/read-number.ts';
import { readOrder, SUGGESTED_NAMES } from '../order/read-order.ts';
import { withGuards } from '../legs/guard-legs.ts';
import { shownKey, suggestedNames } from '../fields/field-set.ts';
import { isStrikeOffset, readStrikeOffset } from '../symbols/strike-offset.ts';

const NAME = 'dhan';
const TRANSACTIONS: ReadonlyMap<string, string> = new Map([
  ['b', 'buy'],
  ['s', 'sell'],
]);
/** Read here; what stays is read by the names of an order. */
const OWN: ReadonlySet<string> = new Set(
  'transactiontype ordertype instrument producttype sortorder meta optiontype strikeprice expirydate price triggerprice alerttype orderlegs'.split(
    ' ',
  ),
);
/** The names of one thing, best first. */
const STRIKES = ['strikeprice', 'strike'];
const OFFSETS = ['offset', 'strikeoffset'];
const EXPIRIES = ['expirydate', 'expiry'];
/** Read here where the leg is a contract; beside shares they change what is meant. */
const OF_CONTRACT: ReadonlySet<string> = new Set([...OWN, ...STRIKES, ...OFFSETS, ...EXPIRIES]);
/** What "did you mean" may suggest: its own names, and those of every order. */
const SUGGESTED = suggestedNames([
  ...SUGGESTED_NAMES,
  ...'transactionType orderType productType sort_order triggerPrice instrument optionType strike_price strike_offset expiry_date'.split(
    ' ',
  ),
]);
/** Of alerts with legs; without the word, the legs themselves say it. */
const TYPES: ReadonlySet<string> = new Set(['', 'multilegorder', 'singleorder']);
/** The exchange's words of stop orders; the others are everybody's. */
const STOPS: ReadonlyMap<string, string> = new Map([
  ['sl', 'stop_limit'],
  ['sll', 'stop_limit'],
  ['stoploss', 'stop_limit'],
  ['stoplosslimit', 'stop_limit'],
  ['slm', 'stop'],
  ['stoplossmarket', 'stop'],
]);
const hasLimit = (type: string): boolean => type === 'lmt' || type === 'limit' || STOPS.get(type) === 'stop_limit';

const textOf = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value.trim() : value != null && isJsonNumber(value) ? value.number : '';

const wordOf = (value: JsonValue | undefined): string =>
  textOf(value)
    .toLowerCase()
    .replaceAll(/[_\- ]/g, '');

const firstOf = (leg: ReadonlyMap<string, JsonValue>, names: readonly string[]): JsonValue | undefined =>
  names.map((name) => leg.get(name)).find((value) => textOf(value) !== '');

/** The strike of an option or its distance from the money, whichever the leg says. */
function strikeOf(leg: ReadonlyMap<string, JsonValue>, right: 'call' | 'put'): Pick<Contract, 'strike' | 'strikeOffset'> | string {
  const written = firstOf(leg, STRIKES);
  const text = textOf(written);
  const words = textOf(firstOf(leg, OFFSETS)) || (isStrikeOffset(text) ? text : '');
  if (words !== '') {
    if (text !== '' && text.toUpperCase() !== words.toUpperCase())
      return 'The leg names a strike and a distance from the money; send one of them.';
    const offset = readStrikeOffset(words, right);
    return offset.type === 'wrong' ? offset.message : { strike: null, strikeOffset: offset.steps };
  }
  const strike = readNumber(written ?? null);
  if (strike.type === 'problem') return `The strike price: ${strike.problem}.`;
  return { strike: strike.type === 'number' ? strike.value : null, strikeOffset: null };
}

/** What is no contract, in the words of the exchange and of its brokers. */
const SHARES: ReadonlySet<string> = new Set(['', 'eq', 'equity', 'es', 'cash', 'stock', 'stk', 'share', 'shares', 'etf']);
const RIGHTS: ReadonlySet<string> = new Set(['ce', 'pe', 'call', 'put']);

/** The contract behind the symbol; null for shares; a sentence where it cannot be told. */
function contractOf(leg: ReadonlyMap<string, JsonValue>): Contract | null | string {
  const instrument = wordOf(leg.get('instrument'));
  const right = wordOf(leg.get('optiontype')) || (RIGHTS.has(instrument) ? instrument : '');
  const expiry = textOf(firstOf(leg, EXPIRIES)) || null;
  if (instrument.startsWith('fut')) return { type: 'future', right: null, strike: null, strikeOffset: null, expiry };
  if (right === '' && !instrument.startsWith('opt')) return null;
  if (right !== 'ce' && right !== 'pe' && right !== 'call' && right !== 'put')
    return 'The leg is an option, but does not say whether CE or PE.';
  const side = right === 'ce' || right === 'call' ? 'call' : 'put';
  const strike = strikeOf(leg, side);
  return typeof strike === 'string' ? strike : { type: 'option', right: side, ...strike, expiry };
}

/** When the leg was sent stands in a field of its own. */
function timeIn({ byName }: FieldIndex): JsonValue {
  const meta = byName.get('meta')?.value ?? null;
  return meta !== null && isJsonObject(meta) ? (namesIn(meta).get('timenow') ?? null) : null;
}

function readLeg(index: FieldIndex): Reading {
  const leg = new Map([...index.byName].map(([name, { value }]): [string, JsonValue] => [name, value]));
  const contract = contractOf(leg);
  if (typeof contract === 'string') return rejected(NAME, deny('INVALID_FIELD', contract));
  const transaction = wordOf(leg.get('transactiontype'));
  const type = wordOf(leg.get('ordertype'));
  const price = leg.get('price') ?? null;
  // a limit by its own name: the price beside it is what the chart showed
  const isLimit = hasLimit(type) && textOf(leg.get('limitprice')) === '';
  const edited = editFields(index, {
    drop: contract === null ? OWN : OF_CONTRACT,
    add: [
      ['action', TRANSACTIONS.get(transaction) ?? (transaction === '' ? null : transaction)],
      ['orderType', STOPS.get(type) ?? leg.get('ordertype') ?? null],
      [isLimit ? 'limit_price' : 'price', price],
      ['stop_price', STOPS.has(type) ? (leg.get('triggerprice') ?? null) : null],
      ['timenow', timeIn(index)],
    ],
  });
  const reading = readOrder(edited, NAME, SUGGESTED);
  const entryRefusal = reading.entryRefusal ?? (contract === null && !isClose(reading.action) ? refuseInstrument(leg) : null);
  return { ...reading, contract, productType: textOf(leg.get('producttype')).toUpperCase() || null, entryRefusal };
}

/** A word that is neither shares nor a contract: shares must not be bought in place of what it means. What is held may leave. */
function refuseInstrument(leg: ReadonlyMap<string, JsonValue>): Denial | null {
  const value = leg.get('instrument');
  if (SHARES.has(wordOf(value))) return null;
  return deny('INVALID_FIELD', `"instrument": "${textOf(value).slice(0, 20)}" is none of EQ, FUT, CE and PE.`, 'Send one of them.');
}

/** What holds for the legs that do not say it themselves, as it stands beside them. */
const INHERITED: ReadonlySet<string> = new Set(['transactiontype', 'ordertype', 'instrument', 'producttype', 'optiontype', ...EXPIRIES]);

const SIZES: readonly string[] = ['quantity', 'qty', 'lots', 'notional', 'percent'];
/** Names of what is traded and how much of it: beside the legs they hold for all of them. */
const SAME_IN_ALL: readonly string[] = [...SIZES, 'symbol'];

/** A size or a symbol beside the legs and one of theirs that is another, or null. */
function otherOfLegs(outer: FieldIndex, legs: readonly SortedLeg[]): string | null {
  for (const name of SAME_IN_ALL) {
    const whole = outer.byName.get(name);
    if (whole === undefined || textOf(whole.value) === '') continue;
    const differs = legs.some(({ index }) => !agree(index.byName.get(name)?.value ?? null, whole.value));
    if (differs) return `${shownKey(whole.key)} stands beside the legs, and one of the legs has another.`;
  }
  return null;
}

/** The side beside the legs and one of theirs that is another, or null. */
function contradictionOf(outer: FieldIndex, legs: readonly SortedLeg[]): string | null {
  const whole = wordOf(outer.byName.get('transactiontype')?.value);
  if (whole === '') return null;
  const meant = (word: string): string => TRANSACTIONS.get(word) ?? word;
  const other = legs.map(({ index }) => wordOf(index.byName.get('transactiontype')?.value)).find((word) => meant(word) !== meant(whole));
  return other === undefined ? null : `The alert says ${meant(whole)} beside its legs, and one of the legs says ${meant(other)}.`;
}

interface SortedLeg {
  readonly order: Decimal;
  readonly index: FieldIndex;
}

/** The legs by sort_order, or what is wrong with them. */
function sortedLegs(value: JsonValue, outer: FieldIndex): readonly SortedLeg[] | string {
  if (!isJsonArray(value) || value.length === 0) return 'order_legs must be a list of at least one leg.';
  if (value.length > COMMANDS_MAX) return `order_legs has ${value.length} legs; at most ${COMMANDS_MAX} are read.`;
  // ids, times and delays beside the legs are those of each of them
  const shared = [...outer.byName].filter(([name]) => (!OWN.has(name) || INHERITED.has(name)) && !isLegPolicyName(name));
  const legs: SortedLeg[] = [];
  for (const [at, item] of value.entries()) {
    if (!isJsonObject(item)) return `order_legs[${at}] is no object.`;
    const own = indexFields(item);
    const says = (name: string): boolean => own.byName.has(name) || (name === 'timenow' && timeIn(own) !== null);
    const index = editFields(own, {
      add: shared.filter(([name]) => !says(name)).map(([, { key, value: said }]) => [key, said]),
    });
    const order = parseDecimal(textOf(index.byName.get('sortorder')?.value) || String(at + 1));
    if (order === null) return `order_legs[${at}].sort_order is no number.`;
    legs.push({ order, index });
  }
  return legs.sort((a, b) => compare(a.order, b.order));
}

/** One leg of a cancel: the order by its id, or the entries of its side and name. The rest of it describes the order. */
function readCancelledLeg(index: FieldIndex): Reading {
  const leg = new Map([...index.byName].map(([name, { value }]): [string, JsonValue] => [name, value]));
  const contract = contractOf(leg);
  const drop = new Set([...OF_CONTRACT, ...SIZES]);
  const reading = readOrder(editFields(index, { drop, add: [['action', 'cancel']] }), NAME);
  const transaction = wordOf(leg.get('transactiontype'));
  const side = transaction === 'b' || transaction === 'buy' ? 'buy' : transaction === 's' || transaction === 'sell' ? 'sell' : null;
  return { ...reading, side, contract: typeof contract === 'string' ? null : contract };
}

/** By what stands beside the legs, else by the legs. */
function readCancel(index: FieldIndex): Reading {
  const whole = readOrder(editFields(index, { drop: new Set(['alerttype', 'orderlegs']), add: [['action', 'cancel']] }), NAME);
  const legs = index.byName.get('orderlegs');
  if (legs === undefined || whole.refusal?.code !== 'MISSING_SYMBOL') return whole;
  const sorted = sortedLegs(legs.value, index);
  if (typeof sorted === 'string') return rejected(NAME, deny('INVALID_FIELD', sorted));
  return joinLegs(
    sorted.map(({ order, index: leg }) => ({ ...readCancelledLeg(leg), sortOrder: toNumber(order) })),
    NAME,
    'Leg',
  );
}

function read(index: FieldIndex): Reading {
  const type = wordOf(index.byName.get('alerttype')?.value);
  if (type === 'cancelorder') return readCancel(index);
  const legs = index.byName.get('orderlegs');
  if (legs === undefined) return readLeg(index);
  // legs under a word that nobody knows may be there to be changed or only to be told of
  if (!TYPES.has(type)) return rejected(NAME, deny('INVALID_FIELD', 'alertType is none of multi_leg_order, single_order, cancel_order.'));
  const sorted = sortedLegs(legs.value, index);
  if (typeof sorted === 'string') return rejected(NAME, deny('INVALID_FIELD', sorted));
  if (type === 'singleorder' && sorted.length > 1)
    return rejected(NAME, deny('CONTRADICTION', `alertType says single_order, but there are ${sorted.length} legs.`));
  const contradiction = contradictionOf(index, sorted) ?? otherOfLegs(index, sorted);
  if (contradiction !== null) return rejected(NAME, deny('CONTRADICTION', contradiction, 'Say it in each leg only.'));
  const legsRead = sorted.map(({ order, index: leg }) => ({ ...readLeg(leg), sortOrder: toNumber(order) }));
  const joined = joinLegs(withGuards(legsRead), NAME, 'Leg');
  if (joined.action === 'multi') return withLegPolicy({ ...joined, ...commonOf(joined.legs) }, index);
  return withLegPolicy(type === 'multilegorder' ? { ...joined, alertType: 'multi_leg_order' } : joined, index);
}

function isItsOwn(index: FieldIndex): boolean {
  const { byName } = index;
  const type = wordOf(byName.get('alerttype')?.value);
  const isNamed = type === 'multilegorder' || type === 'singleorder' || type === 'cancelorder';
  return byName.has('orderlegs') || isNamed;
}

export const dhan = fieldsDialect(NAME, isItsOwn, read, [
  {
    body: '{"secret":"example-of-a-secret","alertType":"multi_leg_order","order_legs":[{"transactionType":"B","orderType":"LMT","quantity":"5","exchange":"BSE","symbol":"TCS","instrument":"EQ","productType":"I","sort_order":"1","price":"3510.5","meta":{"interval":"5","time":"2026-04-01T04:00:00Z","timenow":"2026-04-01T04:00:03Z"}}]}',
    reading: {
      action: 'buy',
      symbol: 'TCS',
      quantity: decimal('5'),
      exchange: 'BSE',
      orderType: 'limit',
      limitPrice: decimal('3510.5'),
      productType: 'I',
      contract: null,
      sentAt: 1_775_016_003_000,
    },
  },
  {
    body: '{"alertType":"multi_leg_order","order_legs":[{"transactionType":"S","orderType":"MKT","quantity":"30","exchange":"NFO","symbol":"BANKNIFTY","instrument":"PE","productType":"M","sort_order":"2","price":"0","strike_price":"51000","expiry_date":"2026-04-30"},{"transactionType":"B","orderType":"SL-M","quantity":"30","exchange":"NFO","symbol":"BANKNIFTY","instrument":"FUT","productType":"M","sort_order":"1","price":"0","triggerPrice":"52000"}]}',
    reading: { action: 'multi', symbol: 'BANKNIFTY', refusal: null },
  },
  {
    body: '{"alertType":"cancel_order","order_id":"leg-77","secret":"example-of-a-secret"}',
    reading: { kind: 'cancel', orderId: 'leg-77' },
  },
]);
