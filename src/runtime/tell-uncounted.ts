// Owns: telling people that a limit which pauses or kills cannot be counted, for lack of a rate between currencies or of the price
// of something that is held, and that it is counted again. What is held it cannot wind down meanwhile.

import type { Clock } from '../clock.ts';
import type { Command } from '../core/engine/command.ts';
import { watchesRisk, type RiskSight } from '../core/engine/limits/judge-risk.ts';
import { unpricedOf } from '../core/engine/limits/risk-scope.ts';
import { viewLimits } from '../core/engine/limits/view-limits.ts';
import type { NotificationId } from '../core/model/ids.ts';
import type { LimitView } from '../core/model/limit-view.ts';
import type { Position } from '../core/model/position.ts';
import type { Dispatcher } from '../store/dispatch.ts';

/** A venue that is slow for a moment alarms nobody. */
const UNCOUNTED_MS = 60_000;

export interface UncountedTeller {
  look(sight: RiskSight): Promise<void>;
  /** Something cannot be counted, and it is to be looked at again although no price comes. */
  isWaiting(): boolean;
  hasTold(): boolean;
}

export interface UncountedParts {
  readonly dispatcher: Pick<Dispatcher, 'dispatch'>;
  readonly clock: Clock;
  readonly randomHex: (digits: number) => string;
}

type Notify = Omit<Command & { type: 'notify' }, 'notificationId'>;

/** Why some limit cannot be counted, and what is said of that. */
interface Lack {
  readonly key: string;
  readonly cannot: Notify;
  readonly can: Notify;
}

const keyOf = ({ limit, scope }: LimitView): string => `${limit}@${scope}`;
const whose = ({ accounts }: LimitView): string => accounts.map(({ name, mode }) => `${name} (${mode.toUpperCase()})`).join(', ');

const cannot = (view: LimitView): Notify => ({
  type: 'notify',
  severity: 'alarm',
  groupKey: `uncounted:${keyOf(view)}`,
  title: `${view.limit} of ${view.scope} cannot be counted`,
  text: `${whose(view)}: ${view.uncounted ?? ''}. It does not ${view.onBreach} as long as that lasts; entries are refused (NO_RATE), exits pass.`,
  nextStep: 'Look at /risk and /positions. Let an account see the price of that pair, or set the limit on each account by itself.',
});

const can = (key: string): Notify => ({
  type: 'notify',
  severity: 'info',
  groupKey: `counted:${key}`,
  title: `${key.replace('@', ' of ')} is counted again`,
  text: 'The rate between the currencies is known again.',
  nextStep: null,
});

const withoutPrice = ({ account, mode, instrument: { symbol } }: Position): Lack => ({
  key: `price@${account}|${symbol}`,
  cannot: {
    type: 'notify',
    severity: 'alarm',
    groupKey: `uncounted:price@${account}|${symbol}`,
    title: `${symbol} on ${account} (${mode.toUpperCase()}) has no price`,
    text: 'Limits on results cannot be counted as long as that lasts: daily_loss, daily_profit_lock and drawdown neither pause nor kill. Exits pass.',
    nextStep: 'Look at /positions and at the venue: is that market open, and are its prices allowed to this account?',
  },
  can: {
    type: 'notify',
    severity: 'info',
    groupKey: `counted:price@${account}|${symbol}`,
    title: `${symbol} on ${account} (${mode.toUpperCase()}) has a price again`,
    text: 'Limits on results are counted again.',
    nextStep: null,
  },
});

const lacksOf = (sight: RiskSight): readonly Lack[] => [
  ...viewLimits(sight)
    .filter(({ uncounted, onBreach }) => uncounted !== null && onBreach !== 'deny')
    .map((view) => ({ key: keyOf(view), cannot: cannot(view), can: can(keyOf(view)) })),
  ...(watchesRisk(sight.settings) ? unpricedOf(sight.state, sight.marks).map(withoutPrice) : []),
];

export function createUncountedTeller({ dispatcher, clock, randomHex }: UncountedParts): UncountedTeller {
  const since = new Map<string, number>();
  const told = new Map<string, Lack>();

  async function say(words: Notify): Promise<void> {
    await dispatcher.dispatch({ ...words, notificationId: `n_${randomHex(16)}` as NotificationId });
  }

  async function look(sight: RiskSight): Promise<void> {
    const lacks = new Map(lacksOf(sight).map((lack) => [lack.key, lack]));
    const now = clock.now();
    for (const key of since.keys()) if (!lacks.has(key)) since.delete(key);
    for (const [key, lack] of lacks) {
      const from = since.get(key) ?? now;
      since.set(key, from);
      if (told.has(key) || now - from < UNCOUNTED_MS) continue;
      await say(lack.cannot);
      told.set(key, lack);
    }
    for (const [key, lack] of told) {
      if (lacks.has(key)) continue;
      await say(lack.can);
      told.delete(key);
    }
  }

  return { look, isWaiting: () => since.size > told.size, hasTold: () => told.size > 0 };
}
