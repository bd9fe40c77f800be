// Owns: the bot: grammY with every handler, and the outbox that carries what it says.
//
// Nothing here knows how updates come in or how calls go out: long polling (polling.ts) or the local console hand updates to
// bot.handleUpdate, and a transformer on bot.api may answer the calls. A handler dispatches and returns; it waits for the disk,
// never for the network.

import { Bot } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import type { BotDeps, HandlerDeps } from './bot-deps.ts';
import { createTapHandler } from './handle-tap.ts';
import { createCommands } from './commands/registry.ts';
import { createTextHandler } from './handle-text.ts';
import { CALL_TIMEOUT_SECONDS } from './limits.ts';
import { createOutbox, type Outbox, type Pace } from './sending/outbox.ts';
import { createReachability, type Reachability } from './sending/reachability.ts';
import { createOpenQuestions } from './plans/plan-question.ts';
import { createStrangerDesk } from './people/refuse-stranger.ts';
import { createStrangers } from './people/strangers.ts';
import { createFailureTeller, storageErrorIn } from './tell-failure.ts';

export interface BotOptions extends BotDeps {
  readonly token: string;
  /** Without a slash at its end. Default: https://api.telegram.org */
  readonly apiRoot?: string;
  /** Who the bot is; long polling asks Telegram when it is absent. */
  readonly botInfo?: UserFromGetMe;
  /** Default: Telegram's. */
  readonly pace?: Pace;
}

export interface BotParts {
  readonly bot: Bot;
  readonly outbox: Outbox;
  readonly reachability: Reachability;
}

export function createBot({ token, apiRoot, botInfo, pace = 'telegram', ...deps }: BotOptions): BotParts {
  const bot = new Bot(token, {
    // The default of 500 s would hide a dead connection for that long. No client.fetch: Node's own fails on grammY's signals.
    client: { timeoutSeconds: CALL_TIMEOUT_SECONDS, ...(apiRoot === undefined ? {} : { apiRoot }) },
    ...(botInfo === undefined ? {} : { botInfo }),
  });
  const reachability = createReachability();
  const outbox = createOutbox({ api: bot.api, clock: deps.clock, log: deps.log, reachability, pace });
  register(bot, { ...deps, outbox, questions: createOpenQuestions(deps.clock) });
  return { bot, outbox, reachability };
}

function register(bot: Bot, deps: HandlerDeps): void {
  const desk = createStrangerDesk(deps, createStrangers(deps.clock));
  bot.use(createFailureTeller(deps));
  bot.on(['message:text', 'message:caption'], createTextHandler({ deps, commands: createCommands(), desk }));
  bot.on('callback_query:data', createTapHandler(deps, desk));
  // For whoever hands updates in and asks grammY what to do with an error: the error itself, without grammY's context (it
  // holds the token).
  bot.catch((error) => {
    throw storageErrorIn(error) ?? error.error;
  });
}
