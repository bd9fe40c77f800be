// Runs the contract suite and the fault cases over MEXC's contracts with the ccxt adapter, as far as they have what the cases are about and
// other exchanges of ccxt do not pass them by the same code. What they say of orders and trades, as ccxt quotes their answers, is read as what it is: ccxt does not know their four
// sides, nor the name under which they show our id.

import { describe, expect, test } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName } from '../../src/core/model/ids.ts';
import type { OrderRequest } from '../../src/core/model/order.ts';
import { USUAL_TERMS } from '../../src/core/model/order-terms.ts';
import { gateOf } from '../../src/brokers/ccxt/capability-gate.ts';
import { createMarkets } from '../../src/brokers/ccxt/markets/markets.ts';
import { listFills } from '../../src/brokers/ccxt/orders/list-fills.ts';
import { readOrder } from '../../src/brokers/ccxt/orders/order-view.ts';
import { planOrder } from '../../src/brokers/ccxt/orders/plan-order.ts';
import { muzzle, requestTextOf } from '../../src/brokers/ccxt/orders/rehearse-order.ts';
import type { Connection } from '../../src/brokers/ccxt/connection.ts';
import { requireExchange } from '../../src/brokers/ccxt/wire/load-exchange.ts';
import { makeExchange } from '../../src/brokers/ccxt/wire/make-exchange.ts';
import { wrongEnvelope } from '../../src/brokers/ccxt/wire/check-envelope.ts';
import { createFakeClock } from '../fake-clock.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { MEXC } from '../venues/ccxt-venues.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { newOrderId, SWAP } from './broker-harness.ts';
import { accountCases } from './cases-accounts.ts';
import { cancelCases } from './cases-cancel.ts';
import { executionCases } from './cases-executions.ts';
import { FAULT_CASES } from './cases-faults.ts';
import { refusalCases } from './cases-refusals.ts';
import { restartCases } from './cases-restarts.ts';
import { registerFaultCases } from './fault-case.ts';
import { wireMarket } from './ccxt-wire-markets.ts';

describe('broker contract: mexc by ccxt', () => {
  const make = remoteHarness(MEXC);
  executionCases(make);
  cancelCases(make);
  refusalCases(make);
  restartCases(make);
  accountCases(make);
});

describe('faults: mexc by ccxt', () => {
  const own = FAULT_CASES.filter(({ name }) => /^F(?:01|05|06|09|1[0-4]|2[2-3]|2[0156].*\{type:(?:nonsense|rate)|29|40|4[578])/.test(name));
  registerFaultCases(remoteHarness(impatient(MEXC)), own);
});

const SIDES = [
  ['1', 'buy'],
  ['2', 'buy'],
  ['3', 'sell'],
  ['4', 'sell'],
] as const;

async function mexc() {
  const credentials = { apiKey: 'key', secret: 'secret' };
  const Class = await requireExchange('mexc');
  const exchange = makeExchange(Class, { market: 'swap', sandbox: false, credentials, ccxt: {} });
  exchange.setMarkets([wireMarket('mexc', 'swap')]);
  const markets = createMarkets(exchange, 'swap', createFakeClock());
  const listed = markets.known(SWAP);
  if (listed === null) throw new Error('not listed');
  return { exchange, markets, listed, gate: gateOf(exchange, 'swap') };
}

const order = (id: string, changed: Record<string, unknown>) => ({
  orderId: '264995729269765120',
  symbol: 'BTC_USDT',
  price: '50000',
  vol: '12345',
  side: '1',
  orderType: '1',
  dealAvgPrice: '0',
  dealVol: '0',
  takerFee: '0',
  makerFee: '0',
  feeCurrency: 'USDT',
  openType: '1',
  state: '2',
  externalOid: id,
  errorCode: '0',
  createTime: '1648850305236',
  positionMode: '1',
  ...changed,
});

test('an order is found by our id, on the side that it has, in coins, and is over when it is', async () => {
  const { exchange, markets } = await mexc();
  const id = newOrderId();
  const inside = exchange as unknown as { parseOrder: (raw: unknown) => unknown };
  const read = (changed: Record<string, unknown>) => readOrder('mexc', inside.parseOrder(order(id, changed)), markets.known);
  for (const [written, side] of SIDES)
    expect(read({ side: written })).toMatchObject({ orderId: id, side, status: 'open', qty: '1.2345', qtyFilled: '0' });
  const half = { dealVol: '45', dealAvgPrice: '49999.9' };
  expect(read({ state: '3', dealVol: '12345', dealAvgPrice: '49999.9' })).toMatchObject({ status: 'filled', averagePrice: '49999.9' });
  expect(read({ state: '4', ...half })).toMatchObject({ status: 'canceled', qtyFilled: '0.0045' });
  expect(read({ state: '1' })).toMatchObject({ status: 'open' });
  expect(read({ state: '5' })).toMatchObject({ status: 'rejected' });
});

test('trades are on the side that they have', async () => {
  const { exchange, markets, gate } = await mexc();
  const trades = SIDES.map(([side], index) => ({
    id: String(index),
    symbol: 'BTC_USDT',
    side,
    vol: '10',
    price: '50000',
    feeCurrency: 'USDT',
    fee: '0.01',
    timestamp: String(1_648_924_557_000 + index),
    orderId: '265307163526610432',
    positionMode: '1',
    taker: true,
  }));
  const inside = exchange as unknown as { parseTrades: (raw: unknown) => unknown };
  Object.assign(exchange, { fetchMyTrades: () => Promise.resolve(inside.parseTrades(trades)) });
  const clock = createFakeClock();
  const parts = { exchange, markets: { ...markets, find: (symbol: string) => Promise.resolve(markets.known(symbol)) }, gate, clock };
  const { fills } = await listFills({ ...parts, log: () => undefined } as unknown as Connection, [SWAP], 0);
  expect(fills.map(({ side, qty }) => [side, qty])).toEqual(SIDES.map(([, side]) => [side, '0.001']));
});

test('an exit closes the side that is held, whether or not long and short are held apart', async () => {
  const { exchange, gate, listed } = await mexc();
  muzzle(exchange);
  const sent = async (side: 'buy' | 'sell', reduceOnly: boolean, hedged: boolean): Promise<string> => {
    const request: OrderRequest = {
      id: newOrderId(),
      account: accountName('wire'),
      instrument: listed.instrument,
      side,
      type: 'market',
      qty: decimal('0.5'),
      limitPrice: null,
      stopPrice: null,
      trail: null,
      terms: USUAL_TERMS,
      reduceOnly,
      ocoGroup: null,
    };
    const planned = planOrder(gate, listed, request, { hedged, marginMode: null, taking: null });
    if (planned.type === 'refused') return planned.reason;
    const outcome = await requestTextOf(exchange, planned.plan);
    return 'text' in outcome ? outcome.text : String(outcome.error);
  };
  for (const hedged of [false, true]) {
    // 1 open long, 2 close short, 3 open short, 4 close long
    expect(await sent('buy', false, hedged)).toMatch(/"vol":5000,.*"side":1\b/);
    expect(await sent('buy', true, hedged)).toMatch(/"side":2\b/);
    expect(await sent('sell', false, hedged)).toMatch(/"side":3\b/);
    expect(await sent('sell', true, hedged)).toMatch(/"side":4\b/);
  }
});

test('any other JSON is no answer of its contracts: an empty list would say that orders are not there', () => {
  const url = 'https://contract.mexc.com/api/v1/private/order/list/open_orders/BTC_USDT?page_size=100';
  expect(wrongEnvelope('mexc', url, { hello: 'world' })).toMatch('no answer of mexc');
  expect(wrongEnvelope('mexc', url, { success: true, code: 0, data: [] })).toBeNull();
  expect(wrongEnvelope('mexc', 'https://api.mexc.com/api/v3/openOrders?symbol=BTCUSDT', [])).toBeNull();
});
