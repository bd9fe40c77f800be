// Owns: JSON for MetaTrader bridges, told by the names of its orders (BUY_LIMIT, ORDER_TYPE_SELL_STOP) or by magic and
// deviation beside a volume. Volumes count lots.

import { decimal } from '../../model/decimal.ts';
import { fieldsDialect } from './dialect.ts';
import { editFields } from '../fields/edit-fields.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { readOrder } from '../order/read-order.ts';

const NAME = 'mt5_json';
const PENDING = /^(?:ORDER_TYPE_|POSITION_TYPE_)?(BUY|SELL)(?:[_ -]?(LIMIT|STOP))?$/i;
const ACTION_NAMES: readonly string[] = ['action', 'actiontype', 'type', 'ordertype', 'cmd', 'command', 'operation'];
const NAMED: readonly string[] = ['symbol', 'ticker', 'pair', 'instrument'];
const DROP: ReadonlySet<string> = new Set(['magic', 'magicnumber', 'deviation', 'slippage', 'filling', 'typefilling']);

interface Order {
  readonly name: string;
  readonly side: string;
  readonly type: string;
}

/** The fields that name the order in MetaTrader's words. `isOwn`: nobody else writes it like that. */
const ordersIn = (index: FieldIndex): readonly (Order & { readonly isOwn: boolean })[] =>
  ACTION_NAMES.flatMap((name) => {
    const value = index.byName.get(name)?.value;
    const [written = '', side, type] = typeof value === 'string' ? (PENDING.exec(value.trim()) ?? []) : [];
    if (side === undefined) return [];
    const isOwn = type !== undefined || /^(?:ORDER|POSITION)_TYPE/i.test(written);
    return [{ name, side: side.toLowerCase(), type: (type ?? 'market').toLowerCase(), isOwn }];
  });

/** MetaTrader's own word for what is sent, beside the type that says buy or sell. */
function saysKind({ byName }: FieldIndex): boolean {
  const action = byName.get('action')?.value;
  return typeof action === 'string' && /^(?:TRADE_ACTION_)?(?:DEAL|PENDING)$/i.test(action.trim());
}

function fieldsOf(index: FieldIndex): FieldIndex {
  const orders = ordersIn(index);
  // `BUY` beside `ORDER_TYPE_BUY_LIMIT` is the limit
  const order = orders.find(({ type }) => type !== 'market') ?? orders[0] ?? null;
  const other = orders.find(({ side }) => side !== order?.side) ?? null;
  const price = ['openprice', 'price', 'entry', 'entryprice'].find((name) => index.byName.has(name));
  const isPending = order !== null && order.type !== 'market' && price !== undefined;
  return editFields(index, {
    rename: new Map([
      ['volume', 'lots'],
      ['lot', 'lots'],
      ['stoploss', 'stop_loss'],
      ['takeprofit', 'take_profit'],
    ]),
    drop: new Set([...DROP, ...orders.map(({ name }) => name), ...(isPending ? [price] : []), ...(saysKind(index) ? ['action'] : [])]),
    add:
      order === null
        ? []
        : [
            ['action', order.side],
            ['side', other?.side ?? null],
            ['order_type', order.type],
            [order.type === 'stop' ? 'stop_price' : 'limit_price', isPending ? (index.byName.get(price)?.value ?? null) : null],
          ],
  });
}

function isItsOwn(index: FieldIndex): boolean {
  if (!NAMED.some((name) => index.byName.has(name))) return false;
  const { byName } = index;
  const isSized = byName.has('volume') || byName.has('lots') || byName.has('lot');
  return ordersIn(index).some(({ isOwn }) => isOwn) || (isSized && (byName.has('magic') || byName.has('deviation')));
}

export const mt5Json = fieldsDialect(NAME, isItsOwn, (index) => readOrder(fieldsOf(index), NAME), [
  {
    body: '{"symbol":"GBPUSD","type":"POSITION_TYPE_SELL","time":"2026-03-24T00:00:00.000Z","volume":0.02,"stopLoss":1.35}',
    reading: { action: 'sell', quantity: decimal('0.02'), quantityUnit: 'lots', stopLoss: { price: decimal('1.35') } },
  },
  {
    body: '{"action":"SELL_LIMIT","symbol":"GBPNZD","volume":0.4,"price":2.1055,"sl":2.1155,"tp":2.0905,"magic":77}',
    reading: {
      action: 'sell',
      symbol: 'GBPNZD',
      quantity: decimal('0.4'),
      quantityUnit: 'lots',
      orderType: 'limit',
      limitPrice: decimal('2.1055'),
      stopLoss: { price: decimal('2.1155') },
    },
  },
  {
    body: '{"actionType":"ORDER_TYPE_BUY_STOP","symbol":"GBPNZD","volume":1,"openPrice":2.12}',
    reading: { action: 'buy', orderType: 'stop', stopPrice: decimal('2.12') },
  },
  {
    body: '{"action":"buy","symbol":"GBPNZD","volume":0.2,"magic":77,"deviation":10}',
    reading: { action: 'buy', quantity: decimal('0.2'), quantityUnit: 'lots' },
  },
]);
