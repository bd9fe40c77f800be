// A leg in a market of other money, whose turn comes with a fill: nobody brings a rate with that.

import { expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { Reading } from '../../src/core/model/signal.ts';
import { newDraft } from '../../src/core/signals/fields/draft-reading.ts';
import { Engine, perpetual, settingsWith } from './engine.ts';
import { RUPEES, rupee } from './two-currencies.ts';

const leg = (symbol: string): Reading => ({
  ...newDraft('legs-test'),
  action: 'buy',
  side: 'buy',
  symbol,
  quantity: decimal('0.001'),
});

/** What is asked for now, each at its price, with the rate of the moment. */
function priceAll(engine: Engine): void {
  for (const work of engine.due()) {
    if (work.type !== 'price_signal') continue;
    const [instrument, price] = work.symbol === RUPEES.symbol ? [RUPEES, '4000000'] : [perpetual, '45000'];
    engine.run({
      type: 'price_signal',
      signalId: work.signalId,
      instrument,
      quote: engine.quote(price, instrument),
      nonce: engine.nonce(),
      rates: rupee(engine, '0.0125'),
    });
  }
}

it('is priced again at its turn, and not refused for a limit that cannot be counted without a rate', () => {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' }, maxNotional: decimal('100') }));
  const { id } = engine.alert('', { reading: { ...newDraft('legs-test'), action: 'multi', legs: [leg('BTCUSDT.P'), leg('BTCINR')] } });
  const states = (): readonly string[] => (engine.signal(id).group?.children ?? []).map((each) => engine.signal(each).state);
  priceAll(engine);
  const first = engine.active('entry');
  engine.send(first);
  engine.fill(first, first.qty, '45000');
  expect(states()).toEqual(['completed', 'received']);
  priceAll(engine);
  expect(engine.active('entry').instrument.symbol).toBe('BTC/INR');
  expect(states()).toEqual(['completed', 'working']);
});
