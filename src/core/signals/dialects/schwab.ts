// Owns: orders of Schwab's (and TD Ameritrade's) API: one leg in orderLegCollection, whose instruction is the side. SELL and
// BUY_TO_COVER leave what is held, and never open anything: SELL_SHORT does. Amounts in dollars and whole positions say so in the leg.
// Several legs at market are as many orders. Invariant: several legs at a price, options, orders that trigger others, and those that begin or end at a time are refused.

import { decimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import { isClose, type Reading } from '../../model/signal.ts';
import { certainWhere } from './dialect.ts';
import { rejected } from '../fields/draft-reading.ts';
import { editFields, namesIn } from '../fields/edit-fields.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { isSet, shownKey } from '../fields/field-set.ts';
import { flattenAlert } from '../fields/flatten-alert.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json/json-value.ts';
import type { ReadableBody } from '../fields/read-body.ts';
import { COMMANDS_MAX, joinLegs } from '../legs/join-legs.ts';
import { readOrder } from '../order/read-order.ts';
import { refusedReading } from '../fields/refused-reading.ts';

const NAME = 'schwab';
const LEGS = 'orderlegcollection';
/** What makes another order of it where it is set. */
const OTHERS: readonly string[] = ['childorderstrategies', 'releasetime', 'canceltime', 'specialinstruction', 'activationprice'];
/** Said in other words, or of no effect. */
const SILENT: readonly string[] = [
  ...'session complexorderstrategytype orderstrategytype taxlotmethod quantity destinationlinkname requesteddestination stoptype'.split(
    ' ',
  ),
  ...'stoppricelinkbasis stoppricelinktype stoppriceoffset pricelinkbasis pricelinktype'.split(' '),
];
const OUTSIDE: ReadonlySet<string> = new Set(['am', 'pm', 'seamless', 'ext']);
const SHARES: ReadonlySet<string> = new Set(['equity', 'etf', 'collective_investment']);
const PLAIN: ReadonlySet<string> = new Set(['', 'single', 'none']);

const wordOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value.trim().toLowerCase() : '');

/** `XYZ   240315C00500000` */
const withOneBlank = (value: JsonValue): JsonValue => (typeof value === 'string' ? value.trim().replaceAll(/ +/g, ' ') : value);

/** Its fields, out of their wrapper; null where they are not its. */
function fieldsOf(body: ReadableBody): FieldIndex | null {
  if (body.type === 'text') return null;
  const index = body.index.byName.has(LEGS) ? body.index : flattenAlert(body.fields, body.index);
  return isJsonArray(index.byName.get(LEGS)?.value ?? null) ? index : null;
}

function legsOf(index: FieldIndex): readonly JsonObject[] {
  const legs = index.byName.get(LEGS)?.value ?? null;
  return legs !== null && isJsonArray(legs) ? legs.filter(isJsonObject) : [];
}

/** How far a trailing stop stays behind, under the name of its unit. */
function trailOf(get: (name: string) => JsonValue): readonly [string, JsonValue] {
  const unit = wordOf(get('stoppricelinktype'));
  const name = unit === 'percent' ? 'trailing_stop_percent' : unit === 'value' ? 'trailing_stop_amount' : 'trailing_stop';
  return [name, isSet(get('stoppriceoffset')) ? get('stoppriceoffset') : null];
}

function read(index: FieldIndex, leg: JsonObject): Reading {
  const get = (name: string): JsonValue => index.byName.get(name)?.value ?? null;
  const part = namesIn(leg);
  const held = part.get('instrument') ?? null;
  const instrument = held !== null && isJsonObject(held) ? namesIn(held) : new Map<string, JsonValue>();
  const instruction = part.get('instruction') ?? null;
  const type = wordOf(get('ordertype'));
  const counts = wordOf(part.get('quantitytype'));
  const size: readonly [string, JsonValue] = [
    counts === 'dollars' ? 'notional' : 'quantity',
    counts === 'all_shares' ? null : (part.get('quantity') ?? null),
  ];
  const edited = editFields(index, {
    drop: new Set([LEGS, ...OTHERS, ...SILENT]),
    add: [
      ['side', instruction],
      // shares that are sold are held
      ['reduce_only', wordOf(instruction) === 'sell' ? true : null],
      ['symbol', withOneBlank(instrument.get('symbol') ?? null)],
      ['asset_type', SHARES.has(wordOf(instrument.get('assettype'))) ? null : (instrument.get('assettype') ?? null)],
      ['position_effect', part.get('positioneffect') ?? null],
      size,
      ['extended_hours', OUTSIDE.has(wordOf(get('session'))) ? true : null],
      type === 'trailing_stop' ? trailOf(get) : ['', null],
    ],
  });
  const reading = readOrder(edited, NAME);
  return counts === 'all_shares' && !isClose(reading.action) && reading.reduceOnly !== true
    ? refusedReading(reading, 'INVALID_QUANTITY', 'An entry cannot be for all shares.', 'Send how many.')
    : reading;
}

const remedy = 'Send one plain order with one leg; stop and target as stop_loss and take_profit in an alert of your own.';

/** Several legs are as many orders where each is at market: a price would be the one of all of them together. */
function readLegs(index: FieldIndex, legs: readonly JsonObject[]): Reading {
  if (wordOf(index.byName.get('ordertype')?.value) !== 'market')
    return rejected(
      NAME,
      deny('UNSUPPORTED', 'An order of several legs has one price for all of them, and is read at market only.', remedy),
    );
  const readings = legs.map((leg) => readLeg(index, leg));
  if (new Set(readings.map(({ symbol }) => symbol)).size < readings.length)
    return rejected(NAME, deny('CONTRADICTION', 'Two legs of the order are of the same symbol.', remedy));
  return joinLegs(readings, NAME, 'Leg');
}

function readPlain(index: FieldIndex): Reading {
  const legs = legsOf(index);
  const [leg, second] = legs;
  if (leg === undefined) return rejected(NAME, deny('UNSUPPORTED', '"orderLegCollection" must hold a leg.', remedy));
  if (legs.length > COMMANDS_MAX) return rejected(NAME, deny('UNSUPPORTED', `At most ${COMMANDS_MAX} legs are read.`, remedy));
  return second === undefined ? readLeg(index, leg) : readLegs(index, legs);
}

function readLeg(index: FieldIndex, leg: JsonObject): Reading {
  const reading = read(index, leg);
  if (isClose(reading.action) || reading.reduceOnly === true) return reading;
  const other = OTHERS.find((name) => isSet(index.byName.get(name)?.value ?? null));
  const kind = ['orderstrategytype', 'complexorderstrategytype'].find((name) => !PLAIN.has(wordOf(index.byName.get(name)?.value)));
  const found = other ?? kind;
  if (found === undefined) return reading;
  return refusedReading(
    reading,
    'UNSUPPORTED',
    `${shownKey(index.byName.get(found)?.key ?? found)} says that this is no plain order.`,
    remedy,
  );
}

export const schwab = certainWhere(NAME, fieldsOf, readPlain, [
  {
    body: '{"orderType":"LIMIT","session":"NORMAL","duration":"DAY","price":"410.25","orderStrategyType":"SINGLE","orderLegCollection":[{"instruction":"BUY","quantity":4,"instrument":{"symbol":"MSFT","assetType":"EQUITY"}}]}',
    reading: {
      action: 'buy',
      symbol: 'MSFT',
      quantity: decimal('4'),
      orderType: 'limit',
      limitPrice: decimal('410.25'),
      timeInForce: 'day',
      extendedHours: null,
      warnings: [],
    },
  },
  {
    body: '{"orderType":"STOP","session":"NORMAL","duration":"GOOD_TILL_CANCEL","stopPrice":"405","orderStrategyType":"SINGLE","orderLegCollection":[{"instruction":"SELL_SHORT","quantity":4,"instrument":{"symbol":"MSFT","assetType":"EQUITY"}}]}',
    reading: { action: 'sell', positionSide: 'short', orderType: 'stop', stopPrice: decimal('405'), reduceOnly: null },
  },
  {
    body: '{"orderType":"MARKET","session":"SEAMLESS","duration":"DAY","orderStrategyType":"SINGLE","orderLegCollection":[{"instruction":"SELL","quantity":4,"instrument":{"symbol":"MSFT","assetType":"EQUITY"}}]}',
    reading: { action: 'sell', quantity: decimal('4'), reduceOnly: true, extendedHours: true },
  },
  {
    body: '{"orderType":"MARKET","session":"NORMAL","duration":"DAY","orderStrategyType":"SINGLE","orderLegCollection":[{"instruction":"BUY","quantity":500,"quantityType":"DOLLARS","instrument":{"symbol":"MSFT","assetType":"EQUITY"}}]}',
    reading: { action: 'buy', notional: decimal('500'), quantity: null },
  },
]);
