// Owns: what becomes of an alert at its receipt. Exits are decided here and now; entries wait for a price.

import { deny, type Denial } from '../../model/denial.ts';
import { strategyName, type AccountName, type SignalId, type StrategyName } from '../../model/ids.ts';
import { DUPLICATE_BODY_WINDOW_MS, DUPLICATE_ID_WINDOW_MS, PROMPT_TTL_MS, REPLAY_WINDOW_MS, SHOWN_TEXT_MAX } from '../../model/limits.ts';
import { isClose, type EntryPart, type Reading, type Signal, type SignalState } from '../../model/signal.ts';
import { refuseUnsized } from '../../risk/size-order.ts';
import { bodyKey, fieldsKey, idKey } from '../../signals/dedupe-key.ts';
import type { ActionPlan } from './action-plan.ts';
import { newerEntry } from './arrivals.ts';
import { askToSync, closeOldQuestions } from './ask-to-sync.ts';
import type { Command, ReceiveAlert, Reply } from '../command.ts';
import { decideCancelAlert } from '../decide-cancel.ts';
import { decideGroup } from '../groups/decide-group.ts';
import { isHarmlessTwice, planParts } from '../groups/plan-parts.ts';
import { carriedWarnings } from './carried-warnings.ts';
import { completeAlert } from './complete-alert.ts';
import { seenBefore } from './dedupe-window.ts';
import { record, tell, type Draft } from '../draft.ts';
import { refuseAtReceipt } from '../entries/gate-entry.ts';
import { waitOf } from '../entries/entry-wait.ts';
import { askLateExit } from './late-exit.ts';
import { modifyPlan } from '../exits/modify-plan.ts';
import { findDisagreement } from './missed-alerts.ts';
import { limitRefusals } from '../limits/limit-refusals.ts';
import { newSignal } from '../new-signal.ts';
import { hasAnything, openExit } from '../exits/open-exit.ts';
import { parkAlert } from './park-alert.ts';
import { planFor } from './plan-action.ts';
import { noteUnits } from './plan-units.ts';
import { isTargetOrder } from './plan-target.ts';
import { withdrawByWord } from './withdraw-by-word.ts';
import { plotParts } from '../groups/plot-parts.ts';
import { routeAlert, routeOn, routeStrategy, type Route } from './route-alert.ts';
import { cancelResting } from './supersede-cards.ts';
import { superseding, withdrawOlder } from '../entries/withdraw-older.ts';
import { refusalGroup } from '../refusal-group.ts';

interface Keys {
  readonly bodyKey: string | null;
  readonly idKey: string | null;
}

function keysOf(command: ReceiveAlert, scope: string, idFields: readonly string[]): Keys {
  return {
    bodyKey: command.bodyHash === null ? null : bodyKey(scope, command.bodyHash),
    idKey:
      command.bodyHash === null
        ? null
        : (fieldsKey(scope, idFields, command.named ?? {}, command.reading) ?? idKey(scope, command.reading)),
  };
}

function receive(draft: Draft, command: ReceiveAlert, keys: Keys, part: Partial<Signal>, countsAsEntry: boolean): void {
  record(draft, {
    type: 'signal_received',
    signal: newSignal(command, draft.now, part),
    bodyKey: keys.bodyKey,
    idKey: keys.idKey,
    replayKey: command.replayKey ?? null,
    rateKey: countsAsEntry ? command.rateKey : null,
    fullRaw: command.raw,
  });
}

/** Warnings beside a refusal. */
const WARNINGS_TOLD_MAX = 3;

/** Refused or understood to ask for nothing: recorded, and told where the sender sees no answer. */
function finish(draft: Draft, command: ReceiveAlert, state: SignalState, error: Denial | null, detail: string): Reply {
  record(draft, { type: 'signal_changed', signalId: command.signalId, state, error, detail });
  if (error !== null) tellRefusal(draft, command, error);
  return { type: 'signal', signalId: command.signalId, duplicate: false };
}

function tellRefusal(draft: Draft, command: ReceiveAlert, error: Denial): void {
  const signal = draft.state.signals.get(command.signalId);
  const strategy = signal?.strategy ?? command.strategyHint ?? command.reading.strategy ?? 'no strategy';
  const said = [command.reading.action ?? 'no action', ...(command.reading.symbol === null ? [] : [command.reading.symbol])].join(' ');
  tell(draft, {
    // a refused entry leaves nothing behind; after a refused exit something is held that its sender wanted to be rid of
    severity: isClose(command.reading.action) ? 'error' : 'warning',
    groupKey: refusalGroup(error, strategy, command.reading.symbol),
    title: `Alert refused: ${error.code}`,
    // a slip may be why: the name that was meant stands in the warnings
    text: [
      `${strategy}, ${said}: ${error.message}`,
      ...command.reading.warnings.slice(0, WARNINGS_TOLD_MAX),
      command.raw.slice(0, SHOWN_TEXT_MAX),
    ].join('\n'),
    nextStep: error.remedy,
    signalId: command.signalId,
  });
}

/** The earlier signal that this one repeats, or null. A full close or a cancel is never a repeat, it is harmless twice; a used signature is always one. */
function repeats(draft: Draft, command: ReceiveAlert, keys: Keys, harmlessTwice: boolean): { signalId: SignalId; byId: boolean } | null {
  const replayed =
    command.replayKey === undefined ? null : seenBefore(draft.state.replaysSeen, command.replayKey, draft.now, REPLAY_WINDOW_MS);
  if (replayed !== null) return { signalId: replayed, byId: true };
  if (harmlessTwice) return null;
  const byId = keys.idKey === null ? null : seenBefore(draft.state.idsSeen, keys.idKey, draft.now, DUPLICATE_ID_WINDOW_MS);
  if (byId !== null) return { signalId: byId, byId: true };
  const byBody = keys.bodyKey === null ? null : seenBefore(draft.state.bodiesSeen, keys.bodyKey, draft.now, DUPLICATE_BODY_WINDOW_MS);
  return byBody === null ? null : { signalId: byBody, byId: false };
}

/** One question per signal, however often it comes again. */
const isOffered = (draft: Draft, signalId: SignalId): boolean =>
  draft.state.prompts.some(({ action }) => action.type === 'execute_repeat' && action.signalId === signalId);

function suppress(draft: Draft, command: ReceiveAlert, original: { signalId: SignalId; byId: boolean }): Reply {
  const signal = draft.state.signals.get(original.signalId);
  if (signal === undefined) return { type: 'signal', signalId: original.signalId, duplicate: true };
  record(draft, {
    type: 'signal_duplicated',
    signalId: signal.id,
    detail: original.byId ? 'same id again' : 'same bytes again within 30 s',
  });
  if (!original.byId && (signal.positionKey !== null || signal.group !== null) && !isOffered(draft, signal.id)) {
    record(draft, {
      type: 'prompt_opened',
      prompt: {
        nonce: command.nonce,
        action: { type: 'execute_repeat', signalId: signal.id },
        askedBy: null,
        expiresAt: draft.now + PROMPT_TTL_MS,
      },
    });
    tell(draft, {
      severity: 'info',
      groupKey: `repeat:${signal.id}`,
      title: 'Repeated alert held back',
      text: `${signal.strategy ?? ''}: ${signal.reading.action ?? ''} ${signal.symbol ?? ''} came again with the same bytes within 30 s and was not executed again.`,
      nextStep: 'Tap Execute if the sender really meant it twice.',
      signalId: signal.id,
      prompt: command.nonce,
    });
  }
  return { type: 'signal', signalId: signal.id, duplicate: true };
}

/** The gates first: they also count. A size that comes of what is held, or of what is to be held, is none that is missing. */
function refuseEntry(draft: Draft, { rateKey }: ReceiveAlert, route: Route, reading: Reading, entry: EntryPart): Denial | null {
  const isSized = entry.qty !== null || entry.afterFlat || entry.target !== undefined || entry.cap !== undefined;
  return refuseAtReceipt(draft, route, reading, entry.side, rateKey) ?? (isSized ? null : refuseUnsized(reading, route.strategy));
}

function decideOrder(draft: Draft, command: ReceiveAlert, keys: Keys, route: Route, plan: ActionPlan): Reply {
  const { key } = route;
  const warnings = carriedWarnings(command.reading, plan, route.account.traits);
  // a copy of some sixty fields takes longer than most of the rest here
  const reading = warnings === command.reading.warnings ? command.reading : { ...command.reading, warnings };
  // by hand, not by a spread: complete-copy.ts
  const partOf = (entry: Signal['entry'], wait: Signal['wait']): Partial<Signal> => ({
    strategy: route.strategy.name,
    account: route.account.name,
    symbol: route.symbol,
    positionKey: key,
    reading,
    entry,
    wait,
  });
  const gates = plan.entry === null ? null : refuseEntry(draft, command, route, reading, plan.entry);
  const entry = gates === null ? plan.entry : null;
  const disagreement = findDisagreement(draft.state, route, reading, { ...plan, entry });
  closeOldQuestions(draft, key);
  const newer = plan.exit === null || !hasAnything(draft.state, key) ? null : newerEntry(draft.state, key, reading.sentAt);
  if (newer !== null) {
    receive(draft, command, keys, partOf(null, null), false);
    return askLateExit(draft, command, newer);
  }
  const wait = entry === null ? null : waitOf(draft.now, reading, route.strategy);
  receive(draft, command, keys, partOf(entry, wait), plan.entry !== null);
  withdrawOlder(draft, command, key, plan, entry);
  if (disagreement !== null) askToSync(draft, command, key, disagreement);
  const refused = gates ?? plan.remark;
  if (refused?.code === 'AT_TARGET' && isTargetOrder(reading))
    return finish(draft, command, 'completed', null, `${refused.code}: ${refused.message}`);
  if (plan.exit !== null) return decideExit(draft, command, plan, refused);
  if (refused !== null) return finish(draft, command, 'denied', refused, '');
  return { type: 'signal', signalId: command.signalId, duplicate: false };
}

/** The stop or the target of what is held. */
function decideModify(draft: Draft, command: ReceiveAlert, keys: Keys, route: Route): Reply {
  const { strategy, account, symbol, key: positionKey } = route;
  receive(draft, command, keys, { strategy: strategy.name, account: account.name, symbol, positionKey }, false);
  const refused = modifyPlan(draft, route, command.reading, command.signalId);
  return refused === null
    ? { type: 'signal', signalId: command.signalId, duplicate: false }
    : finish(draft, command, 'denied', refused, '');
}

/** An exit works at once. What was refused beside it (the entry part) is told, and does not hold it back. */
function decideExit(draft: Draft, command: ReceiveAlert, plan: ActionPlan, refused: Denial | null): Reply {
  const signal = draft.state.signals.get(command.signalId);
  if (signal === undefined || plan.exit === null) throw new Error(`exit of ${command.signalId} was not received`);
  if (refused !== null) {
    record(draft, { type: 'signal_remarked', signalId: signal.id, event: 'entry_refused', detail: `${refused.code}: ${refused.message}` });
    tellRefusal(draft, command, refused);
  }
  noteUnits(draft, signal.id, plan);
  const opened = openExit(
    draft,
    signal.id,
    plan.exit,
    command.reading.orderType === 'limit' ? command.reading.limitPrice : null,
    `${command.reading.action ?? 'exit'} alert`,
  );
  if (signal.positionKey !== null) cancelResting(draft, superseding(command, signal.positionKey, null));
  if (!opened) return finish(draft, command, 'completed', null, 'NOTHING_TO_CLOSE: there was no position and no open order');
  return { type: 'signal', signalId: signal.id, duplicate: false };
}

/** The strategy that an alert is for although nothing can be traded for it: where it is counted and found again. */
function namedStrategy({ settings }: Draft, { strategyHint, reading }: ReceiveAlert): StrategyName | null {
  const name = strategyHint ?? reading.strategy ?? 'default';
  return settings.strategies.has(strategyName(name)) ? strategyName(name) : null;
}

/** Alerts that are not orders of a known strategy and symbol. */
function decideOther(draft: Draft, command: ReceiveAlert, keys: Keys): Reply {
  const { reading } = command;
  const flooded = reading.kind === 'reject' ? limitRefusals(draft, command, reading.refusal) : null;
  if (flooded !== null) return flooded;
  receive(draft, command, keys, { strategy: namedStrategy(draft, command) }, false);
  if (reading.kind === 'reject') {
    const refusal = reading.refusal ?? deny('NOT_UNDERSTOOD', 'the alert could not be read');
    const state = refusal.code === 'NOT_UNDERSTOOD' || refusal.code === 'UNKNOWN_DIALECT' ? 'unparsed' : 'denied';
    return finish(draft, command, state, refusal, '');
  }
  return finish(draft, command, 'noted', null, `${reading.kind}: asks for nothing`);
}

/** It is for no strategy or no instrument that there is. */
function decideUnrouted(draft: Draft, command: ReceiveAlert, keys: Keys, why: Denial | null): Reply {
  const denial = why ?? deny('UNKNOWN_SYMBOL', 'the alert could not be routed');
  const flooded = limitRefusals(draft, command, denial);
  if (flooded !== null) return flooded;
  receive(draft, command, keys, { strategy: namedStrategy(draft, command) }, false);
  return finish(draft, command, 'denied', denial, '');
}

/** An order for one of the accounts of its strategy, in the size of that account. */
export function decideOnAccount(draft: Draft, received: ReceiveAlert, account: AccountName | null): Reply {
  const command = completeAlert(draft.settings, draft.state, received);
  const { reading } = command;
  const keys: Keys = { bodyKey: null, idKey: null };
  const strategy = routeStrategy(draft.settings, command.strategyHint, reading);
  const route = 'code' in strategy ? strategy : routeOn(draft.settings, strategy, account ?? strategy.account, reading);
  if ('code' in route) return decideUnrouted(draft, command, keys, route);
  return decideOrder(draft, command, keys, route, planFor(draft.state, reading, route));
}

export function decideAlert(draft: Draft, received: Command & { type: 'receive_alert' }): Reply {
  const command = completeAlert(draft.settings, draft.state, received);
  const { reading } = command;
  if (draft.state.signals.has(command.signalId)) return { type: 'signal', signalId: command.signalId, duplicate: true };
  const route = reading.kind === 'order' ? routeAlert(draft.settings, command.strategyHint, reading) : null;
  const routed = route !== null && !('code' in route) ? route : null;
  const keys = keysOf(command, routed?.strategy.name ?? command.strategyHint ?? '', routed?.strategy.idFields ?? []);
  const plan = routed === null ? null : planFor(draft.state, reading, routed);
  const parts = plotParts(draft, command);
  const planned = parts === null || 'code' in parts ? null : planParts(draft.state, parts);
  const harmlessTwice =
    reading.kind === 'cancel' ||
    (reading.condition === null && (planned === null ? plan?.exit?.type === 'flat' && plan.entry === null : isHarmlessTwice(planned)));
  const repeated = repeats(draft, command, keys, harmlessTwice);
  if (repeated !== null) return suppress(draft, command, repeated);
  withdrawByWord(draft, received, command);
  if (reading.kind === 'cancel')
    return decideCancelAlert(
      draft,
      command,
      () => receive(draft, command, keys, { strategy: namedStrategy(draft, command) }, false),
      (state, error, detail) => finish(draft, command, state, error, detail),
    );
  if (reading.kind !== 'order') return decideOther(draft, command, keys);
  if (reading.condition !== null)
    return parkAlert(draft, command, {
      receive: (known, entry) => receive(draft, command, keys, { strategy: namedStrategy(draft, command), ...known }, entry),
      refuse: (denial) => finish(draft, command, 'denied', denial, ''),
      refuseUnheard: (denial) => decideUnrouted(draft, command, keys, denial),
    });
  if (planned !== null) return decideGroup(draft, command, planned, (known, entry) => receive(draft, command, keys, known, entry));
  if (parts !== null && 'code' in parts) return decideUnrouted(draft, command, keys, parts);
  if (routed === null || plan === null) return decideUnrouted(draft, command, keys, route !== null && 'code' in route ? route : null);
  if (reading.action === 'modify') return decideModify(draft, command, keys, routed);
  return decideOrder(draft, command, keys, routed, plan);
}
