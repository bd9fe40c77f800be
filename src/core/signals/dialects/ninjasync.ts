// Owns: NinjaSync for NinjaTrader: `alert` says how the order is made and which way (`OCO Limit Short`, `Market Close`), beside the account
// and the instrument as NinjaTrader writes it. What cancels or moves one of its own brackets, or follows its templates, is refused.

import { decimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import type { Reading } from '../../model/signal.ts';
import { fieldsDialect } from './dialect.ts';
import { rejected } from '../fields/draft-reading.ts';
import { editFields } from '../fields/edit-fields.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { readOrder } from '../order/read-order.ts';

const NAME = 'ninjasync';
const ORDER = /^(?:oco )?(market|limit|stop ?market|stop ?limit)(?: entry)? (long|short)$/;
const CLOSE = /^(?:market close|close position|flatten)$/;
/** Its own orders, by its own numbers or templates. */
const OF_ITS_OWN = /^(?:(?:adjusted|cancel) oco\b|atm\b|close then \w|stop strategy)/;
/** The orders of the instrument. */
const CANCEL = /^cancel(?: all)?(?: orders?)?$/;
const TYPES: Readonly<Record<string, string>> = { market: 'market', limit: 'limit', stopmarket: 'stop', stoplimit: 'stop_limit' };

/** `NQ 03-26`, `NQ MAR26`: read under its root, and gets its name back, for no other reader knows a symbol with a blank. */
const FUTURE = /^([A-Z0-9]{1,8}) (?:\d{2}-\d{2}|[A-Z]{3}\d{2})$/i;

const alertOf = ({ byName }: FieldIndex): string => {
  const value = byName.get('alert')?.value;
  return typeof value === 'string' ? value.trim().toLowerCase().replaceAll(/ +/g, ' ') : '';
};

function isItsOwn(index: FieldIndex): boolean {
  const alert = alertOf(index);
  const { byName } = index;
  const isComplete = byName.has('account') && byName.has('ticker') && !byName.has('action') && !byName.has('side');
  return isComplete && (ORDER.test(alert) || CLOSE.test(alert) || CANCEL.test(alert) || OF_ITS_OWN.test(alert));
}

function read(index: FieldIndex): Reading {
  const alert = alertOf(index);
  const [, type = '', position = ''] = ORDER.exec(alert) ?? [];
  const leaves = CLOSE.test(alert) ? 'close' : CANCEL.test(alert) ? 'cancel' : null;
  if (position === '' && leaves === null)
    return rejected(
      NAME,
      deny('UNSUPPORTED', 'The alert is about an order or a template of NinjaSync itself.', 'Send "alert": "Market Close" to leave.'),
    );
  const ticker = index.byName.get('ticker')?.value;
  const [future, root] = (typeof ticker === 'string' ? FUTURE.exec(ticker.trim()) : null) ?? [];
  const reading = readOrder(
    editFields(index, {
      rename: new Map([['entrystopprice', 'stop_price']]),
      drop: new Set(['alert', 'ocoid', ...(root === undefined ? [] : ['ticker'])]),
      add: [
        ['symbol', root ?? null],
        ['action', leaves ?? position],
        ['order_type', leaves !== null ? null : (TYPES[type.replace(' ', '')] ?? null)],
      ],
    }),
    NAME,
  );
  return future === undefined ? reading : { ...reading, symbol: future };
}

export const ninjasync = fieldsDialect(NAME, isItsOwn, read, [
  {
    body: '{"alert":"OCO Limit Short","account":"Sim7","ticker":"ES 06-26","qty":"2","limit_price":"5300.25","take_profit_price":"5280","stop_loss_price":"5310","tif":"DAY"}',
    reading: {
      action: 'sell',
      symbol: 'ES 06-26',
      quantity: decimal('2'),
      orderType: 'limit',
      limitPrice: decimal('5300.25'),
      takeProfits: [{ price: decimal('5280') }],
      stopLoss: { price: decimal('5310') },
    },
  },
  { body: '{"alert":"Market Close","account":"Sim7","ticker":"ES 06-26"}', reading: { action: 'close', symbol: 'ES 06-26' } },
  {
    body: '{"alert":"StopMarket Long","account":"Sim7","ticker":"MNQ1!","qty":"3","stop_price":"21460"}',
    reading: { action: 'buy', symbol: 'MNQ1!', quantity: decimal('3'), orderType: 'stop', stopPrice: decimal('21460') },
  },
]);
