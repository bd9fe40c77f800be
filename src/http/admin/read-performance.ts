// Owns: what GET /performance is asked for, and its answer: ?period=day|week|month|all and ?strategy=NAME, both optional.

import { reportPerformance, wantedRates } from '../../core/engine/results/report-performance.ts';
import { cleanText } from '../../core/model/clean-text.ts';
import type { ExchangeRates } from '../../core/model/money/exchange-rate.ts';
import type { StrategyName } from '../../core/model/ids.ts';
import { nearestName } from '../../core/model/nearest-name.ts';
import { SPANS, type Span } from '../../core/model/results/result-window.ts';
import type { FormatInstant } from '../format-instant.ts';
import type { HttpPorts } from '../http-ports.ts';
import { presentPerformance, presentTotals, type PerformanceParts } from './present-performance.ts';
import { one, type Query } from './read-history.ts';
import { refuse, type Answer } from '../refusal.ts';

type Ports = Pick<HttpPorts, 'dispatcher' | 'settings' | 'clock' | 'lastQuote' | 'rates'>;

function partsOf(
  { dispatcher, settings, clock, lastQuote }: Ports,
  { span, strategy, rates }: { readonly span: Span; readonly strategy: StrategyName | null; readonly rates: ExchangeRates },
  formatInstant: FormatInstant,
): PerformanceParts {
  const state = dispatcher.snapshot();
  const report = reportPerformance(settings, state, {
    span,
    strategy,
    now: clock.now(),
    // as /positions counts it
    priceOf: ({ account, instrument }) => lastQuote(account, instrument.symbol)?.last ?? null,
    rates,
  });
  return { period: span, report, rates, timeZone: state.riskBook.timeZone, formatInstant };
}

/** Since the first trade, for /stats, which waits for no venue. */
export function totalPerformance(ports: Ports, formatInstant: FormatInstant): Record<string, unknown> {
  const rates = ports.rates.known(wantedRates(ports.settings, ports.dispatcher.snapshot()));
  return presentTotals(partsOf(ports, { span: 'all', strategy: null, rates }, formatInstant));
}

/** Slips that still make a name the same. */
const SLIPS = 2;

function refuseStrategy(written: string, names: readonly StrategyName[]): Answer {
  const near = nearestName(written, names, SLIPS);
  return refuse('INVALID_PARAMETER', {
    error: `There is no strategy ${cleanText(written)}.${near === null ? '' : ` Did you mean ${near}?`}`,
  });
}

export async function readPerformance(ports: Ports, query: Query, formatInstant: FormatInstant): Promise<Answer> {
  const span = SPANS.find((each) => each === (one(query['period']) ?? 'month'));
  if (span === undefined) return refuse('INVALID_PARAMETER', { error: `period is one of ${SPANS.join(', ')}.` });
  const written = one(query['strategy']);
  const names = [...ports.settings.strategies.keys()];
  const strategy = names.find((name) => name === written) ?? null;
  if (written !== null && strategy === null) return refuseStrategy(written, names);
  const rates = await ports.rates.find(wantedRates(ports.settings, ports.dispatcher.snapshot()));
  return { status: 200, body: presentPerformance(partsOf(ports, { span, strategy, rates }, formatInstant)) };
}
