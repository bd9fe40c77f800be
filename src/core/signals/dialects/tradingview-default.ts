// Owns: the message that TradingView puts into every strategy alert by default, in each of its languages:
// "… order buy @ 1 filled on BTCUSDT. New strategy position is 1". The number behind @ is the quantity, and the last number
// the position after the order. Invariant: both must fit, or the alert is refused.

import { decimal, isZero } from '../../model/decimal.ts';
import { certainWhere } from './dialect.ts';
import { indexFields } from '../fields/field-index.ts';
import type { JsonValue } from '../json/json-value.ts';
import { readNumber } from '../fields/read-number.ts';
import { readOrder } from '../order/read-order.ts';
import { inText } from '../texts/in-text.ts';
import { strategySentence, type StrategySentence } from '../order/strategy-sentence.ts';

const NAME = 'tradingview_default';
/** The fields that the message stands for. A position that is no number stays as it is, and refuses the order. */
function fieldsOf({ strategy, side, contracts, symbol, position }: StrategySentence): Map<string, JsonValue> {
  const after = readNumber(position);
  const size = after.type === 'number' && isZero(after.value) ? '0' : position;
  return new Map<string, JsonValue>([
    ['strategy', strategy],
    ['action', side],
    ['symbol', symbol],
    ['quantity', contracts],
    ['position_size', size],
    ['order_type', 'market'],
  ]);
}

/** The default message that a text is, or null. */
export const defaultMessageIn = inText(strategySentence);

export const tradingviewDefault = certainWhere(NAME, defaultMessageIn, (message) => readOrder(indexFields(fieldsOf(message)), NAME), [
  {
    body: 'Donchian Turtle (20, 10): order buy @ 12.5 filled on LTCUSDT. New strategy position is 12.5',
    reading: {
      kind: 'order',
      action: 'buy',
      symbol: 'LTCUSDT',
      quantity: decimal('12.5'),
      orderType: 'market',
      positionTarget: 'long',
      positionSize: decimal('12.5'),
      strategy: 'Donchian Turtle (20, 10)',
      signalPrice: null,
    },
  },
  {
    body: 'Turtle: order buy @ 3 filled on CME_MINI:ES1!. New strategy position is 0',
    reading: { action: 'close_short', symbol: 'CME_MINI:ES1!', quantity: decimal('3'), positionTarget: 'flat' },
  },
  {
    body: 'Turtle: order sell @ 3 filled on LTCUSDT.P. New strategy position is 9',
    reading: { action: 'close_long', quantity: decimal('3'), positionTarget: 'long', symbol: 'LTCUSDT.P' },
  },
  {
    body: 'Turtle (20): ордер sell @ 1,250.5 исполнен на LTCUSDT. Новая позиция стратегии: -1,250.5',
    reading: { action: 'sell', quantity: decimal('1250.5'), positionSize: decimal('-1250.5'), strategy: 'Turtle (20)' },
  },
  {
    body: '海龟 (20): 订单sell @ 4在LTCUSDT上成交。新策略仓位为-4',
    reading: { action: 'sell', symbol: 'LTCUSDT', quantity: decimal('4'), positionTarget: 'short' },
  },
  {
    body: '海龜 (20, close)：訂單sell @ 2已成交TXF1!。新策略倉位是-2',
    reading: { action: 'sell', symbol: 'TXF1!', quantity: decimal('2'), positionTarget: 'short', strategy: '海龜 (20, close)' },
  },
  {
    body: 'Turtle (20): 오더 buy @ 4 필드 온 LTCUSDT. 뉴 스트래티지 포지션은 4',
    reading: { action: 'buy', symbol: 'LTCUSDT', quantity: decimal('4'), positionSize: decimal('4') },
  },
  {
    body: 'Turtle (,20,10): LTCUSDT で sell @ 2 の注文が約定しました。新しいストラテジーポジションは 0 です',
    reading: { action: 'close_long', symbol: 'LTCUSDT', quantity: decimal('2'), positionTarget: 'flat', strategy: 'Turtle (,20,10)' },
  },
  {
    body: 'order sell @ 2 filled on LTCUSDT. New strategy position is -2',
    reading: { action: 'sell', symbol: 'LTCUSDT', quantity: decimal('2'), positionSize: decimal('-2'), strategy: null },
  },
  {
    body: 'Tortuga: orden buy @ 2 ejecutada en LTCUSDT. La nueva posición de la estrategia es 2',
    reading: { action: 'buy', symbol: 'LTCUSDT', quantity: decimal('2') },
  },
]);
