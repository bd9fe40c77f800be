// Owns: the ticket that Pine's OrderTicketBuilder makes: action says how it is sent (MRKT, PENDING), orderType the side, tradeType
// whether it is one instrument or a spread. risk is the percent at risk where no size is said.

import { decimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import type { Reading } from '../../model/signal.ts';
import { fieldsDialect } from './dialect.ts';
import { rejected } from '../fields/draft-reading.ts';
import { editFields } from '../fields/edit-fields.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { isJsonNumber, type JsonValue } from '../json/json-value.ts';
import { readOrder } from '../order/read-order.ts';

const NAME = 'order_ticket';
const wordOf = ({ byName }: FieldIndex, name: string): string => {
  const value = byName.get(name)?.value;
  return typeof value === 'string' ? value.trim().toLowerCase() : '';
};

const isItsOwn = (index: FieldIndex): boolean =>
  /^(?:mrkt|pending)$/.test(wordOf(index, 'action')) &&
  /^(?:buy|sell)$/.test(wordOf(index, 'ordertype')) &&
  /^(?:single|spread)$/.test(wordOf(index, 'tradetype'));

/** `NaN` and 0 are what Pine writes where nothing was given. */
const isGiven = (value: JsonValue): boolean => {
  const text = typeof value === 'string' ? value.trim() : value !== null && isJsonNumber(value) ? value.number : '';
  return text !== '' && !/^(?:nan|na|0(?:\.0*)?)$/i.test(text);
};

function read(index: FieldIndex): Reading {
  const { byName } = index;
  const get = (name: string): JsonValue => byName.get(name)?.value ?? null;
  if (wordOf(index, 'tradetype') === 'spread') return rejected(NAME, deny('UNSUPPORTED', 'A spread of two instruments is not traded.'));
  if (wordOf(index, 'action') === 'pending') {
    const message = 'A pending order that says neither limit nor stop may be either.';
    return rejected(NAME, deny('CONTRADICTION', message, 'Send "order_type": "limit" with limit_price, or "stop" with stop_price.'));
  }
  const optional = ['size', 'price', 'tp', 'sl', 'risk', 'trailprice', 'trailoffset'].filter((name) => !isGiven(get(name)));
  const isSized = isGiven(get('size'));
  return readOrder(
    editFields(index, {
      rename: new Map([
        ['ordertype', 'side'],
        ['trailoffset', 'trailing_stop_amount'],
        ['trailprice', 'trailing_activation_price'],
        ['risk', 'risk_percent'],
      ]),
      drop: new Set(['action', 'tradetype', 'licenseid', ...optional, ...(isSized ? ['risk'] : [])]),
      add: [['order_type', 'market']],
    }),
    NAME,
  );
}

export const orderTicket = fieldsDialect(NAME, isItsOwn, read, [
  {
    body: '{"licenseId":"example","symbol":"UK100","action":"MRKT","orderType":"SELL","tradeType":"SINGLE","size":0.4,"tp":8210,"sl":8290}',
    reading: {
      action: 'sell',
      symbol: 'UK100',
      quantity: decimal('0.4'),
      orderType: 'market',
      takeProfits: [{ price: decimal('8210') }],
      stopLoss: { price: decimal('8290') },
    },
  },
  {
    body: '{"licenseId":"example","symbol":"UK100","action":"MRKT","orderType":"BUY","tradeType":"SINGLE","risk":1.5,"sl":8190,"trailPrice":8280,"trailOffset":20}',
    reading: {
      action: 'buy',
      quantity: null,
      riskPercent: decimal('1.5'),
      trailing: { amount: decimal('20'), activation: decimal('8280') },
    },
  },
  {
    body: '{"licenseId":"example","symbol":"LTCUSDT","action":"MRKT","orderType":"BUY","tradeType":"SINGLE","size":2,"tp":"NaN","sl":0}',
    reading: { action: 'buy', quantity: decimal('2'), takeProfits: [], stopLoss: null },
  },
]);
