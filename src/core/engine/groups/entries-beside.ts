// Owns: what the other entries of an alert come to while they have their size and no order yet: all of them go or none, so
// that limits count them as ordered.

import type { Account } from '../../model/account.ts';
import { div, mul, ONE, type Decimal } from '../../model/decimal.ts';
import type { Instant, PositionKey, StrategyName } from '../../model/ids.ts';
import type { Settings } from '../../model/settings.ts';
import { TERMINAL_SIGNAL_STATES, type Proposal, type Signal } from '../../model/signal.ts';
import type { Beside } from '../limits/risk-scope.ts';
import type { State } from '../state.ts';
import { entriesOfLane, entryOrder, type Child } from './leg-status.ts';
import { turnFrom } from './leg-turn.ts';

interface Place {
  readonly strategy: StrategyName;
  readonly account: Account;
  readonly key: PositionKey;
  /** Not made before. */
  readonly from: Instant;
}

export const besideOf = ({ strategy, account, key, from }: Place, { instrument, notional, layers }: Proposal): Beside => ({
  strategy,
  account: account.name,
  mode: account.mode,
  key,
  symbol: instrument.symbol,
  quote: instrument.quote,
  value: notional,
  orders: layers?.length ?? 1,
  from,
});

function ofSized(settings: Settings, state: State, child: Child, from: Instant): readonly Beside[] {
  const { strategy, positionKey: key, proposal, entry } = child;
  const account = child.account === null ? undefined : settings.accounts.get(child.account);
  if (strategy === null || account === undefined || key === null || proposal === null || entry === null) return [];
  const isOver = TERMINAL_SIGNAL_STATES.has(child.state) || entryOrder(state, child) !== null;
  return isOver ? [] : [besideOf({ strategy, account, key, from }, proposal)];
}

export interface BesideEntry {
  /** When the entry itself may be made. */
  readonly from: Instant;
  readonly beside: readonly Beside[];
}

/**
 * Of the same account: the lanes of others stand for themselves. `factor`: of the size that the alert asks for, where it is another than
 * the others were sized by: they change with it.
 */
export function entriesBeside(
  { settings, state, now }: { readonly settings: Settings; readonly state: State; readonly now: Instant },
  { id, part }: Signal,
  factor?: Decimal,
): BesideEntry {
  const parent = part === null ? undefined : state.signals.get(part.parent);
  if (part === null || parent === undefined) return { from: now, beside: [] };
  const entries = entriesOfLane(state, parent, part.lane);
  const fromOf = (child: Child): Instant => Math.max(now, turnFrom(entries, child));
  const scale = factor === undefined ? ONE : div(factor, parent.approval?.factor ?? ONE);
  const beside = entries
    .filter((child) => child.id !== id)
    .flatMap((child) => ofSized(settings, state, child, fromOf(child)))
    .map((each): Beside => ({ ...each, value: mul(each.value, scale) }));
  const own = entries.find((child) => child.id === id);
  return { from: own === undefined ? now : fromOf(own), beside };
}
