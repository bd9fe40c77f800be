// A price that reaches a level is acted on, although it could not be stored at once and others have come since.

import { expect, it } from 'vitest';
import { PAPER_TRAITS } from '../../src/core/model/account.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName, strategyName } from '../../src/core/model/ids.ts';
import type { Settings } from '../../src/core/model/settings.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redact.ts';
import { createPriceObserver } from '../../src/runtime/observe-prices.ts';
import type { PriceWatch, QuoteListener } from '../../src/runtime/price-watch.ts';
import type { Dispatcher } from '../../src/store/dispatch.ts';
import { Engine, perpetual, settingsWith } from '../core/engine.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createEngineDispatcher } from '../telegram/engine-dispatcher.ts';

const PAPER = accountName('paper');
let ids = 0;
const randomHex = (digits: number): string => (ids += 1).toString(16).padStart(digits, '0');
const log = createLog({ level: 'silent', redactor: createRedactor([]) });

/** The venue holds no stops: each of them is watched by us. */
function stopless(): Settings {
  const settings = settingsWith({ approval: { type: 'auto' } });
  const accounts = [...settings.accounts].map(
    ([name, account]) => [name, { ...account, traits: { ...PAPER_TRAITS, nativeStops: false, oco: false } }] as const,
  );
  return { ...settings, accounts: new Map(accounts) };
}

function desk() {
  const clock = createFakeClock();
  const dispatcher = createEngineDispatcher(stopless(), () => clock.now());
  const listeners = new Set<QuoteListener>();
  const prices = {
    onQuote(listener: QuoteListener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as Pick<PriceWatch, 'onQuote'> as PriceWatch;
  const open = (through: Dispatcher = dispatcher) => {
    const observer = createPriceObserver({
      settings: stopless(),
      clock,
      dispatcher: through,
      prices,
      log,
      randomHex,
    });
    observer.start();
    return observer;
  };
  const leaving = () =>
    [...dispatcher.snapshot().orders.values()]
      .filter(({ role }) => role === 'exit')
      .map(({ strategy }) => String(strategy))
      .sort();
  return {
    clock,
    dispatcher,
    open,
    leaving,
    hear(price: string) {
      const engine = new Engine();
      engine.now = clock.now();
      for (const listener of listeners) listener(PAPER, engine.quote(price), perpetual.symbol);
    },
  };
}

let alerts = 0;
/** A long of 0.1 at 45000 with this stop. */
async function hold(
  { dispatcher, clock }: Pick<ReturnType<typeof desk>, 'dispatcher' | 'clock'>,
  strategy: string,
  stop: string,
): Promise<void> {
  alerts += 1;
  const engine = new Engine();
  engine.now = clock.now() + alerts;
  const alert = engine.alertCommand(`BUY BTCUSDT.P qty=0.1 sl=${stop}`, { strategyHint: strategyName(strategy) });
  await dispatcher.dispatch(alert);
  const quote = { ...engine.quote('45000'), at: clock.now() };
  await dispatcher.dispatch({ type: 'price_signal', signalId: alert.signalId, instrument: perpetual, quote, nonce: engine.nonce() });
  const [orderId] = dispatcher.snapshot().signals.get(alert.signalId)?.orderIds ?? [];
  if (orderId === undefined) throw new Error('no order was made');
  await dispatcher.dispatch({ type: 'begin_submit', orderId });
  const fill = {
    id: `f${alerts}` as never,
    qty: decimal('0.1'),
    price: decimal('45000'),
    fee: decimal('0'),
    feeCurrency: 'USDT',
    at: clock.now(),
  };
  await dispatcher.dispatch({ type: 'venue_report', report: { type: 'filled', orderId, venueOrderId: `v${alerts}` as never, fill } });
}

it('a stop whose price could not be stored is left a second later, although no price comes any more', async () => {
  const world = desk();
  await hold(world, 'default', '44000');
  const observer = world.open();
  await world.clock.advance(1_000);
  world.dispatcher.disk = 'failed';
  world.hear('43990');
  await world.clock.advance(400);
  world.dispatcher.disk = null;
  await world.clock.advance(1_000);
  expect(world.leaving()).toEqual(['default']);
  observer.stop();
});

it('and although the price has come back long before anything could be stored', async () => {
  const world = desk();
  await hold(world, 'default', '44000');
  const observer = world.open();
  await world.clock.advance(1_000);
  world.dispatcher.disk = 'failed';
  world.hear('43990');
  for (const price of ['44100', '44300', '45200', '44800']) {
    await world.clock.advance(5_000);
    world.hear(price);
  }
  world.dispatcher.disk = null;
  await world.clock.advance(1_000);
  expect(world.leaving()).toEqual(['default']);
  expect(world.dispatcher.of('observe_price').at(-1)?.seen.last).toBe('43990');
  observer.stop();
});

it('a stop that is reached while another level of its market is being stored is left behind it', async () => {
  const world = desk();
  await hold(world, 'default', '44000');
  await hold(world, 'other', '43000');
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { dispatcher } = world;
  const observer = world.open({ ...dispatcher, dispatch: (command) => gate.then(() => dispatcher.dispatch(command)) });
  await world.clock.advance(1_000);
  for (const price of ['43990', '42990', '44500']) {
    world.hear(price);
    await world.clock.advance(3_000);
  }
  expect(world.leaving()).toEqual([]);
  release();
  await world.clock.settle();
  expect(world.leaving()).toEqual(['default', 'other']);
  observer.stop();
});

it('what is opened later is not closed by a price of before', async () => {
  const world = desk();
  await hold(world, 'default', '44000');
  const observer = world.open();
  await world.clock.advance(1_000);
  world.dispatcher.disk = 'failed';
  world.hear('43000');
  await world.clock.advance(5_500);
  world.dispatcher.disk = null;
  await hold(world, 'other', '44900');
  await world.clock.advance(1_000);
  expect(world.leaving()).toEqual(['default']);
  world.hear('44890');
  await world.clock.settle();
  expect(world.leaving()).toEqual(['default', 'other']);
  observer.stop();
});

it('nothing is tried again after the end', async () => {
  const world = desk();
  await hold(world, 'default', '44000');
  const observer = world.open();
  await world.clock.advance(1_000);
  world.dispatcher.disk = 'failed';
  world.hear('43990');
  observer.stop();
  await world.clock.advance(60_000);
  expect(world.dispatcher.of('observe_price')).toHaveLength(1);
});
