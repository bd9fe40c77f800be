// What is no answer of a venue although it came with status 200: ccxt takes it for an empty list, or for a refusal.

import { expect, it } from 'vitest';
import { wrongEnvelope } from '../../src/brokers/ccxt/wire/check-envelope.ts';
import { findOrder } from '../../src/brokers/ccxt/orders/find-order.ts';
import type { Connection } from '../../src/brokers/ccxt/connection.ts';
import { isOrder } from '../../src/brokers/alpaca/read-order.ts';
import type { AlpacaOrder } from '../../src/brokers/alpaca/alpaca-client.ts';
import { readEntry } from '../../src/brokers/dhan/venue-entry.ts';
import { decimal, ONE } from '../../src/core/model/decimal.ts';
import { newOrderId } from './broker-harness.ts';

const OPEN = 'https://api.bybit.com/v5/order/realtime?category=linear';
const CREATE = 'https://api.bybit.com/v5/order/create';

it.each<[string, string, string, unknown, boolean]>([
  ['an empty list', 'bybit', OPEN, { retCode: 0, result: { list: [] } }, true],
  ['no list', 'bybit', OPEN, { retCode: 0, result: {} }, false],
  ['no result', 'bybit', OPEN, { retCode: 0 }, false],
  ['a refusal', 'bybit', OPEN, { retCode: 10001, retMsg: 'no' }, true],
  ['a code in quotes', 'bybit', CREATE, { retCode: '0', result: { orderId: '1' } }, true],
  ['a code that is none', 'bybit', CREATE, { retCode: 'NaN', result: { orderId: '1' } }, false],
  ['a code of nothing', 'bybit', CREATE, { retCode: null, result: { orderId: '1' } }, false],
  ['a placed order', 'okx', '/trade/order', { code: '0', data: [{ ordId: '1', sCode: '0' }] }, true],
  ['a refused one', 'okx', '/trade/order', { code: '1', data: [{ ordId: '', sCode: '51008' }] }, true],
  ['one whose own code is none', 'okx', '/trade/order', { code: '0', data: [{ ordId: '1', sCode: {} }] }, false],
  ['a code that is none', 'okx', '/trade/order', { code: true, data: [] }, false],
  ['all well with nothing', 'okx', '/trade/orders-pending', { code: '0' }, false],
  ['all well with nothing', 'kraken', '/0/private/OpenOrders', { error: [] }, false],
  ['all well with a word', 'kraken', '/0/private/OpenOrders', { error: [], result: 'gone' }, false],
  ['errors that are no list', 'kraken', '/0/private/AddOrder', { error: 'gone', result: { txid: ['O1'] } }, false],
  ['a refusal', 'kraken', '/0/private/AddOrder', { error: ['EOrder:Insufficient funds'] }, true],
  ['an answer', 'kraken', '/0/private/OpenOrders', { error: [], result: { open: {} } }, true],
  ['a code', 'kucoin', '/api/v1/orders', { code: '200000', data: {} }, true],
  ['an empty list', 'bingx', '/swap/v2/trade/openOrders?symbol=X', { code: 0, msg: '', data: { orders: null } }, true],
  ['no list', 'bingx', '/swap/v2/trade/openOrders', { code: 0, msg: '', data: {} }, false],
  ['no list', 'bingx', '/swap/v2/user/positions?timestamp=1', { code: 0, msg: '', data: null }, false],
  ['a refusal', 'bingx', '/swap/v2/trade/allOrders', { code: 80014, msg: 'no', data: {} }, true],
  ['a key', 'bingx', '/openApi/user/auth/userDataStream?timestamp=1', { listenKey: 'a' }, true],
  ['no key', 'bingx', '/openApi/user/auth/userDataStream?timestamp=1', { hello: 'world' }, false],
  ['a code that is none', 'kucoin', '/api/v1/orders', { code: [], data: {} }, false],
])('%s of %s', (_what, exchange, url, answer, isIts) => {
  expect(wrongEnvelope(exchange, url, answer) === null).toBe(isIts);
});

it('an order that is listed without our id is known by the id of the venue under which it was seen', async () => {
  const id = newOrderId();
  const row = { id: 'v-7', symbol: 'BTC/USDT:USDT', side: 'sell', amount: 1, filled: 0, status: 'open', info: {} };
  const listed = { instrument: {}, contractSize: ONE };
  const connection = {
    exchange: { id: 'bybit', has: {}, fetchOpenOrders: () => Promise.resolve([row]) },
    gate: { rules: { lookUpById: false, triggerLists: [], endedLists: [{}] } },
    markets: { find: () => Promise.resolve(listed), known: () => listed },
  } as unknown as Connection;
  const wanted = { id, symbol: 'BTC/USDT:USDT' };
  expect((await findOrder(connection, wanted)).type).toBe('not_found');
  expect(await findOrder(connection, { ...wanted, seenAs: 'v-7' })).toMatchObject({ type: 'found', view: { id: 'v-7', orderId: id } });
  expect((await findOrder(connection, { ...wanted, seenAs: 'v-8' })).type).toBe('not_found');
});

const ALPACA = { id: 'a', status: 'new', qty: '2', filledQty: '0' };
it.each<[string, object, boolean]>([
  ['whole', {}, true],
  ['for an amount of money', { qty: undefined, notional: '50' }, true],
  ['without a quantity', { qty: undefined }, false],
  ['whose quantity is no number', { qty: 'NaN' }, false],
  ['whose quantity is a thing', { qty: {} }, false],
  ['that does not say how much has filled', { filledQty: undefined }, false],
  ['of which nothing readable has filled', { filledQty: 'abc' }, false],
])('an order of Alpaca %s', (_what, part, isIts) => {
  expect(isOrder({ ...ALPACA, ...part } as unknown as AlpacaOrder)).toBe(isIts);
});

it('an order of Dhan is not read where what has filled is there and no number; one that is done is done with all of it', () => {
  const order = { orderId: '7', orderStatus: 'TRADED', quantity: 65, filledQty: 65 };
  expect(readEntry(order)).toMatchObject({ status: 'filled', qtyFilled: '65' });
  expect(readEntry({ ...order, filledQty: 'NaN' })).toBeNull();
  expect(readEntry({ ...order, filledQty: null })).toMatchObject({ status: 'filled', qtyFilled: decimal('65') });
  expect(readEntry({ ...order, orderStatus: 'PENDING', filledQty: undefined })).toMatchObject({ status: 'open', qtyFilled: '0' });
});
