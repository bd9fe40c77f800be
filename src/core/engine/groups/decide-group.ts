// Owns: an alert of several orders at its receipt: one signal for the whole and one for each part, in one commit. Exits leave
// at once and wait for nobody; entries pass the gate of their lane together.

import { deny, DENIALS, type Denial } from '../../model/denial.ts';
import { nonceAt, partId, type PositionKey, type SignalId } from '../../model/ids.ts';
import type { Group, Part, Side, Signal } from '../../model/signal.ts';
import { newerEntry } from '../alerts/arrivals.ts';
import type { ReceiveAlert, Reply } from '../command.ts';
import { askToSync, closeOldQuestions } from '../alerts/ask-to-sync.ts';
import { record, type Draft } from '../draft.ts';
import { waitOf } from '../entries/entry-wait.ts';
import { refuseAtReceipt } from '../entries/gate-entry.ts';
import { askLatePart } from '../alerts/late-exit.ts';
import { findDisagreement, type Disagreement } from '../alerts/missed-alerts.ts';
import { modifyPlan } from '../exits/modify-plan.ts';
import { newSignal } from '../new-signal.ts';
import { hasAnything, openExit } from '../exits/open-exit.ts';
import type { ActionPlan } from '../alerts/action-plan.ts';
import { planFor } from '../alerts/plan-action.ts';
import type { PlottedPart } from './plot-parts.ts';
import type { State } from '../state.ts';
import { cancelResting } from '../alerts/supersede-cards.ts';
import { superseding, withdrawOlder } from '../entries/withdraw-older.ts';

export interface PlannedPart extends PlottedPart {
  readonly plan: ActionPlan;
}

const REFUSED: Omit<ActionPlan, 'remark'> = { exit: null, entry: null };

/** Legs that turn against each other would net at the venue to something that nobody wrote. */
function refuseOpposite(planned: readonly PlannedPart[]): readonly PlannedPart[] {
  const sides = new Map<PositionKey, { readonly side: Side; readonly leg: number }>();
  return planned.map((part) => {
    if ('code' in part.route || part.plan.entry === null) return part;
    const before = sides.get(part.route.key);
    const { side } = part.plan.entry;
    if (before === undefined || before.side === side) {
      sides.set(part.route.key, { side, leg: part.leg });
      return part;
    }
    const remark = deny(
      'CONTRADICTION',
      `legs ${before.leg} and ${part.leg} open ${part.route.symbol} in opposite directions`,
      'Send the way out as stop_loss and take_profit of the entry.',
    );
    return { ...part, plan: { ...part.plan, entry: null, remark } };
  });
}

export const planParts = (state: State, parts: readonly PlottedPart[]): readonly PlannedPart[] =>
  refuseOpposite(
    parts.map((part) => {
      const { route, reading } = part;
      if ('code' in route) return { ...part, plan: { ...REFUSED, remark: route } };
      if (reading.action === 'modify') return { ...part, plan: { ...REFUSED, remark: null } };
      return { ...part, plan: planFor(state, reading, route) };
    }),
  );

/** Sent twice it closes nothing more: it only leaves, everything. */
export const isHarmlessTwice = (planned: readonly PlannedPart[]): boolean =>
  planned.length > 0 && planned.every(({ plan }) => plan.exit?.type === 'flat' && plan.entry === null);

/** There was nothing to do for it, which is no fault and holds back none of the others. */
const isIdle = ({ plan: { exit, entry, remark } }: PlannedPart): boolean =>
  exit === null && entry === null && remark !== null && DENIALS[remark.code].status === 200;

const isEntry = (part: PlannedPart): boolean =>
  part.plan.entry !== null || (part.plan.exit === null && part.plan.remark !== null && !isIdle(part));

function gatesOf(draft: Draft, command: ReceiveAlert, { plan, route, reading }: PlannedPart): Denial | null {
  if ('code' in route || plan.entry === null) return null;
  return refuseAtReceipt(draft, route, reading, plan.entry.side, command.rateKey);
}

/** What all parts have in common, or null. */
function shared<T>(values: readonly (T | null)[]): T | null {
  const [first = null] = values;
  return values.every((value) => value === first) ? first : null;
}

export const WAITING_LANE: Group['lanes'][number] = {
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

function receivePart(draft: Draft, command: ReceiveAlert, planned: PlannedPart, index: number, gate: Denial | null): void {
  const { leg, rank, lane, scale, route, plan } = planned;
  const part: Part = { parent: command.signalId, leg, rank, lane, scale, enters: isEntry(planned), stage: 'sizing', unwinds: null };
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
  if ('code' in route || planned.some((other) => other !== part && !('code' in other.route) && other.route.key === route.key)) return null;
  return findDisagreement(draft.state, route.key, reading, gate === null ? plan : { ...plan, entry: null });
}

interface Judged {
  readonly gate: Denial | null;
  readonly disagreement: Disagreement | null;
}

function workPart(draft: Draft, command: ReceiveAlert, planned: PlannedPart, index: number, { gate, disagreement }: Judged): void {
  const { route, plan, reading } = planned;
  const signalId = partId(command.signalId, index);
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
  if (refused !== null && isIdle(planned)) return finishPart(draft, signalId, 'completed', null, `${refused.code}: ${refused.message}`);
  if (plan.exit === null && refused !== null) return finishPart(draft, signalId, 'denied', refused, '');
  withdrawOlder(draft, { signalId, reading }, route.key, plan, gate === null ? plan.entry : null);
  if (plan.exit === null) return;
  if (refused !== null)
    record(draft, { type: 'signal_remarked', signalId, event: 'entry_refused', detail: `${refused.code}: ${refused.message}` });
  const limitPrice = reading.orderType === 'limit' ? reading.limitPrice : null;
  const opened = openExit(draft, signalId, plan.exit, limitPrice, `${reading.action ?? 'exit'} alert`);
  cancelResting(draft, superseding({ signalId, reading }, route.key, null));
  if (!opened) finishPart(draft, signalId, 'completed', null, 'NOTHING_TO_CLOSE: there was no position and no open order');
}

type Receive = (known: Partial<Signal>, countsAsEntry: boolean) => void;

/** `receive`: records the signal of the whole with what is remembered of its bytes. */
export function decideGroup(draft: Draft, command: ReceiveAlert, planned: readonly PlannedPart[], receive: Receive): Reply {
  const judged = planned.map((part): Judged => {
    const gate = gatesOf(draft, command, part);
    return { gate, disagreement: disagreementOf(draft, part, planned, gate) };
  });
  const routes = planned.map(({ route }) => ('code' in route ? null : route));
  receive(
    {
      strategy: shared(routes.map((route) => route?.strategy.name ?? null)),
      account: shared(routes.map((route) => route?.account.name ?? null)),
      symbol: shared(routes.map((route) => route?.symbol ?? null)),
      group: groupFor(command, planned),
    },
    planned.some(({ plan }) => plan.entry !== null),
  );
  planned.forEach((part, index) => receivePart(draft, command, part, index, judged[index]?.gate ?? null));
  planned.forEach((part, index) => workPart(draft, command, part, index, judged[index] ?? { gate: null, disagreement: null }));
  return { type: 'signal', signalId: command.signalId, duplicate: false };
}
