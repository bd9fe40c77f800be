// A strategy's default in money is money of its account, as max_notional and auto_below are: 300 of it is no 300 BTC in ETH/BTC.

import { expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { rateKey } from '../../src/core/model/money/exchange-rate.ts';
import type { Instrument } from '../../src/core/model/markets/instrument.ts';
import type { Signal } from '../../src/core/model/signal.ts';
import { Engine, perpetual, settingsWith } from './engine.ts';

const ETH_BTC: Instrument = {
  ...perpetual,
  symbol: 'ETH/BTC:BTC',
  base: 'ETH',
  quote: 'BTC',
  tickSize: decimal('0.00001'),
  notionalMin: decimal('0.0001'),
};
const order = (action: string, more: Record<string, unknown> = {}): string => JSON.stringify({ action, symbol: 'ETH/BTC:BTC', ...more });
const desk = (): Engine => new Engine(settingsWith({ approval: { type: 'auto' }, defaultNotional: decimal('300') }));

/** With what one bitcoin is worth, in dollars; null: nobody knows. */
function price(engine: Engine, { id }: Signal, bitcoin: string | null): Signal {
  const quote = engine.quote('0.05', ETH_BTC);
  const rate = { from: 'BTC', to: 'USDT', price: decimal(bitcoin ?? '1'), at: engine.now, source: 'venue' as const };
  const rates = new Map(bitcoin === null ? [] : [[rateKey({ mode: 'paper', ...rate }), rate]]);
  engine.run({ type: 'price_signal', signalId: id, instrument: ETH_BTC, quote, nonce: engine.nonce(), rates });
  return engine.signal(id);
}

it('is counted at the rate of the two where the market is priced in other money, and says how', () => {
  const engine = desk();
  const { proposal } = price(engine, engine.alert(order('buy')), '60000');
  expect(engine.orders().map(({ qty }) => qty)).toEqual(['0.1']);
  expect(proposal).toMatchObject({
    notes: ['default of 300 USDT = 0.005 BTC (1 BTC = 60000 USDT) at 0.05'],
    rates: [{ from: 'BTC', to: 'USDT', price: '60000' }],
  });
});

it('is refused where nobody knows the rate, with what would do; a size of the alert itself is taken as it is written', () => {
  const engine = desk();
  const refused = price(engine, engine.alert(order('buy')), null);
  expect(refused).toMatchObject({ state: 'denied', error: { code: 'NO_QUANTITY' } });
  expect(refused.error?.remedy).toContain('No rate of BTC/USDT is known');
  price(engine, engine.alert(order('buy', { notional: 0.01 })), null);
  expect(engine.orders().map(({ qty }) => qty)).toEqual(['0.2']);
});

it('against what is held closes it, and opens nothing by a number of the wrong money', () => {
  const engine = desk();
  price(engine, engine.alert(order('buy')), '60000');
  const entry = engine.active('entry');
  engine.send(entry);
  engine.fill(entry, entry.qty, '0.05');
  const { id } = engine.alert(order('sell'));
  expect(engine.active('exit').qty).toBe('0.1');
  expect(engine.signal(id)).toMatchObject({ state: 'working', error: null });
  const told = [...engine.state.notifications.values()].map(({ text }) => text).join();
  expect(told).toContain('closed; the default of 300 is counted in USDT, and ETH/BTC:BTC is priced in BTC');
  expect(engine.orders(({ role }) => role === 'entry')).toHaveLength(1);
});
