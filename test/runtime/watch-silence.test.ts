// A stop that only we watch, and prices that do not come.

import { expect, it } from 'vitest';
import type { Broker } from '../../src/brokers/broker.ts';
import type { VenueTraits } from '../../src/core/model/account.ts';
import { accountName } from '../../src/core/model/ids.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redact.ts';
import { createPriceWatch } from '../../src/runtime/price-watch.ts';
import { createSilenceWatch } from '../../src/runtime/watch-silence.ts';
import type { Dispatcher } from '../../src/store/dispatch.ts';
import { perpetual } from '../core/engine.ts';
import { buy, engineWith, NO_STOPS } from '../core/plan-engine.ts';
import { createFakeClock } from '../fake-clock.ts';

const log = createLog({ level: 'silent', redactor: createRedactor([]) });
const PAPER = accountName('paper');

function house(traits: Partial<VenueTraits>) {
  const clock = createFakeClock();
  const engine = engineWith({}, traits);
  engine.enter(buy({ stop_loss: 49000 }), '50000');
  let answers = true;
  const broker: Pick<Broker, 'price' | 'watch'> = {
    price: () =>
      Promise.resolve(
        answers
          ? { type: 'priced' as const, instrument: perpetual, quote: { ...engine.quote('50000'), at: clock.now() } }
          : { type: 'unavailable' as const, reason: 'down' },
      ),
    watch: () => () => undefined,
  };
  const prices = createPriceWatch(new Map([[PAPER, broker as Broker]]), clock, log);
  prices.watch(new Map([['market', { account: PAPER, symbol: perpetual.symbol }]]));
  const dispatcher = {
    snapshot: () => engine.state,
    dispatch: (command: Parameters<Dispatcher['dispatch']>[0]) => Promise.resolve(engine.run(command)),
  } as unknown as Dispatcher;
  const watch = createSilenceWatch({ dispatcher, prices, clock, log, randomHex: (digits) => 'a'.repeat(digits) });
  watch.start();
  const told = () => [...engine.state.notifications.values()].map(({ title, severity }) => `${severity}: ${title}`);
  const end = () => {
    watch.stop();
    prices.stop();
  };
  return { clock, engine, told, end, venue: (up: boolean) => (answers = up) };
}

const before = (told: readonly string[], known: readonly string[]): readonly string[] => told.filter((each) => !known.includes(each));

it('an alarm once, and the news when they are back', async () => {
  const { clock, told, end, venue } = house(NO_STOPS);
  const known = told();
  await clock.advance(5 * 60_000);
  expect(before(told(), known)).toEqual([]);
  venue(false);
  await clock.advance(50_000);
  expect(before(told(), known)).toEqual([]);
  await clock.advance(60_000);
  expect(before(told(), known)).toEqual(['alarm: BTC/USDT:USDT: nobody watches the stop']);
  await clock.advance(10 * 60_000);
  expect(before(told(), known)).toHaveLength(1);
  venue(true);
  await clock.advance(60_000);
  expect(before(told(), known).at(-1)).toBe('info: BTC/USDT:USDT: prices are back');
  end();
});

it('nothing where the venue has the stop', async () => {
  const { clock, told, end, venue } = house({});
  const known = told();
  venue(false);
  await clock.advance(5 * 60_000);
  expect(before(told(), known)).toEqual([]);
  end();
});

it('an alarm where a close waits for a price that does not come, once, and the news when they are back', async () => {
  const { clock, engine, told, end, venue } = house({});
  engine.now = clock.now();
  engine.alert(JSON.stringify({ action: 'close', symbol: 'BTCUSDT.P', condition: { price_below: 48000 } }));
  expect(engine.state.parked.size).toBe(1);
  const known = told();
  venue(false);
  await clock.advance(110_000);
  expect(before(told(), known)).toEqual(['alarm: BTC/USDT:USDT: nobody watches the close that waits']);
  await clock.advance(10 * 60_000);
  expect(before(told(), known)).toHaveLength(1);
  venue(true);
  await clock.advance(60_000);
  expect(before(told(), known).at(-1)).toBe('info: BTC/USDT:USDT: prices are back');
  end();
});
