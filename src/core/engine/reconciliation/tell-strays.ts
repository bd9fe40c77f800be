// Owns: what is still held although config.yaml no longer leads to it: alerts of its strategy do not reach it any more, or only
// those that close.

import { isZero } from '../../model/decimal.ts';
import type { Settings } from '../../model/settings.ts';
import type { Position } from '../../model/position.ts';
import { tell, type Draft } from '../draft.ts';
import { otherMeaning } from './account-meaning.ts';
import { accountsOf, tradesOn } from '../strategy-on.ts';

interface Stray {
  readonly why: string;
  /** Alerts that close or cancel still reach it. */
  readonly closes: boolean;
}

/** Why alerts do not reach the position, or not all of them; null = they do. */
function strayed(settings: Settings, { account, mode, strategy: name }: Position): Stray | null {
  const lost = (why: string): Stray => ({ why, closes: false });
  const known = settings.accounts.get(account);
  if (known === undefined) return lost(`the account ${account} is not in config.yaml any more, so nothing can be sent for it`);
  if (known.mode !== mode) return lost(`the account ${account} is ${known.mode.toUpperCase()} now, so nothing is sent for it`);
  const strategy = settings.strategies.get(name);
  if (strategy === undefined) return lost(`the strategy ${name} is not in config.yaml any more`);
  if (tradesOn(strategy, account)) return null;
  return {
    why: `the strategy trades on ${accountsOf(strategy).join(', ')} now: only what closes or cancels reaches it here`,
    closes: true,
  };
}

/** One alarm for each such position. */
export function tellStrays(draft: Draft): void {
  for (const position of draft.state.positions.values()) {
    // of an account that means something else now people have heard (note-meanings.ts)
    if (isZero(position.qty) || otherMeaning(draft.settings, draft.state, position.account) !== null) continue;
    const stray = strayed(draft.settings, position);
    if (stray === null) continue;
    const { account, instrument, mode, qty, strategy } = position;
    const { symbol } = instrument;
    tell(draft, {
      severity: 'alarm',
      groupKey: `stray:${position.key}`,
      title: stray.closes ? `${symbol} is held on an account that its strategy has left` : `${symbol} is held and no alert reaches it`,
      text: `${strategy} on ${account} (${mode.toUpperCase()}) holds ${qty} ${symbol}, but ${stray.why}.`,
      nextStep: stray.closes
        ? `Close it if it is not to be held: /close ${symbol}, or the next close of ${strategy}.`
        : `Put config.yaml back as it was, or close it: /close ${symbol}, or by hand at the venue.`,
    });
  }
}
