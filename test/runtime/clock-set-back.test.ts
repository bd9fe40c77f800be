// The time of day was a day ahead, and is set right while the process runs.

import { expect, it } from 'vitest';
import type { Broker, Priced } from '../../src/brokers/broker.ts';
import type { Command, Reply } from '../../src/core/engine/command.ts';
import { emptyState } from '../../src/core/engine/empty-state.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { NO_RATES } from '../../src/core/model/money/exchange-rate.ts';
import { accountName } from '../../src/core/model/ids.ts';
import type { Quote } from '../../src/core/model/markets/instrument.ts';
import { createMailPace, MAIL_INTERVAL_MS } from '../../src/email/mail-pace.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redact.ts';
import { createPriceWatch } from '../../src/runtime/price-watch.ts';
import { createWorker } from '../../src/runtime/worker.ts';
import { createFakeClock } from '../fake-clock.ts';
import { instrument } from '../http/samples.ts';

const DAY = 24 * 3_600_000;
const log = createLog({ level: 'silent', redactor: createRedactor([]), stream: { write: () => undefined } });
const ACCOUNT = accountName('paper');

it('prices are asked for and heard as before, and none of that day is fresh', async () => {
  const clock = createFakeClock();
  let asked = 0;
  let say: (quote: Quote) => void = () => undefined;
  const quoteAt = (last: string): Quote => {
    const price = decimal(last);
    return { symbol: 'BTC/USDT', bid: price, ask: price, last: price, at: clock.now(), source: 'venue' };
  };
  const broker = {
    price(): Promise<Priced> {
      asked += 1;
      return Promise.resolve({ type: 'priced', instrument, quote: quoteAt('1') });
    },
    watch(_symbol: string, onQuote: (quote: Quote) => void) {
      say = onQuote;
      return () => undefined;
    },
  } as unknown as Broker;
  const prices = createPriceWatch(new Map([[ACCOUNT, broker]]), clock, log);
  prices.watch(new Map([['watch', { account: ACCOUNT, symbol: 'BTC/USDT' }]]));
  await clock.advance(4_000);
  expect(asked).toBe(2);
  clock.setBack(DAY);
  expect(prices.fresh(ACCOUNT, 'BTC/USDT')).toBeNull();
  say(quoteAt('2'));
  expect(prices.last(ACCOUNT, 'BTC/USDT')?.quote.last).toBe('2');
  clock.setBack(DAY);
  await clock.advance(4_000);
  expect(asked).toBe(4);
  expect(prices.fresh(ACCOUNT, 'BTC/USDT')?.last).toBe('1');
  prices.stop();
});

it('the core hears of it once, and what has failed is tried again after a second', async () => {
  const clock = createFakeClock();
  const commands: Command[] = [];
  let fails = true;
  let commit = (): void => undefined;
  let signals = emptyState();
  const worker = createWorker({
    dispatcher: {
      dispatch(command): Promise<Reply> {
        commands.push(command);
        return fails ? Promise.reject(new Error('no disk')) : Promise.resolve({ type: 'done', detail: '' });
      },
      snapshot: () => signals,
      onCommit(listener) {
        commit = listener;
        return () => undefined;
      },
    },
    orders: {
      submit: () => Promise.resolve(),
      cancel: () => Promise.resolve(),
      modify: () => Promise.resolve(),
      lookUp: () => Promise.resolve(),
      cancelForeign: () => Promise.resolve(),
    },
    prices: createPriceWatch(new Map(), clock, log),
    funds: { forSignal: () => Promise.resolve({ type: 'not_needed' }) },
    atr: { forSignal: () => Promise.resolve({ type: 'not_needed' }) },
    rates: { forEntry: () => Promise.resolve(NO_RATES) },
    riskWatch: { entryKnown: () => Promise.resolve(null) },
    people: { showCard: () => Promise.resolve(), deliver: () => Promise.resolve(), mail: () => Promise.resolve() },
    clock,
    log,
    randomHex: (digits) => '0'.repeat(digits),
  });
  const nonce = '0000000000000001' as never;
  const prompt = { nonce, action: { type: 'kill' as const }, askedBy: null, expiresAt: clock.now() };
  signals = { ...signals, prompts: signals.prompts.set(nonce, prompt) };
  worker.start();
  await clock.settle();
  expect(commands).toEqual([{ type: 'clock' }]);
  clock.setBack(DAY);
  signals = { ...signals, prompts: signals.prompts.clear() };
  fails = false;
  await clock.advance(1_000);
  commit();
  await clock.settle();
  expect(commands).toEqual([{ type: 'clock' }, { type: 'clock', setBack: true }]);
  commit();
  await clock.settle();
  expect(commands).toHaveLength(2);
  await worker.stop();
});

it('mails go on', () => {
  const clock = createFakeClock();
  const pace = createMailPace(clock, log);
  pace.succeeded(1);
  expect(pace.mayGo()).toBe(false);
  clock.setBack(DAY);
  expect(pace.mayGo()).toBe(true);
  pace.succeeded(1);
  expect(pace.nextAt()).toBe(clock.now() + MAIL_INTERVAL_MS);
});
