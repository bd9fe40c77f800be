// Owns: orders of Coinbase's Advanced Trade API, whose type and size stand in order_configuration, under a name that says the type
// (limit_limit_gtc). Invariants: one configuration and no more; until a time, in slices or as a bracket it is refused; a stop whose
// direction is not that of a stop order is refused.

import { decimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import type { Reading } from '../../model/signal.ts';
import { fieldsDialect } from './dialect.ts';
import { rejected } from '../fields/draft-reading.ts';
import { editFields, namesIn } from '../fields/edit-fields.ts';
import { normalName, type FieldIndex } from '../fields/field-index.ts';
import { isSet } from '../fields/field-set.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../json/json-value.ts';
import { inContracts } from '../order/in-contracts.ts';
import { readOrder } from '../order/read-order.ts';

const NAME = 'coinbase';
interface Way {
  readonly type: 'market' | 'limit' | 'stop_limit';
  readonly timeInForce: 'ioc' | 'fok' | null;
}
/** By normal name. */
const WAYS: ReadonlyMap<string, Way> = new Map([
  ['marketmarketioc', { type: 'market', timeInForce: null }],
  ['marketmarketfok', { type: 'market', timeInForce: 'fok' }],
  ['sorlimitioc', { type: 'limit', timeInForce: 'ioc' }],
  ['limitlimitgtc', { type: 'limit', timeInForce: null }],
  ['limitlimitfok', { type: 'limit', timeInForce: 'fok' }],
  ['stoplimitstoplimitgtc', { type: 'stop_limit', timeInForce: null }],
]);
/** What a configuration may hold; anything else changes it. */
const KNOWN: ReadonlySet<string> = new Set('basesize quotesize limitprice stopprice stopdirection postonly rfqdisabled'.split(' '));
const FUTURE = /-CDE$/;
const SIZES = 'Send one of market_market_ioc, limit_limit_gtc, limit_limit_fok, sor_limit_ioc, stop_limit_stop_limit_gtc.';

const objectAt = ({ byName }: FieldIndex, name: string): JsonObject | null => {
  const value = byName.get(name)?.value ?? null;
  return value !== null && isJsonObject(value) ? value : null;
};
const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value.trim().toUpperCase() : '');

/** Target and stop of what the order opens, as levels of ours; null where they say more than that. */
function exitsOf(index: FieldIndex): readonly (readonly [string, JsonValue])[] | null {
  if ((index.byName.get('attachedorderconfiguration')?.value ?? null) === null) return [];
  const [[name, bracket] = ['', null], other] = [...(objectAt(index, 'attachedorderconfiguration') ?? new Map<string, JsonValue>())];
  if (normalName(name) !== 'triggerbracketgtc' || bracket === null || !isJsonObject(bracket) || other !== undefined) return null;
  const levels = namesIn(bracket);
  if ([...levels.keys()].some((each) => each !== 'limitprice' && each !== 'stoptriggerprice')) return null;
  return [
    ['take_profit', levels.get('limitprice') ?? null],
    ['stop_loss', levels.get('stoptriggerprice') ?? null],
  ];
}

/** A stop of a buy waits for the price to rise, that of a sell for it to fall; without the word it is one of these. */
function isStopOfSide(direction: string, side: string): boolean {
  return direction === '' || direction === `STOP_DIRECTION_STOP_${side === 'BUY' ? 'UP' : 'DOWN'}`;
}

function read(index: FieldIndex): Reading {
  const refuse = (message: string): Reading => rejected(NAME, deny('UNSUPPORTED', message, SIZES));
  const [[name, configuration] = ['', null], other] = [...(objectAt(index, 'orderconfiguration') ?? new Map<string, JsonValue>())];
  const way = WAYS.get(normalName(name));
  if (other !== undefined) return refuse('order_configuration holds more than one configuration.');
  if (way === undefined || configuration === null || !isJsonObject(configuration))
    return refuse('order_configuration is none that can be followed.');
  const parts = namesIn(configuration);
  const unread = [...parts.keys()].find((part) => !KNOWN.has(part));
  if (unread !== undefined) return refuse('order_configuration holds a field that is not understood.');
  const get = (part: string): JsonValue => parts.get(part) ?? null;
  if (!isSet(get('basesize')) && !isSet(get('quotesize'))) return refuse('order_configuration holds no size.');
  if (way.type === 'stop_limit' && !isStopOfSide(textOf(get('stopdirection')), textOf(index.byName.get('side')?.value)))
    return refuse('The stop triggers on the other side of the market than a stop order of its side.');
  const exits = exitsOf(index);
  if (exits === null) return refuse('attached_order_configuration is none that can be followed.');
  const edited = editFields(index, {
    rename: new Map([['productid', 'symbol']]),
    drop: new Set('orderconfiguration attachedorderconfiguration retailportfolioid previewid'.split(' ')),
    add: [
      ['order_type', way.type],
      // of its futures it counts contracts
      [FUTURE.test(textOf(index.byName.get('productid')?.value)) ? 'lots' : 'quantity', get('basesize')],
      ['notional', get('quotesize')],
      ['limit_price', get('limitprice')],
      ['stop_price', get('stopprice')],
      ['post_only', get('postonly')],
      ['time_in_force', way.timeInForce],
      ...exits,
    ],
  });
  return inContracts(readOrder(edited, NAME), NAME, false);
}

const isItsOwn = (index: FieldIndex): boolean => index.byName.has('orderconfiguration') && index.byName.has('side');

export const coinbase = fieldsDialect(NAME, isItsOwn, read, [
  {
    body: '{"client_order_id":"n-1","product_id":"LTC-USD","side":"BUY","order_configuration":{"market_market_ioc":{"quote_size":"150"}}}',
    reading: {
      action: 'buy',
      symbol: 'LTC-USD',
      notional: decimal('150'),
      quantity: null,
      orderType: 'market',
      orderId: 'n-1',
      warnings: [],
    },
  },
  {
    body: '{"product_id":"LTC-USD","side":"SELL","order_configuration":{"limit_limit_gtc":{"base_size":"1.5","limit_price":"85.2","post_only":true}}}',
    reading: { action: 'sell', quantity: decimal('1.5'), orderType: 'limit', limitPrice: decimal('85.2'), timeInForce: 'post_only' },
  },
  {
    body: '{"product_id":"LTC-USD","side":"SELL","order_configuration":{"stop_limit_stop_limit_gtc":{"base_size":"1.5","limit_price":"79.5","stop_price":"80","stop_direction":"STOP_DIRECTION_STOP_DOWN"}}}',
    reading: { orderType: 'stop_limit', limitPrice: decimal('79.5'), stopPrice: decimal('80') },
  },
  {
    body: '{"product_id":"LTC-USD","side":"BUY","order_configuration":{"market_market_ioc":{"base_size":"1.5"}},"attached_order_configuration":{"trigger_bracket_gtc":{"limit_price":"95","stop_trigger_price":"75"}}}',
    reading: { quantity: decimal('1.5'), takeProfits: [{ price: decimal('95') }], stopLoss: { price: decimal('75') } },
  },
]);
