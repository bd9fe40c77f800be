// Owns: the list of orders that wait, as it is at this moment.

import { refusedIfMet } from '../../core/engine/entries/paused-waiting.ts';
import { waitsUntil } from '../../core/model/alerts/waiting-entry.ts';
import type { HandlerDeps } from '../bot-deps.ts';
import type { Message } from '../render/message.ts';
import { renderWaiting, type WaitingView } from '../render/render-waiting.ts';
import { viewAccountNow } from '../view-account.ts';

/** The oldest first. */
export function viewWaiting({
  dispatcher,
  clock,
  settings,
}: Pick<HandlerDeps, 'dispatcher' | 'clock' | 'settings'>): readonly WaitingView[] {
  const state = dispatcher.snapshot();
  const now = clock.now();
  const waiting = [...state.activeSignals]
    .flatMap((id) => state.signals.get(id) ?? [])
    .filter((signal) => waitsUntil(signal, now) !== null)
    .sort((a, b) => a.receivedAt - b.receivedAt);
  return waiting.map((signal) => ({
    signal,
    account: viewAccountNow(settings, signal.account),
    refusedIfMet: refusedIfMet(state, signal)?.message ?? null,
  }));
}

export const waitingPage = (deps: HandlerDeps): Message =>
  renderWaiting(viewWaiting(deps), { now: deps.clock.now(), timeZone: deps.timeZone });
