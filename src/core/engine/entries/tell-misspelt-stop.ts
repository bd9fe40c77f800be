// Owns: telling that an entry which nobody is asked about goes without the stop-loss that its alert misspelt. Where a person is
// asked, the card says it above its buttons.

import { misspeltStopText } from '../../model/alerts/misspelt-stop.ts';
import type { Proposal, Signal } from '../../model/signal.ts';
import { tell, type Draft } from '../draft.ts';
import { accountOf, strategyOf } from '../strategy-of.ts';

export function tellMisspeltStop(draft: Draft, signal: Signal, proposal: Proposal): void {
  const text = misspeltStopText(signal.reading, proposal);
  const whole = signal.part === null ? signal : draft.state.signals.get(signal.part.parent);
  if (text === null || whole?.approval != null) return;
  const strategy = strategyOf(draft.settings, signal);
  if ('code' in strategy) return;
  const { name, mode } = accountOf(draft.settings, strategy);
  const { symbol, base } = proposal.instrument;
  tell(draft, {
    severity: proposal.stopLoss === null ? 'alarm' : 'warning',
    groupKey: `misspelt-stop:${strategy.name}:${symbol}`,
    title: proposal.stopLoss === null ? `${symbol}: an entry without its stop-loss` : `${symbol}: the stop-loss of an alert is not read`,
    text: `${strategy.name} on ${name} (${mode.toUpperCase()}), ${proposal.side} ${proposal.qty} ${base}: ${text}`,
    nextStep: `Give the position its stop with /stop ${symbol} and a price, and write the field as stop_loss in the alert.`,
    signalId: signal.id,
  });
}
