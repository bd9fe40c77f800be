// Owns: asking a venue for candles and counting the average true range from them, where an entry needs it. Nothing is made
// up: too few candles, or a market that has not traded for long, are none.

import type { Broker, PriceHint } from '../brokers/broker.ts';
import type { Clock } from '../clock.ts';
import { addsTo } from '../core/engine/standing-of.ts';
import type { State } from '../core/engine/state.ts';
import { strategyOn } from '../core/engine/strategy-on.ts';
import { ATR_RULES, type AtrFound, type AtrRules } from '../core/model/markets/atr.ts';
import { TIMEFRAME_MS } from '../core/model/time/candle.ts';
import { decimal, gte, round, type Decimal } from '../core/model/decimal.ts';
import type { AccountName } from '../core/model/ids.ts';
import type { Position } from '../core/model/position.ts';
import type { Settings } from '../core/model/settings.ts';
import type { Signal } from '../core/model/signal.ts';
import { averageTrueRange } from '../core/risk/average-true-range.ts';
import { needsAtr } from '../core/risk/needs-atr.ts';
import type { Log } from '../log.ts';
import { answerInTime } from './answer-in-time.ts';

/** Smoothing forgets slowly: after ten periods the first candle counts for less than a thousandth … */
const PERIODS_READ = 10;
/** … and venues give a few hundred candles at once. */
const CANDLES_MAX = 250;
/** Markets rest over the longest row of holidays; what is older is another market. */
const REST_MS_MAX = 7 * 24 * 3_600_000;
/** Below this digits are all that there is. */
const ROUNDED_FROM = decimal('0.01');

/** `not_needed`: neither size nor exits are counted with it. */
export type AtrAnswer =
  | { readonly type: 'atr'; readonly atr: AtrFound }
  | { readonly type: 'not_needed' }
  /** `lasting`: asking again will not help. */
  | { readonly type: 'unavailable'; readonly reason: string; readonly lasting: boolean };

type AskingSignal = Pick<Signal, 'id' | 'state' | 'reading' | 'strategy' | 'account' | 'symbol' | 'proposal' | 'entry' | 'positionKey'>;

export interface AtrReader {
  of(account: AccountName, symbol: string, rules: AtrRules, hint: PriceHint | null): Promise<AtrAnswer>;
  /** By the rules of its strategy. */
  forPosition(position: Position): Promise<AtrAnswer>;
  /** As far as its entry needs it beside what is there in `state`; what its proposal stands on already is not asked for again. */
  forSignal(signal: AskingSignal, hint: PriceHint | null, state: State): Promise<AtrAnswer>;
}

export interface AtrOptions {
  readonly settings: Settings;
  readonly brokers: ReadonlyMap<AccountName, Broker>;
  readonly clock: Clock;
  readonly log: Log;
}

const unavailable = (reason: string, lasting = false): AtrAnswer => ({ type: 'unavailable', reason, lasting });
const shortened = (value: Decimal): Decimal => (gte(value, ROUNDED_FROM) ? round(value, 8) : value);

export function createAtrReader({ settings, brokers, clock, log }: AtrOptions): AtrReader {
  async function of(account: AccountName, symbol: string, rules: AtrRules, hint: PriceHint | null): Promise<AtrAnswer> {
    const { period, timeframe } = rules;
    const broker = brokers.get(account);
    if (broker === undefined) return unavailable(`there is no account ${account}`);
    const count = Math.min(CANDLES_MAX, PERIODS_READ * period);
    const answer = await answerInTime({ clock, log }, { account, symbol, asked: 'candles' }, () =>
      broker.candles(symbol, timeframe, count, hint),
    );
    if (answer.type !== 'ok') return unavailable(answer.reason, answer.type === 'unknown_symbol' || 'lasting' in answer);
    const { candles, source } = answer;
    const newest = candles.at(-1);
    // the first candle has no close before it: its range alone is not a true one
    if (newest === undefined || candles.length <= period)
      return unavailable(`${symbol} has ${candles.length} candles of ${timeframe}, and ${period + 1} are needed`);
    const restedMs = clock.now() - (newest.openAt + TIMEFRAME_MS[timeframe]);
    if (restedMs > Math.max(REST_MS_MAX, 3 * TIMEFRAME_MS[timeframe]))
      return unavailable(`the newest candle of ${symbol} is from ${new Date(newest.openAt).toISOString()}`);
    const value = averageTrueRange(candles, period);
    if (value === null) return unavailable(`${symbol} has too few candles`);
    return { type: 'atr', atr: { value: shortened(value), period, timeframe, candles: candles.length, source } };
  }

  return {
    of,
    forPosition({ strategy: name, account, instrument }) {
      const strategy = settings.strategies.get(name);
      const rules = strategy === undefined ? ATR_RULES : strategyOn(strategy, account).atr;
      return of(account, instrument.symbol, rules, null);
    },
    forSignal({ id, state: stage, reading, strategy: name, account, symbol, proposal, entry, positionKey: key }, hint, state) {
      const known = proposal?.atr ?? null;
      if (known !== null) return Promise.resolve({ type: 'atr', atr: known });
      const strategy = name === null ? undefined : settings.strategies.get(name);
      if (strategy === undefined || account === null || symbol === null) return Promise.resolve({ type: 'not_needed' });
      const meant = strategyOn(strategy, account);
      // what works already was let in before
      const adds = stage !== 'working' && key !== null && entry !== null && addsTo(state, key, entry.side, id);
      return needsAtr(reading, meant, adds) ? of(account, symbol, meant.atr, hint) : Promise.resolve({ type: 'not_needed' });
    },
  };
}
