import { describe, expect, it } from 'vitest';
import type { Broker, Priced } from '../../src/brokers/broker.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import type { Quote } from '../../src/core/model/markets/instrument.ts';
import { accountName } from '../../src/core/model/ids.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redact.ts';
import { createPriceWatch, UNWATCHED_PRICES_MAX } from '../../src/runtime/price-watch.ts';
import { createFakeClock } from '../fake-clock.ts';
import { instrument } from '../http/samples.ts';

it('a venue that never answers a price is unavailable after ten seconds, and leaves no timer behind', async () => {
  const clock = createFakeClock();
  const account = accountName('slow');
  const silent = { price: () => new Promise(() => undefined) } as unknown as Broker;
  const log = createLog({ level: 'silent', redactor: createRedactor([]), stream: { write: () => undefined } });
  const prices = createPriceWatch(new Map([[account, silent]]), clock, log);
  const answer = prices.ask(account, 'BTC/USDT', null);
  await clock.advance(10_000);
  expect(await answer).toEqual({ type: 'unavailable', reason: 'no answer within 10 s' });
  expect(clock.pendingTimers()).toBe(0);
});

it('remembers what is watched, and of the rest no more than it has room for', async () => {
  const clock = createFakeClock();
  const account = accountName('wide');
  const price = decimal('1');
  const broker = {
    watch: () => () => undefined,
    price: (symbol: string): Promise<Priced> =>
      Promise.resolve({
        type: 'priced',
        instrument,
        quote: { symbol, bid: price, ask: price, last: price, at: clock.now(), source: 'venue' },
      }),
  } as unknown as Broker;
  const log = createLog({ level: 'silent', redactor: createRedactor([]), stream: { write: () => undefined } });
  const prices = createPriceWatch(new Map([[account, broker]]), clock, log);
  prices.watch(new Map([['watch:wide:WATCHED', { account, symbol: 'WATCHED' }]]));
  await prices.ask(account, 'WATCHED', null);
  for (let index = 0; index <= UNWATCHED_PRICES_MAX; index += 1) await prices.ask(account, `S${index}`, null);
  expect(prices.last(account, 'WATCHED')).not.toBeNull();
  expect(prices.last(account, 'S0')).toBeNull();
  expect(prices.last(account, 'S1')).not.toBeNull();
  expect(prices.last(account, `S${UNWATCHED_PRICES_MAX}`)).not.toBeNull();
  prices.stop();
});

it('a stream that speaks spares the questions, and one that falls silent does not leave the price old', async () => {
  const clock = createFakeClock();
  const account = accountName('streaming');
  let asked = 0;
  let closed = 0;
  let say: (quote: Quote) => void = () => undefined;
  const quoteAt = (last: string): Quote => {
    const price = decimal(last);
    return { symbol: 'BTC/USDT', bid: price, ask: price, last: price, at: clock.now(), source: 'venue' };
  };
  const broker = {
    watch: (_symbol: string, onQuote: (quote: Quote) => void) => {
      say = onQuote;
      return () => (closed += 1);
    },
    price: (): Promise<Priced> => {
      asked += 1;
      return Promise.resolve({ type: 'priced', instrument, quote: quoteAt('1') });
    },
  } as unknown as Broker;
  const log = createLog({ level: 'silent', redactor: createRedactor([]), stream: { write: () => undefined } });
  const prices = createPriceWatch(new Map([[account, broker]]), clock, log);
  await prices.ask(account, 'BTC/USDT', null);
  prices.watch(new Map([['watch:streaming:BTC/USDT', { account, symbol: 'BTC/USDT' }]]));
  for (let second = 2; second < 12; second += 1) {
    await clock.advance(1_000);
    say(quoteAt(String(second)));
  }
  expect(asked).toBe(1);
  expect(prices.fresh(account, 'BTC/USDT')?.last).toBe('11');
  await clock.advance(10_000);
  expect(asked).toBeGreaterThan(3);
  expect(prices.fresh(account, 'BTC/USDT')?.last).toBe('1');
  prices.watch(new Map());
  expect(closed).toBe(1);
  expect(clock.pendingTimers()).toBe(0);
});

it.each([
  ['streamed five seconds ago is at hand', 'BTC/USDT', 'venue', 5_000, 1],
  ['older than that is asked for', 'BTC/USDT', 'venue', 5_001, 2],
  ['of an alert is asked for each time: the next alert says another one', 'BTC/USDT', 'signal', 0, 2],
  ['that is made up is asked for each time', 'BTC/USDT', 'demo', 0, 2],
  ['of a name that moves on to the next contract is asked for each time', 'NFO:NIFTY-NEAR-ATM-CE', 'venue', 0, 2],
] as const)('a price %s', async (_what, symbol, source, age, questions) => {
  const clock = createFakeClock();
  const account = accountName('streaming');
  let asked = 0;
  let say: (quote: Quote) => void = () => undefined;
  const quoteAt = (last: string): Quote => {
    const price = decimal(last);
    return { symbol, bid: price, ask: price, last: price, at: clock.now(), source };
  };
  const broker = {
    watch(_symbol: string, onQuote: (quote: Quote) => void) {
      say = onQuote;
      return () => undefined;
    },
    price: (): Promise<Priced> => {
      asked += 1;
      return Promise.resolve({ type: 'priced', instrument: { ...instrument, symbol: 'BTC/USDT' }, quote: quoteAt('1') });
    },
  } as unknown as Broker;
  const log = createLog({ level: 'silent', redactor: createRedactor([]), stream: { write: () => undefined } });
  const prices = createPriceWatch(new Map([[account, broker]]), clock, log);
  await prices.now(account, symbol, null);
  prices.watch(new Map([['w', { account, symbol }]]));
  say(quoteAt('7'));
  prices.stop();
  await clock.advance(age);
  const answer = await prices.now(account, symbol, null);
  expect(answer).toMatchObject({ type: 'priced', quote: { last: questions === 1 ? '7' : '1' } });
  expect(asked).toBe(questions);
});

describe('accounts at one venue', () => {
  function venueOf(accounts: readonly string[], answerOf: (account: string) => Promise<Priced>) {
    const clock = createFakeClock();
    const asked: string[] = [];
    const brokers = new Map(
      accounts.map((account) => {
        const price = (): Promise<Priced> => {
          asked.push(account);
          return answerOf(account);
        };
        return [accountName(account), { price } as unknown as Broker] as const;
      }),
    );
    const log = createLog({ level: 'silent', redactor: createRedactor([]), stream: { write: () => undefined } });
    const sources = new Map(accounts.filter((account) => account !== 'elsewhere').map((account) => [accountName(account), 'one venue']));
    const prices = createPriceWatch(brokers, clock, log, sources);
    return { clock, asked, prices, all: () => Promise.all(accounts.map((account) => prices.now(accountName(account), 'BTC/USDT', null))) };
  }
  const priced = (at: number): Priced => {
    const price = decimal('7');
    return {
      type: 'priced',
      instrument: { ...instrument, symbol: 'BTC/USDT' },
      quote: { symbol: 'BTC/USDT', bid: price, ask: price, last: price, at, source: 'venue' },
    };
  };

  it('ask once for all of them, and each has it; another venue is asked for itself', async () => {
    const { asked, prices, all, clock } = venueOf(['a', 'b', 'c', 'elsewhere'], () => Promise.resolve(priced(createFakeClock().now())));
    expect((await all()).map(({ type }) => type)).toEqual(['priced', 'priced', 'priced', 'priced']);
    expect(asked).toEqual(['a', 'elsewhere']);
    expect(prices.last(accountName('c'), 'BTC/USDT')?.quote.last).toBe('7');
    await clock.advance(5_001);
    await all();
    expect(asked).toEqual(['a', 'elsewhere', 'a', 'elsewhere', 'b', 'c'].slice(0, asked.length));
    expect(asked.length).toBeGreaterThan(2);
  });

  it('do not share a refusal: it may be about the account that asked', async () => {
    const now = createFakeClock().now();
    const { asked, all } = venueOf(['a', 'b'], (account) =>
      Promise.resolve(account === 'a' ? { type: 'unavailable', reason: 'no such key' } : priced(now)),
    );
    expect((await all()).map(({ type }) => type)).toEqual(['unavailable', 'priced']);
    expect(asked).toEqual(['a', 'b']);
  });
});
