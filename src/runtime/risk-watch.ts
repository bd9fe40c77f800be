// Owns: from prices and balances to the command that judges limits on results. Looked at once a second at most while prices
// come, and after each commit; a command is made only where something follows from it. Asks an account what it is worth once
// a day, where some limit is counted in percent of that. Keeps the rates between currencies fresh that limits need; nothing
// waits for a rate: what is known at the moment is judged.

import { type Clock, leftOf, type Wait, waitFrom, within } from '../clock.ts';
import type { Marks } from '../core/engine/command.ts';
import { unpricedFor, worthAwaited } from '../core/engine/limits/entry-needs.ts';
import { equitiesMissing, riskCalls, watchesRisk, type RiskSight } from '../core/engine/limits/judge-risk.ts';
import { countsAnyMoney, limitRates } from '../core/engine/limits/limit-rates.ts';
import { marksOf, unpricedOf } from '../core/engine/limits/risk-scope.ts';
import type { State } from '../core/engine/state.ts';
import { accountOf, strategyOf } from '../core/engine/strategy-of.ts';
import type { Decimal } from '../core/model/decimal.ts';
import { deny, type Denial } from '../core/model/denial.ts';
import type { AccountName } from '../core/model/ids.ts';
import { endOfDay } from '../core/model/time/local-time.ts';
import type { Position } from '../core/model/position.ts';
import type { Settings } from '../core/model/settings.ts';
import type { Signal } from '../core/model/signal.ts';
import type { Log } from '../log.ts';
import { StorageError, type Dispatcher } from '../store/dispatch.ts';
import { dispatchWork } from './dispatch-work.ts';
import type { ExchangeRateBoard } from './exchange-rates.ts';
import type { PriceWatch } from './price-watch.ts';
import type { FundsReader } from './read-funds.ts';
import { createUncountedTeller } from './tell-uncounted.ts';

/** Results are looked at so often at most: a second is nothing to a loss of a day, and much to a thousand prices. */
const LOOK_MS = 1_000;
/** A venue that does not tell what an account is worth is asked again after this. */
const ASK_AGAIN_MS = 60_000;
/** So long an entry waits for that: less than its card lives, more than a venue needs. */
const WORTH_WAIT_MS = 2_000;

export interface RiskWatch {
  /**
   * Asks what the limits of this entry need and nobody knows yet, and resolves when it is known, or is not to be had now: with the
   * day begins the worth of every account anew, and the alerts of daily bars come in that very second; after a start what is held
   * has no price. The answer: why it cannot be judged now; null: it can.
   */
  entryKnown(signal: Pick<Signal, 'strategy' | 'account' | 'symbol'>): Promise<Denial | null>;
  start(): void;
  stop(): void;
}

export interface RiskWatchOptions {
  readonly settings: Settings;
  readonly dispatcher: Dispatcher;
  readonly prices: Pick<PriceWatch, 'onQuote' | 'last' | 'now'>;
  readonly funds: Pick<FundsReader, 'of'>;
  readonly rates: ExchangeRateBoard;
  readonly randomHex: (digits: number) => string;
  readonly clock: Clock;
  readonly log: Log;
}

export function createRiskWatch(options: RiskWatchOptions): RiskWatch {
  const { settings, dispatcher, prices, funds, rates: board, clock, log } = options;
  const uncounted = createUncountedTeller(options);
  const pauses = new Map<AccountName, Wait>();
  const asked = new Map<AccountName, Promise<void>>();
  let cancelLook: (() => void) | null = null;
  let cancelLater = (): void => undefined;
  /** `again`: something came while it was looked. */
  let looking: { again: boolean } | null = null;
  let running = false;
  const subscriptions: (() => void)[] = [];

  async function askEquity(account: AccountName): Promise<void> {
    pauses.set(account, waitFrom(clock.now(), ASK_AGAIN_MS));
    const answer = await funds.of(account);
    if (answer.type === 'funds') await judge(new Map([[account, answer.funds.equity]]));
    else log.warn({ account, reason: answer.type }, 'limits in percent wait: the venue did not tell what the account is worth');
  }

  /** Everything that is under way or due. A venue that hangs must not hold back what can be judged: its answer is judged when it comes. */
  function askEquities(): void {
    const now = clock.now();
    for (const account of equitiesMissing(settings, dispatcher.snapshot(), now)) {
      const pause = pauses.get(account);
      if (asked.has(account) || (pause !== undefined && leftOf(pause, now) > 0)) continue;
      const ask = askEquity(account)
        .catch(report)
        .finally(() => asked.delete(account));
      asked.set(account, ask);
    }
  }

  const marksIn = (state: State): Marks => marksOf(state, (account, symbol) => prices.last(account, symbol)?.quote.last ?? null);

  /** An entry waits no longer for them than this. */
  async function inTime(asks: readonly Promise<unknown>[]): Promise<void> {
    if (asks.length === 0) return;
    await within(clock, WORTH_WAIT_MS, Promise.all(asks), () => undefined);
  }

  const lacksPrices = (unpriced: readonly Position[]): Denial =>
    deny(
      'NO_PRICE',
      `its limits count ${unpriced.map(({ account, instrument: { symbol } }) => `${symbol} on ${account}`).join(', ')}, and no price of that is known`,
    );

  async function entryKnown(signal: Pick<Signal, 'strategy' | 'account' | 'symbol'>): Promise<Denial | null> {
    const strategy = strategyOf(settings, signal);
    if ('code' in strategy || signal.symbol === null) return null;
    const entry = { strategy, account: accountOf(settings, strategy), symbol: signal.symbol };
    askEquities();
    const unpriced = (): readonly Position[] => {
      const state = dispatcher.snapshot();
      return unpricedFor({ settings, state }, entry, marksIn(state));
    };
    const awaited = worthAwaited({ settings, state: dispatcher.snapshot() }, entry, clock.now());
    const missing = unpriced();
    await inTime([
      ...awaited.flatMap((name) => asked.get(name) ?? []),
      ...missing.map(({ account, instrument: { symbol } }) => prices.now(account, symbol, null)),
    ]);
    const left = missing.length === 0 ? [] : unpriced();
    return left.length === 0 ? null : lacksPrices(left);
  }

  async function judge(equities: ReadonlyMap<AccountName, Decimal>): Promise<RiskSight> {
    const state = dispatcher.snapshot();
    const marks = marksIn(state);
    const now = clock.now();
    const rates = board.known(limitRates(settings, state, now));
    const sight = { settings, state, marks, rates, now };
    if (equities.size > 0 || riskCalls(sight)) await dispatchWork(dispatcher, { type: 'judge_risk', marks, rates, equities });
    return sight;
  }

  async function look(): Promise<void> {
    askEquities();
    const wanted = limitRates(settings, dispatcher.snapshot(), clock.now());
    // its answer is a price, which calls for the next look
    if (wanted.length > 0) void board.find(wanted);
    const sight = await judge(new Map());
    const isBlind = unpricedOf(sight.state, sight.marks).length > 0;
    if (wanted.length > 0 || isBlind || uncounted.isWaiting() || uncounted.hasTold()) await uncounted.look(sight);
  }

  function report(error: unknown): void {
    if (!(error instanceof StorageError)) return log.error({ err: error }, 'limits could not be judged; the next price tries again');
    log.warn({ reason: error.reason }, 'limits could not be judged: nothing can be stored; they are judged again');
    // a day that is over is over, although no price comes any more
    schedule();
  }

  function schedule(): void {
    if (looking !== null) looking.again = true;
    if (!running || looking !== null || cancelLook !== null) return;
    cancelLook = clock.after(LOOK_MS, () => {
      cancelLook = null;
      const current = { again: false };
      looking = current;
      look()
        .catch(report)
        .finally(() => {
          looking = null;
          if (current.again) schedule();
          lookLater();
        });
    });
  }

  /** A day begins without a price and without a commit, and so does the next attempt to ask an account. */
  function lookLater(): void {
    cancelLater();
    if (!running) return;
    const now = clock.now();
    const isMissing = uncounted.isWaiting() || equitiesMissing(settings, dispatcher.snapshot(), now).length > 0;
    cancelLater = clock.after(isMissing ? ASK_AGAIN_MS : endOfDay(now, settings.timeZone) - now, schedule);
  }

  return {
    entryKnown,
    start() {
      if (!watchesRisk(settings) && !countsAnyMoney(settings)) return;
      running = true;
      subscriptions.push(prices.onQuote(schedule), dispatcher.onCommit(schedule));
      schedule();
    },
    stop() {
      running = false;
      for (const unsubscribe of subscriptions.splice(0)) unsubscribe();
      cancelLook?.();
      cancelLater();
      cancelLook = null;
    },
  };
}
