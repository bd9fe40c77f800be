// Owns: /performance, from what a person typed or tapped to the message. A rate may have to be asked for: the answer follows.

import { createHash } from 'node:crypto';
import { reportPerformance, wantedRates } from '../../core/engine/results/report-performance.ts';
import { isNegative } from '../../core/model/decimal.ts';
import type { StrategyName } from '../../core/model/ids.ts';
import type { Position } from '../../core/model/position.ts';
import { SPANS, type Span } from '../../core/model/results/result-window.ts';
import type { HandlerDeps } from '../bot-deps.ts';
import type { Button, Message } from '../render/message.ts';
import { renderPerformance, SPAN_WORDS } from '../render/render-performance.ts';

export const PERFORMANCE_VERB = 'pf';

export interface Asked {
  readonly span: Span;
  readonly strategy: StrategyName | null;
}

const handleOf = (strategy: string): string => createHash('sha256').update(strategy).digest('hex').slice(0, 16);
export const isSpan = (word: string): word is Span => SPANS.some((span) => span === word);

/** At most 29 bytes: the name of a strategy may be longer than a button may carry. */
const dataOf = ({ span, strategy }: Asked): string => `${PERFORMANCE_VERB}:${span}:${strategy === null ? '' : handleOf(strategy)}`;

/** `data`: what follows the verb. Null: there is no such strategy any more. */
export function readPerformanceData({ settings }: Pick<HandlerDeps, 'settings'>, data: string): Asked | null {
  const [span = '', handle = ''] = data.split(':');
  if (!isSpan(span)) return null;
  if (handle === '') return { span, strategy: null };
  const strategy = [...settings.strategies.keys()].find((name) => handleOf(name) === handle);
  return strategy === undefined ? null : { span, strategy };
}

const buttons = (asked: Asked): Button[] =>
  SPANS.map((span) => ({ text: `${span === asked.span ? '• ' : ''}${SPAN_WORDS[span].button}`, data: dataOf({ ...asked, span }) }));

type PageDeps = Pick<HandlerDeps, 'dispatcher' | 'settings' | 'clock' | 'timeZone' | 'freshQuote' | 'rates'>;

export async function performancePage(deps: PageDeps, asked: Asked): Promise<Message> {
  const { dispatcher, settings, clock, timeZone, freshQuote } = deps;
  const rates = await deps.rates.find(wantedRates(settings, dispatcher.snapshot()));
  const state = dispatcher.snapshot();
  const now = clock.now();
  // what leaving now would bring: a long sells at the bid, a short buys at the ask
  const priceOf = ({ account, instrument, qty }: Position) => {
    const quote = freshQuote(account, instrument.symbol);
    return quote === null ? null : isNegative(qty) ? quote.ask : quote.bid;
  };
  const report = reportPerformance(settings, state, { ...asked, now, priceOf, rates });
  return renderPerformance({ ...asked, report, rates: [...rates.values()], time: { now, timeZone } }, [buttons(asked)]);
}
