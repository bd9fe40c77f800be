// Owns: the chat without Telegram: the same bot in a local web page.

import { join } from 'node:path';
import { createConsole } from '../console/console.ts';
import { openDurableFile } from '../store/durable-file.ts';
import { createCommands, menuOf } from '../telegram/commands/registry.ts';
import { assembleBot } from './bot-parts.ts';
import { CONSOLE_CHAT, type Chat } from './chat.ts';
import { consoleAddress } from './console-address.ts';
import type { Ground } from './ground.ts';
import type { SampleOutcome } from './sample-alert.ts';

/** The console's only person, and the chat with it. */
const PERSON = Number(CONSOLE_CHAT);

export interface ConsoleOptions {
  /** Known once HTTP listens. */
  readonly port: () => number;
  readonly sampleCommand: () => string | null;
  readonly sample: () => Promise<SampleOutcome>;
}

export async function openConsole(ground: Ground, options: ConsoleOptions): Promise<Chat> {
  const { config, clock, log, failpoint, redactor } = ground;
  const file = await openDurableFile<unknown>(join(config.dataDir, 'console.json'), {
    parse: (json) => json,
    failpoint,
    isNeverChangedInPlace: true,
  });
  const { bot, outbox, deliverer, reachability, sayNow } = assembleBot(ground, {
    token: '1:console',
    access: { admins: [PERSON], traders: [], viewers: [] },
    pairing: null,
    chats: [{ chatId: CONSOLE_CHAT, topicId: null }],
    isElsewhere: (chatId) => chatId !== CONSOLE_CHAT,
    // the page is on this machine: a fifth answer within a second is as welcome as the first
    pace: 'none',
  });
  const address = consoleAddress(config);
  const page = createConsole({
    bot,
    document: { load: () => file.data, save: (data) => file.save(data) },
    token: config.consoleToken,
    host: address.type === 'open' ? address.host : '127.0.0.1',
    port: options.port,
    clock,
    enabled: () => address.type === 'open',
    timeZone: config.settings.timeZone,
    mode: () => ([...config.settings.accounts.values()].every((account) => account.mode === 'paper') ? 'PAPER' : 'SANDBOX'),
    sampleCommand: options.sampleCommand,
    sample: options.sample,
    redact: (text) => redactor.redact(text),
    report: (problem, error) => log.error({ err: error }, problem),
  });
  return {
    people: deliverer,
    sayNow,
    downSince: () => reachability.downSince(),
    addRoutes: (router) => void router.use(page.routes.routes()),
    start() {
      void bot.api
        .setMyCommands(menuOf(createCommands()))
        .catch((error: unknown) => log.error({ err: error }, 'the menu of commands could not be set'));
      page.start();
      deliverer.start();
    },
    async stop() {
      await deliverer.stop();
      await outbox.stop();
      await page.stop();
    },
    hasPage: address.type === 'open',
    greeting: () => `Chat:     ${address.type === 'open' ? page.link() : address.reason}`,
  };
}
