// Owns: putting the local console together: the bot's calls are answered here, the person's messages become its updates.

import type { Router } from '@koa/router';
import type { Bot, Context } from 'grammy';
import type { Clock } from '../clock.ts';
import { createChat } from './chat.ts';
import { createCommandMenu } from './command-menu.ts';
import { createConsoleRoutes } from './console-routes.ts';
import type { SampleResult } from './console-routes.ts';
import { createEventStreams } from './event-streams.ts';
import { createLocalApi } from './local-api.ts';
import { loadPageFiles } from './page-files.ts';
import { createTapAnswers } from './tap-answers.ts';
import { consoleBotInfo } from './telegram-message.ts';
import { openTranscript } from './transcript.ts';
import type { ConsoleDocument } from './transcript.ts';
import { createUpdateFeed } from './update-feed.ts';

export interface ConsoleOptions<C extends Context> {
  /** Gets the local API as a transformer, and `consoleBotInfo` unless it has a botInfo. Must not be started (polling). */
  readonly bot: Bot<C>;
  readonly document: ConsoleDocument;
  /** The token in the printed link. */
  readonly token: string;
  /** The name of this machine in the link. */
  readonly host: string;
  /** Where HTTP listens; asked at each request, as it is known only after the server started. */
  readonly port: () => number;
  readonly clock: Clock;
  /** False (a live account, an address that no browser on this machine reaches): every route answers 404. */
  readonly enabled: () => boolean;
  /** What times are shown in. */
  readonly timeZone: string;
  /** The word on the badge: PAPER or SANDBOX. */
  readonly mode: () => string;
  /** The line for a terminal that sends the sample alert; shown only to a browser that is signed in. Null: no alert of this machine is let in. */
  readonly sampleCommand: () => string | null;
  readonly sample: () => Promise<SampleResult>;
  /** Masks secrets in what the person writes. */
  readonly redact: (text: string) => string;
  /** For the log: what failed where nobody waits for an answer. */
  readonly report: (problem: string, error: unknown) => void;
}

export interface Console {
  /** For the HTTP server: `app.use(routes.routes())`. */
  readonly routes: Router;
  /** The link to print: `http://<host>:<port>/console?token=…`. */
  link(): string;
  /** Hands the bot what the previous process left unfinished, then takes messages. Call when the bot's handlers are installed. */
  start(): void;
  /** Takes nothing more, ends the streams, waits for the running handler and the last save. */
  stop(): Promise<void>;
}

/** Throws when the page's files are not installed. The bot can send from here on, also before `start`. */
export function createConsole<C extends Context>(options: ConsoleOptions<C>): Console {
  const { bot, clock, report } = options;
  const pageFiles = loadPageFiles();
  const { transcript, problem } = openTranscript(options.document, clock);
  if (problem !== null) report(problem, null);
  const menu = createCommandMenu();
  const answers = createTapAnswers(clock);
  if (!bot.isInited()) bot.botInfo = consoleBotInfo;
  bot.api.config.use(createLocalApi({ transcript, menu, answers, clock, botInfo: () => bot.botInfo }));
  const feed = createUpdateFeed(bot, transcript, clock, report);
  const chat = createChat(transcript, feed, answers);
  const streams = createEventStreams(clock, () => ({
    name: bot.botInfo.first_name,
    mode: options.mode(),
    timeZone: options.timeZone,
    sampleCommand: options.sampleCommand(),
    commands: menu.list(),
    unsaved: transcript.unsaved(),
    messages: transcript.messages(),
  }));
  transcript.onChange(({ type, ...value }) => streams.send(type, value));
  menu.onChange((commands) => streams.send('commands', { commands }));

  return {
    routes: createConsoleRoutes({ ...options, chat, streams, pageFiles }),
    link: () => `http://${options.host}:${options.port()}/console?token=${encodeURIComponent(options.token)}`,
    start() {
      feed.start();
      chat.open();
    },
    async stop() {
      chat.close();
      await feed.stop();
      answers.close();
      streams.close();
      await transcript.close();
    },
  };
}
