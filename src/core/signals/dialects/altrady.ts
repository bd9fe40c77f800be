// Owns: Altrady's signal bot: api_key and api_secret, an action on a position and its side. signal_price is the price of a limit order
// and what the chart showed beside a market order; stops and targets are percents of the entry, of reduce a percent of the position.
// Invariant: orders that come later (dca_orders) and conditions of the entry are refused, never passed over.

import { decimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import type { Reading } from '../../model/signal.ts';
import { fieldsDialect } from './dialect.ts';
import { rejected } from '../fields/draft-reading.ts';
import { editFields } from '../fields/edit-fields.ts';
import { normalName, type FieldIndex } from '../fields/field-index.ts';
import { isSet } from '../fields/field-set.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../json/json-value.ts';
import { readOrder } from '../order/read-order.ts';
import { closingAll, refusedReading, warnedReading } from '../fields/refused-reading.ts';

const NAME = 'altrady';
const ACTIONS: ReadonlySet<string> = new Set('open increase reduce close reverse startbot startandopen stopbot stopandclose'.split(' '));
/** What switches the bot there: /pause and /resume do that here. */
const SWITCHES: ReadonlySet<string> = new Set(['startbot', 'startandopen', 'stopbot']);
/** What an entry would be another one without, in words for people. */
const NOT_FOLLOWED: ReadonlyMap<string, string> = new Map([
  ['dcaorders', 'adds to the position later'],
  ['entrycondition', 'is a condition of the entry'],
  ['entryexpiration', 'ends the entry'],
]);
/** Their names inside of a target or a stop → ours. What is not here refuses the alert. */
const LEVEL_NAMES: ReadonlyMap<string, string> = new Map([
  ['pricepercentage', 'percent'],
  ['stoppercentage', 'percent'],
  ['positionpercentage', 'share'],
]);
const ENTRIES: ReadonlySet<string | null> = new Set(['buy', 'sell', 'add', 'reverse']);

const wordOf = (index: FieldIndex, name: string): string => {
  const value = index.byName.get(name)?.value;
  return typeof value === 'string' ? normalName(value.trim()) : '';
};

/** Objects of targets and stops with our names; the parts that are empty say nothing. */
function levels(value: JsonValue): JsonValue {
  if (isJsonArray(value)) return value.map(levels);
  if (value === null || !isJsonObject(value)) return value;
  return new Map([...value].flatMap(([key, part]) => (isSet(part) ? [[LEVEL_NAMES.get(normalName(key)) ?? key, part] as const] : [])));
}

function read(index: FieldIndex): Reading {
  const action = wordOf(index, 'action');
  if (SWITCHES.has(action))
    return rejected(NAME, deny('UNSUPPORTED', `The action ${action} switches a bot at Altrady.`, 'Use /pause or /resume in the chat.'));
  const isLimit = wordOf(index, 'ordertype') === 'limit';
  const valueOf = (name: string): JsonValue => index.byName.get(name)?.value ?? null;
  const edited = editFields(index, {
    rename: new Map([['quantitypercentage', 'percent'], ...(isLimit ? [['signalprice', 'limit_price'] as const] : [])]),
    drop: new Set(['takeprofit', 'stoploss', ...NOT_FOLLOWED.keys(), ...(action === 'stopandclose' ? ['action'] : [])]),
    add: [
      ['take_profit', levels(valueOf('takeprofit'))],
      ['stop_loss', levels(valueOf('stoploss'))],
      ['action', action === 'stopandclose' ? 'close' : null],
    ],
  });
  const order = readOrder(edited, NAME);
  if (action === 'stopandclose') return warnedReading(closingAll(order), 'Entries are not held back by it: /pause does that.');
  const unread = [...NOT_FOLLOWED].find(([name]) => isSet(valueOf(name)));
  if (unread === undefined || !ENTRIES.has(order.action)) return order;
  const [name, what] = unread;
  return refusedReading(
    order,
    'UNSUPPORTED',
    `"${index.byName.get(name)?.key ?? name}" ${what}, and is not followed.`,
    'Remove it, or send "entries" (levels of one entry) or "condition" in an alert of our own.',
  );
}

function isItsOwn(index: FieldIndex): boolean {
  const { byName } = index;
  return byName.has('apikey') && byName.has('apisecret') && ACTIONS.has(wordOf(index, 'action'));
}

export const altrady = fieldsDialect(NAME, isItsOwn, read, [
  {
    body: '{"api_key":"an-example-key","api_secret":"example-of-a-secret","exchange":"KUCN","action":"open","symbol":"KUCN_USDT_LTC","side":"long","order_type":"limit","signal_price":81.5,"quote_amount":120,"take_profit":[{"price_percentage":2,"position_percentage":60},{"price_percentage":4,"position_percentage":40}],"stop_loss":{"stop_percentage":3}}',
    reading: {
      action: 'buy',
      symbol: 'KUCN_USDT_LTC',
      orderType: 'limit',
      limitPrice: decimal('81.5'),
      signalPrice: null,
      notional: decimal('120'),
      positionSide: 'long',
      takeProfits: [
        { percent: decimal('2'), share: decimal('60') },
        { percent: decimal('4'), share: decimal('40') },
      ],
      stopLoss: { percent: decimal('3') },
      warnings: [],
    },
  },
  {
    body: '{"api_key":"an-example-key","api_secret":"example-of-a-secret","exchange":"KUCN","action":"open","symbol":"KUCN_USDT_LTC","side":"short","order_type":"market","signal_price":81.5}',
    reading: { action: 'sell', orderType: 'market', limitPrice: null, signalPrice: decimal('81.5') },
  },
  {
    body: '{"api_key":"an-example-key","api_secret":"example-of-a-secret","exchange":"KUCN","action":"increase","symbol":"KUCN_USDT_LTC","side":"long","order_type":"limit","signal_price":80,"quote_amount":60}',
    reading: { action: 'add', side: 'buy', orderType: 'limit', limitPrice: decimal('80'), notional: decimal('60') },
  },
  {
    body: '{"api_key":"an-example-key","api_secret":"example-of-a-secret","exchange":"KUCN","action":"reduce","symbol":"KUCN_USDT_LTC","side":"long","quantity_percentage":30}',
    reading: { action: 'close_long', percent: decimal('30'), percentOf: 'position' },
  },
  {
    body: '{"api_key":"an-example-key","api_secret":"example-of-a-secret","exchange":"KUCN","action":"close","symbol":"KUCN_USDT_LTC","side":"short"}',
    reading: { action: 'close_short', percent: null },
  },
  {
    body: '{"api_key":"an-example-key","api_secret":"example-of-a-secret","action":"stop_and_close"}',
    reading: { kind: 'order', action: 'close', symbol: null, everything: true },
  },
]);
