// What an entry waits for before its limits are judged: the prices of what is held, as after a start, and what accounts are worth, as at
// the begin of a day. Only for what its own limits count, and not for long.

import { expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { NO_RATES } from '../../src/core/model/money/exchange-rate.ts';
import { accountName, strategyName } from '../../src/core/model/ids.ts';
import type { Quote } from '../../src/core/model/markets/instrument.ts';
import { NO_LIMITS, type Limits } from '../../src/core/model/risk-limits.ts';
import type { Priced } from '../../src/brokers/broker.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redact.ts';
import type { FundsAnswer } from '../../src/runtime/read-funds.ts';
import { createRiskWatch } from '../../src/runtime/risk-watch.ts';
import { Engine, perpetual, settingsWith } from '../core/engine.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createEngineDispatcher } from '../telegram/engine-dispatcher.ts';

const PAPER = accountName('paper');
const SECOND = accountName('second');
const DAY_MS = 86_400_000;
const log = createLog({ level: 'silent', redactor: createRedactor([]) });
const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

interface Desk {
  readonly risk?: Partial<Limits>;
  readonly ofPaper?: Partial<Limits>;
  readonly price?: (symbol: string) => Promise<Priced>;
  readonly worth?: Partial<Record<string, () => Promise<FundsAnswer>>>;
}

const limits = (change: Partial<Limits> | undefined) => (change === undefined ? {} : { ...NO_LIMITS, ...change });

async function open({ risk, ofPaper, price = never, worth = {} }: Desk) {
  const clock = createFakeClock();
  const plain = settingsWith({ approval: { type: 'auto' } });
  const paper = plain.accounts.get(PAPER);
  if (paper === undefined) throw new Error('no account');
  const accounts = new Map([
    [PAPER, { ...paper, ...(ofPaper === undefined ? {} : { limits: { ...NO_LIMITS, ...ofPaper } }) }],
    [SECOND, { ...paper, name: SECOND }],
  ]);
  const settings = { ...plain, accounts, ...(risk === undefined ? {} : { risk: { ...NO_LIMITS, ...limits(risk) } }) };
  const dispatcher = createEngineDispatcher(settings, () => clock.now());
  const known = new Map<string, Quote>();
  const asked: string[] = [];
  const prices = {
    onQuote: () => () => true,
    last(account: string, symbol: string) {
      const quote = known.get(`${account}|${symbol}`);
      return quote === undefined ? null : { instrument: perpetual, quote };
    },
    async now(account: string, symbol: string): Promise<Priced> {
      asked.push(symbol);
      const answer = await price(symbol);
      if (answer.type === 'priced') known.set(`${account}|${symbol}`, answer.quote);
      return answer;
    },
  };
  const funds = { of: (account: string) => (worth[account] ?? never<FundsAnswer>)() };
  const rates = { known: () => NO_RATES, find: () => Promise.resolve(NO_RATES) };
  const watch = createRiskWatch({ settings, dispatcher, prices, funds, rates, clock, log, randomHex: () => '0'.repeat(16) });
  return { clock, dispatcher, watch, asked };
}

type Opened = Awaited<ReturnType<typeof open>>;

/** A long of 0.1 at 45000 on paper. */
async function hold({ dispatcher, clock }: Opened): Promise<void> {
  const engine = new Engine();
  engine.now = clock.now();
  const alert = engine.alertCommand('BUY BTCUSDT.P qty=0.1 sl=40000');
  await dispatcher.dispatch(alert);
  const quote = engine.quote('45000');
  await dispatcher.dispatch({ type: 'price_signal', signalId: alert.signalId, instrument: perpetual, quote, nonce: engine.nonce() });
  const [orderId] = dispatcher.snapshot().signals.get(alert.signalId)?.orderIds ?? [];
  if (orderId === undefined) throw new Error('no order was made');
  await dispatcher.dispatch({ type: 'begin_submit', orderId });
  const fill = { id: 'f1' as never, qty: decimal('0.1'), price: decimal('45000'), fee: decimal('0'), feeCurrency: 'USDT', at: clock.now() };
  await dispatcher.dispatch({ type: 'venue_report', report: { type: 'filled', orderId, venueOrderId: 'v1' as never, fill } });
}

const ENTRY = { strategy: strategyName('default'), account: PAPER, symbol: 'ETH/USDT:USDT' };

/** How long it has waited, and for what it is not judged. */
async function waited(world: Opened, entry = ENTRY): Promise<{ ms: number; code: string | null }> {
  const from = world.clock.now();
  const answers: { ms: number; code: string | null }[] = [];
  const done = world.watch.entryKnown(entry).then((denial) => answers.push({ ms: world.clock.now() - from, code: denial?.code ?? null }));
  for (let step = 0; step < 100 && answers.length === 0; step += 1) await world.clock.advance(100);
  await done;
  const [answer] = answers;
  if (answer === undefined) throw new Error('no answer');
  return answer;
}

const priced = (last: string): Promise<Priced> =>
  Promise.resolve({ type: 'priced', instrument: perpetual, quote: new Engine().quote(last) });

it('asks for the price of what is held, and goes on as soon as it is there', async () => {
  const world = await open({ ofPaper: { dailyLoss: { money: decimal('100') } }, price: () => priced('43000') });
  await hold(world);
  expect(await waited(world)).toEqual({ ms: 0, code: null });
  expect(world.asked).toEqual(['BTC/USDT:USDT']);
});

it('without that price it is not judged, and has not waited for long', async () => {
  const world = await open({ ofPaper: { dailyLoss: { money: decimal('100') } } });
  await hold(world);
  const { ms, code } = await waited(world);
  expect(code).toBe('NO_PRICE');
  expect(ms).toBeLessThanOrEqual(2_100);
});

it('where no limit counts it, nothing is asked', async () => {
  for (const desk of [{}, { ofPaper: { maxOpenPositions: 5 } }, { ofPaper: { maxExposurePerSymbol: decimal('10000') } }]) {
    const world = await open(desk);
    await hold(world);
    expect(await waited(world)).toEqual({ ms: 0, code: null });
    expect(world.asked).toEqual([]);
  }
});

it('an account that hangs holds back no entry on another one', async () => {
  const funds = { type: 'funds', funds: { equity: decimal('1000'), available: decimal('1000') } } as const;
  const ofPaper = { dailyLoss: { percent: decimal('5') } };
  const world = await open({ ofPaper, worth: { paper: () => Promise.resolve(funds) } });
  expect(await waited(world)).toEqual({ ms: 0, code: null });
  expect(world.dispatcher.snapshot().riskBook.equities.get(PAPER)?.equity).toBe('1000');
  // no limit of the other one is about what this one is worth
  const silent = await open({ ofPaper });
  expect(await waited(silent, { ...ENTRY, account: SECOND, strategy: strategyName('second') })).toEqual({ ms: 0, code: null });
});

it('where accounts are weighed together one that hangs is waited for until it has said it once, and counts with that from then on', async () => {
  const funds = { type: 'funds', funds: { equity: decimal('1000'), available: decimal('1000') } } as const;
  const world = await open({ risk: { dailyLoss: { percent: decimal('5') } }, worth: { paper: () => Promise.resolve(funds) } });
  const first = await waited(world);
  expect(first.ms).toBeGreaterThan(1_500);
  const equities = new Map([[SECOND, decimal('500')]]);
  await world.dispatcher.dispatch({ type: 'judge_risk', marks: new Map(), equities });
  await world.clock.advance(DAY_MS);
  expect(await waited(world)).toEqual({ ms: 0, code: null });
});
