// Exchanges that take only numbers as ids of orders (WOO: 63 bits, Bitfinex: 45): an order whose answer is lost could not be found by
// ours, so nothing is sent there, and the account says so before anything is tried.

import { expect, it } from 'vitest';
import { gateOf } from '../../src/brokers/ccxt/capability-gate.ts';
import { ccxtTraits } from '../../src/brokers/ccxt/ccxt-broker.ts';
import { requireExchange } from '../../src/brokers/ccxt/load-exchange.ts';
import { makeExchange } from '../../src/brokers/ccxt/make-exchange.ts';
import { createMarkets } from '../../src/brokers/ccxt/markets.ts';
import { planOrder } from '../../src/brokers/ccxt/plan-order.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName } from '../../src/core/model/ids.ts';
import { USUAL_TERMS } from '../../src/core/model/order-terms.ts';
import { createFakeClock } from '../fake-clock.ts';
import { newOrderId } from './broker-harness.ts';
import { wireMarket } from './ccxt-wire-markets.ts';

it.each(['woo', 'bitfinex'])('%s takes no order', async (exchangeId) => {
  for (const market of ['spot', 'swap'] as const)
    expect(await ccxtTraits(exchangeId, market)).toMatchObject({ orderTypes: [], nativeStops: false });
  const credentials = { apiKey: 'k', secret: 's' };
  const exchange = makeExchange(await requireExchange(exchangeId), { market: 'swap', sandbox: false, credentials, ccxt: {} });
  const described = wireMarket('woo', 'swap');
  if (described === null) throw new Error('no market');
  exchange.setMarkets([described]);
  const listed = createMarkets(exchange, 'swap', createFakeClock()).known(String(described['symbol']));
  if (listed === null) throw new Error('not listed');
  const planned = planOrder(
    gateOf(exchange, 'swap'),
    listed,
    {
      id: newOrderId(),
      account: accountName('wire'),
      instrument: listed.instrument,
      side: 'sell',
      type: 'market',
      qty: decimal('1'),
      limitPrice: null,
      stopPrice: null,
      trail: null,
      terms: USUAL_TERMS,
      reduceOnly: true,
      ocoGroup: null,
    },
    { hedged: false, marginMode: null, taking: null },
  );
  expect(planned).toMatchObject({ type: 'refused', reason: expect.stringContaining('takes only numbers as ids of orders') });
});
