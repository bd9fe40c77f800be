// Owns: a close, or a cancel, that was led to what its word stood for before (in-former-words.ts): what waits for an answer or a
// condition by what the word means now is withdrawn beside that. Whoever gets out by a word is out of all that goes by it.

import type { PositionKey } from '../../model/ids.ts';
import type { Reading } from '../../model/signal.ts';
import type { ReceiveAlert } from '../command.ts';
import { cancelEntriesOf } from '../decide-cancel.ts';
import type { Draft } from '../draft.ts';
import { superseding } from '../entries/withdraw-older.ts';
import { accountsOf } from '../strategy-on.ts';
import { withDefaultSymbol } from './default-symbol.ts';
import { getsOut } from './in-former-words.ts';
import { routeOn, routeStrategy } from './route-alert.ts';
import { supersedeCards } from './supersede-cards.ts';

/** The shares that the alert is about as it was written. */
function sharesOf({ settings }: Draft, received: ReceiveAlert, meant: Reading): readonly PositionKey[] {
  const { reading, strategyHint } = withDefaultSymbol(settings, received);
  if (reading.symbol === null || reading.symbol === meant.symbol) return [];
  const strategy = routeStrategy(settings, strategyHint, reading);
  if ('code' in strategy) return [];
  const routes = accountsOf(strategy).map((account) => routeOn(settings, strategy, account, reading));
  return routes.flatMap((route) => ('code' in route ? [] : [route.key]));
}

/** `command`: as it was led. */
export function withdrawByWord(draft: Draft, received: ReceiveAlert, command: ReceiveAlert): void {
  const { reading } = command;
  if (!getsOut(reading) || reading.condition !== null) return;
  const shares = sharesOf(draft, received, reading);
  if (reading.kind === 'cancel') cancelEntriesOf(draft, shares, reading, '');
  else for (const key of shares) supersedeCards(draft, superseding(command, key, null));
}
