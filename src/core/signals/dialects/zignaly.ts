// Owns: Zignaly's signals: key, pair and a type (entry, exit …), with numbered ladders of targets (takeProfitPercentage1 closes
// takeProfitAmountPercentage1). positionSize is money of the quote currency, never a number of units. An entry without a side buys on spot.
// Invariant: what adds to the position later, ends it at a time or trails from a gain is refused, never passed over.

import { decimal, isZero } from '../../model/decimal.ts';
import type { Reading } from '../../model/signal.ts';
import { fieldsDialect } from './dialect.ts';
import { editFields } from '../fields/edit-fields.ts';
import { normalName, type Field, type FieldIndex } from '../fields/field-index.ts';
import { isSet } from '../fields/field-set.ts';
import { isJsonNumber, type JsonValue } from '../json/json-value.ts';
import { readNumber } from '../fields/read-number.ts';
import { readOrder } from '../order/read-order.ts';
import { refusedReading } from '../fields/refused-reading.ts';

const NAME = 'zignaly';
const TYPES: ReadonlyMap<string, string> = new Map([
  ['', 'entry'],
  ['entry', 'entry'],
  ['exit', 'exit'],
  ['reverse', 'reverse'],
  ['cancelentry', 'cancel'],
]);
/** Beside key, pair and a type, one of these makes a message one of Zignaly's. */
const MARK =
  /^(?:takeprofit(?:amount)?(?:percentage|price)\d{1,2}|dca[a-z]{1,20}\d{0,2}|positionsize(?:quote|percentage[a-z]{0,24})|stoploss(?:percentage|price|followstakeprofit|tobreakeven)|trailingstop(?:trigger|distance)[a-z]{1,20}|exchangeaccounttype|(?:buy|sell)ttl)$/;
/** Without a type (which is an entry there) it takes one that nobody else writes. */
const OWN_MARK =
  /^(?:takeprofitamountpercentage\d{1,2}|dcaamountpercentage\d{1,2}|positionsizequote|positionsizepercentagefrom[a-z]{1,24}|exchangeaccounttype)$/;
const TARGET = /^takeprofit(percentage|price)(\d{1,2})$/;
const SHARE = /^takeprofitamountpercentage(\d{1,2})$/;
/** Percentages of the position are of what there is; of the whole of a quote currency nobody here knows what is bound elsewhere. */
const PARTS: ReadonlyMap<string, string> = new Map([
  ['positionsizepercentage', 'equity'],
  ['positionsizepercentagefromaccounttotal', 'equity'],
  ['positionsizepercentagefromaccountavailable', 'available'],
  ['positionsizepercentagefromquoteavailable', 'available'],
]);
/** Without these an entry is another one; a TTL of an order at market ends nothing. */
const NOT_FOLLOWED =
  /^(?:dca(?:target|amount|placeall)[a-z]{0,20}\d{0,2}|sellttl|trailingstoptriggerpercentage|positionsizepercentagefromquotetotal|increaseps[a-z]{1,40}|reduce(?:target|available)percentage|multi[a-z]{0,20})$/;
const TARGETS_MAX = 10;
const ENTRIES: ReadonlySet<string | null> = new Set(['buy', 'sell', 'reverse']);

const textAt = ({ byName }: FieldIndex, name: string): string => {
  const value = byName.get(name)?.value;
  return typeof value === 'string' ? value.trim() : '';
};
const typeOf = (index: FieldIndex): string | undefined => TYPES.get(normalName(textAt(index, 'type')));
const asText = (value: JsonValue): JsonValue => (typeof value === 'string' ? value.trim().replace(/%$/, '') : value);

/** The ladder as a list of levels, by number; null: there is none. */
function targetsOf({ byName }: FieldIndex): JsonValue {
  const steps = Array.from({ length: TARGETS_MAX }, (_, i): JsonValue[] => {
    const level = (['percentage', 'price'] as const).flatMap((unit): [string, JsonValue][] => {
      const field = byName.get(`takeprofit${unit}${i + 1}`);
      return field === undefined || !isSet(field.value) ? [] : [[unit === 'price' ? 'price' : 'percent', asText(field.value)]];
    });
    const share = byName.get(`takeprofitamountpercentage${i + 1}`);
    if (level.length === 0) return [];
    return [new Map([...level, ...(share === undefined || !isSet(share.value) ? [] : [['share', asText(share.value)] as const])])];
  }).flat();
  return steps.length === 0 ? null : steps;
}

/** A trail that starts at a price. */
function trailOf({ byName }: FieldIndex): readonly (readonly [string, JsonValue])[] {
  const distance = byName.get('trailingstopdistancepercentage')?.value ?? null;
  if (!isSet(distance)) return [];
  const written = typeof distance === 'string' ? distance.trim() : distance !== null && isJsonNumber(distance) ? distance.number : distance;
  const bare = typeof written === 'string' ? written.replace(/^[-+]/, '') : written;
  return [
    ['trailing_stop_percent', asText(bare)],
    ['trailing_activation_price', byName.get('trailingstoptriggerprice')?.value ?? null],
  ];
}

const isZeroAt = ({ byName }: FieldIndex, name: string): boolean => {
  const number = readNumber(asText(byName.get(name)?.value ?? null));
  return number.type === 'number' && isZero(number.value);
};

/**
 * Money in another currency than the one that the pair is priced in is none that can be spent on it. A size of 0 is no entry, and
 * `position_size` is a word of ours: units, or the position to reach.
 */
function sizeProblem(index: FieldIndex): string | null {
  const size = index.byName.get('positionsize');
  if (size?.key.includes('_') === true) return `"${size.key}" may be money or the position to reach.`;
  const none = ['positionsize', ...PARTS.keys()].find((name) => isZeroAt(index, name));
  if (none !== undefined) return `"${index.byName.get(none)?.key.slice(0, 40)}" is 0: the entry has no size.`;
  const currency = index.byName.get('positionsizequote')?.value ?? null;
  if (isSet(currency) && typeof currency !== 'string') return '"positionSizeQuote" is no currency.';
  const quote = textAt(index, 'positionsizequote').toUpperCase();
  const pair = textAt(index, 'pair').toUpperCase();
  return quote === '' || pair.endsWith(quote) ? null : `"positionSizeQuote" is not the currency that the pair is priced in.`;
}

function partOf(index: FieldIndex): readonly (readonly [string, JsonValue])[] {
  const [name, of] = [...PARTS].find(([each]) => isSet(index.byName.get(each)?.value ?? null)) ?? [];
  if (name === undefined || of === undefined) return [];
  return [
    ['percent', asText(index.byName.get(name)?.value ?? null)],
    ['percent_of', of],
  ];
}

const isDropped = (name: string): boolean =>
  TARGET.test(name) || SHARE.test(name) || PARTS.has(name) || NOT_FOLLOWED.test(name) || TRAILS.has(name);
/** What is read of a trail, and nothing else that begins so. */
const TRAILS: ReadonlySet<string> = new Set(['trailingstopdistancepercentage', 'trailingstoptriggerprice']);
const DROP: readonly string[] = ['key', 'type', 'positionsizequote', 'exchangeaccounttype'];

function read(index: FieldIndex): Reading {
  const type = typeOf(index) ?? 'entry';
  const isFutures = normalName(textAt(index, 'exchangeaccounttype')) === 'futures';
  const side = textAt(index, 'side') === '' && type === 'entry' && !isFutures ? 'long' : null;
  const edited = editFields(index, {
    rename: new Map([
      ['positionsize', 'notional'],
      ['amount', 'quantity'],
      ['buystopprice', 'stop_price'],
      ['buytype', 'order_type'],
      // it names the position: its exit and its next entry have it too
      ['signalid', 'order_id'],
    ]),
    drop: new Set([...DROP, ...(type === 'cancel' ? ['signalid'] : []), ...[...index.byName.keys()].filter(isDropped)]),
    add: [['action', type], ['side', side], ['take_profits', targetsOf(index)], ...trailOf(index), ...partOf(index)],
  });
  const order = readOrder(edited, NAME);
  if (!ENTRIES.has(order.action)) return order;
  const problem = sizeProblem(index);
  if (problem !== null) return refusedReading(order, 'UNSUPPORTED', problem, 'Send "notional" in the currency of the pair.');
  const unread = [...index.byName].find(([name, { value }]: [string, Field]) => NOT_FOLLOWED.test(name) && isSet(value));
  if (unread === undefined) return order;
  const message = `"${unread[1].key.slice(0, 40)}" is not followed, and without it the entry would be another one.`;
  return refusedReading(order, 'UNSUPPORTED', message, 'Remove it, or write it into config.yaml (entries:, protection:).');
}

function isItsOwn(index: FieldIndex): boolean {
  const { byName } = index;
  if (!byName.has('key') || !byName.has('pair') || byName.has('action') || typeOf(index) === undefined) return false;
  const isTyped = textAt(index, 'type') !== '';
  const isTheirs = isTyped && normalName(textAt(index, 'exchange')) === 'zignaly';
  return isTheirs || [...byName.keys()].some((name) => (isTyped ? MARK : OWN_MARK).test(name));
}

export const zignaly = fieldsDialect(NAME, isItsOwn, read, [
  {
    body: '{"key":"example-of-a-secret","type":"entry","exchange":"binance","pair":"LTCUSDT","orderType":"limit","limitPrice":"80.5","side":"long","positionSize":"120","positionSizeQuote":"USDT","stopLossPercentage":"-3","takeProfitPercentage1":"2","takeProfitAmountPercentage1":"60","takeProfitPercentage2":"4","takeProfitAmountPercentage2":"40","signalId":"n1"}',
    reading: {
      action: 'buy',
      symbol: 'LTCUSDT',
      orderType: 'limit',
      limitPrice: decimal('80.5'),
      quantity: null,
      positionSize: null,
      notional: decimal('120'),
      stopLoss: { percent: decimal('3') },
      takeProfits: [
        { percent: decimal('2'), share: decimal('60') },
        { percent: decimal('4'), share: decimal('40') },
      ],
      eventId: null,
      orderId: 'n1',
    },
  },
  {
    body: '{"key":"example-of-a-secret","type":"entry","exchange":"binance","exchangeAccountType":"futures","pair":"LTCUSDT","orderType":"market","side":"short","leverage":"3","positionSizePercentageFromAccountAvailable":"5","takeProfitPrice1":"75","takeProfitAmountPercentage1":"100"}',
    reading: {
      action: 'sell',
      leverage: decimal('3'),
      percent: decimal('5'),
      percentOf: 'available',
      takeProfits: [{ price: decimal('75'), share: decimal('100') }],
    },
  },
  {
    body: '{"key":"example-of-a-secret","type":"entry","exchange":"binance","pair":"LTCUSDT","positionSizePercentage":"10","trailingStopTriggerPrice":"90","trailingStopDistancePercentage":"-2"}',
    reading: {
      action: 'buy',
      percent: decimal('10'),
      percentOf: 'equity',
      trailing: { percent: decimal('2'), activation: decimal('90') },
    },
  },
  {
    body: '{"key":"example-of-a-secret","type":"exit","exchange":"zignaly","pair":"LTCUSDT","side":"long","signalId":"n1"}',
    reading: { action: 'close_long', percent: null },
  },
  {
    body: '{"key":"example-of-a-secret","type":"cancelEntry","exchange":"zignaly","pair":"LTCUSDT"}',
    reading: { kind: 'cancel', symbol: 'LTCUSDT' },
  },
]);
