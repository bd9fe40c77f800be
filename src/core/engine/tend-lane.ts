// Owns: the entries of one lane of an alert: all of them pass the gate or none, then they are sent rank by rank, and when one
// fails the rest is not sent and what has filled is kept, closed again, or asked about.

import { deny, type Denial } from '../model/denial.ts';
import { ONE } from '../model/decimal.ts';
import { isFresh } from '../model/markets/instrument.ts';
import { TERMINAL_SIGNAL_STATES, type Lane, type Signal } from '../model/signal.ts';
import { needsApproval, policyOf } from '../risk/needs-approval.ts';
import { requestCancel } from './cancel-order.ts';
import { countedAgain, type PricedNow } from './entries/count-entry.ts';
import { createEntry, lacksPrices, lacksRange, lacksRates, proposeNow } from './entries/decide-entry.ts';
import { accountOf, strategyOf } from './strategy-of.ts';
import { record, tell, type Draft } from './draft.ts';
import { workableFrom } from './entries/entry-wait.ts';
import { entriesOfLane, entryOrder, isExposed, isMoot, legStatus, nameOfPart, type Child } from './groups/leg-status.ts';
import { deadlineOf, hasWay, legsOfLane, nextLegs } from './groups/leg-turn.ts';
import { twinFollows, twinLaneOf } from './groups/twin-lane.ts';
import { unwindLane } from './groups/unwind-lane.ts';
import { refusalGroup } from './refusal-group.ts';

const read = (draft: Draft, id: Signal['id']): Signal | null => draft.state.signals.get(id) ?? null;

export function changeLane(draft: Draft, parent: Signal['id'], lane: number, change: Partial<Lane>, detail: string): void {
  record(draft, { type: 'lane_changed', signalId: parent, lane, change, detail });
}

export const isApproved = (parent: Signal): boolean => parent.approval?.answer?.choice === 'approve';

const isOut = (child: Child): boolean => child.entry === null || TERMINAL_SIGNAL_STATES.has(child.state);

/** The entry of a part that waits goes; an exit of the same part that is under way goes on. */
export function dropEntry(
  draft: Draft,
  child: Child,
  state: 'denied' | 'declined' | 'expired',
  error: Denial | null,
  detail: string,
): void {
  if (child.state === 'working') record(draft, { type: 'signal_entry_withdrawn', signalId: child.id, detail });
  else if (child.state === 'received') record(draft, { type: 'signal_changed', signalId: child.id, state, error, detail });
}

/** Nothing of the lane was sent, and nothing will be. */
function refuseLane(draft: Draft, parentId: Signal['id'], lane: number, culprit: Child): void {
  const parent = read(draft, parentId);
  if (parent === null) return;
  const name = nameOfPart(draft.state, culprit);
  const why = culprit.error?.message ?? `it is ${culprit.state}`;
  const denial = deny('LEG_REFUSED', `${name} was refused, so the rest of the alert was not sent: ${why}`);
  for (const child of entriesOfLane(draft.state, parent, lane)) {
    if (isOut(child)) continue;
    const order = entryOrder(draft.state, child);
    if (order === null) dropEntry(draft, child, 'denied', denial, denial.message);
    else requestCancel(draft, order, denial.message);
  }
  changeLane(draft, parentId, lane, { status: 'refused', failure: `${name}: ${why}`, deadline: null }, `${name}: ${why}`);
  if (culprit.error === null) return;
  tell(draft, {
    severity: 'warning',
    groupKey: refusalGroup(culprit.error, culprit.strategy ?? '', culprit.symbol),
    title: `Alert refused: ${culprit.error.code}`,
    text: `${culprit.strategy ?? 'no strategy'}, ${placeOf(draft, parent, culprit)}: ${why}. Nothing of its entries was sent${parent.group?.lanes.length === 1 ? '' : ' to this account'}.`,
    nextStep: culprit.error.remedy,
    signalId: parentId,
  });
}

/** The lane starts: from now on what is not done in time counts as failed. */
export function startLane(draft: Draft, parentId: Signal['id'], lane: number): void {
  const timeoutMs = read(draft, parentId)?.group?.timeoutMs ?? 0;
  changeLane(draft, parentId, lane, { status: 'running', deadline: draft.now + timeoutMs }, '');
}

function wantsAsking(draft: Draft, child: Child): boolean {
  const strategy = strategyOf(draft.settings, child);
  if ('code' in strategy || child.proposal === null) return true;
  const mode = draft.state.strategies.get(strategy.name)?.approvalMode ?? null;
  return needsApproval(policyOf(strategy, mode, child.origin), child.proposal, accountOf(draft.settings, strategy).quoteCurrency);
}

/** The gate: every entry of the lane has its size and passed every check, or none of them goes. */
function tendGate(draft: Draft, parent: Signal, lane: number): void {
  const entries = entriesOfLane(draft.state, parent, lane);
  if (entries.length === 0) return changeLane(draft, parent.id, lane, { status: 'done' }, '');
  const culprit = entries.find(isOut);
  if (culprit !== undefined) return refuseLane(draft, parent.id, lane, culprit);
  if (parent.group?.lanes[lane]?.status === 'asked') return;
  if (!entries.every(({ state, part }) => state === 'received' && part.stage === 'held')) return;
  if (isApproved(parent)) return startLane(draft, parent.id, lane);
  const follows = twinLaneOf(draft, parent) === lane ? twinFollows(parent, lane) : 'alone';
  if (follows === 'wait') return;
  const asks = follows === 'ask' || (follows === 'alone' && entries.some((child) => wantsAsking(draft, child)));
  if (asks) changeLane(draft, parent.id, lane, { status: 'asked' }, '');
  else startLane(draft, parent.id, lane);
}

/** The order of one part at a fresh price, or why not any more. */
export function executePart(draft: Draft, child: Child, priced: PricedNow): void {
  const factor = read(draft, child.part.parent)?.approval?.factor ?? ONE;
  const proposal = proposeNow(draft, child, priced, { factor, counted: countedAgain(child, priced) });
  if (!('code' in proposal)) createEntry(draft, child, proposal);
  else record(draft, { type: 'signal_changed', signalId: child.id, state: 'denied', error: proposal, detail: '' });
}

function takeTurn(draft: Draft, child: Child): void {
  const { proposal } = child;
  if (draft.now < workableFrom(child) || !hasWay(draft.state, child)) return;
  const lacks = lacksPrices(draft, child) || lacksRates(draft, child) || lacksRange(draft, child);
  if (proposal !== null && isFresh(proposal.quote, draft.now) && !lacks) executePart(draft, child, proposal);
  else record(draft, { type: 'part_staged', signalId: child.id, stage: 'turn' });
}

const NEXT_STEPS = {
  keep: 'What has filled is kept, as legs_on_failure says. Close it with /close if you do not want it.',
  unwind: 'What has filled is being closed again, as legs_on_failure says.',
  ask: 'Tap Unwind or Keep on the card of the alert.',
  nothing: 'Nothing of it is open. Send the alert again if it is still meant.',
  elsewhere: 'The other accounts go on with theirs: sent again, the alert would be entered twice there. Its card shows them.',
} as const;

/** A message about one of several accounts says whose money it is. */
function placeOf({ settings, state }: Draft, parent: Signal, culprit: Child): string {
  const mode = culprit.account === null ? undefined : settings.accounts.get(culprit.account)?.mode;
  const isOne = parent.group?.lanes.length === 1 || mode === undefined;
  return `${nameOfPart(state, culprit)}${isOne ? '' : ` (${mode.toUpperCase()})`}`;
}

/** Whether another account of the alert has something of it open, or may have yet. */
const isOpenElsewhere = ({ state }: Draft, parent: Signal, lane: number): boolean =>
  (parent.group?.lanes ?? []).some(
    (_, other) =>
      other !== lane &&
      entriesOfLane(state, parent, other).some((child) => legStatus(state, child) !== 'failed' || isExposed(state, child)),
  );

function exposedText({ state }: Draft, parent: Signal, exposed: readonly Child[]): string {
  if (exposed.length > 0) return `Filled or working: ${exposed.map((child) => nameOfPart(state, child)).join(', ')}.`;
  return parent.group?.lanes.length === 1 ? 'No other leg has filled.' : 'Nothing of it has filled on this account.';
}

function failLane(draft: Draft, parentId: Signal['id'], lane: number, culprit: Child, why: string): void {
  const parent = read(draft, parentId);
  if (parent?.group == null) return;
  const name = nameOfPart(draft.state, culprit);
  const denial = deny('LEG_FAILED', `${name} failed, so it was not sent: ${why}`);
  for (const child of entriesOfLane(draft.state, parent, lane)) {
    const order = entryOrder(draft.state, child);
    if (order === null) dropEntry(draft, child, 'denied', denial, denial.message);
    else if (order.status === 'initialized') requestCancel(draft, order, denial.message);
  }
  const exposed = entriesOfLane(draft.state, parent, lane).filter((child) => isExposed(draft.state, child));
  const remedy = exposed.length === 0 ? null : parent.group.onFailure;
  changeLane(draft, parentId, lane, { status: 'failed', failure: `${name}: ${why}`, remedy, deadline: null }, `${name}: ${why}`);
  if (remedy === 'unwind') unwindLane(draft, parentId, lane);
  tell(draft, {
    severity: 'error',
    groupKey: `legs:${parentId}:${lane}`,
    title: 'A leg failed',
    text: `${culprit.strategy ?? ''}, ${placeOf(draft, parent, culprit)}: ${why}. ${exposedText(draft, parent, exposed)}`,
    nextStep: NEXT_STEPS[remedy ?? (isOpenElsewhere(draft, parent, lane) ? 'elsewhere' : 'nothing')],
    signalId: parentId,
  });
}

const wasSent = (draft: Draft, child: Child): boolean => {
  const order = entryOrder(draft.state, child);
  return order !== null && (order.submittedAt !== null || order.status === 'test_mode');
};

function whyFailed(draft: Draft, child: Child): string {
  const order = entryOrder(draft.state, child);
  return order?.error?.message ?? child.error?.message ?? (order === null ? `it is ${child.state}` : `its order was ${order.status}`);
}

function tendRunning(draft: Draft, parent: Signal, lane: number, deadline: number | null): void {
  const legs = legsOfLane(draft.state, parent, lane);
  const failed = legs.find(({ status }) => status === 'failed')?.child;
  if (failed !== undefined) {
    if (legs.some(({ child }) => wasSent(draft, child))) return failLane(draft, parent.id, lane, failed, whyFailed(draft, failed));
    return refuseLane(draft, parent.id, lane, failed);
  }
  const next = nextLegs(legs);
  if (next.length === 0) return changeLane(draft, parent.id, lane, { status: 'done', deadline: null }, 'every leg is through');
  const timeoutMs = parent.group?.timeoutMs ?? 0;
  const late = deadline === null ? undefined : next.find((leg) => draft.now >= deadlineOf(legs, leg, deadline, timeoutMs));
  if (late !== undefined) return failLane(draft, parent.id, lane, late.child, `not done within ${Math.round(timeoutMs / 1000)} s`);
  for (const { child, status } of next) if (status === 'waits') takeTurn(draft, child);
}

/** Nothing is left that could be closed: the question has answered itself. */
function tendQuestion(draft: Draft, parent: Signal, lane: number): void {
  if (isMoot(draft.state, parent, lane)) changeLane(draft, parent.id, lane, { remedy: null }, 'nothing is left that could be closed');
}

export function tendLane(draft: Draft, parentId: Signal['id'], index: number): void {
  const parent = read(draft, parentId);
  const lane = parent?.group?.lanes[index];
  if (parent === null || lane === undefined) return;
  if (lane.status === 'sizing' || lane.status === 'asked') tendGate(draft, parent, index);
  else if (lane.status === 'running') tendRunning(draft, parent, index, lane.deadline);
  else if (lane.status === 'failed' && lane.remedy === 'ask') tendQuestion(draft, parent, index);
}
