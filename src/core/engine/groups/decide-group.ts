// Owns: an alert of several orders at its receipt: one signal for the whole and one for each part, in one commit. Exits leave
// at once and wait for nobody; entries pass the gate of their lane together.

import type { Denial } from '../../model/denial.ts';
import { nonceAt, partId, type SignalId } from '../../model/ids.ts';
import type { Group, Part, Signal } from '../../model/signal.ts';
import { newerEntry } from '../alerts/arrivals.ts';
import type { ReceiveAlert, Reply } from '../command.ts';
import { askToSync, closeOldQuestions } from '../alerts/ask-to-sync.ts';
import { record, type Draft } from '../draft.ts';
import { waitOf } from '../entries/entry-wait.ts';
import { refuseAtReceipt } from '../entries/gate-entry.ts';
import { askLatePart } from '../alerts/late-exit.ts';
import { noteUnits, tellUncounted } from '../alerts/plan-units.ts';
import { findDisagreement, type Disagreement } from '../alerts/missed-alerts.ts';
import { modifyPlan } from '../exits/modify-plan.ts';
import { newSignal } from '../new-signal.ts';
import { hasAnything, openExit } from '../exits/open-exit.ts';
import { cancelResting } from '../alerts/supersede-cards.ts';
import { superseding, withdrawOlder } from '../entries/withdraw-older.ts';
import type { Cancelled } from '../decide-cancel.ts';
import { workCancels } from './cancel-leg.ts';
import { isCancel, isNamedCancel } from './is-cancel.ts';
import { isIdle } from './is-idle.ts';
import { planParts, type PlannedPart } from './plan-parts.ts';

/** What is refused holds back the entries beside it: a cancel too, whose orders may still fill. */
const isEntry = (part: PlannedPart, cancelled: Cancelled | undefined): boolean =>
  part.plan.entry !== null || cancelled?.error != null || (part.plan.exit === null && part.plan.remark !== null && !isIdle(part.plan));

function gatesOf(draft: Draft, command: ReceiveAlert, { plan, route, reading }: PlannedPart): Denial | null {
  if ('code' in route || plan.entry === null) return null;
  return refuseAtReceipt(draft, route, reading, plan.entry.side, command.rateKey);
}

/** What all parts have in common, or null. */
function shared<T>(values: readonly (T | null)[]): T | null {
  const [first = null] = values;
  return values.every((value) => value === first) ? first : null;
}

const WAITING_LANE: Group['lanes'][number] = {
  status: 'sizing',
  deadline: null,
  failure: null,
  remedy: null,
  answer: null,
};

function groupFor(command: ReceiveAlert, planned: readonly PlannedPart[]): Group {
  const strategy = planned.map(({ route }) => ('code' in route ? null : route.strategy)).find((each) => each !== null);
  const rules = strategy?.legs ?? { onFailure: 'ask' as const, timeoutMs: 60_000 };
  const lanes = Math.max(...planned.map(({ lane }) => lane)) + 1;
  return {
    children: planned.map((_, index) => partId(command.signalId, index)),
    lanes: Array.from({ length: lanes }, () => WAITING_LANE),
    onFailure: command.reading.onLegFailure ?? rules.onFailure,
    timeoutMs: rules.timeoutMs,
    nonce: command.nonce,
  };
}

function receivePart(draft: Draft, command: ReceiveAlert, planned: PlannedPart, index: number, { gate, cancelled }: Judged): void {
  const { leg, rank, lane, scale, route, plan } = planned;
  const enters = isEntry(planned, cancelled);
  const part: Part = { parent: command.signalId, leg, rank, lane, scale, enters, stage: 'sizing', unwinds: null };
  const where: Partial<Signal> =
    'code' in route ? {} : { strategy: route.strategy.name, account: route.account.name, symbol: route.symbol, positionKey: route.key };
  const signalId = partId(command.signalId, index);
  const signal = newSignal({ signalId, origin: command.origin, reading: planned.reading }, draft.now, {
    ...where,
    part,
    entry: gate === null ? plan.entry : null,
    wait: gate !== null || plan.entry === null || 'code' in route ? null : waitOf(draft.now, planned.reading, route.strategy),
  });
  record(draft, { type: 'signal_received', signal, bodyKey: null, idKey: null, replayKey: null, rateKey: null, fullRaw: '' });
}

function finishPart(draft: Draft, signalId: SignalId, state: 'denied' | 'completed', error: Denial | null, detail: string): void {
  record(draft, { type: 'signal_changed', signalId, state, error, detail });
}

/**
 * What the alert believes of the share of this part, before anything is done about it. Of a share that several parts trade
 * nobody can tell which of them believes in what the others leave.
 */
function disagreementOf(draft: Draft, part: PlannedPart, planned: readonly PlannedPart[], gate: Denial | null): Disagreement | null {
  const { route, reading, plan } = part;
  // what is to be held is to be held elsewhere
  if (isCancel(reading) || part.isLeft === true) return null;
  const others = planned.filter((other) => other !== part && !isCancel(other.reading));
  if ('code' in route || others.some((other) => !('code' in other.route) && other.route.key === route.key)) return null;
  return findDisagreement(draft.state, route, reading, gate === null ? plan : { ...plan, entry: null });
}

interface Judged {
  readonly gate: Denial | null;
  readonly disagreement: Disagreement | null;
  /** Set where the part is a cancel. */
  readonly cancelled?: Cancelled | undefined;
}
const UNJUDGED: Judged = { gate: null, disagreement: null };

function workPart(draft: Draft, command: ReceiveAlert, planned: PlannedPart, index: number, judged: Judged): void {
  const { gate, disagreement, cancelled } = judged;
  const { route, plan, reading } = planned;
  const signalId = partId(command.signalId, index);
  if (cancelled !== undefined)
    return finishPart(draft, signalId, cancelled.error === null ? 'completed' : 'denied', cancelled.error, cancelled.detail);
  const refused = gate ?? plan.remark;
  if ('code' in route) return finishPart(draft, signalId, 'denied', refused, '');
  if (reading.action === 'modify') {
    const why = modifyPlan(draft, route, reading, signalId);
    return why === null ? undefined : finishPart(draft, signalId, 'denied', why, '');
  }
  const nonce = nonceAt(command.nonce, index);
  closeOldQuestions(draft, route.key);
  const newer = plan.exit === null || !hasAnything(draft.state, route.key) ? null : newerEntry(draft.state, route.key, reading.sentAt);
  if (newer !== null && plan.exit !== null)
    return askLatePart(draft, { signalId, reading, nonce }, { key: route.key, exit: plan.exit }, newer);
  if (disagreement !== null) askToSync(draft, { signalId, nonce }, route.key, disagreement);
  if (refused !== null && isIdle(plan)) return finishPart(draft, signalId, 'completed', null, `${refused.code}: ${refused.message}`);
  if (plan.exit === null && refused !== null) return finishPart(draft, signalId, 'denied', refused, '');
  withdrawOlder(draft, { signalId, reading }, route.key, plan, gate === null ? plan.entry : null);
  if (plan.exit === null) return;
  if (refused !== null)
    record(draft, { type: 'signal_remarked', signalId, event: 'entry_refused', detail: `${refused.code}: ${refused.message}` });
  noteUnits(draft, signalId, plan);
  tellUncounted(draft, signalId, plan, `${route.strategy.name} on ${route.account.name}, ${route.symbol}`);
  const limitPrice = reading.orderType === 'limit' ? reading.limitPrice : null;
  const opened = openExit(draft, signalId, plan.exit, limitPrice, `${reading.action ?? 'exit'} alert`);
  cancelResting(draft, superseding({ signalId, reading }, route.key, null));
  if (!opened) finishPart(draft, signalId, 'completed', null, 'NOTHING_TO_CLOSE: there was no position and no open order');
}

type Receive = (known: Partial<Signal>, countsAsEntry: boolean) => void;

/** `receive`: records the signal of the whole with what is remembered of its bytes. */
export function decideGroup(draft: Draft, command: ReceiveAlert, parts: readonly PlannedPart[], receive: Receive): Reply {
  const cancels = workCancels(draft, parts);
  // what was under way to a target is so no more
  const planned = cancels.size === 0 ? parts : planParts(draft.state, parts);
  const judged = planned.map((part, index): Judged => {
    const gate = gatesOf(draft, command, part);
    return { gate, disagreement: disagreementOf(draft, part, planned, gate), cancelled: cancels.get(index) };
  });
  const routes = planned.flatMap(({ route, reading }) => ('code' in route ? (isNamedCancel(reading) ? [] : [null]) : [route]));
  receive(
    {
      strategy: shared(routes.map((route) => route?.strategy.name ?? null)),
      account: shared(routes.map((route) => route?.account.name ?? null)),
      symbol: shared(routes.map((route) => route?.symbol ?? null)),
      group: groupFor(command, planned),
    },
    planned.some(({ plan }) => plan.entry !== null),
  );
  planned.forEach((part, index) => receivePart(draft, command, part, index, judged[index] ?? UNJUDGED));
  planned.forEach((part, index) => workPart(draft, command, part, index, judged[index] ?? UNJUDGED));
  return { type: 'signal', signalId: command.signalId, duplicate: false };
}
