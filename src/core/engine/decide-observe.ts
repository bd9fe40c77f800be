// Owns: what prices do to positions. Prices themselves are never journaled: only what follows from them is.

import { HUNDRED } from '../model/decimal.ts';
import type { AccountName } from '../model/ids.ts';
import { seededId } from '../model/ids.ts';
import type { Quote } from '../model/instrument.ts';
import type { OrderStatus } from '../model/order.ts';
import type { Position } from '../model/position.ts';
import { reachedExit, type ReachedExit } from '../positions/evaluate-exits.ts';
import type { ProtectiveRole } from '../positions/exit-home.ts';
import { isHeld } from '../positions/is-held.ts';
import type { Command, Reply } from './command.ts';
import { tell, type Draft } from './draft.ts';
import { leavePosition } from './leave-position.ts';
import { activeOrdersOf } from './position-orders.ts';
import type { State } from './state.ts';
import { exitsOf } from './tend-exits.ts';

/** In the venue's book, or on its way there: what it may fill is not closed by us too. */
const GUARDING: ReadonlySet<OrderStatus> = new Set<OrderStatus>(['submitted', 'accepted', 'partially_filled', 'pending_modify']);

function guardedLegs(state: State, position: Position): ReadonlySet<ProtectiveRole> {
  const roles = new Set<ProtectiveRole>();
  for (const { role, status } of activeOrdersOf(state, position.key))
    if ((role === 'stop_loss' || role === 'take_profit') && GUARDING.has(status)) roles.add(role);
  return roles;
}

export interface Reached extends ReachedExit {
  readonly position: Position;
}

/** Positions of one market whose stop or target has come at this price, and that nothing is closing yet. Also asked before a command is made of a price. */
export function reachedAt(state: State, account: AccountName, quote: Quote): readonly Reached[] {
  const found: Reached[] = [];
  for (const position of state.positions.values()) {
    if (position.plan === null || position.account !== account || position.instrument.symbol !== quote.symbol || !isHeld(position))
      continue;
    const reached = reachedExit(position, quote, guardedLegs(state, position));
    if (reached === null || exitsOf(state, position.key).some((exit) => exit.target.type === 'flat' && exit.limitPrice === null)) continue;
    found.push({ ...reached, position });
  }
  return found;
}

const WORDS = { stop_loss: 'stop-loss', take_profit: 'take-profit' } as const;

export function decideObserved(draft: Draft, { account, quote, idSeed }: Command & { type: 'observe_price' }): Reply {
  const reached = reachedAt(draft.state, account, quote);
  reached.forEach(({ position, role, level, price }, index) => {
    const reason = `${WORDS[role]} ${level} reached at ${price}`;
    leavePosition(
      draft,
      seededId(draft.now, idSeed, index),
      position,
      position.instrument.symbol,
      HUNDRED,
      { type: 'engine', reason },
      reason,
    );
    tell(draft, {
      severity: role === 'stop_loss' ? 'warning' : 'info',
      groupKey: `reached:${position.key}:${role}`,
      title: `${position.instrument.symbol}: ${WORDS[role]} reached`,
      text: `${position.strategy} on ${account} (${position.mode.toUpperCase()}): ${reason}; the position is being closed at market.`,
      nextStep: 'Follow it with /positions.',
      ...(position.plan === null ? {} : { signalId: position.plan.signalId }),
    });
  });
  return reached.length === 0 ? { type: 'skipped', detail: 'nothing is reached' } : { type: 'done', detail: `${reached.length} reached` };
}
