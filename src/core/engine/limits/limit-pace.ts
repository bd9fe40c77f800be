// Owns: the limits on how often is entered: per day, per minute, after stops.

import { ZERO, type Decimal } from '../../model/decimal.ts';
import type { Instant } from '../../model/ids.ts';
import { clockText, localTime } from '../../model/time/local-time.ts';
import { continuesEntry } from '../entries/continues-entry.ts';
import { never, percentUsed, type GateKind } from './limit-kind.ts';
import { isWithinMinute, madeWithin } from './risk-book.ts';
import { entriesToday, entriesUnderWay, ledgerOf, ordersBeside, type RiskGround } from './risk-scope.ts';

const count = (value: number): Decimal => String(value) as Decimal;

/** Those that filled today, and those that still may. */
const tradesOf = (ground: RiskGround): number =>
  entriesToday(ground) +
  entriesUnderWay(ground).filter((order) => order.qtyFilled === ZERO && !continuesEntry(ground.state, order)).length +
  ordersBeside(ground);

const dailyTrades: GateKind = {
  name: 'daily_trades',
  code: 'DAILY_TRADES',
  action: 'deny',
  stage: 'gate',
  isReached: true,
  meaning: 'entries of a day (those that fill); the day begins at midnight in `TIMEZONE`',
  example: '20',
  isSet: ({ dailyTrades: limit }) => limit !== null,
  needsEquity: never,
  used(ground) {
    const limit = ground.scope.limits.dailyTrades ?? 0;
    const trades = tradesOf(ground);
    return { used: String(trades), of: String(limit), percent: percentUsed(count(trades), count(limit)), isClosed: trades >= limit };
  },
  judge(ground, { orders = 1 }) {
    const limit = ground.scope.limits.dailyTrades ?? 0;
    const trades = tradesOf(ground);
    return { passes: trades + orders <= limit, shows: `${trades} entries today; with this one ${trades + orders} of at most ${limit}` };
  },
};

/** Those that are made with the one that is judged are among them; what has a delay may be made in another minute. */
const madeLately = (ground: RiskGround, from: Instant = ground.now): number =>
  madeWithin(ledgerOf(ground), ground.now).length + ordersBeside(ground, (other) => isWithinMinute(other, from));

const ordersPerMinute: GateKind = {
  name: 'orders_per_minute',
  code: 'ORDERS_PER_MINUTE',
  action: 'kill',
  stage: 'gate',
  isReached: true,
  meaning: 'entry orders within any 60 seconds: more is a sender that runs away',
  example: '10',
  isSet: ({ ordersPerMinute: limit }) => limit !== null,
  needsEquity: never,
  used(ground) {
    const limit = ground.scope.limits.ordersPerMinute ?? 0;
    const made = madeLately(ground);
    return { used: String(made), of: String(limit), percent: percentUsed(count(made), count(limit)) };
  },
  judge(ground, { orders = 1, from }) {
    const limit = ground.scope.limits.ordersPerMinute ?? 0;
    const made = madeLately(ground, from);
    return {
      passes: made + orders <= limit,
      shows: `${made} entry orders within 60 s; with this one ${made + orders} of at most ${limit}`,
    };
  },
};

const minutes = (ms: number): string => `${Math.ceil(ms / 60_000)} min`;

/** Null: no cool-down runs. */
function coolUntil(ground: RiskGround): Instant | null {
  const { stops = 0, forMs = 0 } = ground.scope.limits.cooldown ?? {};
  const { stopsInRow, stoppedAt } = ledgerOf(ground);
  const until = (stoppedAt ?? 0) + forMs;
  // further ahead than it lasts: the stop was before the clock was set back
  return stopsInRow < stops || ground.now >= until || until - ground.now > forMs ? null : until;
}

const wallTime = ({ settings }: RiskGround, at: Instant): string =>
  `${clockText(localTime(at, settings.timeZone).minuteOfDay)} ${settings.timeZone}`;

const stopsText = (count: number): string => `${count} ${count === 1 ? 'stop' : 'stops'}`;

const cooldown: GateKind = {
  name: 'cooldown',
  code: 'COOLING_DOWN',
  action: 'deny',
  stage: 'gate',
  isReached: true,
  meaning: 'after `stops` losing stops in a row, and after each further one, entries wait for so long',
  example: '{ stops: 3, for: 1h }',
  isSet: ({ cooldown: rule }) => rule !== null,
  needsEquity: never,
  used(ground) {
    const { stops = 0, forMs = 0 } = ground.scope.limits.cooldown ?? {};
    const { stopsInRow } = ledgerOf(ground);
    const until = coolUntil(ground);
    return {
      used: `${until === null ? '' : `entries wait until ${wallTime(ground, until)}; `}${stopsInRow}`,
      of: `${stopsText(stops)} in a row, then ${minutes(forMs)}`,
      percent: percentUsed(count(stopsInRow), count(stops)),
      isClosed: until !== null,
    };
  },
  judge(ground) {
    const { stops = 0, forMs = 0 } = ground.scope.limits.cooldown ?? {};
    const { stopsInRow } = ledgerOf(ground);
    const until = coolUntil(ground);
    if (until === null) return { passes: true, shows: `${stopsText(stopsInRow)} in a row; ${stops} make entries wait ${minutes(forMs)}` };
    return {
      passes: false,
      shows: `${stopsText(stopsInRow)} in a row: entries wait ${minutes(until - ground.now)}, until ${wallTime(ground, until)}`,
    };
  },
};

export const PACE_LIMITS = [dailyTrades, ordersPerMinute, cooldown] as const;
