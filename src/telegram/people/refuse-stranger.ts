// Owns: what someone who is in no list gets, and how the admins hear of it.

import type { HandlerDeps } from '../bot-deps.ts';
import { obeysNobody } from './authorize.ts';
import type { Speaker } from './chat-context.ts';
import { makeNotificationId } from '../make-ids.ts';
import type { Strangers } from './strangers.ts';

export interface StrangerDesk {
  /** `what`: what they tried, in our words. Never throws; the text to answer with, null = stay silent. */
  refuse(speaker: Speaker, what: string): Promise<string | null>;
  /** The same for who speaks in the name of a group. */
  refuseAnonymous(chatId: string): string | null;
}

/** Who sends /kill must not believe that it was heard. */
const ANONYMOUS_WORDS =
  'Not done: you write in the name of this group, so I cannot see who you are. Turn off “Remain anonymous” in your rights as admin, or write to me in a private chat.';

export function createStrangerDesk(deps: HandlerDeps, strangers: Strangers): StrangerDesk {
  return {
    // ids of groups are below zero, those of people above
    refuseAnonymous: (chatId) => (strangers.met(Number(chatId)).reply ? ANONYMOUS_WORDS : null),
    async refuse(speaker, what) {
      const { reply, report } = strangers.met(speaker.actor.userId);
      const unpaired = obeysNobody(deps.access, deps.dispatcher.snapshot());
      if (report && !unpaired) await reportStranger(speaker, what, deps);
      if (!reply) return null;
      return unpaired
        ? 'This bot obeys nobody yet. In a private chat, send /pair and the code that Signalman printed at its start.'
        : `Not allowed. Your user id is ${speaker.actor.userId}; an admin can add it.`;
    },
  };
}

async function reportStranger({ actor, isPrivate }: Speaker, what: string, deps: HandlerDeps): Promise<void> {
  try {
    await deps.dispatcher.dispatch({
      type: 'notify',
      notificationId: makeNotificationId(deps.randomHex),
      severity: 'warning',
      groupKey: `stranger:${actor.userId}`,
      title: 'A stranger was refused',
      text: `${actor.userName}, user id ${actor.userId}, tried ${what} in a ${isPrivate ? 'private chat' : 'group'}.`,
      nextStep: `Nothing, unless you know them: then send /users add ${actor.userId} viewer (or trader, admin), or name them in .env.`,
    });
  } catch (error) {
    // The refusal stands in any case; only the admins do not hear of it in the chat.
    deps.log.warn({ err: error, userId: actor.userId }, 'telegram: a refused stranger could not be reported');
  }
}
