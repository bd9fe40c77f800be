// When limits on results are looked at: while prices come, once a second at most; what an account is worth is asked once a day.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { NO_RATES, type ExchangeRates } from '../../src/core/model/money/exchange-rate.ts';
import { accountName } from '../../src/core/model/ids.ts';
import type { Quote } from '../../src/core/model/markets/instrument.ts';
import { NO_LIMITS, type Limits } from '../../src/core/model/risk-limits.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redact.ts';
import type { ExchangeRateBoard } from '../../src/runtime/exchange-rates.ts';
import type { QuoteListener } from '../../src/runtime/price-watch.ts';
import type { FundsAnswer } from '../../src/runtime/read-funds.ts';
import { createRiskWatch } from '../../src/runtime/risk-watch.ts';
import { Engine, perpetual, settingsWith } from '../core/engine.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createEngineDispatcher } from '../telegram/engine-dispatcher.ts';

const PAPER = accountName('paper');
const DAY_MS = 86_400_000;
const log = createLog({ level: 'silent', redactor: createRedactor([]) });
const NO_BOARD: ExchangeRateBoard = { known: () => NO_RATES, find: () => Promise.resolve(NO_RATES) };
const worth = (equity: string): FundsAnswer => ({ type: 'funds', funds: { equity: decimal(equity), available: decimal(equity) } });

function watchOver(
  risk: Partial<Limits> | null,
  answer: (() => FundsAnswer | Promise<never>) | undefined = () => worth('10000'),
  rates: ExchangeRateBoard = NO_BOARD,
) {
  const clock = createFakeClock();
  const plain = settingsWith({ approval: { type: 'auto' } });
  const settings = risk === null ? plain : { ...plain, risk: { ...NO_LIMITS, ...risk } };
  const dispatcher = createEngineDispatcher(settings, () => clock.now());
  const listeners = new Set<QuoteListener>();
  let last: Quote | null = null;
  const prices = {
    onQuote(listener: QuoteListener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    last: () => (last === null ? null : { instrument: perpetual, quote: last }),
    now: () => Promise.resolve({ type: 'unavailable', reason: 'nobody asks here' } as const),
  };
  let asked = 0;
  const funds = {
    of() {
      asked += 1;
      return Promise.resolve(answer());
    },
  };
  const watch = createRiskWatch({ settings, dispatcher, prices, funds, rates, clock, log, randomHex: () => '0'.repeat(16) });
  return {
    clock,
    dispatcher,
    watch,
    asked: () => asked,
    judged: () => dispatcher.of('judge_risk').length,
    quote(price: string) {
      last = new Engine().quote(price);
      for (const listener of listeners) listener(PAPER, last, last.symbol);
    },
    listeners,
  };
}

/** A long of 0.1 at 45000. */
async function hold(
  { dispatcher, clock }: Pick<ReturnType<typeof watchOver>, 'dispatcher' | 'clock'>,
  instrument = perpetual,
  rates = NO_RATES,
): Promise<void> {
  const engine = new Engine();
  engine.now = clock.now();
  const alert = engine.alertCommand('BUY BTCUSDT.P qty=0.1 sl=40000');
  await dispatcher.dispatch(alert);
  await dispatcher.dispatch({
    type: 'price_signal',
    signalId: alert.signalId,
    instrument,
    quote: engine.quote('45000'),
    nonce: engine.nonce(),
    rates,
  });
  const [orderId] = dispatcher.snapshot().signals.get(alert.signalId)?.orderIds ?? [];
  if (orderId === undefined) throw new Error('no order was made');
  await dispatcher.dispatch({ type: 'begin_submit', orderId });
  const fill = { id: 'f1' as never, qty: decimal('0.1'), price: decimal('45000'), fee: decimal('0'), feeCurrency: 'USDT', at: clock.now() };
  await dispatcher.dispatch({ type: 'venue_report', report: { type: 'filled', orderId, venueOrderId: 'v1' as never, fill } });
}

it('looks at results once a second however many prices come, and commits only what follows from them', async () => {
  const world = watchOver({ dailyLoss: { money: decimal('100') } });
  await hold(world);
  world.watch.start();
  for (let index = 0; index < 50; index += 1) world.quote('44500');
  await world.clock.advance(1_000);
  expect(world.judged()).toBe(0);
  for (const price of ['44001', '44000', '43990']) world.quote(price);
  await world.clock.advance(999);
  expect(world.judged()).toBe(0);
  await world.clock.advance(1);
  expect(world.judged()).toBe(1);
  expect(world.dispatcher.snapshot().riskBook.breaches.first()).toMatchObject({ limit: 'daily_loss', action: 'pause' });
  world.quote('43000');
  await world.clock.advance(5_000);
  expect(world.judged()).toBe(1);
  world.watch.stop();
});

it('without a price of what is held nothing is judged, as after a start; after a minute people are told, and when there is one', async () => {
  const world = watchOver({ drawdown: { money: decimal('100') } });
  await hold(world);
  const said = () => world.dispatcher.of('notify').map(({ severity, title }) => `${severity} ${title}`);
  world.watch.start();
  await world.clock.advance(50_000);
  expect([world.judged(), said()]).toEqual([0, []]);
  await world.clock.advance(70_000);
  const what = 'BTC/USDT:USDT on paper (PAPER)';
  expect([world.judged(), said()]).toEqual([0, [`alarm ${what} has no price`]]);
  world.quote('46000');
  await world.clock.advance(2_000);
  expect(said()).toEqual([`alarm ${what} has no price`, `info ${what} has a price again`]);
  expect([...world.dispatcher.snapshot().riskBook.ledgers.values()].flatMap(({ peak }) => peak ?? [])).toEqual(['100']);
  world.watch.stop();
});

it('asks what an account is worth once a day, a minute later where it did not answer, and the next day without any price', async () => {
  const answers: FundsAnswer[] = [{ type: 'unavailable', reason: 'away' }, worth('10000'), worth('9000')];
  const world = watchOver({ dailyLoss: { percent: decimal('1') } }, () => answers.shift() ?? worth('1'));
  world.watch.start();
  await world.clock.advance(1_000);
  const equity = () => world.dispatcher.snapshot().riskBook.equities.get(PAPER)?.equity;
  expect([world.asked(), equity()]).toEqual([1, undefined]);
  world.quote('45000');
  await world.clock.advance(30_000);
  expect(world.asked()).toBe(1);
  await world.clock.advance(40_000);
  expect([world.asked(), equity()]).toEqual([2, '10000']);
  world.quote('45000');
  await world.clock.advance(3_600_000);
  expect(world.asked()).toBe(2);
  await world.clock.advance(DAY_MS);
  expect([world.asked(), equity()]).toEqual([3, '9000']);
  world.watch.stop();
  await world.clock.advance(2 * DAY_MS);
  expect(world.asked()).toBe(3);
});

it('without limits on results nothing is looked at', async () => {
  const leverage = watchOver({ maxLeverage: decimal('2') });
  leverage.watch.start();
  await leverage.clock.advance(DAY_MS + 2_000);
  expect(leverage.asked()).toBe(2);
  const world = watchOver({ maxOpenPositions: 1 });
  world.watch.start();
  expect(world.listeners.size).toBe(0);
  const none = watchOver(null);
  none.watch.start();
  expect(none.listeners.size).toBe(0);
  await none.clock.advance(DAY_MS);
  expect([world.asked(), none.asked(), none.judged()]).toEqual([0, 0, 0]);
});

it('a venue that does not say what an account is worth holds back nothing that can be judged', async () => {
  const world = watchOver(
    { dailyLoss: { money: decimal('100') }, drawdown: { percent: decimal('5') } },
    () => new Promise<never>(() => undefined),
  );
  await world.dispatcher.dispatch({ type: 'judge_risk', marks: new Map(), equities: new Map([[PAPER, decimal('10000')]]) });
  await hold(world);
  // on the next day it has to be asked anew
  await world.clock.advance(DAY_MS);
  world.watch.start();
  world.quote('43000');
  await world.clock.advance(2_000);
  expect(world.dispatcher.snapshot().riskBook.breaches.first()).toMatchObject({ limit: 'daily_loss' });
  expect(world.asked()).toBe(1);
  world.watch.stop();
});

it('a limit that was reached while nothing could be stored is judged again, although no price comes any more', async () => {
  const world = watchOver({ dailyLoss: { money: decimal('100') } });
  await hold(world);
  world.watch.start();
  await world.clock.advance(1_000);
  world.dispatcher.disk = 'failed';
  world.quote('43000');
  await world.clock.advance(3_000);
  expect(world.dispatcher.snapshot().riskBook.breaches.size).toBe(0);
  world.dispatcher.disk = null;
  await world.clock.advance(2_000);
  expect(world.dispatcher.snapshot().riskBook.breaches.first()).toMatchObject({ limit: 'daily_loss' });
  world.watch.stop();
});

describe('money of several currencies', () => {
  const WANTED = 'paper|EUR|USDT';
  const euro = (at: number): ExchangeRates =>
    new Map([[WANTED, { from: 'EUR', to: 'USDT', price: decimal('1.1'), at, source: 'venue' as const }]]);

  /** A long of 0.1 in EUR at 45000; the limit counts USDT. */
  async function world(known: () => ExchangeRates) {
    const asked: string[] = [];
    const board: ExchangeRateBoard = {
      known,
      find(wanted) {
        asked.push(...wanted.map(({ from, to }) => `${from}/${to}`));
        return Promise.resolve(NO_RATES);
      },
    };
    const desk = watchOver({ dailyLoss: { money: decimal('100') } }, undefined, board);
    await hold(desk, { ...perpetual, quote: 'EUR' }, euro(desk.clock.now()));
    desk.watch.start();
    const said = () => desk.dispatcher.of('notify').map(({ severity, title }) => `${severity} ${title}`);
    return { ...desk, asked, said };
  }

  it('is counted at the rates that are known, and they are asked for anew', async () => {
    const desk = await world(() => euro(desk.clock.now()));
    desk.quote('44100');
    await desk.clock.advance(2_000);
    expect([desk.judged(), desk.asked.includes('EUR/USDT')]).toEqual([0, true]);
    // 0.1 × 910 = 91 EUR, and 0.1 USDT of fees: 100.2 USDT
    desk.quote('44090');
    await desk.clock.advance(2_000);
    expect(desk.judged()).toBe(1);
    expect(desk.dispatcher.snapshot().riskBook.breaches.first()?.detail).toContain('at 1 EUR = 1.1 USDT');
    desk.watch.stop();
  });

  it('without a rate nothing is judged, and people are told once, with the pair; and once when it is counted again', async () => {
    let rates: ExchangeRates = NO_RATES;
    const desk = await world(() => rates);
    desk.quote('40000');
    await desk.clock.advance(50_000);
    expect([desk.judged(), desk.said()]).toEqual([0, []]);
    await desk.clock.advance(70_000);
    const title = 'daily_loss of all accounts on paper cannot be counted';
    expect(desk.said()).toEqual([`alarm ${title}`]);
    expect(desk.dispatcher.of('notify')[0]?.text).toBe(
      'paper (PAPER): no rate of EUR/USDT is known. It does not pause as long as that lasts; entries are refused (NO_RATE), exits pass.',
    );
    desk.quote('40000');
    await desk.clock.advance(120_000);
    expect(desk.said()).toHaveLength(1);
    rates = euro(desk.clock.now());
    desk.quote('44990');
    await desk.clock.advance(2_000);
    expect(desk.said()).toEqual([`alarm ${title}`, 'info daily_loss of all accounts on paper is counted again']);
    desk.watch.stop();
  });
});
