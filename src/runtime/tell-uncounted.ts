// Owns: telling people that a limit which pauses or kills cannot be counted, for lack of a rate between currencies, and that it
// is counted again. It holds back its entries meanwhile; what is held it cannot wind down.

import type { Clock } from '../clock.ts';
import type { Command } from '../core/engine/command.ts';
import type { RiskSight } from '../core/engine/limits/judge-risk.ts';
import { viewLimits } from '../core/engine/limits/view-limits.ts';
import type { NotificationId } from '../core/model/ids.ts';
import type { LimitView } from '../core/model/limit-view.ts';
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

export function createUncountedTeller({ dispatcher, clock, randomHex }: UncountedParts): UncountedTeller {
  const since = new Map<string, number>();
  const told = new Set<string>();

  async function say(words: Notify): Promise<void> {
    await dispatcher.dispatch({ ...words, notificationId: `n_${randomHex(16)}` as NotificationId });
  }

  async function look(sight: RiskSight): Promise<void> {
    const views = viewLimits(sight).filter(({ uncounted, onBreach }) => uncounted !== null && onBreach !== 'deny');
    const now = clock.now();
    const open = new Set(views.map(keyOf));
    for (const key of since.keys()) if (!open.has(key)) since.delete(key);
    for (const view of views) {
      const key = keyOf(view);
      const from = since.get(key) ?? now;
      since.set(key, from);
      if (told.has(key) || now - from < UNCOUNTED_MS) continue;
      await say(cannot(view));
      told.add(key);
    }
    for (const key of told) {
      if (open.has(key)) continue;
      await say(can(key));
      told.delete(key);
    }
  }

  return { look, isWaiting: () => since.size > told.size, hasTold: () => told.size > 0 };
}
