// Owns: what the other entries of an alert come to while they have their size and no order yet: all of them go or none, so
// that limits count them as ordered.

import type { Account } from '../../model/account.ts';
import type { PositionKey, StrategyName } from '../../model/ids.ts';
import type { Settings } from '../../model/settings.ts';
import { TERMINAL_SIGNAL_STATES, type Proposal, type Signal } from '../../model/signal.ts';
import type { Beside } from '../limits/risk-scope.ts';
import type { State } from '../state.ts';
import { entriesOfLane, entryOrder, type Child } from './leg-status.ts';

interface Place {
  readonly strategy: StrategyName;
  readonly account: Account;
  readonly key: PositionKey;
}

export const besideOf = ({ strategy, account, key }: Place, { instrument, notional, layers }: Proposal): Beside => ({
  strategy,
  account: account.name,
  mode: account.mode,
  key,
  symbol: instrument.symbol,
  quote: instrument.quote,
  value: notional,
  orders: layers?.length ?? 1,
});

function ofSized(settings: Settings, state: State, child: Child): readonly Beside[] {
  const { strategy, positionKey: key, proposal, entry } = child;
  const account = child.account === null ? undefined : settings.accounts.get(child.account);
  if (strategy === null || account === undefined || key === null || proposal === null || entry === null) return [];
  const isOver = TERMINAL_SIGNAL_STATES.has(child.state) || entryOrder(state, child) !== null;
  return isOver ? [] : [besideOf({ strategy, account, key }, proposal)];
}

/** Of the same account: the lanes of others stand for themselves. */
export function entriesBeside({ settings, state }: { settings: Settings; state: State }, { id, part }: Signal): readonly Beside[] {
  const parent = part === null ? undefined : state.signals.get(part.parent);
  if (part === null || parent === undefined) return [];
  return entriesOfLane(state, parent, part.lane)
    .filter((child) => child.id !== id)
    .flatMap((child) => ofSized(settings, state, child));
}
