// A reverse where nothing is held: with a side it gets there, without one there is nothing to turn round (exits.test.ts).

import { expect, it } from 'vitest';
import { Engine, settingsWith } from './engine.ts';

it('on a flat book gets to the side that it names', () => {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  const signal = engine.alert(JSON.stringify({ action: 'reverse_to_short', symbol: 'BTCUSDT.P', quantity: 0.2 }));
  engine.price(signal, '45000');
  expect(engine.active('entry')).toMatchObject({ side: 'sell', qty: '0.2', reduceOnly: false });
  const onSpot = engine.alert(JSON.stringify({ action: 'reverse_to_short', symbol: 'BTCUSDT', quantity: 0.2 }));
  expect(onSpot).toMatchObject({ state: 'denied', error: { code: 'SHORT_ON_SPOT' } });
});
