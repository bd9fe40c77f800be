import { describe, expect, it } from 'vitest';
import type { Broker, Priced } from '../../src/brokers/broker.ts';
import type { Command, Reply } from '../../src/core/engine/command.ts';
import { emptyState } from '../../src/core/engine/empty-state.ts';
import type { State } from '../../src/core/engine/state.ts';
import { deny } from '../../src/core/model/denial.ts';
import { accountName, type Nonce, type NotificationId, type OrderId } from '../../src/core/model/ids.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redact.ts';
import { createPriceWatch } from '../../src/runtime/price-watch.ts';
import { createSafetyPoll, SAFETY_POLL_MS } from '../../src/runtime/safety-poll.ts';
import { createWorker } from '../../src/runtime/worker.ts';
import type { Dispatcher } from '../../src/store/dispatch.ts';
import { Engine, settingsWith } from '../core/engine.ts';
import { createFakeClock } from '../fake-clock.ts';
import { IDLE_PARTS, nothing } from './idle-parts.ts';

const log = createLog({ level: 'silent', redactor: createRedactor([]), stream: { write: () => undefined } });
const ACCOUNT = accountName('paper');

/** A core that refuses everything for a broken invariant, and journals each refusal, as the real one does. */
function refusingDispatcher(state: State): { dispatcher: Dispatcher; commands: Command[] } {
  const commands: Command[] = [];
  let commit = (): void => undefined;
  const refused: Reply = { type: 'refused', denial: deny('INVARIANT', 'an invariant would break') };
  const dispatcher: Dispatcher = {
    dispatch(command) {
      commands.push(command);
      commit();
      return Promise.resolve(refused);
    },
    snapshot: () => state,
    onCommit(listener) {
      commit = listener;
      return () => undefined;
    },
  };
  return { dispatcher, commands };
}

describe('the worker', () => {
  it('tries what the core refuses for an invariant once a second, not without a pause', async () => {
    const clock = createFakeClock();
    const nonce = '0000000000000001' as Nonce;
    const prompt = { nonce, action: { type: 'kill' as const }, askedBy: null, expiresAt: clock.now() };
    const { dispatcher, commands } = refusingDispatcher({ ...emptyState(), prompts: emptyState().prompts.set(nonce, prompt) });
    const worker = createWorker({
      dispatcher,
      ...IDLE_PARTS,
      prices: createPriceWatch(new Map(), clock, log),
      people: { showCard: nothing, deliver: nothing, mail: nothing },
      clock,
      log,
      randomHex: (digits) => '0'.repeat(digits),
    });
    worker.start();
    await clock.settle();
    await clock.settle();
    expect(commands).toEqual([{ type: 'clock' }]);
    await clock.advance(3_000);
    expect(commands).toHaveLength(4);
    await worker.stop();
  });

  it('tells the first refusal at once, and those of the next seconds in one message; an alarm never waits', async () => {
    const clock = createFakeClock();
    const engine = new Engine();
    const told: string[] = [];
    let commit = (): void => undefined;
    const run = (command: Command): Reply => {
      engine.now = clock.now();
      const reply = engine.run(command);
      commit();
      return reply;
    };
    const worker = createWorker({
      dispatcher: {
        dispatch: (command) => Promise.resolve(run(command)),
        snapshot: () => engine.state,
        onCommit(listener) {
          commit = listener;
          return () => undefined;
        },
      },
      ...IDLE_PARTS,
      prices: createPriceWatch(new Map(), clock, log),
      people: {
        showCard: nothing,
        mail: nothing,
        deliver(notificationId) {
          const { groupKey = '', count = 0 } = engine.state.notifications.get(notificationId) ?? {};
          told.push(`${groupKey} ×${count}`);
          run({ type: 'notification_delivered', notificationId, count, chatId: '1', done: true });
          return Promise.resolve();
        },
      },
      clock,
      log,
      randomHex: (digits) => '0'.repeat(digits),
    });
    const refuse = (): void => {
      engine.now = clock.now();
      engine.alert('SELL BTCUSDT qty=0.1');
      commit();
    };
    const alarm = (id: string): Reply =>
      run({
        type: 'notify',
        notificationId: id as NotificationId,
        severity: 'alarm',
        groupKey: 'fault',
        title: '',
        text: '',
        nextStep: null,
      });
    worker.start();
    refuse();
    await clock.settle();
    const refused = 'refused:SHORT_ON_SPOT:default:BTCUSDT';
    expect(told).toEqual([`${refused} ×1`]);
    for (let second = 0; second < 9; second += 1) {
      refuse();
      await clock.advance(1_000);
    }
    alarm('n_a');
    await clock.settle();
    alarm('n_b');
    await clock.settle();
    expect(told).toEqual([`${refused} ×1`, 'fault ×1', 'fault ×1']);
    await clock.advance(1_000);
    expect(told).toEqual([`${refused} ×1`, 'fault ×1', 'fault ×1', `${refused} ×9`]);
    await worker.stop();
  });
});

describe('the watch over prices', () => {
  it('polls once, also what was let go and taken up again while an answer was on its way', async () => {
    const clock = createFakeClock();
    const waiting: ((answer: Priced) => void)[] = [];
    let asked = 0;
    const broker: Pick<Broker, 'price'> = {
      price() {
        asked += 1;
        return new Promise((resolve) => waiting.push(resolve));
      },
    };
    const watch = createPriceWatch(new Map([[ACCOUNT, broker as Broker]]), clock, log);
    const wanted = new Map([['watch', { account: ACCOUNT, symbol: 'BTC/USDT' }]]);
    watch.watch(wanted);
    await clock.advance(2_000);
    watch.watch(new Map());
    watch.watch(wanted);
    const answerAll = async (): Promise<void> => {
      for (const answer of waiting.splice(0)) answer({ type: 'unavailable', reason: 'test' });
      await clock.settle();
    };
    await answerAll();
    asked = 0;
    for (let second = 0; second < 20; second += 1) {
      await clock.advance(1_000);
      await answerAll();
    }
    expect(asked).toBe(10);
    watch.stop();
    expect(clock.pendingTimers()).toBe(0);
  });
});

describe('the safety poll', () => {
  it('asks about every order, also when the look-up of one of them fails each time', async () => {
    const clock = createFakeClock();
    const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
    engine.enter('BUY BTCUSDT.P qty=0.1 sl=44000 tp=47000', '45000');
    const { dispatcher } = refusingDispatcher(engine.state);
    const asked = new Set<OrderId>();
    const lookUp = (orderId: OrderId): Promise<void> => {
      asked.add(orderId);
      return Promise.reject(new Error('test'));
    };
    const poll = createSafetyPoll(dispatcher, lookUp, clock, log);
    poll.start();
    await clock.settle();
    expect(asked).toEqual(new Set(engine.state.activeOrders));
    expect(asked.size).toBe(2);
    asked.clear();
    await clock.advance(SAFETY_POLL_MS);
    expect(asked.size).toBe(2);
    poll.stop();
  });
});
