// The average true range as it is asked for: from whole candles in time, or a reason.

import { describe, expect, it } from 'vitest';
import type { Broker, Candles } from '../../src/brokers/broker.ts';
import { ATR_RULES } from '../../src/core/model/markets/atr.ts';
import { TIMEFRAME_MS, type Candle } from '../../src/core/model/time/candle.ts';
import { emptyState } from '../../src/core/engine/empty-state.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName } from '../../src/core/model/ids.ts';
import { NO_ENTRY_RULES } from '../../src/core/model/entry-rules.ts';
import { NO_PROTECTION } from '../../src/core/model/exits/exit-plan.ts';
import type { Strategy } from '../../src/core/model/settings.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redact.ts';
import { ANSWER_MS_MAX } from '../../src/runtime/answer-in-time.ts';
import { createPriceWatch } from '../../src/runtime/price-watch.ts';
import { createAtrReader } from '../../src/runtime/read-atr.ts';
import { createFundsReader } from '../../src/runtime/read-funds.ts';
import { Engine, settingsWith } from '../core/engine.ts';
import { createFakeClock } from '../fake-clock.ts';

const log = createLog({ level: 'silent', redactor: createRedactor([]), stream: { write: () => undefined } });
const PAPER = accountName('paper');
const HOUR = TIMEFRAME_MS['1h'];

const candles = (count: number, newestAt: number): readonly Candle[] =>
  Array.from({ length: count }, (_, index) => ({
    openAt: newestAt - (count - 1 - index) * HOUR,
    open: decimal('100'),
    high: decimal('103'),
    low: decimal('98'),
    close: decimal('100'),
  }));

function readerOver(answer: (now: number) => Promise<Candles>, strategy: Partial<Strategy> = {}) {
  const clock = createFakeClock();
  const asked: unknown[][] = [];
  const broker: Pick<Broker, 'candles'> = {
    candles(...question) {
      asked.push(question);
      return answer(clock.now());
    },
  };
  const settings = settingsWith(strategy);
  const reader = createAtrReader({ settings, brokers: new Map([[PAPER, broker as Broker]]), clock, log });
  return { clock, asked, settings, reader, ask: () => reader.of(PAPER, 'BTC/USDT', ATR_RULES, null) };
}
const ok = (list: readonly Candle[]): Promise<Candles> => Promise.resolve({ type: 'ok', candles: list, source: 'venue' });

describe('the average true range of a market', () => {
  it('is counted from ten periods of candles, and says how', async () => {
    const { ask, asked } = readerOver((now) => ok(candles(140, now - HOUR)));
    expect(await ask()).toEqual({ type: 'atr', atr: { value: '5', period: 14, timeframe: '1h', candles: 140, source: 'venue' } });
    expect(asked).toEqual([['BTC/USDT', '1h', 140, null]]);
  });

  it.each<[string, (now: number) => Promise<Candles>, RegExp, boolean]>([
    ['too few of them', (now) => ok(candles(14, now - HOUR)), /14 candles of 1h, and 15 are needed/, false],
    ['none', () => ok([]), /0 candles/, false],
    ['old ones', (now) => ok(candles(140, now - 9 * 24 * HOUR)), /newest candle .* is from/, false],
    ['a venue that says no', () => Promise.resolve({ type: 'unavailable', reason: 'maintenance' }), /maintenance/, false],
    ['a venue that has none', () => Promise.resolve({ type: 'unavailable', reason: 'not here', lasting: true }), /not here/, true],
    ['a symbol that it does not know', () => Promise.resolve({ type: 'unknown_symbol', reason: 'no X' }), /no X/, true],
    ['a broker that throws', () => Promise.reject(new Error('a fault')), /broker failed/, false],
  ])('with %s is not known, for a reason', async (_, answer, reason, lasting) => {
    expect(await readerOver(answer).ask()).toEqual({ type: 'unavailable', reason: expect.stringMatching(reason), lasting });
  });

  it('of a venue that does not answer is not waited for', async () => {
    const { ask, clock } = readerOver(() => new Promise(() => undefined));
    const asking = ask();
    await clock.advance(ANSWER_MS_MAX);
    expect(await asking).toMatchObject({ type: 'unavailable', reason: 'no answer within 10 s' });
    expect(clock.pendingTimers()).toBe(0);
  });

  it('is asked for where the size or the exits hang on it, and once for one signal', async () => {
    const atr = { value: decimal('7'), period: 14, timeframe: '1h' as const, candles: 140, source: 'venue' as const };
    const askedFor = async (text: string, strategy: Partial<Strategy> = {}, hasProposal = false): Promise<[string, number]> => {
      const { reader, asked, settings } = readerOver((now) => ok(candles(140, now - HOUR)), strategy);
      const signal = new Engine(settings).alert(text);
      const proposal = hasProposal ? ({ atr } as never) : null;
      return [(await reader.forSignal({ ...signal, proposal }, null, emptyState())).type, asked.length];
    };
    const sized = '{"action":"buy","symbol":"BTCUSDT","atr_sizing":true,"risk_percent":1}';
    expect(await askedFor('BUY BTCUSDT qty=1')).toEqual(['not_needed', 0]);
    expect(await askedFor(sized)).toEqual(['atr', 1]);
    expect(await askedFor(sized, {}, true)).toEqual(['atr', 0]);
    expect(await askedFor(sized.replace('true', 'true,"atr":20'))).toEqual(['not_needed', 0]);
    const protection = { ...NO_PROTECTION, trailing: { by: { atr: decimal('2') }, activation: null } };
    expect(await askedFor('BUY BTCUSDT qty=1', { protection })).toEqual(['atr', 1]);
    const entries = { ...NO_ENTRY_RULES, priceGuard: { atr: decimal('1') } };
    expect(await askedFor('BUY BTCUSDT qty=1', { entries })).toEqual(['atr', 1]);
  });
});

describe('a spacing in average true ranges', () => {
  it('is asked for beside another entry of that side, and not for the first one', async () => {
    const pyramiding = { ...NO_ENTRY_RULES.pyramiding, minSpacing: { atr: decimal('1') } };
    const { reader, asked, settings } = readerOver((now) => ok(candles(140, now - HOUR)), {
      approval: { type: 'auto' },
      entries: { ...NO_ENTRY_RULES, pyramiding },
    });
    const engine = new Engine(settings);
    const first = engine.alert('BUY BTCUSDT.P qty=1');
    const told = async (id: typeof first.id): Promise<[string, number]> => [
      (await reader.forSignal(engine.signal(id), null, engine.state)).type,
      asked.length,
    ];
    expect(await told(first.id)).toEqual(['not_needed', 0]);
    const second = engine.alert('BUY BTCUSDT.P qty=1');
    expect(await told(second.id)).toEqual(['not_needed', 0]);
    engine.price(first, '45000');
    expect(await told(second.id)).toEqual(['atr', 1]);
    expect(await told(first.id)).toEqual(['not_needed', 1]);
  });
});

describe('what an account is worth', () => {
  const fundsOver = (balances: () => ReturnType<Broker['balances']>) => {
    const clock = createFakeClock();
    const brokers = new Map([[PAPER, { balances } as Broker]]);
    const dispatcher = { snapshot: () => emptyState(), dispatch: () => Promise.reject(new Error('no')), onCommit: () => () => undefined };
    const prices = createPriceWatch(brokers, clock, log);
    return { clock, funds: createFundsReader({ settings: settingsWith(), brokers, prices, dispatcher, clock, log }) };
  };

  it('is not waited for for ever', async () => {
    const { clock, funds } = fundsOver(() => new Promise(() => undefined));
    const asking = funds.of(PAPER);
    await clock.advance(ANSWER_MS_MAX);
    expect(await asking).toEqual({ type: 'unavailable', reason: 'no answer within 10 s' });
  });

  it('of a broker that throws is not known', async () => {
    const { funds } = fundsOver(() => Promise.reject(new Error('a fault')));
    expect(await funds.of(PAPER)).toMatchObject({ type: 'unavailable' });
  });
});
