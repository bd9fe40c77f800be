// Owns: the limits in GET /status: the same as /risk shows in the chat.

import { limitRates } from '../../core/engine/limits/limit-rates.ts';
import { marksOf } from '../../core/engine/limits/risk-scope.ts';
import type { RiskSight } from '../../core/engine/limits/judge-risk.ts';
import type { State } from '../../core/engine/state.ts';
import { viewEntryLimits } from '../../core/engine/limits/view-entry-limits.ts';
import { viewLimits } from '../../core/engine/limits/view-limits.ts';
import type { ExchangeRate } from '../../core/model/money/exchange-rate.ts';
import type { Instant } from '../../core/model/ids.ts';
import type { LimitView } from '../../core/model/limit-view.ts';
import type { FormatInstant } from '../format-instant.ts';
import type { HttpPorts } from '../http-ports.ts';

function presentBreach({ breached }: LimitView, formatInstant: FormatInstant): Record<string, unknown> | null {
  if (breached === null) return null;
  const { at, until, detail, liftedBy } = breached;
  return { at: formatInstant(at), until: until === null ? null : formatInstant(until), detail, lifted_by: liftedBy };
}

const presentRate = (
  { from, to, price, at, source }: ExchangeRate,
  now: Instant,
  formatInstant: FormatInstant,
): Record<string, unknown> => ({
  from,
  to,
  price,
  source,
  at: formatInstant(at),
  age_seconds: Math.max(0, Math.floor((now - at) / 1_000)),
});

type Ports = Pick<HttpPorts, 'settings' | 'lastQuote' | 'rates'>;

function sightOf({ settings, lastQuote, rates: board }: Ports, state: State, now: Instant): RiskSight {
  const marks = marksOf(state, (account, symbol) => lastQuote(account, symbol)?.last ?? null);
  return { settings, state, marks, rates: board.known(limitRates(settings, state, now)), now };
}

export const presentRisk = (ports: Ports, state: State, now: Instant, formatInstant: FormatInstant): readonly Record<string, unknown>[] =>
  viewLimits(sightOf(ports, state, now)).map((view) => ({
    scope: view.scope,
    limit: view.limit,
    code: view.code,
    accounts: view.accounts.map(({ name, mode }) => ({ name, mode })),
    used: view.used,
    of: view.of,
    used_percent: view.percent,
    uncounted: view.uncounted,
    closed: view.isClosed,
    rates: view.rates.map((rate) => presentRate(rate, now, formatInstant)),
    on_breach: view.onBreach,
    wind_down: view.windDown,
    breached: presentBreach(view, formatInstant),
  }));

/** What bounds each entry by itself: what is beyond it is refused. */
export const presentEntryLimits = (ports: Ports, state: State, now: Instant): readonly Record<string, unknown>[] =>
  viewEntryLimits(sightOf(ports, state, now)).map(({ scope, limit, code, accounts, used, of, percent }) => ({
    scope,
    limit,
    code,
    accounts: accounts.map(({ name, mode }) => ({ name, mode })),
    used,
    of,
    used_percent: percent,
  }));
