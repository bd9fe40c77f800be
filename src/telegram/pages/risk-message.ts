// Owns: the whole of /risk at this moment, or of what it shows about one strategy or account.

import { limitRates } from '../../core/engine/limits/limit-rates.ts';
import { marksOf } from '../../core/engine/limits/risk-scope.ts';
import { viewEntryLimits } from '../../core/engine/limits/view-entry-limits.ts';
import { viewLimits } from '../../core/engine/limits/view-limits.ts';
import type { LimitView } from '../../core/model/limit-view.ts';
import type { BotDeps } from '../bot-deps.ts';
import type { Message } from '../render/message.ts';
import { renderRisk } from '../render/render-risk.ts';

type RiskDeps = Pick<BotDeps, 'dispatcher' | 'settings' | 'clock' | 'timeZone' | 'lastPrice' | 'rates'>;

/** `about`: a part of the name of a scope; empty = all. */
export function riskMessage(deps: RiskDeps, about = ''): Message {
  const state = deps.dispatcher.snapshot();
  const marks = marksOf(state, deps.lastPrice);
  const now = deps.clock.now();
  const rates = deps.rates.known(limitRates(deps.settings, state, now));
  const sight = { settings: deps.settings, state, marks, rates, now };
  const [limits, ofEntries] = [viewLimits(sight), viewEntryLimits(sight)];
  const isMeant = ({ scope }: LimitView): boolean => scope.toLowerCase().includes(about.toLowerCase());
  const unknown = about !== '' && ![...limits, ...ofEntries].some(isMeant) ? about : null;
  const shown = (views: readonly LimitView[]): readonly LimitView[] => (unknown === null ? views.filter(isMeant) : views);
  return renderRisk({
    limits: shown(limits),
    isUnlimited: limits.length === 0,
    ofEntries: shown(ofEntries),
    unknown,
    time: { now, timeZone: deps.timeZone },
  });
}
