// Owns: the whole of /risk at this moment, or of what it shows about one strategy or account.

import { limitRates } from '../../core/engine/limits/limit-rates.ts';
import type { RiskSight } from '../../core/engine/limits/judge-risk.ts';
import { marksOf } from '../../core/engine/limits/risk-scope.ts';
import { viewEntryLimits } from '../../core/engine/limits/view-entry-limits.ts';
import { viewLimits } from '../../core/engine/limits/view-limits.ts';
import type { LimitView } from '../../core/model/limit-view.ts';
import type { BotDeps } from '../bot-deps.ts';
import type { Message } from '../render/message.ts';
import { renderRisk } from '../render/render-risk.ts';

type RiskDeps = Pick<BotDeps, 'dispatcher' | 'settings' | 'clock' | 'timeZone' | 'lastPrice' | 'rates'>;

/** What limits are counted by, as it is known at this moment. */
export function sightNow(deps: RiskDeps): RiskSight {
  const { settings } = deps;
  const state = deps.dispatcher.snapshot();
  const now = deps.clock.now();
  return { settings, state, marks: marksOf(state, deps.lastPrice), rates: deps.rates.known(limitRates(settings, state, now)), now };
}

/** `about`: a part of the name of a scope; empty = all. */
export function riskMessage(deps: RiskDeps, about = ''): Message {
  const sight = sightNow(deps);
  const [limits, ofEntries] = [viewLimits(sight), viewEntryLimits(sight)];
  const isMeant = ({ scope }: LimitView): boolean => scope.toLowerCase().includes(about.toLowerCase());
  const unknown = about !== '' && ![...limits, ...ofEntries].some(isMeant) ? about : null;
  const shown = (views: readonly LimitView[]): readonly LimitView[] => (unknown === null ? views.filter(isMeant) : views);
  return renderRisk({
    limits: shown(limits),
    isUnlimited: limits.length === 0,
    ofEntries: shown(ofEntries),
    unknown,
    time: { now: sight.now, timeZone: deps.timeZone },
  });
}
