// Owns: what holds back entries, and nothing else: halt, pause, age, rate, open cards. Exits never come here.

import { deny, type Denial } from '../../model/denial.ts';
import { PENDING_APPROVALS_MAX } from '../../model/limits.ts';
import { abs, isPositive, sub } from '../../model/decimal.ts';
import { accountName, marketOf, shortId, type Instant, type PositionKey, type StrategyName } from '../../model/ids.ts';
import type { Order } from '../../model/order.ts';
import type { Position } from '../../model/position.ts';
import type { Settings, Strategy } from '../../model/settings.ts';
import type { Instrument, Quote } from '../../model/markets/instrument.ts';
import type { Reading, Side, Signal } from '../../model/signal.ts';
import { isHeld } from '../../positions/is-held.ts';
import { refuseOvertaken } from '../alerts/arrivals.ts';
import { activeOrdersOf } from '../exits/position-orders.ts';
import { sharesOf } from './market-shares.ts';
import { refuseOtherMeaning } from '../reconciliation/account-meaning.ts';
import type { State } from '../state.ts';
import { strategyRateKey } from '../strategy-rate-key.ts';

export interface GateResult {
  readonly check: string;
  readonly denial: Denial | null;
}

export function refuseHalted(state: State): Denial | null {
  if (state.tradingState === 'active') return null;
  return deny('TRADING_HALTED', `trading is ${state.tradingState} (${state.tradingStateBy?.reason ?? 'no reason recorded'})`);
}

/** Of the strategy, or of the market that the entry would be in. */
export function refusePaused(state: State, strategy: StrategyName, key: PositionKey | null): Denial | null {
  const [, symbol = ''] = key?.split('|') ?? [];
  const market = state.pausedSymbols.get(symbol);
  if (market !== undefined) return deny('SYMBOL_PAUSED', `entries in ${symbol} were paused by ${market.by.userName}`);
  const paused = state.strategies.get(strategy)?.paused ?? null;
  return paused === null ? null : deny('STRATEGY_PAUSED', `strategy ${strategy} was paused by ${paused.by.userName}`);
}

export type Aging = Pick<Reading, 'sentAt' | 'maxLagMs' | 'delayMs'>;

/**
 * `sentAt` from the alert where it has one, else the receipt. What claims to come from the future ages from its receipt; a
 * delay that the sender wishes is no age. The alert's own max_lag tightens that of the strategy.
 */
export function refuseStale(strategy: Strategy, { sentAt, maxLagMs, delayMs }: Aging, receivedAt: Instant, now: Instant): Denial | null {
  const limitMs = Math.min(strategy.maxLagMs ?? Number.POSITIVE_INFINITY, maxLagMs ?? Number.POSITIVE_INFINITY);
  const ageMs = now - Math.min(sentAt ?? receivedAt, receivedAt) - (delayMs ?? 0);
  if (ageMs <= limitMs) return null;
  const whose = limitMs === strategy.maxLagMs ? `max_lag of ${strategy.name}` : 'its own max_lag';
  return deny('STALE_SIGNAL', `the alert is ${Math.round(ageMs / 1000)} s old; ${whose} is ${Math.round(limitMs / 1000)} s`);
}

/** Null for the key of the sender: nobody is counted for (a person in the chat). */
function refuseRate(settings: Settings, state: State, strategy: StrategyName, rateKey: string | null, now: Instant): Denial | null {
  if (rateKey === null) return null;
  const max = settings.entriesPerMinuteMax;
  const isUsedUp = (key: string): boolean => {
    const rate = state.entryRates.get(key);
    return rate !== undefined && rate.minute === Math.floor(now / 60_000) && rate.count >= max;
  };
  if (isUsedUp(rateKey)) return deny('RATE_LIMITED', `more than ${max} entries in this minute from ${rateKey}`);
  if (isUsedUp(strategyRateKey(strategy))) return deny('RATE_LIMITED', `more than ${max} entries in this minute for strategy ${strategy}`);
  return null;
}

function refusePending({ entriesWaiting }: State): Denial | null {
  return entriesWaiting < PENDING_APPROVALS_MAX ? null : deny('TOO_MANY_PENDING', `${entriesWaiting} entries are waiting already`);
}

/**
 * The words of an alert may mean another contract every day (the nearest expiry, ATM): what is held, ordered or asked about
 * under them stays what it is, and nothing else is mixed into it.
 */
export function refuseOtherContract(state: State, signal: Signal, instrument: Instrument, quote: Quote): Denial | null {
  const { positionKey: key, proposal } = signal;
  const held = key === null ? undefined : state.positions.get(key);
  const ordered = key === null ? undefined : activeOrdersOf(state, key).find((each) => each.instrument.symbol !== instrument.symbol);
  const other =
    (held !== undefined && isHeld(held) && held.instrument.symbol !== instrument.symbol ? held.instrument.symbol : null) ??
    ordered?.instrument.symbol ??
    null;
  if (other !== null)
    return deny(
      'CONTRADICTION',
      `${signal.symbol ?? ''} means ${instrument.symbol} now, and ${other} is held or ordered under these words`,
      `Close ${other} first, or name the contract in full.`,
    );
  const shown = proposal?.instrument.symbol ?? instrument.symbol;
  return shown === instrument.symbol && quote.symbol === instrument.symbol
    ? null
    : deny(
        'CONTRADICTION',
        `the card was about ${shown}, the price is one of ${quote.symbol}`,
        'Send the alert again, or name the contract in full.',
      );
}

/**
 * The venue knows one position per account and instrument. With two strategies on its two sides, a reduce-only order finds
 * nothing to reduce: neither could leave, and their stops would protect nothing.
 */
export function refuseOpposed(state: State, entry: { readonly key: PositionKey; readonly side: Side }): Denial | null {
  const market = marketOf(entry.key);
  const held = sharesOf(state, market).find(
    (position) => position.key !== entry.key && isHeld(position) && isPositive(position.qty) !== (entry.side === 'buy'),
  );
  const order = state.activeOrders
    .toSeq()
    .map((id) => state.orders.get(id))
    .find(
      (each) =>
        each?.role === 'entry' && each.positionKey !== entry.key && marketOf(each.positionKey) === market && each.side !== entry.side,
    );
  if (held !== undefined) return heldOpposite(held, entry.side);
  return order === undefined ? null : orderedOpposite(order, entry.side);
}

const sideWord = (side: Side): string => (side === 'buy' ? 'long' : 'short');
const OWN_ACCOUNT = 'or give one of the two strategies an account of its own (a sub-account at the venue) in config.yaml.';

/** Who holds what, and the words that end it. */
function heldOpposite({ strategy, account, qty, instrument }: Position, side: Side): Denial {
  const { symbol, base } = instrument;
  return deny(
    'OTHER_SIDE_HELD',
    `strategy ${strategy} is ${isPositive(qty) ? 'long' : 'short'} ${abs(qty)} ${base} in ${symbol} on ${account}; the venue would net a ${sideWord(side)} against it, and neither could be left by itself`,
    `Close that one first, if it is to go: /close ${symbol} ${strategy} ${account}; ${OWN_ACCOUNT}`,
  );
}

function orderedOpposite({ id, strategy, account, side: ordered, qty, qtyFilled, instrument }: Order, side: Side): Denial {
  const { symbol, base } = instrument;
  return deny(
    'OTHER_SIDE_HELD',
    `strategy ${strategy} has an order to ${ordered} ${sub(qty, qtyFilled)} ${base} in ${symbol} on ${account}; the venue would net a ${sideWord(side)} against it, and neither could be left by itself`,
    `Take that one back first, if it is to go: /cancel ${shortId(id)}; ${OWN_ACCOUNT}`,
  );
}

/** An alert that names another account of ours than its strategy trades on says two things. */
export function refuseOtherAccount(settings: Settings, strategy: Strategy, named: string | null): Denial | null {
  if (named === null || named === strategy.account || !settings.accounts.has(accountName(named))) return null;
  return deny('CONTRADICTION', `the alert names account ${named}, strategy ${strategy.name} trades on ${strategy.account}`);
}

/** All gates at receipt, in order. */
export const receiptGates = (
  settings: Settings,
  state: State,
  strategy: Strategy,
  entry: {
    readonly reading: Aging;
    readonly key: PositionKey;
    readonly side: Side;
    readonly rateKey: string | null;
  },
  now: Instant,
): readonly GateResult[] => [
  { check: 'trading is active', denial: refuseHalted(state) ?? refuseOtherMeaning(settings, state, strategy.account) },
  { check: 'neither strategy nor symbol is paused', denial: refusePaused(state, strategy.name, entry.key) },
  { check: 'alert is fresh', denial: refuseStale(strategy, entry.reading, now, now) },
  { check: 'no newer alert came before it', denial: refuseOvertaken(state, entry.key, entry.side, entry.reading.sentAt) },
  { check: 'rate of entries', denial: refuseRate(settings, state, strategy.name, entry.rateKey, now) },
  { check: 'open cards', denial: refusePending(state) },
];

export const firstDenial = (results: readonly GateResult[]): Denial | null =>
  results.find((result) => result.denial !== null)?.denial ?? null;
