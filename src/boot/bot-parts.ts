// Owns: the bot with everything that is the same for Telegram and the console: handlers, outbox, deliverer.

import type { UserFromGetMe } from 'grammy/types';
import type { AccountName, StrategyName } from '../core/model/ids.ts';
import type { Position } from '../core/model/position.ts';
import { adminIds, type AccessList } from '../telegram/people/authorize.ts';
import type { BotDeps } from '../telegram/bot-deps.ts';
import { createBot, type BotParts } from '../telegram/create-bot.ts';
import { createDeliverer, type Deliverer } from '../telegram/cards/deliver.ts';
import type { ChatAddress, Pace } from '../telegram/sending/outbox.ts';
import type { Pairing } from '../telegram/people/pairing.ts';
import type { PollingProblem } from '../telegram/polling/polling-problem.ts';
import type { Message } from '../telegram/render/message.ts';
import { explainNow } from './explain-now.ts';
import { explainPasted } from './explain-pasted.ts';
import type { Ground } from './ground.ts';

/** A problem of the chat itself goes past the chat: into the log and the mailbox. */
export function reportChatProblem({ log, mailbox }: Ground, { title, text, nextStep }: PollingProblem): void {
  log.error({ title, text, nextStep }, 'chat: a problem of its own');
  mailbox.tell(title, text, nextStep);
}

/** Never the secret: a chat is kept by others. */
function sendersOf({ config, localUrl }: Ground, strategy: StrategyName): ReturnType<BotDeps['senders']> {
  const secretPlace = config.strategySecrets.has(strategy)
    ? `the secret of ${strategy} in config.yaml`
    : 'WEBHOOK_SECRET in your .env, else in generated.env in the data folder';
  return { baseUrl: config.publicUrl ?? localUrl(), isPublic: config.publicUrl !== null, secretPlace };
}

export interface Identity {
  readonly token: string;
  readonly apiRoot?: string;
  readonly botInfo?: UserFromGetMe;
  readonly access: AccessList;
  readonly pairing: Pairing | null;
  readonly chats: readonly ChatAddress[];
  readonly isElsewhere: (chatId: string) => boolean;
  readonly pace: Pace;
}

export interface AssembledBot extends BotParts {
  readonly deliverer: Deliverer;
  readonly sayNow: (message: Message) => void;
}

export function assembleBot(ground: Ground, { access, pairing, chats, isElsewhere, ...identity }: Identity): AssembledBot {
  const { config, dispatcher, brokers, prices, clock, log, randomHex } = ground;
  const deps = {
    dispatcher,
    settings: config.settings,
    clock,
    log,
    access,
    timeZone: config.timezone,
    history: ground.history,
    senders: (strategy: StrategyName) => sendersOf(ground, strategy),
    freshQuote: (account: AccountName, symbol: string) => prices.fresh(account, symbol),
    lastPrice: (account: AccountName, symbol: string) => prices.last(account, symbol)?.quote.last ?? null,
    rates: ground.rates,
    venueView: (account: AccountName) => ground.venueViews.view(account),
    diskTrouble: ground.diskTrouble,
  };
  const balances = async (account: AccountName) =>
    (await brokers.get(account)?.balances()) ?? { type: 'unavailable' as const, reason: `there is no account ${account}` };
  const acknowledged = () => ground.acknowledgements.all();
  const atr = async (position: Position) => {
    const answer = await ground.atr.forPosition(position);
    return answer.type === 'not_needed' ? { type: 'unavailable' as const, reason: 'nobody counts it' } : answer;
  };
  const explain = explainPasted({ ...deps, randomHex, redactor: ground.redactor, explainVerdict: explainNow(ground) });
  const askPrice = async (account: AccountName, symbol: string) => {
    const answer = await prices.now(account, symbol, null);
    return answer.type === 'priced' ? answer.quote : null;
  };
  const parts = createBot({ ...deps, askPrice, ...identity, pairing, balances, atr, randomHex, acknowledged, explain });
  const reportLostChat = (chatId: string, detail: string): void =>
    reportChatProblem(ground, {
      severity: 'error',
      groupKey: `chat:${chatId}`,
      title: 'A chat cannot be reached',
      text: `Chat ${chatId}: ${detail}`,
      nextStep: 'Correct TELEGRAM_CHAT_ID, or write /start to the bot in that chat.',
    });
  const deliverer = createDeliverer({ ...deps, outbox: parts.outbox, chats, isElsewhere, reportLostChat });
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
