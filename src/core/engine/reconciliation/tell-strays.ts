// Owns: what is still held although config.yaml no longer leads to it: alerts of its strategy do not reach it any more.

import { isZero } from '../../model/decimal.ts';
import type { Settings } from '../../model/settings.ts';
import type { Position } from '../../model/position.ts';
import { tell, type Draft } from '../draft.ts';
import { tradesOn } from '../strategy-on.ts';

/** Why no alert reaches the position; null = one does. */
function whyStray(settings: Settings, { account, mode, strategy: name }: Position): string | null {
  const known = settings.accounts.get(account);
  if (known === undefined) return `the account ${account} is not in config.yaml any more, so nothing can be sent for it`;
  if (known.mode !== mode) return `the account ${account} is ${known.mode.toUpperCase()} now, so nothing is sent for it`;
  const strategy = settings.strategies.get(name);
  if (strategy === undefined) return `the strategy ${name} is not in config.yaml any more`;
  return tradesOn(strategy, account) ? null : `the strategy ${name} trades on the account ${strategy.account} now`;
}

/** One alarm for each such position. */
export function tellStrays(draft: Draft): void {
  for (const position of draft.state.positions.values()) {
    const why = isZero(position.qty) ? null : whyStray(draft.settings, position);
    if (why === null) continue;
    const { account, instrument, mode, qty, strategy } = position;
    tell(draft, {
      severity: 'alarm',
      groupKey: `stray:${position.key}`,
      title: `${instrument.symbol} is held and no alert reaches it`,
      text: `${strategy} on ${account} (${mode.toUpperCase()}) holds ${qty} ${instrument.symbol}, but ${why}.`,
      nextStep: `Put config.yaml back as it was, or close it: /close ${instrument.symbol}, or by hand at the venue.`,
    });
  }
}
