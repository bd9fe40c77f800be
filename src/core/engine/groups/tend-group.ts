// Owns: an alert of several orders as a whole: its lanes are tended, one question is asked for all that a person has to let
// pass, and its own state follows from that of its parts.

import { ONE, isZero } from '../../model/decimal.ts';
import type { Denial } from '../../model/denial.ts';
import type { SignalId } from '../../model/ids.ts';
import { TERMINAL_SIGNAL_STATES, type Approval, type Signal, type SignalState } from '../../model/signal.ts';
import { strategyOf } from '../strategy-of.ts';
import { record, type Draft } from '../draft.ts';
import { childrenOf, entriesOfLane, nameOfPart, type Child } from './leg-status.ts';
import type { State } from '../state.ts';
import { isApproved, tendLane } from '../tend-lane.ts';
import { twinLaneOf } from './twin-lane.ts';

const APPROVAL_TTL_MS = 120_000;

/** As long as the shortest of the strategies that ask gives a person. */
function ttlMs(draft: Draft, asking: readonly Child[]): number {
  const each = asking.map((child) => {
    const strategy = strategyOf(draft.settings, child);
    return 'code' in strategy ? APPROVAL_TTL_MS : strategy.approvalTtlMs;
  });
  return each.length === 0 ? APPROVAL_TTL_MS : Math.min(...each);
}

/** One card for all: it waits until every lane but that of a twin is sized or refused, so that it shows everything that it asks about. */
function ask(draft: Draft, parent: Signal): void {
  const { group } = parent;
  if (group === null || parent.approval !== null) return;
  const twin = twinLaneOf(draft, parent);
  if (group.lanes.some(({ status }, lane) => status === 'sizing' && lane !== twin) || !group.lanes.some(({ status }) => status === 'asked'))
    return;
  const asking = group.lanes.flatMap(({ status }, lane) => (status === 'asked' ? entriesOfLane(draft.state, parent, lane) : []));
  const expiresAt = draft.now + ttlMs(draft, asking);
  const approval: Approval = { nonce: group.nonce, askedAt: draft.now, expiresAt, factor: ONE, answer: null };
  record(draft, { type: 'group_asked', signalId: parent.id, approval });
}

const hasEffect = (state: State, child: Child): boolean =>
  child.orderIds.some((id) => {
    const order = state.orders.get(id);
    return order !== undefined && (!isZero(order.qtyFilled) || order.status === 'test_mode');
  });

/** Worst first: what a person should hear of an alert of which nothing was done. */
const BAD_ENDS: readonly SignalState[] = ['failed', 'denied', 'expired', 'superseded'];

function firstError(state: State, parts: readonly Child[]): Denial | null {
  const culprit = parts.find(({ error }) => error !== null && error.code !== 'LEG_REFUSED' && error.code !== 'LEG_FAILED');
  if (culprit?.error == null) return null;
  return { ...culprit.error, message: `${nameOfPart(state, culprit)}: ${culprit.error.message}` };
}

interface End {
  readonly state: SignalState;
  readonly error: Denial | null;
  readonly detail: string;
}

function endOf(state: State, parent: Signal): End {
  const parts = childrenOf(state, parent).filter(({ part }) => part.unwinds === null);
  const done = parts.filter((child) => child.state === 'completed' && child.error === null);
  const detail = `${done.length} of ${parts.length} done`;
  const error = firstError(state, parts);
  if (parts.some((child) => hasEffect(state, child))) return { state: 'completed', error, detail };
  if (parent.approval?.answer?.choice === 'decline') return { state: 'declined', error: null, detail: '' };
  const bad = BAD_ENDS.find((each) => parts.some((child) => child.state === each));
  return { state: bad ?? 'completed', error, detail: bad === undefined ? detail : '' };
}

/** The state that the parts lead to now. */
function follow(draft: Draft, parent: Signal): void {
  if (parent.group === null || TERMINAL_SIGNAL_STATES.has(parent.state)) return;
  const { lanes } = parent.group;
  const isOpen = lanes.some(({ status, remedy }) => status === 'sizing' || status === 'asked' || status === 'running' || remedy === 'ask');
  // looking at all of a hundred parts takes time, and mostly nothing depends on it
  const parts = (): readonly Child[] => childrenOf(draft.state, parent);
  if (!isOpen && parts().every(({ state }) => TERMINAL_SIGNAL_STATES.has(state))) {
    record(draft, { type: 'signal_changed', signalId: parent.id, ...endOf(draft.state, parent) });
    return;
  }
  const isAsked = lanes.some(({ status }) => status === 'asked') && parent.approval !== null;
  const isResized = parent.state === 'awaiting_approval' && isApproved(parent) && lanes.some(({ status }) => status === 'sizing');
  if (isAsked || isResized || parent.state === 'working') return;
  const works = lanes.some(({ status }) => status === 'running' || status === 'failed') || parts().some(({ state }) => state === 'working');
  if (works) record(draft, { type: 'signal_changed', signalId: parent.id, state: 'working', error: null, detail: 'under way' });
}

/** What the others are at now decides about it. */
function tendTwin(draft: Draft, id: SignalId): void {
  const parent = draft.state.signals.get(id);
  const twin = parent === undefined ? null : twinLaneOf(draft, parent);
  if (twin !== null && parent?.group?.lanes[twin]?.status === 'sizing') tendLane(draft, id, twin);
}

/** `only`: the lanes of which something has happened; null = all. */
export function tendGroup(draft: Draft, id: SignalId, only: ReadonlySet<number> | null = null): void {
  const lanes = draft.state.signals.get(id)?.group?.lanes ?? [];
  for (const lane of only ?? lanes.keys()) tendLane(draft, id, lane);
  tendTwin(draft, id);
  const sized = draft.state.signals.get(id);
  if (sized !== undefined) ask(draft, sized);
  const now = draft.state.signals.get(id);
  if (now !== undefined) follow(draft, now);
}
