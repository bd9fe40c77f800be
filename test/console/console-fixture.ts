// Owns: a whole console for the tests: a small real grammY bot, a document that survives "kill", and a real HTTP server.

import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { Router } from '@koa/router';
import Koa from 'koa';
import { Bot, InlineKeyboard } from 'grammy';
import type { Context } from 'grammy';
import { systemClock } from '../../src/clock.ts';
import type { Clock } from '../../src/clock.ts';
import { createConsole } from '../../src/console/console.ts';
import type { Console, ConsoleOptions } from '../../src/console/console.ts';
import type { ConsoleDocument } from '../../src/console/transcript.ts';

export const TOKEN = 'console-token-for-tests-1234567890';

/** A promise that the test fulfils when it wants to. */
export function createGate<T = void>(): { readonly promise: Promise<T>; open(value: T): void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, open: (value) => resolve(value) };
}

/** A document as it is on disk: what was saved is text, so nothing of the process's memory can hide in it. */
export interface TestDocument extends ConsoleDocument {
  /** JSON of the last save that went through. */
  saved: string | null;
  saves: number;
  /** While set, saves wait for it. */
  hold: Promise<void> | null;
  /** While set, saves fail with it. */
  failure: Error | null;
}

export function createTestDocument(saved: string | null = null): TestDocument {
  const document: TestDocument = {
    saved,
    saves: 0,
    hold: null,
    failure: null,
    load: () => (document.saved === null ? null : JSON.parse(document.saved)),
    async save(data) {
      const text = JSON.stringify(data);
      document.saves += 1;
      await document.hold;
      if (document.failure !== null) throw document.failure;
      document.saved = text;
    },
  };
  return document;
}

/** A bot whose network would fail at once: port 1 of this machine, so that a call that goes out is seen. */
export const createTestBot = (): Bot => new Bot('1:test', { client: { apiRoot: 'http://127.0.0.1:1', timeoutSeconds: 5 } });

export interface RunningConsole {
  readonly bot: Bot;
  readonly console: Console;
  readonly document: TestDocument;
  readonly port: number;
  readonly origin: string;
  readonly problems: string[];
  readonly samples: () => number;
  /** Ends the HTTP side and the console, as at the end of the process. */
  stop(): Promise<void>;
}

export interface RunOptions {
  document?: TestDocument;
  clock?: Clock;
  port?: number;
  /** Installs the handlers. */
  handlers?: (bot: Bot) => void;
  overrides?: Partial<ConsoleOptions<Context>>;
}

export async function runConsole({
  document = createTestDocument(),
  clock = systemClock,
  port = 0,
  handlers,
  overrides,
}: RunOptions = {}): Promise<RunningConsole> {
  const bot = createTestBot();
  const problems: string[] = [];
  let samples = 0;
  const server = createServer();
  const made = createConsole({
    bot,
    document,
    token: TOKEN,
    host: '127.0.0.1',
    port: () => portOf(server),
    clock,
    enabled: () => true,
    mode: () => 'PAPER',
    timeZone: 'Asia/Kolkata',
    sampleCommand: () =>
      `curl -X POST http://127.0.0.1:${portOf(server)}/webhook -H 'Content-Type: application/json' -d '{"secret":"s3cr3t-of-the-tests","symbol":"BTCUSDT","action":"buy","quantity":0.05}'`,
    redact: (text) => text,
    sample: async () => {
      samples += 1;
      return { ok: true };
    },
    report: (problem, error) => problems.push(error instanceof Error ? `${problem}: ${error.message}` : problem),
    ...overrides,
  });
  handlers?.(bot);
  const app = new Koa();
  const router = new Router();
  router.use(made.routes.routes());
  app.use(router.routes());
  server.on('request', (request, response) => void app.callback()(request, response));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  made.start();
  return {
    bot,
    console: made,
    document,
    problems,
    samples: () => samples,
    port: portOf(server),
    origin: `http://127.0.0.1:${portOf(server)}`,
    async stop() {
      await made.stop();
      await closeServer(server);
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the test server does not listen');
  return address.port;
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/** The headers of a page that is signed in. */
export async function signIn(running: RunningConsole): Promise<Record<string, string>> {
  const response = await fetch(running.console.link(), { redirect: 'manual' });
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
  return { Cookie: cookie, Origin: running.origin, 'Content-Type': 'application/json' };
}

export const COMMANDS = [
  { command: 'start', description: 'What this is and what to do first' },
  { command: 'help', description: 'All commands' },
  { command: 'status', description: 'Mode, venues, what is protected by whom' },
  { command: 'positions', description: 'What is held, with profit and loss' },
  { command: 'orders', description: 'Open orders and the latest finished ones' },
  { command: 'order', description: 'One order with its whole story' },
  { command: 'signals', description: 'The latest alerts and what came of them' },
  { command: 'balance', description: 'Money in each account' },
  { command: 'pause', description: 'No new entries, of one strategy or of all' },
  { command: 'resume', description: 'Entries again' },
  { command: 'close', description: 'Close a position, all or a part' },
  { command: 'kill', description: 'Stop everything: cancel, close, lock' },
];

const CARD = `<b>🟢 BUY 0.05 BTC/USDT</b>
<b>PAPER</b> · paper · ma-cross

<b>Alert</b> TradingView · 14:02:11, 1 s ago
buy 0.05 BTCUSDT at 45,000
<blockquote>MA(9) crossed above MA(21) on 1h</blockquote>

<b>Order</b> buy 0.05 BTC, market
Cost 2,250.60 USDT at 45,012
Stop 44,000 · risk 50.60 USDT
Target 47,000 · reward 99.40 USDT
Reward to risk 1.96 : 1

Price now 45,012 (made-up demo price), +0.03 % since the alert
⏱ 118 s left, until 14:04:11

/signal_7f3a91c2`;

const AFTER = `<b>🟢 BUY 0.05 BTC/USDT</b>
<b>PAPER</b> · paper · ma-cross

<b>Alert</b> TradingView · 14:02:11, 1 s ago
buy 0.05 BTCUSDT at 45,000
<blockquote>MA(9) crossed above MA(21) on 1h</blockquote>

👍 Approved by you · 14:02:19
✅ Filled 0.05 of 0.05 at 45,012.4 · 14:02:19
Fee 2.25 USDT
Slippage +0.03 % against 45,000 in the alert
🛡 Stop 44,000 in place at the venue
🎯 Target 47,000 in place at the venue

/signal_7f3a91c2 /order_7f3a91c2`;

const cardButtons = (): InlineKeyboard =>
  new InlineKeyboard().text('✅ Approve', 'a:1').text('½ size', 'h:1').row().text('❌ Reject', 'r:1').text('⏸ Pause strategy', 'p:1');

/** A bot that shows what the real one shows. */
export function installDemoHandlers(bot: Bot): void {
  bot.command('card', (ctx) => ctx.reply(CARD, { parse_mode: 'HTML', reply_markup: cardButtons() }));
  bot.command('status', (ctx) =>
    ctx.reply(
      '<b>PAPER</b> · active\n1 account, 1 strategy, nothing waits for you.\n\n<b>paper</b> 10,000 USDT free\nPositions: none · open orders: none\n\nSee /positions, /orders, /help',
      {
        parse_mode: 'HTML',
      },
    ),
  );
  bot.command('json', (ctx) =>
    ctx.reply(
      'What came in, as it came:\n<pre><code class="language-json">{ "symbol": "BTCUSDT", "action": "buy", "quantity": 0.05 }</code></pre>It was read as <code>buy 0.05 BTC/USDT</code>. <a href="https://www.tradingview.com/">TradingView</a> sent it; <tg-spoiler>account 4711</tg-spoiler>, <s>0.07</s> <u>0.05</u>, <i>rounded down</i>.',
      {
        parse_mode: 'HTML',
      },
    ),
  );
  bot.callbackQuery('a:1', async (ctx) => {
    await ctx.answerCallbackQuery('Approved: the order is on its way');
    await ctx.editMessageText(AFTER, { parse_mode: 'HTML' });
  });
  bot.callbackQuery('h:1', async (ctx) => {
    await ctx.answerCallbackQuery({ text: 'Half of 0.05 is 0.02 after rounding.\nIt is asked again.', show_alert: true });
  });
  bot.callbackQuery('r:1', async (ctx) => {
    await ctx.answerCallbackQuery('Rejected');
    await ctx.editMessageText('<b>BUY 0.05 BTC/USDT</b>\n❌ Rejected by you · 14:02:19; nothing was sent', { parse_mode: 'HTML' });
  });
}
