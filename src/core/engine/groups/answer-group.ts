// Owns: what people answer to an alert of several orders: to the one card of the whole, and to the question what is to become
// of the legs that have filled when another one failed.

import { div, type Decimal } from '../../model/decimal.ts';
import { isFresh } from '../../model/markets/instrument.ts';
import type { Instant, Nonce } from '../../model/ids.ts';
import { PRICE_WAIT_MS } from '../../model/limits.ts';
import type { Approval, Proposal, Signal } from '../../model/signal.ts';
import type { Command, Reply } from '../command.ts';
import { proposeNow } from '../entries/decide-entry.ts';
import { record, type Draft } from '../draft.ts';
import { entriesOfLane, type Child } from './leg-status.ts';
import type { State } from '../state.ts';
import { tendGroup } from './tend-group.ts';
import { twinLaneOf } from './twin-lane.ts';
import { changeLane, dropEntry, startLane } from '../tend-lane.ts';
import { unwindLane } from './unwind-lane.ts';

/** The alert of several orders that this button belongs to. */
export const groupOf = (state: State, nonce: Nonce): Signal | null => {
  for (const id of state.activeSignals) {
    const signal = state.signals.get(id);
    if (signal?.group != null && (signal.approval?.nonce === nonce || signal.group.nonce === nonce)) return signal;
  }
  return null;
};

type Asked = { readonly parent: Signal; readonly approval: Approval; readonly lanes: readonly number[] };

function openQuestion(draft: Draft, parent: Signal, nonce: Nonce): Asked | string {
  const { approval, group } = parent;
  if (approval === null || approval.nonce !== nonce || group === null) return 'this card was answered already or is no longer open';
  const { answer } = approval;
  if (answer !== null) return `${answer.by.userName} has answered already (${answer.choice})`;
  if (parent.state !== 'awaiting_approval') return `the signal is ${parent.state}`;
  if (draft.now >= approval.expiresAt) return 'the card has expired';
  return { parent, approval, lanes: group.lanes.flatMap(({ status }, lane) => (status === 'asked' ? [lane] : [])) };
}

const asking = (draft: Draft, { parent, lanes }: Asked): readonly Child[] =>
  lanes.flatMap((lane) => entriesOfLane(draft.state, parent, lane));

/** What was not let pass is not let pass on paper, where the card did not wait for the twin. */
function withTwin(draft: Draft, asked: Asked): Asked {
  const twin = twinLaneOf(draft, asked.parent);
  const isWaiting = twin !== null && asked.parent.group?.lanes[twin]?.status === 'sizing';
  return isWaiting ? { ...asked, lanes: [...asked.lanes, twin] } : asked;
}

const isPriced = (draft: Draft, { proposal }: Child): boolean => proposal !== null && isFresh(proposal.quote, draft.now);

/** All of a lane pass the last check at fresh prices before the first of it is sent. */
function release(draft: Draft, asked: Asked): void {
  for (const lane of asked.lanes) {
    const entries = entriesOfLane(draft.state, asked.parent, lane);
    if (entries.every((child) => isPriced(draft, child))) startLane(draft, asked.parent.id, lane);
    else {
      for (const child of entries) record(draft, { type: 'part_staged', signalId: child.id, stage: 'sizing' });
      changeLane(draft, asked.parent.id, lane, { status: 'sizing' }, '');
    }
  }
}

function answer(draft: Draft, asked: Asked, command: Command & { type: 'approve' | 'decline' }): void {
  const { type: choice, by } = command;
  record(draft, { type: 'approval_answered', signalId: asked.parent.id, answer: { choice, by, at: draft.now } });
}

export function approveGroup(draft: Draft, parent: Signal, command: Command & { type: 'approve' }): Reply {
  const asked = openQuestion(draft, parent, command.nonce);
  if (typeof asked === 'string') return { type: 'skipped', detail: asked };
  answer(draft, asked, command);
  release(draft, asked);
  tendGroup(draft, parent.id);
  const refused = asking(draft, asked).find(({ error }) => error !== null && error.code !== 'LEG_REFUSED')?.error ?? null;
  const isWaiting = draft.state.signals.get(parent.id)?.state === 'awaiting_approval';
  if (refused !== null) return { type: 'refused', denial: refused };
  return { type: 'done', detail: isWaiting ? 'Approved; fetching fresh prices' : 'Approved' };
}

export function declineGroup(draft: Draft, parent: Signal, command: Command & { type: 'decline' }): Reply {
  const asked = openQuestion(draft, parent, command.nonce);
  if (typeof asked === 'string') return { type: 'skipped', detail: asked };
  answer(draft, asked, command);
  const children = asking(draft, withTwin(draft, asked));
  for (const child of children) dropEntry(draft, child, 'declined', null, `by ${command.by.userName}`);
  const strategies = [...new Set(children.flatMap(({ strategy }) => strategy ?? []))];
  if (!command.pauseStrategy) return { type: 'done', detail: 'Rejected' };
  for (const strategy of strategies) record(draft, { type: 'strategy_paused', strategy, by: command.by });
  return { type: 'done', detail: `Rejected, and ${strategies.join(', ')} is paused` };
}

/** Half of each, still to be approved; refused where half of one is below what its venue takes. */
export function halveGroup(draft: Draft, parent: Signal, command: Command & { type: 'halve' }): Reply {
  const asked = openQuestion(draft, parent, command.nonce);
  if (typeof asked === 'string') return { type: 'skipped', detail: asked };
  const factor = div(asked.approval.factor, '2' as Decimal);
  const twin = twinLaneOf(draft, asked.parent);
  const halves: { readonly child: Child; readonly proposal: Proposal }[] = [];
  for (const child of asking(draft, asked)) {
    if (child.proposal === null) continue;
    const half = proposeNow(draft, child, child.proposal, { factor });
    // a twin that cannot follow stays as it is: it is paper
    if ('code' in half && child.part.lane === twin) continue;
    if ('code' in half) return { type: 'refused', denial: half };
    halves.push({ child, proposal: half });
  }
  for (const { child, proposal } of halves) record(draft, { type: 'signal_proposed', signalId: child.id, proposal });
  const approval = { ...asked.approval, factor, nonce: command.nextNonce };
  record(draft, { type: 'group_resized', signalId: parent.id, approval, by: command.by });
  return { type: 'done', detail: `Now ${halves.map(({ proposal }) => `${proposal.qty} ${proposal.instrument.base}`).join(', ')}` };
}

/** Why a card is not answered any more; null: it may be. Of one that was shown before the clock was set back nobody knows how old it is. */
export function whyUnanswered({ askedAt, expiresAt }: Approval, now: Instant): string | null {
  if (askedAt - now >= PRICE_WAIT_MS) return 'the clock was set back, and how long nobody has answered is not known';
  return now < expiresAt ? null : 'nobody answered in time';
}

/** Nobody answered the card in time. */
export function expireGroup(draft: Draft, parent: Signal): void {
  const { approval } = parent;
  const detail = approval === null || approval.answer !== null ? null : whyUnanswered(approval, draft.now);
  if (approval === null || detail === null) return;
  const lanes = parent.group?.lanes.flatMap(({ status }, lane) => (status === 'asked' ? [lane] : [])) ?? [];
  for (const child of asking(draft, withTwin(draft, { parent, approval, lanes }))) dropEntry(draft, child, 'expired', null, detail);
}

/** Unwind or Keep, on the card of an alert of which a leg failed. */
export function decideAnswerLegs(draft: Draft, command: Command & { type: 'answer_legs' }): Reply {
  const parent = groupOf(draft.state, command.nonce);
  const lanes = parent?.group?.lanes.flatMap(({ remedy }, lane) => (remedy === 'ask' ? [lane] : [])) ?? [];
  if (parent === null || parent.group?.nonce !== command.nonce || lanes.length === 0)
    return { type: 'skipped', detail: 'this question was answered already' };
  const { choice, by } = command;
  for (const lane of lanes) {
    const chosen = { remedy: choice, answer: { userName: by.userName, at: draft.now } };
    changeLane(draft, parent.id, lane, chosen, `${by.userName}: ${choice === 'unwind' ? 'close what has filled' : 'keep what has filled'}`);
    if (choice === 'unwind') unwindLane(draft, parent.id, lane);
  }
  return { type: 'done', detail: choice === 'unwind' ? 'Closing what has filled' : 'What has filled is kept' };
}
