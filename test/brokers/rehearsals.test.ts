// Orders of one account that are looked at before they are sent, several at once: each is held against its own request.

import { expect, it } from 'vitest';
import { gateOf } from '../../src/brokers/ccxt/capability-gate.ts';
import { requireExchange } from '../../src/brokers/ccxt/wire/load-exchange.ts';
import { makeExchange } from '../../src/brokers/ccxt/wire/make-exchange.ts';
import { createMarkets } from '../../src/brokers/ccxt/markets/markets.ts';
import { planOrder } from '../../src/brokers/ccxt/orders/plan-order.ts';
import { muzzle, rehearse } from '../../src/brokers/ccxt/orders/rehearse-order.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName } from '../../src/core/model/ids.ts';
import { USUAL_TERMS } from '../../src/core/model/order-terms.ts';
import { createFakeClock } from '../fake-clock.ts';
import { newOrderId } from './broker-harness.ts';
import { wireMarket } from './ccxt-wire-markets.ts';

it.each(['binance', 'okx', 'bybit'])('%s', async (exchangeId) => {
  const described = wireMarket(exchangeId, 'swap');
  if (described === null) throw new Error('no market');
  const credentials = { apiKey: 'k', secret: 's', password: 'p' };
  const exchange = muzzle(makeExchange(await requireExchange(exchangeId), { market: 'swap', sandbox: false, credentials, ccxt: {} }));
  exchange.setMarkets([described]);
  const listed = createMarkets(exchange, 'swap', createFakeClock()).known(String(described['symbol']));
  if (listed === null) throw new Error('not listed');
  const plans = (['market', 'stop', 'market', 'stop'] as const).flatMap((type) => {
    const planned = planOrder(
      gateOf(exchange, 'swap'),
      listed,
      {
        id: newOrderId(),
        account: accountName('wire'),
        instrument: listed.instrument,
        side: 'sell',
        type,
        qty: decimal('1'),
        limitPrice: null,
        stopPrice: type === 'stop' ? decimal('51000') : null,
        trail: null,
        terms: USUAL_TERMS,
        reduceOnly: true,
        ocoGroup: null,
      },
      { hedged: false, marginMode: null, taking: decimal('50000') },
    );
    return planned.type === 'plan' ? [planned.plan] : [];
  });
  expect(plans).toHaveLength(4);
  const outcomes = await Promise.all(plans.map((plan) => rehearse(exchange, plan)));
  expect(outcomes.map(({ type }) => type)).toEqual(['as_meant', 'as_meant', 'as_meant', 'as_meant']);
});
