// Owns: the list of orders that wait, as it is at this moment.

import { waitsUntil } from '../core/model/waiting-entry.ts';
import type { HandlerDeps } from './bot-deps.ts';
import type { Message } from './render/message.ts';
import { renderWaiting } from './render/render-waiting.ts';
import { viewAccountNow } from './view-account.ts';

export function waitingPage({ dispatcher, clock, settings, timeZone }: HandlerDeps): Message {
  const state = dispatcher.snapshot();
  const now = clock.now();
  const waiting = [...state.activeSignals]
    .flatMap((id) => state.signals.get(id) ?? [])
    .filter((signal) => waitsUntil(signal, now) !== null)
    .sort((a, b) => a.receivedAt - b.receivedAt);
  const views = waiting.map((signal) => ({ signal, account: viewAccountNow(settings, signal.account) }));
  return renderWaiting(views, { now, timeZone });
}
