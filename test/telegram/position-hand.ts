// Owns: a person at the positions of a chat: asks for a card, taps its buttons, and answers what is asked back.

import type { Position } from '../../src/core/model/position.ts';
import type { ChatHarness } from './chat-harness.ts';
import { ANN, quote } from './desk-settings.ts';
import { BOT, type FakeMessage } from './fake-telegram.ts';

/** `chat`: that of the test that runs. */
export function positionHand(chat: () => ChatHarness) {
  const held = (strategy = 'default'): Position => {
    const found = [...chat().dispatcher.snapshot().positions.values()].find((position) => position.strategy === strategy);
    if (found === undefined) throw new Error(`${strategy} holds nothing`);
    return found;
  };
  const plan = (strategy = 'default') => held(strategy).plan;

  /** Watched prices are fresh for a few seconds only. */
  const freshen = (price: string): void => {
    chat().watched = quote(chat().clock.now(), price);
  };

  async function says(text: string, user = ANN, extra: object = {}): Promise<void> {
    await chat().telegram.says(user, text, { extra }).confirmed;
  }

  async function card(user = ANN): Promise<FakeMessage> {
    await says('/positions', user);
    return chat().shown(user.id, 'As of');
  }

  async function taps(message: FakeMessage, label: string, user = ANN): Promise<string> {
    const tap = chat().telegram.taps(user, message, label);
    await tap.confirmed;
    return (await chat().until(() => chat().telegram.tapAnswers.get(tap.queryId))).text;
  }

  /** As Telegram sends a reply to a message of the bot. */
  const replyTo = (message: FakeMessage, from: object = BOT) => ({
    reply_to_message: { message_id: message.messageId, date: 1, chat: { id: message.chatId, type: 'private' }, from, text: message.text },
  });

  const answers = (message: FakeMessage, text: string, user = ANN): Promise<void> => says(text, user, replyTo(message));

  return { held, plan, freshen, says, card, taps, replyTo, answers };
}
