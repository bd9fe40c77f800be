// Owns: the bot with everything that is the same for Telegram and the console: handlers, outbox, deliverer.

import type { UserFromGetMe } from 'grammy/types';
import type { Broker } from '../brokers/broker.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import type { AccountName } from '../core/model/ids.ts';
import type { Log } from '../log.ts';
import type { PriceWatch } from '../runtime/price-watch.ts';
import type { Dispatcher } from '../store/dispatch.ts';
import { adminIds, type AccessList } from '../telegram/authorize.ts';
import { createBot, type BotParts } from '../telegram/create-bot.ts';
import { createDeliverer, type Deliverer } from '../telegram/deliver.ts';
import type { ChatAddress } from '../telegram/outbox.ts';
import type { Pairing } from '../telegram/pairing.ts';
import type { PollingProblem } from '../telegram/polling-problem.ts';
import type { Message } from '../telegram/render/message.ts';

export interface ChatOptions {
  readonly config: Config;
  readonly dispatcher: Dispatcher;
  readonly brokers: ReadonlyMap<AccountName, Broker>;
  readonly prices: PriceWatch;
  readonly clock: Clock;
  readonly log: Log;
  readonly randomHex: (digits: number) => string;
  /** A problem of the chat itself, for the log and the mailbox. */
  readonly report: (problem: PollingProblem) => void;
}

export interface Identity {
  readonly token: string;
  readonly apiRoot?: string;
  readonly botInfo?: UserFromGetMe;
  readonly access: AccessList;
  readonly pairing: Pairing | null;
  readonly chats: readonly ChatAddress[];
}

export interface AssembledBot extends BotParts {
  readonly deliverer: Deliverer;
  sayNow(message: Message): void;
}

export function assembleBot(options: ChatOptions, { access, pairing, chats, ...identity }: Identity): AssembledBot {
  const { config, dispatcher, brokers, prices, clock, log, randomHex } = options;
  const deps = {
    dispatcher,
    settings: config.settings,
    clock,
    log,
    access,
    timeZone: config.timezone,
    freshQuote: (account: AccountName, symbol: string) => prices.fresh(account, symbol),
  };
  const balances = async (account: AccountName) =>
    (await brokers.get(account)?.balances()) ?? { type: 'unavailable' as const, reason: `there is no account ${account}` };
  const parts = createBot({ ...deps, ...identity, pairing, balances, randomHex });
  const reportLostChat = (chatId: string, detail: string): void =>
    options.report({
      severity: 'error',
      groupKey: `chat:${chatId}`,
      title: 'A chat cannot be reached',
      text: `Chat ${chatId}: ${detail}`,
      nextStep: 'Correct TELEGRAM_CHAT_ID, or write /start to the bot in that chat.',
    });
  const deliverer = createDeliverer({ ...deps, outbox: parts.outbox, chats, reportLostChat });
  const targets = (): readonly ChatAddress[] =>
    chats.length > 0 ? chats : adminIds(access, dispatcher.snapshot()).map((id) => ({ chatId: String(id), topicId: null }));
  return {
    ...parts,
    deliverer,
    sayNow(message) {
      for (const to of targets()) void parts.outbox.send({ to, message, priority: 'card' });
    },
  };
}
