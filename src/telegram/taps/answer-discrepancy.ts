// Owns: the buttons under a difference between the books and a venue: Adopt, Ignore, Close. The first answer counts.

import { adoptersOf } from '../../core/engine/reconciliation/adopters.ts';
import type { DiscrepancyAnswer } from '../../core/model/venues/discrepancy.ts';
import { doneDetail, tapReply } from '../answer-reply.ts';
import { discrepancyBy, strategyBehind } from '../cards/discrepancy-keyboard.ts';
import { isNonce, makeNonce } from '../make-ids.ts';
import { ordersPage } from '../pages/orders-page.ts';
import { positionsMessage } from '../pages/view-positions.ts';
import { cutHtml } from '../render/cut-html.ts';
import { escapeHtml } from '../render/escape-html.ts';
import { formatTime } from '../render/format-time.ts';
import { MESSAGE_CHARS_MAX } from '../render/limits.ts';
import type { Message } from '../render/message.ts';
import { placeIn } from '../render/page-of.ts';
import { ourText, senderText } from '../render/sender-text.ts';
import type { Tap, Verb } from './tap.ts';

const GONE = 'Answered already, or it has changed since; /positions shows how it is now.';

export const adoptVerb: Verb = { role: 'trader', run: (tap) => adopt(tap) };
export const agreeVerb: Verb = { role: 'trader', run: (tap) => answer(tap, tap.rest, '📥', { type: 'agree' }) };
export const ignoreVerb: Verb = { role: 'trader', run: (tap) => answer(tap, tap.rest, '✋', { type: 'ignore' }) };
export const closeSurplusVerb: Verb = { role: 'trader', run: (tap) => answer(tap, tap.rest, '❌', { type: 'close' }) };

async function adopt(tap: Tap): Promise<void> {
  const [nonce = '', handle = ''] = tap.rest.split(':');
  const { dispatcher, settings } = tap.deps;
  const state = dispatcher.snapshot();
  const known = isNonce(nonce) ? discrepancyBy(state, nonce) : undefined;
  const strategy = known === undefined ? null : strategyBehind(handle, adoptersOf(state, settings, known));
  if (strategy === null) return tap.answer(GONE, true);
  await answer(tap, nonce, '📥', { type: 'adopt', strategy });
}

async function answer(tap: Tap, nonce: string, sign: string, choice: DiscrepancyAnswer): Promise<void> {
  const { deps, actor, updateId } = tap;
  if (!isNonce(nonce)) return tap.answer('This button is from another version; use the commands.');
  const fresh = { idSeed: deps.randomHex(13), nextNonce: makeNonce(deps.randomHex) };
  const reply = await deps.dispatcher.dispatch({ type: 'answer_discrepancy', nonce, answer: choice, by: actor, updateId, ...fresh });
  const { text, alert } = tapReply(reply, doneDetail(reply, 'Done'));
  if (reply.type === 'skipped') tap.answer(GONE, true);
  else tap.answer(text, alert);
  // what was refused can still be answered; what was answered by somebody else has his answer in it
  if (reply.type === 'done' && tap.text !== null)
    tap.edit(listUnder(tap, tap.text) ?? answered(tap, tap.text, `${sign} ${escapeHtml(doneDetail(reply, 'Done'))}`));
}

/** The list that the button stands under, as it is now: its other buttons, those that close among them, stay. Null: it is a question. */
function listUnder({ deps }: Tap, text: string): Message | null {
  if (/^As of /m.test(text)) return positionsMessage(deps, placeIn(text));
  return /^Open at the venue, asked /m.test(text) ? ordersPage(deps, placeIn(text)) : null;
}

/** The message as it was, with who answered and what came of it in the place of the buttons. */
function answered({ deps, actor }: Tap, shown: string, outcome: string): { readonly html: string; readonly keyboard: [] } {
  const now = deps.clock.now();
  const at = formatTime(now, { now, timeZone: deps.timeZone });
  const lines = shown.split('\n').map((line) => ourText(line, MESSAGE_CHARS_MAX));
  return { html: cutHtml([...lines, '', `${outcome} · ${senderText(actor.userName, 40)} · ${at}`].join('\n')), keyboard: [] };
}
