// A price that reaches a level is acted on, although it could not be stored at once and others have come since.

import { describe, expect, it } from 'vitest';
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
    /** `bid`: what leaving a long would get, where that is not the last price. */
    hear(price: string, bid = price) {
      const engine = new Engine();
      engine.now = clock.now();
      for (const listener of listeners) listener(PAPER, { ...engine.quote(price), bid: decimal(bid) }, perpetual.symbol);
    },
    told: () => [...dispatcher.snapshot().notifications.values()].map(({ title, text }) => `${title}: ${text}`).join('\n'),
  };
}

let alerts = 0;
/** A long of 0.1 at 45000 with this stop. */
async function hold(
  { dispatcher, clock }: Pick<ReturnType<typeof desk>, 'dispatcher' | 'clock'>,
  strategy: string,
  stop: string,
  more = '',
): Promise<void> {
  alerts += 1;
  const engine = new Engine();
  engine.now = clock.now() + alerts;
  const alert = engine.alertCommand(`BUY BTCUSDT.P qty=0.1 sl=${stop}${more}`, { strategyHint: strategyName(strategy) });
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

describe('a target that was touched while nothing could be stored', () => {
  /** What becomes of a target at 46980 when these prices come before the disk is back; the last one a moment before it is. */
  async function touched(...prices: readonly (readonly [last: string, bid?: string])[]) {
    const world = desk();
    await hold(world, 'default', '44000', ' tp=46980');
    const observer = world.open();
    await world.clock.advance(1_000);
    world.dispatcher.disk = 'failed';
    for (const [last, bid] of prices) {
      await world.clock.advance(5_000);
      world.hear(last, bid);
    }
    world.dispatcher.disk = null;
    await world.clock.advance(1_000);
    return { ...world, observer };
  }

  it('counts as reached where leaving gets nearly as much by now, and that it is less is said', async () => {
    const { leaving, told, observer } = await touched(['46990'], ['46950']);
    expect(leaving()).toEqual(['default']);
    expect(told()).toContain('take-profit 46980 reached at 46990, 46950 since; the position is being closed at market.');
    observer.stop();
  });

  it('also by a bid that stood under a lower last price than others', async () => {
    const { leaving, observer } = await touched(['46990', '46985'], ['47200', '46500'], ['46900', '46950']);
    expect(leaving()).toEqual(['default']);
    observer.stop();
  });

  it('is not sold far below what was meant: that is said, and the target is watched on', async () => {
    const { leaving, told, observer, ...world } = await touched(['46990'], ['45200']);
    expect(leaving()).toEqual([]);
    expect(told()).toContain(
      'the price touched the target 46980 (46990) while nothing could be stored, and it is 45200 by now: nothing is sold for it, and the target is watched on.',
    );
    world.hear('46980');
    await world.clock.settle();
    expect(leaving()).toEqual(['default']);
    observer.stop();
  });
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
