// Owns: an exit that was sent before an entry that has come already. By the times in the two alerts it is meant for what was
// held before that entry, so a person is asked; without a newer entry an exit passes whatever its age.

import { abs, div, HUNDRED, isZero, min, mul, ZERO } from '../../model/decimal.ts';
import type { PositionKey, SignalId } from '../../model/ids.ts';
import { PROMPT_TTL_MS } from '../../model/limits.ts';
import type { WantedExit } from '../../model/position.ts';
import type { Signal } from '../../model/signal.ts';
import type { ReceiveAlert, Reply } from '../command.ts';
import { sentAtOf } from './arrivals.ts';
import { record, tell, type Draft } from '../draft.ts';
import type { PromptAction } from '../state.ts';

/** The exit was received as `signalId`; what it asks for is done when somebody taps Execute. */
export function askLateExit(draft: Draft, command: ReceiveAlert, newer: Signal): Reply {
  ask(draft, command, newer, { type: 'execute_repeat', signalId: command.signalId });
  return { type: 'signal', signalId: command.signalId, duplicate: false };
}

/** The same for one order of an alert of several: only it is asked about, so it is the close of its share. */
export function askLatePart(
  draft: Draft,
  part: LateExit,
  { key, exit }: { readonly key: PositionKey; readonly exit: WantedExit },
  newer: Signal,
): void {
  const held = abs(draft.state.positions.get(key)?.qty ?? ZERO);
  const percent = exit.type === 'reduce' && !isZero(held) ? min(HUNDRED, mul(div(exit.qty, held), HUNDRED)) : HUNDRED;
  ask(draft, part, newer, { type: 'close', positionKey: key, percent });
}

type LateExit = Pick<ReceiveAlert, 'signalId' | 'reading' | 'nonce'>;

function ask(draft: Draft, command: LateExit, newer: Signal, action: PromptAction): void {
  const signalId: SignalId = command.signalId;
  const seconds = Math.round(((sentAtOf(newer) ?? 0) - (command.reading.sentAt ?? 0)) / 1000);
  record(draft, {
    type: 'signal_changed',
    signalId,
    state: 'superseded',
    error: null,
    detail: `sent ${seconds} s before an entry that came earlier (${newer.id}): a person is asked`,
  });
  record(draft, { type: 'prompt_opened', prompt: { nonce: command.nonce, action, askedBy: null, expiresAt: draft.now + PROMPT_TTL_MS } });
  tell(draft, {
    severity: 'alarm',
    groupKey: `late-exit:${signalId}`,
    title: 'A late exit: execute it?',
    text: `${newer.strategy ?? ''}: ${command.reading.action ?? 'exit'} ${newer.symbol ?? ''} was sent ${seconds} s before the ${newer.entry?.side ?? newer.reading.side ?? 'entry'} that came first. It may be meant for what was held before.`,
    nextStep: `Tap ${action.type === 'close' ? 'Confirm close' : 'Execute'} to leave now, or leave it: stops and targets stay as they are. /close leaves at any time.`,
    signalId,
    prompt: command.nonce,
  });
}
