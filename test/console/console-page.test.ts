// The page in a real browser: what a person sees, presses and is kept safe from.

import { existsSync } from 'node:fs';
import { InlineKeyboard } from 'grammy';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createFakeClock } from '../fake-clock.ts';
import { COMMANDS, createGate, createTestDocument, installDemoHandlers, runConsole } from './console-fixture.ts';
import type { RunOptions, RunningConsole } from './console-fixture.ts';

const BROWSER = '/usr/bin/chromium';
const hasBrowser = existsSync(BROWSER);
if (!hasBrowser) process.stdout.write(`skipped: the page of the console was not tested, there is no browser at ${BROWSER}\n`);

/** Code for the browser is text here: this project is compiled without its types. */
const BELOW_VIEW = `(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight)(document.querySelector('.scroll'))`;
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

describe.skipIf(!hasBrowser)('the page', { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: BROWSER, args: FLAGS });
  }, 60_000);
  afterAll(() => browser.close());

  const running: RunningConsole[] = [];
  /** What the browser complained of: also every breach of the page's own policy. */
  let complaints: string[] = [];
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    for (const made of running.splice(0)) await made.stop();
  });

  async function run(options: RunOptions = {}): Promise<RunningConsole> {
    const made = await runConsole({ handlers: installDemoHandlers, ...options });
    running.push(made);
    await made.bot.api.setMyCommands(COMMANDS);
    return made;
  }
  async function open(
    made: RunningConsole,
    { width = 1280, colorScheme = 'light', calm = false }: { width?: number; colorScheme?: 'light' | 'dark'; calm?: boolean } = {},
  ): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width, height: 740 },
      colorScheme,
      reducedMotion: calm ? 'reduce' : 'no-preference',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    complaints = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(made.console.link());
    await page.waitForSelector('.connection[data-state="open"]');
    await page.waitForSelector('.badge[data-mode="PAPER"]');
    return page;
  }
  const isAtEnd = (page: Page): Promise<void> => expect.poll(() => page.evaluate(BELOW_VIEW), { timeout: 20_000 }).toBeLessThan(4);
  const last = (page: Page) => page.locator('.message').last();

  it('greets with the sample alert; one press sends it, and the empty state goes when a card comes', async () => {
    const made = await run({
      overrides: {
        sample: async () => {
          await made.bot.api.sendMessage(1, 'The card of the sample');
          return { ok: true };
        },
      },
    });
    const page = await open(made);
    expect(new URL(page.url()).search).toBe('');
    expect(await page.locator('.badge').textContent()).toBe('PAPER');
    await page.locator('.empty').getByRole('button', { name: 'Send a sample alert' }).click();
    await page.getByText('The card of the sample').waitFor();
    expect(await page.locator('.empty').isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });

  it('can show every sign that the bot writes, also on a machine without emoji', async () => {
    const made = await run();
    const page = await open(made);
    const signs = '✅⛔⏳🛑🚨🛡🎯🟢🔴📨🧪💾🆘🤝';
    // loads the font of the page by itself: a machine with emoji of its own would never ask for it
    const faces = await page.evaluate(
      `document.fonts.load('15px "Emoji of the page"', ${JSON.stringify(signs)}).then((found) => found.map((face) => face.status))`,
    );
    expect(faces).toEqual(['loaded']);
    const widths = await page.evaluate(`(() => {
      const canvas = document.createElement('canvas').getContext('2d');
      canvas.font = '15px "Emoji of the page", "Adobe Blank"';
      return [...${JSON.stringify(signs)}].map((sign) => canvas.measureText(sign).width);
    })()`);
    // one width for all: each is drawn from that font, none from another
    expect(new Set(widths as number[]).size).toBe(1);
    expect(complaints).toEqual([]);
  });

  it('draws the signs of the first card, for which the font had to come, as it draws them ever after', async () => {
    const made = await run();
    const page = await open(made, { calm: true });
    const keyboard = new InlineKeyboard().text('✅ Approve', 'a:1').text('❌ Reject', 'r:1');
    await made.bot.api.sendMessage(1, '🟢 the first card', { reply_markup: keyboard });
    const draw = async (): Promise<string> => {
      const button = page.locator('.message button', { hasText: 'Approve' });
      await button.waitFor();
      await page.evaluate(
        'document.fonts.ready.then(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))',
      );
      return (await button.screenshot()).toString('base64');
    };
    const first = await draw();
    await page.reload();
    expect(first === (await draw())).toBe(true);
  });

  it('shows times in the time zone of the program, not in that of the browser', async () => {
    const made = await run({ clock: createFakeClock(Date.UTC(2026, 10, 29, 3, 5)) });
    const page = await open(made);
    await made.bot.api.sendMessage(1, 'a message');
    expect(await last(page).locator('time').textContent()).toBe('08:35');
    expect(await last(page).locator('time').getAttribute('title')).toContain('08:35:00');
  });

  it('keeps the short buttons of a card in one line on a phone', async () => {
    const made = await run();
    const page = await open(made, { width: 360 });
    const keyboard = new InlineKeyboard();
    for (const text of ['Close 25 %', 'Close 50 %', 'Close 100 %']) keyboard.text(text, text);
    keyboard.row();
    for (const text of ['Day', 'Week', '• Month', 'All']) keyboard.text(text, text);
    await made.bot.api.sendMessage(1, 'LONG 0.1 BTC/USDT at 45007.4\nPAPER · paper · default, with a line that fills the width of it', {
      reply_markup: keyboard,
    });
    await page.getByRole('button', { name: 'All', exact: true }).waitFor();
    const heights = await page.evaluate(
      `[...document.querySelectorAll('.key')].map((key) => Math.round(key.getBoundingClientRect().height))`,
    );
    expect(heights).toEqual([42, 42, 42, 42, 42, 42, 42]);
  });

  it('copies the line for a terminal; where its alert would be refused, that is said instead', async () => {
    const made = await run();
    const page = await open(made);
    await page.locator('.side').getByRole('button', { name: 'Copy' }).click();
    await page.locator('.side').getByText('Copied').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toContain(`curl -X POST http://127.0.0.1:${made.port}/webhook`);
    const refusing = await open(await run({ overrides: { sampleCommand: () => null } }));
    await refusing.locator('.side').getByText('An alert from a terminal of this machine gets 403').waitFor();
    expect(await refusing.getByRole('button', { name: 'Copy' }).count()).toBe(0);
  });

  it('a tap waits with its buttons off, shows the answer, and the card goes on in the same place', async () => {
    const gate = createGate();
    const made = await run({
      handlers: (bot) => {
        bot.use(async (ctx, next) => {
          if (ctx.callbackQuery !== undefined) await gate.promise;
          await next();
        });
        installDemoHandlers(bot);
      },
    });
    const page = await open(made);
    await page.getByRole('combobox').fill('/card');
    await page.keyboard.press('Enter');
    const card = last(page);
    await card.getByRole('button', { name: 'Approve' }).click();
    await page.waitForSelector('.key.waiting');
    expect(await card.locator('button.key:disabled').count()).toBe(4);
    const id = await card.getAttribute('id');
    gate.open();
    await page.locator('.toast').getByText('Approved: the order is on its way').waitFor();
    await page.locator(`#${id}`).getByText('Filled 0.05').waitFor();
    expect(await page.locator(`#${id} .key`).count()).toBe(0);
    expect(await page.locator('.message').count()).toBe(2);
    expect(complaints).toEqual([]);
  });

  it('an answer that must not be missed is a box; Escape closes it and the buttons work again', async () => {
    const made = await run();
    const page = await open(made);
    await page.getByRole('combobox').fill('/card');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '½ size' }).click();
    await page.getByRole('dialog').getByText('Half of 0.05').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await page.locator('button.key:disabled').count()).toBe(0);
  });

  it('completes commands by keyboard, and sends those inside a text by a tap', async () => {
    const made = await run();
    const page = await open(made);
    const field = page.getByRole('combobox');
    await field.pressSequentially('/o');
    expect(await page.getByRole('option').allTextContents()).toEqual([
      '/ordersOpen orders and the latest finished ones',
      '/orderOne order with its whole story',
    ]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await field.inputValue()).toBe('/order ');
    await field.fill('/status');
    await page.keyboard.press('Enter');
    await page.locator('.from-bot').getByRole('button', { name: '/positions' }).click();
    await page.locator('.from-you', { hasText: '/positions' }).waitFor();
    expect(await field.inputValue()).toBe('');
  });

  it('stays at the end while messages come, and counts them for one who reads further up', async () => {
    const made = await run();
    for (let index = 0; index < 40; index += 1) await made.bot.api.sendMessage(1, `message ${index}`);
    const page = await open(made);
    await page.locator('.message', { hasText: 'message 39' }).waitFor();
    await made.bot.api.sendMessage(1, 'at the end');
    await page.locator('.message', { hasText: 'at the end' }).waitFor();
    await isAtEnd(page);
    await page.locator('.scroll').hover();
    await page.mouse.wheel(0, -2000);
    await page.getByRole('button', { name: 'Newest' }).waitFor();
    await made.bot.api.sendMessage(1, 'unseen');
    await page.getByRole('button', { name: '1 new message' }).click();
    await page.locator('.pill').waitFor({ state: 'hidden' });
  });

  it('stays at the end when a card loses its buttons and grows before the next picture', async () => {
    const made = await run();
    const page = await open(made, { calm: true });
    for (let index = 0; index < 40; index += 1) await made.bot.api.sendMessage(1, `message ${index}`);
    await last(page).getByText('message 39').waitFor();
    // laid out while it is short, it is scrolled to its end, by nobody
    const resize = `(row, height) => { row.style.height = height; return document.querySelector('.log').offsetHeight; }`;
    await page.evaluate(`['1px', '900px'].map((height) => (${resize})([...document.querySelectorAll('.message')].at(-1), height))`);
    await isAtEnd(page);
  });

  it('comes back by itself when the program was killed and started again, and an old card still works', async () => {
    const first = await run();
    const page = await open(first);
    await page.getByRole('combobox').fill('/card');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    await first.stop();
    await page.waitForSelector('.connection[data-state="waiting"]');
    await run({ document: createTestDocument(first.document.saved), port: first.port });
    await page.waitForSelector('.connection[data-state="open"]');
    await page.getByRole('button', { name: 'Approve' }).click();
    await last(page).getByText('Filled 0.05').waitFor();
  });

  it('says so when the chat cannot be saved', async () => {
    const made = await run();
    const page = await open(made);
    made.document.failure = new Error('no space left on device');
    await made.bot.api.sendMessage(1, 'The disk is full');
    await page.locator('.banner').getByText('no space left on device').waitFor();
    await page.getByText('The disk is full').waitFor();
  });

  describe('hostile text', () => {
    const ATTACK = '<img src=x onerror="window.pwned=1"><script>window.pwned=2</script><svg onload="window.pwned=3">';
    const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

    const isClean = (page: Page): Promise<unknown> =>
      page.evaluate(`({
        pwned: window.pwned,
        elements: document.querySelectorAll('.log img, .log script, .log svg, .side img:not([alt=""]), .suggestions img').length,
        links: [...document.querySelectorAll('a')].map((link) => link.protocol).filter((protocol) => protocol !== 'http:' && protocol !== 'https:'),
      })`);
    const clean = { pwned: undefined, elements: 0, links: [] };

    it('is shown as text wherever it comes from', async () => {
      const made = await run();
      await made.bot.api.sendMessage(1, ATTACK);
      await made.bot.api.sendMessage(1, `<b>${escape(ATTACK)}</b><code>${escape(ATTACK)}</code>`, { parse_mode: 'HTML' });
      await made.bot.api.sendMessage(1, '<a href="javascript:window.pwned=4">tap me</a>', { parse_mode: 'HTML' });
      await made.bot.api.sendMessage(1, 'tap me too', {
        entities: [{ type: 'text_link', offset: 0, length: 6, url: 'javascript:window.pwned=5' }],
      });
      await made.bot.api.sendMessage(1, 'buttons', {
        reply_markup: { inline_keyboard: [[{ text: ATTACK, callback_data: ATTACK.slice(0, 60) }]] },
      });
      await made.bot.api.setMyCommands([{ command: 'help', description: ATTACK }]);
      const page = await open(made);
      await page.getByRole('combobox').fill(ATTACK);
      await page.keyboard.press('Enter');
      await page.locator('.from-you').waitFor();
      await page.getByRole('combobox').fill('/');
      await page.getByRole('option').first().waitFor();
      expect(await page.locator('.message .text').first().innerText()).toContain(ATTACK);
      expect(await page.locator('.key').first().innerText()).toBe(ATTACK);
      expect(await isClean(page)).toEqual(clean);
      expect(complaints).toEqual([]);
    });

    it('is harmless even when the kept chat was tampered with', async () => {
      const clock = Date.now();
      const message = (id: number, entities: unknown[], keyboard: unknown[] = []) => ({
        id,
        author: 'bot',
        sentAt: clock,
        editedAt: null,
        text: 'tap me',
        entities,
        keyboard,
        file: null,
      });
      const tampered = {
        version: 1,
        nextMessageId: 9,
        nextUpdateId: 9,
        messages: [
          message(1, [{ type: 'text_link', offset: 0, length: 6, url: 'javascript:window.pwned=6' }]),
          message(2, [
            { type: ATTACK, offset: 0, length: 99 },
            { type: 'bold', offset: -0, length: 3 },
            { type: 'constructor', offset: 2, length: 2 },
          ]),
          message(3, [{ type: 'url', offset: 0, length: 6 }]),
        ],
        files: [],
        inbox: [],
      };
      const page = await open(await run({ document: createTestDocument(JSON.stringify(tampered)) }));
      expect(await page.locator('.message').allInnerTexts()).toEqual([
        expect.stringContaining('tap me'),
        expect.stringContaining('tap me'),
        expect.stringContaining('tap me'),
      ]);
      expect(await isClean(page)).toEqual(clean);
    });

    it('a page of another origin can neither frame, read nor send', async () => {
      const made = await run();
      const page = await open(made);
      const other = await run();
      const attacker = await page.context().newPage();
      // The sheet is only a page of another origin to stand on; the cookie of the console is in this browser.
      await attacker.goto(`${other.origin}/console/icon.svg`);
      const outcome = await attacker.evaluate(async (target) => {
        const tries = ['/console/events', '/console/app.js', '/console/sample', '/console/messages'].map(async (path) => {
          const method = path === '/console/sample' || path === '/console/messages' ? 'POST' : 'GET';
          const options: RequestInit = {
            method,
            mode: 'no-cors',
            credentials: 'include',
            ...(method === 'POST' ? { body: '{"text":"/kill"}' } : {}),
          };
          return fetch(target + path, options).then(
            (response) => response.type,
            () => 'failed',
          );
        });
        return Promise.all(tries);
      }, made.origin);
      expect(outcome.every((result) => result === 'opaque' || result === 'failed')).toBe(true);
      expect(made.samples()).toBe(0);
      expect(JSON.parse(made.document.saved ?? '{"messages":[]}')).toMatchObject({ messages: [] });
    });
  });

  it.each([
    [360, 'light'],
    [360, 'dark'],
    [1280, 'light'],
    [1280, 'dark'],
  ] as const)('fits %i px (%s): nothing sticks out, the buttons are in view', async (width, colorScheme) => {
    const made = await run();
    const page = await open(made, { width, colorScheme, calm: true });
    await page.getByRole('combobox').fill('/json');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox').fill('/card');
    await page.keyboard.press('Enter');
    const reject = page.getByRole('button', { name: 'Reject' });
    await reject.waitFor();
    await isAtEnd(page);
    const sizes = await page.evaluate(`({
      page: document.documentElement.scrollWidth - innerWidth,
      chat: document.querySelector('.scroll').scrollWidth - document.querySelector('.scroll').clientWidth,
      text: getComputedStyle(document.body).color,
    })`);
    expect(sizes).toEqual({ page: 0, chat: 0, text: colorScheme === 'dark' ? 'rgb(231, 239, 237)' : 'rgb(20, 33, 31)' });
    const box = await reject.boundingBox();
    expect(box).toMatchObject({ height: expect.any(Number) });
    expect((box?.y ?? 9999) + (box?.height ?? 0)).toBeLessThan(740);
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= width).toBe(true);
    expect(complaints).toEqual([]);
  });
});
