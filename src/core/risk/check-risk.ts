// Owns: the gate of entries, and the one place where a request becomes Approved. Exits are approved without a check:
// getting out is never blocked.

import type { Denial } from '../model/denial.ts';
import type { Approved, Order, OrderRequest } from '../model/order.ts';
import { RISK_CHECKS } from './checks.ts';
import type { CheckSubject } from './risk-check.ts';

export interface CheckResult {
  readonly check: string;
  readonly denial: Denial | null;
  readonly shows: string;
}

/** Every check with its outcome, in order. */
export const runChecks = (subject: CheckSubject): readonly CheckResult[] =>
  RISK_CHECKS.map((check) => ({ check: check.name, denial: check.refuse(subject), shows: check.shows(subject) }));

/** The first reason to refuse, or null. */
export function checkRisk(subject: CheckSubject): Denial | null {
  for (const { refuse } of RISK_CHECKS) {
    const denial = refuse(subject);
    if (denial !== null) return denial;
  }
  return null;
}

const requestOf = (order: Order): OrderRequest => ({
  id: order.id,
  account: order.account,
  instrument: order.instrument,
  side: order.side,
  type: order.type,
  qty: order.qty,
  limitPrice: order.limitPrice,
  stopPrice: order.stopPrice,
  trail: order.trail,
  terms: order.terms,
  reduceOnly: order.reduceOnly,
  ocoGroup: order.ocoGroup,
  ...((order.repeats ?? 0) > 0 ? { again: true } : {}),
});

/**
 * The proof to send: for a reduce-only order always, for an entry when `refuse` (halt, pause, age, as they are at this
 * moment) finds nothing against it. The size was checked when the order was made, in the same commit as the approval.
 */
export function approveRequest(order: Order, refuse: () => Denial | null): Approved<OrderRequest> | Denial {
  const denial = order.reduceOnly ? null : refuse();
  return denial ?? (requestOf(order) as Approved<OrderRequest>);
}
