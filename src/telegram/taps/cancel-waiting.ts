// Owns: the cancel button of a card whose entry waits as its sender wishes.

import type { SignalId } from '../../core/model/ids.ts';
import { doneDetail, tapReply } from '../answer-reply.ts';
import { buildCardView } from '../cards/build-card-view.ts';
import { renderCard } from '../render/render-card.ts';
import { IN_LIST } from '../render/render-waiting.ts';
import { waitingPage } from '../pages/waiting-page.ts';
import type { Tap, Verb } from './tap.ts';

export const cancelWaitingVerb: Verb = { role: 'trader', run: (tap) => cancel(tap) };

async function cancel(tap: Tap): Promise<void> {
  const { deps, actor, updateId } = tap;
  const [id = '', place = ''] = tap.rest.split(':');
  const signalId = id as SignalId;
  if (!deps.dispatcher.snapshot().signals.has(signalId)) return tap.answer('This signal is no longer here.');
  const reply = await deps.dispatcher.dispatch({ type: 'cancel_signal', signalId, by: actor.userName, isPerson: true, updateId });
  const { text, alert } = tapReply(reply, doneDetail(reply, 'Cancelled'));
  tap.answer(text, alert);
  if (place === IN_LIST) return tap.edit(waitingPage(deps));
  const signal = deps.dispatcher.snapshot().signals.get(signalId);
  if (signal !== undefined) tap.edit(renderCard(buildCardView(deps.dispatcher.snapshot(), signal, deps)));
}
