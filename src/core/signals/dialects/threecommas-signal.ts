// Owns: 3Commas' Signal Bot: bot_uuid, tv_instrument, trigger_price (the price at the alert, never a trigger), the position
// in strategy_info, the size in order. Steps of take_profit and the stop_loss carry signed percents: the sign follows the side.

import { decimal } from '../../model/decimal.ts';
import { fieldsDialect } from './dialect.ts';
import { editFields, namesIn } from '../fields/edit-fields.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { isSet } from '../fields/field-set.ts';
import { isJsonArray, isJsonNumber, isJsonObject, type JsonObject, type JsonValue } from '../json/json-value.ts';
import { readOrder } from '../order/read-order.ts';

const NAME = 'threecommas_signal';
const RENAME: ReadonlyMap<string, string> = new Map([
  ['tvinstrument', 'symbol'],
  ['tvexchange', 'exchange'],
  ['triggerprice', 'price'],
]);
/** Groups of this sender; what is no group under such a name is a field of an order like any other. */
const GROUPS: readonly string[] = ['strategyinfo', 'order', 'takeprofit', 'stoploss'];
/** Read of `order`; what else stands there changes it. */
const ORDER_NAMES: ReadonlySet<string> = new Set('amount currencytype ordertype price leverage'.split(' '));
/** What `order.amount` counts, under the names of an order. */
const AMOUNTS: ReadonlyMap<string, readonly [field: string, percentOf: string | null]> = new Map([
  ['base', ['quantity', null]],
  ['contracts', ['quantity', null]],
  ['quote', ['notional', null]],
  ['positionpercent', ['percent', 'position']],
  ['marginpercent', ['percent', 'available']],
]);

const objectOf = (index: FieldIndex, name: string): ReadonlyMap<string, JsonValue> => {
  const value = index.byName.get(name)?.value ?? null;
  return value !== null && isJsonObject(value) ? namesIn(value) : new Map<string, JsonValue>();
};

function isGroup({ byName }: FieldIndex, name: string): boolean {
  const value = byName.get(name)?.value ?? null;
  return value !== null && isJsonObject(value);
}

const textOf = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value : value != null && isJsonNumber(value) ? value.number : '';

/** The distance without its sign. */
const distance = (value: JsonValue | undefined): JsonValue => (value === undefined ? null : textOf(value).replace(/^[+-]/, ''));

const isOff = (part: ReadonlyMap<string, JsonValue>): boolean => part.get('enabled') === false || textOf(part.get('enabled')) === 'false';

function sizeOf(order: ReadonlyMap<string, JsonValue>): readonly (readonly [string, JsonValue])[] {
  const amount = order.get('amount') ?? null;
  if (amount === null) return [];
  const type = textOf(order.get('currencytype')).toLowerCase().replaceAll('_', '');
  const [field, percentOf] = AMOUNTS.get(type) ?? ['order.currency_type', null];
  // an unknown type stays in the fields, where it is refused: a size without its unit is none
  if (field === 'order.currency_type')
    return [
      ['quantity_type', type === '' ? 'unknown' : type],
      ['quantity', amount],
    ];
  return [
    [field, amount],
    ['percent_of', percentOf],
  ];
}

/** One step or stop as a level of ours; what is not read keeps its name and is refused by the reader. */
function levelOf(part: ReadonlyMap<string, JsonValue>, priceNames: readonly string[], percentNames: readonly string[]): JsonObject {
  const level = new Map<string, JsonValue>();
  const handled = new Set(['enabled', 'ordertype', 'volumepercent', ...priceNames, ...percentNames]);
  for (const name of priceNames) if (part.has(name)) level.set('price', priceIn(part.get(name) ?? null));
  for (const name of percentNames) if (part.has(name)) level.set('percent', distance(part.get(name)));
  if (part.has('volumepercent')) level.set('share', part.get('volumepercent') ?? null);
  for (const [name, value] of part) if (!handled.has(name) && value !== null && value !== false) level.set(name, value);
  return level;
}

/** A price, or `{ value, type }`. */
const priceIn = (value: JsonValue): JsonValue => (value !== null && isJsonObject(value) ? (namesIn(value).get('value') ?? null) : value);

function targetsOf(index: FieldIndex): JsonValue {
  const part = objectOf(index, 'takeprofit');
  const steps = part.get('steps') ?? null;
  if (isOff(part) || steps === null || !isJsonArray(steps)) return null;
  const levels = steps.flatMap((step) => (isJsonObject(step) ? [levelOf(namesIn(step), ['price'], ['pricepercent'])] : []));
  return levels.length > 0 ? levels : null;
}

function stopOf(index: FieldIndex): JsonValue {
  const part = objectOf(index, 'stoploss');
  if (part.size === 0 || isOff(part)) return null;
  const level = levelOf(part, ['triggerprice', 'price'], ['triggerpricepercent', 'pricepercent']);
  // one that is switched on and lies nowhere is refused by its switch
  return [...level.values()].some((value) => isSet(value)) ? level : new Map([...level, ['enabled', part.get('enabled') ?? null]]);
}

function fieldsOf(index: FieldIndex): FieldIndex {
  const info = objectOf(index, 'strategyinfo');
  const order = objectOf(index, 'order');
  const type = textOf(order.get('ordertype'));
  const more = [...order].filter(([name, value]) => !ORDER_NAMES.has(name) && isSet(value));
  const groups = GROUPS.filter((name) => isGroup(index, name));
  return editFields(index, {
    rename: RENAME,
    drop: new Set([...groups, 'botuuid']),
    add: [
      ...['marketposition', 'marketpositionsize', 'prevmarketposition', 'prevmarketpositionsize'].map(
        (name) => [name, info.get(name) ?? null] as const,
      ),
      ...sizeOf(order),
      ['leverage', order.get('leverage') ?? null],
      // an object of this name holds instructions, and an entry with one that is not read is refused
      ['params', more.length > 0 ? new Map(more) : null],
      ['order_type', type === '' ? null : type],
      ['limit_price', type === 'limit' ? priceIn(order.get('price') ?? null) : null],
      ['take_profits', targetsOf(index)],
      ...(groups.includes('stoploss') ? [['stop_loss', stopOf(index)] as const] : []),
    ],
  });
}

const isItsOwn = (index: FieldIndex): boolean => index.byName.has('botuuid') || index.byName.has('tvinstrument');

export const threecommasSignal = fieldsDialect(NAME, isItsOwn, (index) => readOrder(fieldsOf(index), NAME), [
  {
    body: '{"secret":"example-of-a-secret","max_lag":"60","timestamp":"2026-04-01T10:00:00Z","trigger_price":"0.4512","tv_exchange":"OKX","tv_instrument":"ADAUSDT.P","action":"sell","bot_uuid":"11111111-2222-4333-8444-555555555555","strategy_info":{"market_position":"short","market_position_size":"900","prev_market_position":"flat","prev_market_position_size":"0"},"order":{"amount":"900","currency_type":"base"}}',
    reading: {
      action: 'sell',
      symbol: 'ADAUSDT.P',
      exchange: 'OKX',
      quantity: decimal('900'),
      signalPrice: decimal('0.4512'),
      stopPrice: null,
      positionTarget: 'short',
      previousPosition: 'flat',
      maxLagMs: 60_000,
    },
  },
  {
    body: '{"secret":"example-of-a-secret","tv_instrument":"LTCUSDT","trigger_price":91,"action":"enter_long","bot_uuid":"11111111-2222-4333-8444-555555555555","order":{"amount":200,"currency_type":"quote"},"take_profit":{"enabled":true,"steps":[{"order_type":"limit","price_percent":2.5,"volume_percent":60},{"order_type":"limit","price_percent":5,"volume_percent":40}]},"stop_loss":{"enabled":true,"order_type":"market","trigger_price_percent":-1.5}}',
    reading: {
      action: 'buy',
      positionSide: 'long',
      notional: decimal('200'),
      takeProfits: [
        { percent: decimal('2.5'), share: decimal('60') },
        { percent: decimal('5'), share: decimal('40') },
      ],
      stopLoss: { percent: decimal('1.5') },
    },
  },
  {
    body: '{"secret":"example-of-a-secret","tv_instrument":"LTCUSDT","action":"exit_long","bot_uuid":"11111111-2222-4333-8444-555555555555","order":{"amount":50,"currency_type":"position_percent"}}',
    reading: { action: 'close_long', percent: decimal('50'), percentOf: 'position' },
  },
]);
