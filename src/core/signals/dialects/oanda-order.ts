// Owns: an order as OANDA's API takes it: signed units (below zero sells) of an instrument, and objects for what protects it
// once it has filled (stopLossOnFill by price or distance, takeProfitOnFill, trailingStopLossOnFill).

import { abs, decimal, isNegative, isZero, type Decimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import type { Reading } from '../../model/signal.ts';
import { NO_INTENT, readActionWord, sideOfIntent } from '../order/action-words.ts';
import type { Dialect } from './dialect.ts';
import { rejected, UNKNOWN_READING } from '../fields/draft-reading.ts';
import { editFields, namesIn } from '../fields/edit-fields.ts';
import { agree, indexFields, type FieldIndex } from '../fields/field-index.ts';
import { isJsonObject, type JsonValue } from '../json/json-value.ts';
import type { ReadableBody } from '../fields/read-body.ts';
import { readNumber } from '../fields/read-number.ts';
import { readOrder } from '../order/read-order.ts';

const NAME = 'oanda_order';
/** What the price of the order is. */
const PRICES: ReadonlyMap<string, string> = new Map([
  ['market', 'price'],
  ['limit', 'limit_price'],
  ['stop', 'stop_price'],
]);
const OWN: ReadonlySet<string> = new Set(
  'order units instrument type price timeinforce positionfill stoplossonfill takeprofitonfill trailingstoplossonfill clientextensions triggercondition tradeclientextensions'.split(
    ' ',
  ),
);

/** The order itself: inside of `order`, or the whole message where nothing else says an action. */
function orderIn(body: ReadableBody): FieldIndex | null {
  if (body.type !== 'json') return null;
  const inside = body.index.byName.get('order')?.value ?? null;
  const index = inside !== null && isJsonObject(inside) ? indexFields(inside) : body.index;
  const { byName } = index;
  const isWhole = byName.has('units') && byName.has('instrument') && byName.has('type');
  return isWhole && !byName.has('action') && !byName.has('side') && !byName.has('tradingtype') ? index : null;
}

const wordAt = ({ byName }: FieldIndex, name: string): string => {
  const value = byName.get(name)?.value;
  return typeof value === 'string' ? value.trim().toLowerCase() : '';
};

/** A level by price or by its distance from the fill, which OANDA counts in price. */
function levelOf(value: JsonValue): JsonValue {
  if (value === null || !isJsonObject(value)) return value;
  const level = new Map<string, JsonValue>();
  for (const [name, each] of namesIn(value)) {
    if (name === 'timeinforce' || name === 'clientextensions') continue;
    level.set(name === 'distance' ? 'amount' : name, each);
  }
  return level;
}

/** The distance that a stop trails by; an object that holds more stays one, and is refused. */
function trailOf(value: JsonValue): readonly (readonly [string, JsonValue])[] {
  if (value === null) return [];
  const names = isJsonObject(value) ? namesIn(value) : new Map<string, JsonValue>();
  return [['trailing_stop_amount', names.get('distance') ?? value]];
}

/** What the message says beside the order and not like it; a `type` outside may sort the message, or say what it does. */
function contradictionOf(order: FieldIndex, outer: FieldIndex, units: Decimal): string | null {
  if (order === outer) return null;
  const inner = wordAt(order, 'type');
  const type = wordAt(outer, 'type');
  const does = sideOfIntent(readActionWord(type) ?? NO_INTENT);
  const way = isNegative(units) ? 'sell' : 'buy';
  if (PRICES.has(type) && type !== inner) return `"type" says ${type}, but "type" of the order says ${inner}.`;
  if (does !== null && does !== way) return `"type" says ${type}, but the units of the order ${way}.`;
  const other = ['instrument', 'units'].find((name) => {
    const [said, meant] = [outer.byName.get(name)?.value ?? null, order.byName.get(name)?.value ?? null];
    return said !== null && meant !== null && !agree(said, meant);
  });
  return other === undefined ? null : `"${other}" stands beside the order too, and the two differ.`;
}

function read(order: FieldIndex, outer: FieldIndex): Reading {
  const units = readNumber(order.byName.get('units')?.value ?? null);
  if (units.type !== 'number' || isZero(units.value))
    return rejected(NAME, deny('INVALID_QUANTITY', '"units" must be a number above zero to buy, or below zero to sell.'));
  const contradiction = contradictionOf(order, outer, units.value);
  if (contradiction !== null) return rejected(NAME, deny('CONTRADICTION', contradiction));
  const type = wordAt(order, 'type');
  const price = PRICES.get(type);
  if (price === undefined) return rejected(NAME, deny('UNSUPPORTED', '"type" is not one of MARKET, LIMIT and STOP.'));
  const fill = wordAt(order, 'positionfill');
  if (fill === 'open_only')
    return rejected(NAME, deny('UNSUPPORTED', 'positionFill OPEN_ONLY opens beside an opposite position, and here it is closed first.'));
  const at = (name: string): JsonValue => order.byName.get(name)?.value ?? null;
  const shared = editFields(outer, { drop: new Set(['order']) });
  const rest = order === outer ? shared.byName : new Map([...shared.byName, ...order.byName]);
  const edited = editFields(
    { byName: rest, clashes: [...shared.clashes, ...order.clashes] },
    {
      drop: OWN,
      add: [
        ['action', isNegative(units.value) ? 'sell' : 'buy'],
        ['symbol', at('instrument')],
        ['quantity', abs(units.value)],
        ['order_type', type],
        [price, at('price')],
        ['stop_loss', levelOf(at('stoplossonfill'))],
        ['take_profit', levelOf(at('takeprofitonfill'))],
        ...trailOf(at('trailingstoplossonfill')),
        ['reduce_only', fill === 'reduce_only' ? true : null],
        ['time_in_force', type === 'market' ? null : at('timeinforce')],
      ],
    },
  );
  const unread = ['pricebound', 'guaranteedstoplossonfill', 'gtdtime'].find((name) => rest.has(name));
  return unread === undefined
    ? readOrder(edited, NAME)
    : rejected(NAME, deny('UNSUPPORTED', `"${rest.get(unread)?.key}" changes what the order means and is not understood.`));
}

export const oandaOrder: Dialect = {
  name: NAME,
  claims: (body) => (orderIn(body) !== null ? 'certain' : 'no'),
  read(body) {
    const order = orderIn(body);
    return order === null || body.type === 'text' ? UNKNOWN_READING : read(order, body.index);
  },
  examples: [
    {
      body: '{"order":{"units":"-250","instrument":"NZD_USD","timeInForce":"FOK","type":"MARKET","positionFill":"DEFAULT","stopLossOnFill":{"price":"0.6190"},"takeProfitOnFill":{"price":"0.6040"}}}',
      reading: {
        action: 'sell',
        symbol: 'NZD_USD',
        quantity: decimal('250'),
        orderType: 'market',
        timeInForce: null,
        stopLoss: { price: decimal('0.619') },
        takeProfits: [{ price: decimal('0.604') }],
      },
    },
    {
      body: '{"order":{"units":"300","instrument":"NZD_USD","type":"LIMIT","price":"0.6085","timeInForce":"GTC","trailingStopLossOnFill":{"distance":"0.0035"}}}',
      reading: { action: 'buy', limitPrice: decimal('0.6085'), timeInForce: 'gtc', trailing: { amount: decimal('0.0035') } },
    },
    {
      body: '{"secret":"example-of-a-secret","strategy":"swing","units":-300,"instrument":"NZD_USD","type":"MARKET","positionFill":"REDUCE_ONLY"}',
      reading: { action: 'sell', quantity: decimal('300'), reduceOnly: true, strategy: 'swing' },
    },
  ],
};
