// Owns: the whole of /risk at this moment, or of what it shows about one strategy or account.

import { limitRates } from '../core/engine/limits/limit-rates.ts';
import { marksOf } from '../core/engine/limits/risk-scope.ts';
import { viewLimits } from '../core/engine/limits/view-limits.ts';
import type { BotDeps } from './bot-deps.ts';
import type { Message } from './render/message.ts';
import { renderRisk } from './render/render-risk.ts';

type RiskDeps = Pick<BotDeps, 'dispatcher' | 'settings' | 'clock' | 'timeZone' | 'lastPrice' | 'rates'>;

/** `about`: a part of the name of a scope; empty = all. */
export function riskMessage(deps: RiskDeps, about = ''): Message {
  const state = deps.dispatcher.snapshot();
  const marks = marksOf(state, deps.lastPrice);
  const now = deps.clock.now();
  const rates = deps.rates.known(limitRates(deps.settings, state, now));
  const limits = viewLimits({ settings: deps.settings, state, marks, rates, now });
  const meant = limits.filter(({ scope }) => scope.toLowerCase().includes(about.toLowerCase()));
  const unknown = about !== '' && meant.length === 0 ? about : null;
  return renderRisk({ limits: unknown === null ? meant : limits, unknown, time: { now, timeZone: deps.timeZone } });
}
