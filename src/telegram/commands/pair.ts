// Owns: /pair: how a bot that obeys nobody gets its first admin.

import { textMessage } from '../answer-reply.ts';
import { obeysNobody } from '../people/authorize.ts';
import type { BotCommand, CommandCall } from './bot-command.ts';

export const pairCommand: BotCommand = {
  name: 'pair',
  args: '<code>',
  description: 'makes you the admin of a new bot, with the code that Signalman printed',
  role: null,
  async run(call) {
    const { deps, actor } = call;
    if (call.role !== null) return call.reply(textMessage(`You are ${call.role} already; there is nothing to pair.`));
    // In a group everybody could read the code, and a code that is not asked for says nothing to anyone.
    if (!call.isPrivate || deps.pairing === null || !obeysNobody(deps.access, call.state())) return call.reply(textMessage('Not paired.'));
    const outcome = deps.pairing.attempt(call.args);
    if (outcome === 'matched') return makeAdmin(call);
    deps.log.warn({ userId: actor.userId, outcome }, 'telegram: a pairing attempt failed');
    call.reply(
      textMessage(outcome === 'wrong' ? 'That is not the code.' : 'The code is no longer good. Restart Signalman: it prints a new one.'),
    );
  },
};

async function makeAdmin(call: CommandCall): Promise<void> {
  const { deps, actor } = call;
  try {
    await call.dispatch({ type: 'add_user', userId: actor.userId, userName: actor.userName, role: 'admin', updateId: call.updateId });
  } catch (error) {
    // Not on disk means not paired: the same code must work when Telegram delivers the update again.
    deps.pairing?.reopen();
    throw error;
  }
  deps.log.info({ userId: actor.userId }, 'telegram: paired');
  call.reply(
    textMessage(
      `🤝 Paired: you are the admin now.\nTo make it permanent, put TELEGRAM_ADMINS=${actor.userId} into .env.\n/status says how things are, /help what can be said.`,
    ),
  );
}
