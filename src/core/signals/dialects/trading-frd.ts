// Owns: the JSON of the trading requirements document: BUY, SELL, CLOSE, REVERSE with a `ticker`, an `entry_price` that
// is the price at the alert, risk controls (trailing stop, profit lock, sizing by ATR or risk), and the cancel message.

import { decimal } from '../../model/decimal.ts';
import type { Reading } from '../../model/signal.ts';
import { fieldsDialect } from './dialect.ts';
import { finishReading, newDraft, refuse } from '../fields/draft-reading.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { openFields, refusePlaceholder, shownKey, suggestedNames, takeAll, takeFirst, warnUnread } from '../fields/field-set.ts';
import { isJsonNumber } from '../json/json-value.ts';
import { readActionWord } from '../order/action-words.ts';
import { readOrder } from '../order/read-order.ts';
import { nameList } from '../fields/name-list.ts';

const NAME = 'trading-frd';
const CANCEL = 'cancelorder';
/** Names of this document; one of them beside a ticker makes the message one of its own. */
const MARKS: readonly string[] = ['entryprice', 'trailingstoppercent', 'profitlock', 'atrsizing', 'riskpercent'];
const CANCEL_NAMES = nameList([CANCEL]);
const ACTION_NAMES = nameList(['action', 'side']);
const STRATEGY_NAMES = nameList(['strategy']);
/** Beside an order's id they say nothing more. */
const PASSED_OVER = nameList(['symbol', 'ticker', 'timestamp', 'timenow', 'comment']);
const SUGGESTED = suggestedNames(['cancel_order', 'strategy']);
const ORDER_ID = /^[\w.:-]{1,64}$/;

/** `{"cancel_order": "order_56789"}` */
function readCancel(index: FieldIndex): Reading {
  const draft = newDraft(NAME);
  draft.kind = 'cancel';
  draft.action = 'cancel';
  const fields = openFields(index, draft);
  const field = takeFirst(fields, CANCEL_NAMES);
  const value = field?.value ?? null;
  const id = typeof value === 'string' ? value.trim() : value !== null && isJsonNumber(value) ? value.number : '';
  if (field !== null && refusePlaceholder(draft, field)) return finishReading(draft);
  if (ORDER_ID.test(id)) draft.orderId = id;
  else refuse(draft, 'INVALID_FIELD', '"cancel_order" must be the id of one order.');
  for (const { key, value: action } of takeAll(fields, ACTION_NAMES)) {
    if (typeof action === 'string' && readActionWord(action)?.verb === 'cancel') continue;
    refuse(draft, 'CONTRADICTION', `The alert has "cancel_order" and ${shownKey(key)}: it may mean a cancel or an order.`);
  }
  for (const { value: strategy } of takeAll(fields, STRATEGY_NAMES)) if (typeof strategy === 'string') draft.strategy = strategy.trim();
  takeAll(fields, PASSED_OVER);
  warnUnread(fields, draft, SUGGESTED);
  return finishReading(draft);
}

function isItsOwn(index: FieldIndex): boolean {
  const names = index.byName;
  const isOrder = names.has('ticker') && names.has('action') && MARKS.some((mark) => names.has(mark));
  return names.has(CANCEL) || isOrder;
}

function read(index: FieldIndex): Reading {
  return index.byName.has(CANCEL) ? readCancel(index) : readOrder(index, NAME);
}

export const tradingFrd = fieldsDialect(NAME, isItsOwn, read, [
  {
    body: '{"action":"BUY","ticker":"MSFT","quantity":4,"entry_price":410.25,"stop_loss":402.00,"take_profit":431.5}',
    reading: {
      kind: 'order',
      action: 'buy',
      side: 'buy',
      symbol: 'MSFT',
      quantity: decimal('4'),
      orderType: null,
      limitPrice: null,
      signalPrice: decimal('410.25'),
      stopLoss: { price: decimal('402') },
      takeProfits: [{ price: decimal('431.5') }],
      warnings: [],
    },
  },
  {
    body: '{"action":"SELL","ticker":"NVDA","quantity":2,"entry_price":130,"stop_loss":136,"take_profit":118,"trailing_stop_percent":2.5,"profit_lock":{"new_stop_price":127,"trigger_price":124},"atr_sizing":true,"risk_percent":1.5}',
    reading: {
      action: 'sell',
      quantity: decimal('2'),
      trailing: { percent: decimal('2.5') },
      profitLock: { newStopPrice: decimal('127'), triggerPrice: decimal('124') },
      atrSizing: true,
      riskPercent: decimal('1.5'),
      warnings: [],
    },
  },
  {
    body: '{"action":"REVERSE","ticker":"NVDA","entry_price":131.2,"pyramiding":2}',
    reading: { action: 'reverse', symbol: 'NVDA', side: null, warnings: ['Unknown field "pyramiding" has no effect.'] },
  },
  {
    body: '{"action":"BUY","ticker":"NVDA","quantity":3,"entry_price":128.4,"condition":{"price_crosses":130.5,"after":"15:30"}}',
    reading: {
      quantity: decimal('3'),
      condition: { price: { when: 'crosses', level: decimal('130.5') }, after: { minuteOfDay: 930 }, until: null },
      warnings: [],
    },
  },
  { body: '{"action":"CLOSE","ticker":"NVDA","entry_price":128.4}', reading: { action: 'close', quantity: null } },
  { body: '{"cancel_order":"order_31337"}', reading: { kind: 'cancel', action: 'cancel', orderId: 'order_31337', symbol: null } },
]);
