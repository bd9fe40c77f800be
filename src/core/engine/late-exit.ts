// Owns: an exit that was sent before an entry that has come already. By the times in the two alerts it is meant for what was
// held before that entry, so a person is asked; without a newer entry an exit passes whatever its age.

import type { SignalId } from '../model/ids.ts';
import { PROMPT_TTL_MS } from '../model/limits.ts';
import type { Signal } from '../model/signal.ts';
import type { ReceiveAlert, Reply } from './command.ts';
import { record, tell, type Draft } from './draft.ts';

/** The exit was received as `signalId`; what it asks for is done when somebody taps Execute. */
export function askLateExit(draft: Draft, command: ReceiveAlert, newer: Signal): Reply {
  const signalId: SignalId = command.signalId;
  const seconds = Math.round(((newer.reading.sentAt ?? 0) - (command.reading.sentAt ?? 0)) / 1000);
  record(draft, {
    type: 'signal_changed',
    signalId,
    state: 'superseded',
    error: null,
    detail: `sent ${seconds} s before an entry that came earlier (${newer.id}): a person is asked`,
  });
  const action = { type: 'execute_repeat', signalId } as const;
  record(draft, { type: 'prompt_opened', prompt: { nonce: command.nonce, action, askedBy: null, expiresAt: draft.now + PROMPT_TTL_MS } });
  tell(draft, {
    severity: 'alarm',
    groupKey: `late-exit:${signalId}`,
    title: 'A late exit: execute it?',
    text: `${newer.strategy ?? ''}: ${command.reading.action ?? 'exit'} ${newer.symbol ?? ''} was sent ${seconds} s before the ${newer.entry?.side ?? newer.reading.side ?? 'entry'} that came first. It may be meant for what was held before.`,
    nextStep: 'Tap Execute to leave now, or leave it: stops and targets stay as they are. /close leaves at any time.',
    signalId,
    prompt: command.nonce,
  });
  return { type: 'signal', signalId, duplicate: false };
}
