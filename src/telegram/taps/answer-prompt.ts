// Owns: the second tap of /kill, /unlock and /cancel all, and the buttons under notifications that ask something.

import type { Command } from '../../core/engine/command.ts';
import type { Role, State } from '../../core/engine/state.ts';
import type { Nonce } from '../../core/model/ids.ts';
import { doneDetail, tapReply } from '../answer-reply.ts';
import { isNonce } from '../make-ids.ts';
import { cutHtml } from '../render/cut-html.ts';
import { escapeHtml } from '../render/escape-html.ts';
import { formatTime } from '../render/format-time.ts';
import { MESSAGE_CHARS_MAX } from '../render/limits.ts';
import { ourText, senderText } from '../render/sender-text.ts';
import type { Tap, Verb } from './tap.ts';

export const confirmVerb: Verb = {
  role: promptRole,
  run: (tap) =>
    answerPrompt(tap, 'Confirmed', '✅', (nonce) => ({
      type: 'confirm',
      nonce,
      by: tap.actor,
      idSeed: tap.deps.randomHex(13),
      updateId: tap.updateId,
    })),
};

export const dismissVerb: Verb = {
  role: 'trader',
  run: (tap) => answerPrompt(tap, 'Left as it is', '✋', (nonce) => ({ type: 'dismiss', nonce, by: tap.actor, updateId: tap.updateId })),
};

/** Letting entries pass again, or without a tap, is for admins, like /unlock and /mode themselves. */
function promptRole(state: State, rest: string): Role {
  const type = isNonce(rest) ? state.prompts.get(rest)?.action.type : undefined;
  return type === 'unlock' || type === 'mode_auto' ? 'admin' : 'trader';
}

async function answerPrompt(tap: Tap, done: string, sign: string, command: (nonce: Nonce) => Command): Promise<void> {
  const { deps, actor, rest } = tap;
  const reply = isNonce(rest) ? await deps.dispatcher.dispatch(command(rest)) : null;
  // The message stays as it is: whoever answered first has written the outcome into it.
  if (reply === null || reply.type === 'skipped')
    return tap.answer('Already answered, or expired: this tap did nothing. If it is still wanted, send the command again.', true);
  const { text, alert } = tapReply(reply, doneDetail(reply, done));
  tap.answer(text, alert);
  if (tap.text === null) return;
  const at = formatTime(deps.clock.now(), { now: deps.clock.now(), timeZone: deps.timeZone });
  const outcome =
    reply.type === 'refused'
      ? `⛔ ${senderText(reply.denial.message)}`
      : `${sign} ${escapeHtml(doneDetail(reply, done))} · ${senderText(actor.userName, 40)} · ${at}`;
  // Telegram gives the text back without its markup: what was set apart in it must not become a link.
  const lines = tap.text.split('\n').map((line) => ourText(line, MESSAGE_CHARS_MAX));
  tap.edit({ html: cutHtml([...lines, '', outcome].join('\n')), keyboard: [] });
}
