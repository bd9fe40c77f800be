// When fees in other currencies are counted: a second after the fill where a venue knows the rate, else asked for again.

import { expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { ExchangeRates } from '../../src/core/model/money/exchange-rate.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redact.ts';
import { createFeeWatch } from '../../src/runtime/fee-watch.ts';
import { Engine, perpetual, settingsWith } from '../core/engine.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createEngineDispatcher } from '../telegram/engine-dispatcher.ts';

function world() {
  const clock = createFakeClock();
  const dispatcher = createEngineDispatcher(settingsWith({ approval: { type: 'auto' } }), () => clock.now());
  const engine = new Engine();
  let price: string | null = '600';
  let asked = 0;
  const rates = {
    find(): Promise<ExchangeRates> {
      asked += 1;
      const rate = { from: 'BNB', to: 'USDT', price: decimal(price ?? '0'), at: clock.now(), source: 'venue' as const };
      return Promise.resolve(new Map(price === null ? [] : [['paper|BNB|USDT', rate]]));
    },
  };
  const watch = createFeeWatch({ dispatcher, rates, clock, log: createLog({ level: 'silent', redactor: createRedactor([]) }) });
  async function buy(feeCurrency: string): Promise<void> {
    engine.now = clock.now();
    const alert = engine.alertCommand('BUY BTCUSDT.P qty=0.1');
    await dispatcher.dispatch(alert);
    const { signalId } = alert;
    await dispatcher.dispatch({
      type: 'price_signal',
      signalId,
      instrument: perpetual,
      quote: engine.quote('45000'),
      nonce: engine.nonce(),
    });
    const [orderId] = dispatcher.snapshot().signals.get(signalId)?.orderIds ?? [];
    if (orderId === undefined) throw new Error('no order was made');
    await dispatcher.dispatch({ type: 'begin_submit', orderId });
    const fill = {
      id: orderId as never,
      qty: decimal('0.1'),
      price: decimal('45000'),
      fee: decimal('0.003'),
      feeCurrency,
      at: clock.now(),
    };
    await dispatcher.dispatch({ type: 'venue_report', report: { type: 'filled', orderId, venueOrderId: orderId as never, fill } });
  }
  return {
    clock,
    dispatcher,
    watch,
    buy,
    asked: () => asked,
    tell: (next: string | null) => {
      price = next;
    },
    fees: () => dispatcher.snapshot().results.first()?.first()?.fees,
  };
}

it('counts the fee of a fill a second later, and asks nobody where nothing stands apart', async () => {
  const { watch, buy, clock, asked, fees } = world();
  watch.start();
  await buy('USDT');
  await clock.advance(120_000);
  expect([asked(), fees()]).toEqual([0, '0.003']);
  await buy('BNB');
  await clock.advance(1_000);
  expect([asked(), fees()]).toEqual([1, '1.803']);
  await clock.advance(600_000);
  expect(asked()).toBe(1);
  watch.stop();
});

it('asks again each minute while no rate is known, and at once when something new was paid', async () => {
  const { watch, buy, clock, asked, fees, tell } = world();
  tell(null);
  await buy('BNB');
  watch.start();
  await clock.advance(1_000);
  expect([asked(), fees()]).toEqual([1, '0']);
  await clock.advance(60_000);
  expect(asked()).toBe(2);
  tell('600');
  await buy('BNB');
  await clock.advance(1_000);
  expect([asked(), fees()]).toEqual([3, '3.6']);
  watch.stop();
});

it('a full disk is no end of it', async () => {
  const { watch, buy, clock, fees, dispatcher } = world();
  await buy('BNB');
  dispatcher.disk = 'full';
  watch.start();
  await clock.advance(1_000);
  expect(fees()).toBe('0');
  dispatcher.disk = null;
  await clock.advance(60_000);
  expect(fees()).toBe('1.8');
  watch.stop();
});
