// An entry that is spaced in average true ranges, and another one that comes while its price is being asked for.

import { expect, it } from 'vitest';
import type { Broker, Candles, Priced } from '../../src/brokers/broker.ts';
import { NO_ENTRY_RULES } from '../../src/core/model/entry-rules.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName } from '../../src/core/model/ids.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redact.ts';
import { createPriceWatch } from '../../src/runtime/price-watch.ts';
import { createAtrReader } from '../../src/runtime/read-atr.ts';
import { createWorker } from '../../src/runtime/worker.ts';
import { Engine, perpetual, settingsWith } from '../core/engine.ts';
import { createFakeClock } from '../fake-clock.ts';
import { IDLE_PARTS, nothing } from './idle-parts.ts';

const log = createLog({ level: 'silent', redactor: createRedactor([]), stream: { write: () => undefined } });
const NO_CANDLES: Candles = { type: 'unavailable', reason: 'this venue has none', lasting: true };

it('is decided with the range, or refused for want of it by its own name', async () => {
  const clock = createFakeClock();
  const pyramiding = { ...NO_ENTRY_RULES.pyramiding, minSpacing: { atr: decimal(1) } };
  const settings = settingsWith({ approval: { type: 'auto' }, entries: { ...NO_ENTRY_RULES, pyramiding } });
  const engine = new Engine(settings);
  engine.now = clock.now();
  const answers: ((answer: Priced) => void)[] = [];
  const broker: Pick<Broker, 'price' | 'candles'> = {
    price: () => new Promise((resolve) => answers.push(resolve)),
    candles: () => Promise.resolve(NO_CANDLES),
  };
  const brokers = new Map([[accountName('paper'), broker as Broker]]);
  let commit = (): void => undefined;
  const worker = createWorker({
    dispatcher: {
      dispatch(command) {
        engine.now = clock.now();
        const reply = engine.run(command);
        commit();
        return Promise.resolve(reply);
      },
      snapshot: () => engine.state,
      onCommit(listener) {
        commit = listener;
        return () => undefined;
      },
    },
    ...IDLE_PARTS,
    prices: createPriceWatch(brokers, clock, log),
    atr: createAtrReader({ settings, brokers, clock, log }),
    people: { showCard: nothing, deliver: nothing, mail: nothing },
    clock,
    log,
    randomHex: (digits) => '1'.repeat(digits),
  });
  const late = engine.alert('BUY BTCUSDT.P qty=0.1');
  worker.start();
  await clock.settle();
  expect(answers).toHaveLength(1);
  const other = engine.alert('BUY BTCUSDT.P qty=0.2');
  engine.price(other, '45000');
  expect(engine.signal(other.id).state).toBe('working');
  for (const answer of answers) answer({ type: 'priced', instrument: perpetual, quote: engine.quote('45100') });
  await clock.settle();
  expect(engine.signal(late.id)).toMatchObject({ state: 'denied', error: { code: 'NO_CANDLES' } });
  await worker.stop();
});
