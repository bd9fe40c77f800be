// Owns: the limits in GET /status: the same as /risk shows in the chat.

import { marksOf } from '../core/engine/limits/risk-scope.ts';
import type { State } from '../core/engine/state.ts';
import { viewLimits } from '../core/engine/limits/view-limits.ts';
import type { Instant } from '../core/model/ids.ts';
import type { LimitView } from '../core/model/limit-view.ts';
import type { FormatInstant } from './format-instant.ts';
import type { HttpPorts } from './http-ports.ts';

function presentBreach({ breached }: LimitView, formatInstant: FormatInstant): Record<string, unknown> | null {
  if (breached === null) return null;
  const { at, until, detail, liftedBy } = breached;
  return { at: formatInstant(at), until: until === null ? null : formatInstant(until), detail, lifted_by: liftedBy };
}

export function presentRisk(
  { settings, lastQuote }: Pick<HttpPorts, 'settings' | 'lastQuote'>,
  state: State,
  now: Instant,
  formatInstant: FormatInstant,
): readonly Record<string, unknown>[] {
  const marks = marksOf(state, (account, symbol) => lastQuote(account, symbol)?.last ?? null);
  return viewLimits(settings, state, marks, now).map((view) => ({
    scope: view.scope,
    limit: view.limit,
    code: view.code,
    accounts: view.accounts.map(({ name, mode }) => ({ name, mode })),
    used: view.used,
    of: view.of,
    used_percent: view.percent,
    on_breach: view.onBreach,
    wind_down: view.windDown,
    breached: presentBreach(view, formatInstant),
  }));
}
