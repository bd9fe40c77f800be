// Owns: the chat in Telegram: the bot over long polling, and who it obeys.

import { adminIds, obeysNobody } from '../telegram/people/authorize.ts';
import { createPairing } from '../telegram/people/pairing.ts';
import { createPolling } from '../telegram/polling/polling.ts';
import { assembleBot, reportChatProblem } from './bot-parts.ts';
import { CONSOLE_CHAT, type Chat } from './chat.ts';
import type { Ground } from './ground.ts';
import { telegramLine } from './telegram-line.ts';

export function openTelegram(ground: Ground, token: string): Chat {
  const { config, dispatcher, clock, log } = ground;
  const { admins, traders, viewers, chats, apiRoot } = config.telegram;
  const access = { admins, traders, viewers };
  const pairing = obeysNobody(access, dispatcher.snapshot()) ? createPairing(clock) : null;
  const { bot, outbox, deliverer, reachability, sayNow } = assembleBot(ground, {
    token,
    apiRoot,
    access,
    pairing,
    chats,
    isElsewhere: (chatId) => chatId === CONSOLE_CHAT,
    pace: 'telegram',
  });
  const polling = createPolling({
    bot,
    clock,
    log,
    reachability,
    report: (problem) => reportChatProblem(ground, problem),
    onReady: (name) => log.info({ bot: name }, `Telegram: the bot is @${name}`),
  });
  return {
    people: deliverer,
    sayNow,
    downSince: () => reachability.downSince(),
    addRoutes: () => undefined,
    start() {
      polling.start();
      deliverer.start();
    },
    async stop() {
      await deliverer.stop();
      await polling.stop();
      await outbox.stop();
    },
    hasPage: false,
    greeting() {
      if (pairing !== null)
        return `Chat:     Telegram; the bot obeys nobody yet. Send it, within 10 minutes and in a private chat:  /pair ${pairing.code}`;
      return telegramLine({ admins: adminIds(access, dispatcher.snapshot()).length, chats: chats.length });
    },
  };
}
