// Owns: OctoBot's alerts: EXCHANGE=, SYMBOL= and SIGNAL= on lines of their own (or between semicolons), or as the names of a JSON, which
// are all in capitals. VOLUME counts units, or a part of the account with its sign; STOP_PRICE is the stop-loss, except of a stop order.
// Invariant: offsets and parts that are counted otherwise, and names that are not read, refuse the alert.

import { decimal } from '../../model/decimal.ts';
import type { DenialCode } from '../../model/denial.ts';
import { deny } from '../../model/denial.ts';
import type { Reading } from '../../model/signal.ts';
import { certainWhere } from './dialect.ts';
import { rejected } from '../fields/draft-reading.ts';
import { inText } from '../texts/in-text.ts';
import { isJsonNumber, type JsonObject, type JsonValue } from '../json/json-value.ts';
import type { ReadableBody } from '../fields/read-body.ts';
import { COMMAND_TEXT_MAX, readOrderFields } from '../texts/word-fields.ts';
import { isSecretName } from '../fields/secret-in-body.ts';
import { normalName } from '../fields/field-index.ts';

const NAME = 'octobot';
const PAIR = /^([A-Z][A-Z0-9_]{1,40})=(.*)$/;
const VOLUME = /^(\d[\d.]{0,20})(a?%)?$/;
const PRICE = /^\d[\d.]{0,20}$/;
/** Names of OctoBot → names of an order. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['EXCHANGE', 'exchange'],
  ['SYMBOL', 'symbol'],
  ['SIGNAL', 'action'],
  ['ORDER_TYPE', 'order_type'],
  ['LEVERAGE', 'leverage'],
  ['REDUCE_ONLY', 'reduce_only'],
  ['TAG', 'comment'],
]);

type Pairs = ReadonlyMap<string, string>;

function pairsOf(text: string): Pairs | null {
  if (text.length > COMMAND_TEXT_MAX || !text.includes('SIGNAL=')) return null;
  const pairs = new Map<string, string>();
  for (const part of text.split(/[\n;]/)) {
    const [, name, value = ''] = PAIR.exec(part.trim()) ?? [];
    if (part.trim() === '') continue;
    if (name === undefined || pairs.has(name)) return null;
    pairs.set(name, value.trim());
  }
  return SAYS.every((name) => pairs.has(name)) ? pairs : null;
}
const pairsIn = inText(pairsOf);

const SAYS: readonly string[] = ['EXCHANGE', 'SYMBOL', 'SIGNAL'];
/** Beside those of NAMES; another name in capitals is another sender's. */
const OWN_NAME = /^(?:VOLUME|PRICE|STOP_PRICE|(?:TAKE_PROFIT|TRAILING|PARAM|CANCEL|STOP)_[A-Z0-9_]{1,40})$/;

/** The fields of a JSON in its names; a list or an object in one of them is none of its words. Null where the JSON is another's. */
function pairsOfFields(fields: JsonObject): Pairs | null {
  if (!SAYS.every((name) => fields.has(name))) return null;
  const pairs = new Map<string, string>();
  for (const [name, value] of fields) {
    if (!NAMES.has(name) && !OWN_NAME.test(name) && !isSecretName(normalName(name))) return null;
    if (value !== null) pairs.set(name, wordOf(value));
  }
  return pairs;
}

function wordOf(value: JsonValue): string {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'boolean') return String(value);
  return value !== null && isJsonNumber(value) ? value.number : 'a list';
}

const pairsOfBody = (body: ReadableBody): Pairs | null => (body.type === 'json' ? pairsOfFields(body.fields) : pairsIn(body));

const refused = (code: DenialCode, message: string): Reading => rejected(NAME, deny(code, message));

/** Size and prices under the names of an order; a text: what is not read. */
function putNumbers(fields: Map<string, JsonValue>, pairs: Pairs): string | null {
  const type = pairs.get('ORDER_TYPE')?.toUpperCase() ?? 'MARKET';
  const targets: JsonValue[] = [];
  for (const [name, value] of pairs) {
    if (NAMES.has(name) || isSecretName(normalName(name))) continue;
    const [, number = '', sign] = (name === 'VOLUME' ? VOLUME.exec(value) : null) ?? [];
    if (name === 'VOLUME' && number !== '') {
      fields.set(sign === undefined ? 'quantity' : 'percent', number);
      if (sign !== undefined) fields.set('percent_of', sign === '%' ? 'equity' : 'available');
    } else if (!PRICE.test(value)) return name;
    else if (name === 'PRICE') fields.set(type === 'LIMIT' ? 'limit_price' : 'price', value);
    else if (name === 'STOP_PRICE') fields.set(type === 'STOP' ? 'stop_price' : 'stop_loss', value);
    else if (/^TAKE_PROFIT_PRICE(?:_\d{1,2})?$/.test(name)) targets.push(value);
    else return name;
  }
  if (targets.length > 0) fields.set('take_profits', targets);
  return null;
}

function read(pairs: Pairs): Reading {
  const fields = new Map<string, JsonValue>();
  for (const [name, field] of NAMES) if (pairs.has(name)) fields.set(field, pairs.get(name) ?? null);
  const unread = putNumbers(fields, pairs);
  if (unread !== null)
    return refused('INVALID_FIELD', `${unread} of the alert is not read as it is written, and without it the order would be another one.`);
  return readOrderFields(fields, NAME);
}

export const octobot = certainWhere(NAME, pairsOfBody, read, [
  {
    body: 'EXCHANGE=KUCOIN\nSYMBOL=LTCUSDT\nSIGNAL=BUY\nORDER_TYPE=STOP\nVOLUME=2\nSTOP_PRICE=90\nTAG=breakout',
    reading: { action: 'buy', orderType: 'stop', stopPrice: decimal('90'), stopLoss: null, comment: 'breakout' },
  },
  {
    body: 'EXCHANGE=KUCOIN\nSYMBOL=LTCUSDT\nSIGNAL=BUY\nORDER_TYPE=LIMIT\nVOLUME=1.5\nPRICE=81.5\nSTOP_PRICE=78\nTAKE_PROFIT_PRICE=90\nTOKEN=example-of-a-secret',
    reading: {
      action: 'buy',
      symbol: 'LTCUSDT',
      exchange: 'KUCOIN',
      quantity: decimal('1.5'),
      orderType: 'limit',
      limitPrice: decimal('81.5'),
      stopLoss: { price: decimal('78') },
      takeProfits: [{ price: decimal('90') }],
    },
  },
  {
    body: '{"EXCHANGE":"kucoin","SYMBOL":"LTCUSDT","SIGNAL":"BUY","VOLUME":1.5,"PRICE":81.5,"TAKE_PROFIT_PRICE":90,"STOP_PRICE":"78"}',
    reading: {
      action: 'buy',
      quantity: decimal('1.5'),
      orderType: null,
      limitPrice: null,
      signalPrice: decimal('81.5'),
      stopLoss: { price: decimal('78') },
      takeProfits: [{ price: decimal('90') }],
      warnings: [],
    },
  },
  {
    body: 'EXCHANGE=KUCOIN\nSYMBOL=LTCUSDT\nSIGNAL=SELL\nVOLUME=12a%',
    reading: { action: 'sell', percent: decimal('12'), percentOf: 'available' },
  },
]);
