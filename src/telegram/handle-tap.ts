// Owns: from a tap to its verb. The data of a button is `<verb>:<nonce or id>`, at most 64 bytes; the user id is checked here,
// for every button. The tap is answered through the outbox: whether that answer arrives changes nothing.

import type { Context } from 'grammy';
import { mayDo, roleOf } from './people/authorize.ts';
import type { HandlerDeps } from './bot-deps.ts';
import { type Speaker, speakerOf } from './people/chat-context.ts';
import { DISCREPANCY_VERBS } from './cards/discrepancy-keyboard.ts';
import { PERFORMANCE_VERB } from './pages/performance-page.ts';
import { CLOSE_VERB, MANAGE_VERB } from './plans/position-handle.ts';
import type { StrangerDesk } from './people/refuse-stranger.ts';
import { CANCEL_WAITING_VERB, CARD_VERBS } from './render/card-view.ts';
import { REFRESH_VERB } from './render/message.ts';
import { HISTORY_VERB } from './render/render-history.ts';
import { LEG_VERBS } from './render/render-group-card.ts';
import { PROMPT_VERBS } from './render/render-prompt.ts';
import { adoptVerb, agreeVerb, closeSurplusVerb, ignoreVerb } from './taps/answer-discrepancy.ts';
import { approveVerb, halveVerb, pauseVerb, rejectVerb } from './taps/answer-card.ts';
import { keepVerb, unwindVerb } from './taps/answer-legs.ts';
import { confirmVerb, dismissVerb } from './taps/answer-prompt.ts';
import { cancelWaitingVerb } from './taps/cancel-waiting.ts';
import { closeVerb } from './taps/close-position.ts';
import { manageVerb } from './taps/manage-position.ts';
import { performanceVerb } from './taps/show-performance.ts';
import { refreshVerb } from './taps/refresh-message.ts';
import { turnPageVerb } from './taps/turn-page.ts';
import type { Tap, Verb } from './taps/tap.ts';

const VERB_LIST: readonly (readonly [name: string, verb: Verb])[] = [
  [CARD_VERBS.approve, approveVerb],
  [CARD_VERBS.halve, halveVerb],
  [CARD_VERBS.reject, rejectVerb],
  [CARD_VERBS.pause, pauseVerb],
  [LEG_VERBS.unwind, unwindVerb],
  [LEG_VERBS.keep, keepVerb],
  [PROMPT_VERBS.confirm, confirmVerb],
  [PROMPT_VERBS.dismiss, dismissVerb],
  [DISCREPANCY_VERBS.adopt, adoptVerb],
  [DISCREPANCY_VERBS.agree, agreeVerb],
  [DISCREPANCY_VERBS.ignore, ignoreVerb],
  [DISCREPANCY_VERBS.close, closeSurplusVerb],
  [CANCEL_WAITING_VERB, cancelWaitingVerb],
  [CLOSE_VERB, closeVerb],
  [MANAGE_VERB, manageVerb],
  [REFRESH_VERB, refreshVerb],
  [HISTORY_VERB, turnPageVerb],
  [PERFORMANCE_VERB, performanceVerb],
];
const VERBS: ReadonlyMap<string, Verb> = new Map(VERB_LIST);
if (VERBS.size !== VERB_LIST.length) throw new Error('two kinds of buttons have the same verb');

export function createTapHandler(deps: HandlerDeps, desk: StrangerDesk): (context: Context) => Promise<void> {
  return async (context) => {
    const query = context.callbackQuery;
    if (query === undefined) return;
    const answer = (text: string, alert = false): void => deps.outbox.answerCallback({ id: query.id, text, alert });
    const speaker = speakerOf(context);
    if (speaker === null) return answer('This button cannot be used here.');
    const state = deps.dispatcher.snapshot();
    const role = roleOf(speaker.actor.userId, deps.access, state);
    if (role === null) return answer((await desk.refuse(speaker, 'a button')) ?? 'Not allowed.', true);
    const [name = '', ...parts] = (query.data ?? '').split(':');
    const rest = parts.join(':');
    const verb = VERBS.get(name);
    if (verb === undefined) return answer('This button is from another version; use the commands.');
    const needed = typeof verb.role === 'function' ? verb.role(state, rest) : verb.role;
    if (!mayDo(role, needed)) return answer(`This needs the role ${needed}; you are ${role}.`, true);
    await verb.run(tapOf(context, speaker, rest, { deps, answer }));
  };
}

function tapOf(context: Context, speaker: Speaker, rest: string, { deps, answer }: Pick<Tap, 'deps' | 'answer'>): Tap {
  const message = context.callbackQuery?.message;
  const messageId = message?.message_id ?? null;
  return {
    deps,
    actor: speaker.actor,
    chat: speaker.chat,
    updateId: context.update.update_id,
    rest,
    messageId,
    text: message !== undefined && 'text' in message ? (message.text ?? null) : null,
    answer,
    edit(next) {
      if (messageId !== null) void deps.outbox.edit({ to: speaker.chat, messageId, message: next, priority: 'answer' });
    },
  };
}
