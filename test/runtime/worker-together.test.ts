// One alert to a hundred accounts goes out together: what is on its way to the disk takes no place of what may be sent.

import { expect, it } from 'vitest';
import type { Broker, Priced } from '../../src/brokers/broker.ts';
import type { Command, Reply } from '../../src/core/engine/command.ts';
import type { Event } from '../../src/core/engine/event.ts';
import type { State } from '../../src/core/engine/state.ts';
import { NO_RATES } from '../../src/core/model/money/exchange-rate.ts';
import { ONE } from '../../src/core/model/decimal.ts';
import { accountName, type AccountName, type OrderId } from '../../src/core/model/ids.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redact.ts';
import { createPriceWatch } from '../../src/runtime/price-watch.ts';
import { createWorker } from '../../src/runtime/worker.ts';
import type { Dispatcher } from '../../src/store/dispatch.ts';
import { Engine, perpetual, settingsWith } from '../core/engine.ts';
import { createFakeClock } from '../fake-clock.ts';

const log = createLog({ level: 'silent', redactor: createRedactor([]), stream: { write: () => undefined } });
const NAMES: readonly AccountName[] = Array.from({ length: 100 }, (_, index) => accountName(`a${index}`));
const SHARES = NAMES.map((name) => ({ name, scale: ONE, symbols: {}, approval: null, maxNotional: null }));

function hundredAccounts(): Engine {
  const settings = settingsWith({ approval: { type: 'auto' }, account: accountName('a0'), accounts: SHARES });
  const [paper] = settings.accounts.values();
  if (paper === undefined) throw new Error('no account to copy');
  return new Engine({ ...settings, accounts: new Map(NAMES.map((name) => [name, { ...paper, name }])) });
}

/** Decides at once, as the real one does; nothing reaches its disk, so that nothing is ever answered. */
function slowDisk(engine: Engine): Dispatcher {
  const decided: ((head: State, events: readonly Event[]) => void)[] = [];
  return {
    dispatch(command: Command) {
      engine.run(command);
      for (const listener of decided) listener(engine.state, engine.events);
      return new Promise<Reply>(() => undefined);
    },
    snapshot: () => engine.state,
    onCommit: () => () => undefined,
    onDecided(listener) {
      decided.push(listener);
      return () => undefined;
    },
  };
}

it('sends all hundred orders while the sizes of all of them are on their way to the disk', async () => {
  const clock = createFakeClock();
  const engine = hundredAccounts();
  engine.now = clock.now();
  const priced = (): Promise<Priced> => Promise.resolve({ type: 'priced', instrument: perpetual, quote: engine.quote('45000') });
  const broker: Pick<Broker, 'price'> = { price: priced };
  const dispatcher = slowDisk(engine);
  const sent = new Set<OrderId>();
  const nothing = (): Promise<void> => Promise.resolve();
  const worker = createWorker({
    dispatcher,
    orders: {
      submit(orderId) {
        sent.add(orderId);
        return new Promise(() => undefined);
      },
      cancel: nothing,
      modify: nothing,
      lookUp: nothing,
      cancelForeign: nothing,
    },
    prices: createPriceWatch(new Map(NAMES.map((name) => [name, broker as Broker])), clock, log),
    funds: { forSignal: () => Promise.resolve({ type: 'not_needed' }) },
    atr: { forSignal: () => Promise.resolve({ type: 'not_needed' }) },
    rates: { forEntry: () => Promise.resolve(NO_RATES) },
    riskWatch: { entryKnown: () => Promise.resolve(null) },
    people: { showCard: nothing, deliver: nothing, mail: nothing },
    clock,
    log,
    randomHex: (digits) => '0'.repeat(digits),
  });
  worker.start();
  void dispatcher.dispatch(engine.alertCommand('BUY BTCUSDT.P qty=0.1'));
  await clock.settle();
  expect(engine.state.activeOrders.size).toBe(NAMES.length);
  expect(sent).toEqual(new Set(engine.state.activeOrders));
});
