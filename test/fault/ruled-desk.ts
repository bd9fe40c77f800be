// Owns: the desk of strategies with rules beyond their plans: hours, sessions, limits, conditions, layers, limit orders that
// follow the price, sizes by the average true range. Each strategy is about one of them.

import { PAPER_TRAITS } from '../../src/core/model/account.ts';
import type { AtrFound } from '../../src/core/model/markets/atr.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { NO_ENTRY_RULES } from '../../src/core/model/entry-rules.ts';
import { NO_PROTECTION, type TimeStopRule } from '../../src/core/model/exits/exit-plan.ts';
import type { Funds } from '../../src/core/model/money/funds.ts';
import { accountName } from '../../src/core/model/ids.ts';
import { NO_LIMITS, type WindDown } from '../../src/core/model/risk-limits.ts';
import type { Strategy } from '../../src/core/model/settings.ts';
import { CALENDARS, type Hours, type TradingCalendar } from '../../src/core/model/time/trading-calendar.ts';
import { instrument, settingsOf, strategy, type Desk } from './house.ts';

const NATIVE = accountName('native');
const STOPLESS = accountName('stopless');
const TRAITS = new Map([
  [NATIVE, PAPER_TRAITS],
  [STOPLESS, { ...PAPER_TRAITS, nativeStops: false, oco: false, orderTypes: ['market', 'limit'] as const }],
]);

const MINUTE_MS = 60_000;
/** The hour at which 'clocked' leaves, minutes of the day: a few minutes after a run begins. */
const LEAVES_AT = 10 * 60 + 3;
/** The sessions of every day, minutes of the day: short, so that runs see them end. */
const SESSIONS: readonly Hours[] = [10 * 60, 10 * 60 + 5, 10 * 60 + 10, 10 * 60 + 15, 10 * 60 + 20].map((from) => ({
  from,
  to: from + 4,
}));
const BEFORE_CLOSE_MS = 30_000;
const BRIEF: TradingCalendar = {
  name: 'brief',
  timeZone: 'UTC',
  week: Array.from({ length: 7 }, () => SESSIONS),
  otherDays: {},
  listedUntil: null,
};

export const PACE_MAX = 4;
/** Money that ends the day of 'killed'. */
export const LOSS_MAX = '60';
export const LIFETIME_MS = 20_000;
/** What every account is worth, and how far markets move: sizes by risk are 1 % of it over two of them. */
export const FUNDS: Funds = { equity: decimal('10000'), available: decimal('10000') };
export const RANGE: AtrFound = { value: decimal('10'), period: 14, timeframe: '1h', candles: 140, source: 'venue' };
export const SIZE_BY_RISK = decimal('5');

const hour = (change: Partial<TimeStopRule>): TimeStopRule => ({
  afterMs: null,
  atMinute: null,
  beforeCloseMs: null,
  calendar: null,
  unlessGain: null,
  ...change,
});
const STOP = { stopLoss: { percent: decimal('3') } };

export type Rule = 'hours' | 'limits' | 'breaches' | 'conditions' | 'layers' | 'chase' | 'range';

export interface RuledPlayer {
  readonly rule: Rule;
  readonly symbols: readonly string[];
  readonly strategy: Strategy;
}

function player(rule: Rule, name: string, account: typeof NATIVE, symbols: readonly string[], change: Partial<Strategy>): RuledPlayer {
  const protection = { ...NO_PROTECTION, ...STOP };
  return { rule, symbols, strategy: { ...strategy({ name, approval: { type: 'auto' } }), account, protection, ...change } };
}

/** Less than one bad move costs, so that most runs come to it. */
const DAY_MAX = '25';

/** Each way in which a breach may end the day, and what becomes of what is held then. */
const breached = (action: 'pause' | 'kill', windDown: WindDown, account: typeof NATIVE, symbols: readonly string[]): RuledPlayer =>
  player('breaches', `${action}-${windDown}`, account, symbols, {
    protection: NO_PROTECTION,
    limits: { ...NO_LIMITS, dailyLoss: { money: decimal(DAY_MAX) }, onBreach: { daily_loss: action }, windDown },
  });

export const BREACHED_PLAYERS: readonly RuledPlayer[] = [
  breached('pause', 'flatten_all', NATIVE, ['BTC/USDT:USDT', 'ETH/USDT']),
  breached('pause', 'keep_protected', STOPLESS, ['BTC/USDT:USDT', 'ETH/USDT']),
  breached('pause', 'keep_all', NATIVE, ['SOL/USDT:USDT', 'XRP/USDT']),
  breached('kill', 'flatten_all', STOPLESS, ['SOL/USDT:USDT', 'XRP/USDT']),
  breached('kill', 'keep_protected', NATIVE, ['SOL/USDT:USDT', 'XRP/USDT']),
  breached('kill', 'keep_all', STOPLESS, ['BTC/USDT:USDT', 'ETH/USDT']),
];

export const RULED_PLAYERS: readonly RuledPlayer[] = [
  player('hours', 'clocked', NATIVE, ['BTC/USDT:USDT'], {
    protection: { ...NO_PROTECTION, ...STOP, timeStop: hour({ atMinute: LEAVES_AT }) },
  }),
  player('hours', 'session', STOPLESS, ['BTC/USDT:USDT'], {
    protection: { ...NO_PROTECTION, ...STOP, timeStop: hour({ beforeCloseMs: BEFORE_CLOSE_MS, calendar: 'brief' }) },
  }),
  player('limits', 'limited', NATIVE, ['SOL/USDT:USDT', 'ETH/USDT'], {
    limits: { ...NO_LIMITS, maxOpenPositions: 1, ordersPerMinute: PACE_MAX, onBreach: { orders_per_minute: 'deny' } },
  }),
  player('limits', 'killed', STOPLESS, ['SOL/USDT:USDT'], {
    protection: NO_PROTECTION,
    limits: {
      ...NO_LIMITS,
      dailyLoss: { money: decimal(LOSS_MAX) },
      onBreach: { daily_loss: 'kill' },
      windDown: 'flatten_all',
    },
  }),
  player('conditions', 'waiting', NATIVE, ['ETH/USDT', 'BTC/USDT:USDT'], {}),
  player('layers', 'layered', STOPLESS, ['XRP/USDT'], {}),
  player('chase', 'chaser', NATIVE, ['BTC/USDT:USDT'], {
    entries: { ...NO_ENTRY_RULES, limitLifetimeMs: LIFETIME_MS, reprice: { everyMs: 8_000, times: 2 }, fallback: 'market' },
  }),
  player('range', 'ranged', NATIVE, ['SOL/USDT:USDT'], { riskPercent: decimal('1'), defaultQuantity: null }),
  ...BREACHED_PLAYERS,
];

const MARKETS = [
  instrument('BTC/USDT:USDT', 'swap', '0.1'),
  instrument('ETH/USDT', 'spot', '0.01'),
  instrument('SOL/USDT:USDT', 'swap', '1'),
  instrument('XRP/USDT', 'spot', '1'),
];

const settings = settingsOf(
  [...TRAITS.keys()],
  RULED_PLAYERS.map((each) => each.strategy),
);

export const RULED_DESK: Desk = {
  name: 'ruled',
  guarded: true,
  ruled: true,
  settings: {
    ...settings,
    accounts: new Map([...settings.accounts].map(([name, account]) => [name, { ...account, traits: TRAITS.get(name) ?? PAPER_TRAITS }])),
    calendars: new Map([...CALENDARS, [BRIEF.name, BRIEF]]),
  },
  markets: [...TRAITS.keys()].flatMap((account) => MARKETS.map((each) => ({ account, instrument: each }))),
};

/** The same, about nothing but losses that end the day. */
export const BREACHED_DESK: Desk = { ...RULED_DESK, name: 'breached', breached: true };

/** Whether nothing is entered then, since a session ends; `slackMs` before its end nobody can tell. */
export function isClosing(at: number, slackMs: number): boolean {
  const midnight = Math.floor(at / 86_400_000) * 86_400_000;
  const ends = SESSIONS.map(({ to }) => midnight + to * MINUTE_MS);
  return ends.some((end) => at >= end - BEFORE_CLOSE_MS && at < end - slackMs);
}

/** When a position that was opened then is to be left; null: nothing can be said. */
export function hourOf(name: string, openedAt: number): number | null {
  const midnight = Math.floor(openedAt / 86_400_000) * 86_400_000;
  if (name === 'clocked') {
    const at = midnight + LEAVES_AT * MINUTE_MS;
    return openedAt < at ? at : null;
  }
  if (name !== 'session') return null;
  const isLast = (to: number): boolean => openedAt >= to - BEFORE_CLOSE_MS && openedAt < to;
  // what has filled in the last minutes of a session has to leave at once
  if (SESSIONS.some(({ to }) => isLast(midnight + to * MINUTE_MS))) return openedAt;
  const closes = SESSIONS.map(({ to }) => midnight + to * MINUTE_MS - BEFORE_CLOSE_MS).find((at) => openedAt < at);
  return closes ?? null;
}
