import type { Bot } from 'grammy';
import type { Update } from 'grammy/types';
import { afterEach, describe, expect, it } from 'vitest';
import { TAP_ANSWER_MS, UPDATE_HELD_MS, UPDATE_RETRY_MS } from '../../src/console/console-limits.ts';
import { StorageError } from '../../src/store/dispatch.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createGate, createTestDocument, installDemoHandlers, runConsole, signIn } from './console-fixture.ts';
import type { RunningConsole, RunOptions } from './console-fixture.ts';

const running: RunningConsole[] = [];
async function run(options: RunOptions): Promise<RunningConsole> {
  const made = await runConsole(options);
  running.push(made);
  return made;
}
afterEach(async () => {
  for (const made of running.splice(0)) await made.stop();
});

async function post(made: RunningConsole, path: string, body: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${made.origin}/console/${path}`, {
    method: 'POST',
    headers: await signIn(made),
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

/** Opens `gate` with the next update that `bot` has handled. */
function tellUpdate(bot: Bot, gate: { open(update: Update): void }): void {
  bot.use(async (ctx, next) => {
    await next();
    gate.open(ctx.update);
  });
}

/** What the document holds after the last save. */
const saved = (made: RunningConsole): { messages: { id: number; text: string; keyboard: unknown[] }[]; inbox: unknown[] } =>
  JSON.parse(made.document.saved ?? '');

describe('what the person does', () => {
  it('reaches the bot as a message from "you", with the command marked', async () => {
    const handled = createGate<Update>();
    const made = await run({
      handlers: (bot) => {
        tellUpdate(bot, handled);
        bot.command('echo', (ctx) => ctx.reply(`${ctx.from?.first_name} ${ctx.from?.id} ${ctx.chat.id}: ${ctx.match}`));
      },
    });
    expect((await post(made, 'messages', { text: '  /echo hello ' })).status).toBe(202);
    expect(await handled.promise).toMatchObject({
      message: { text: '/echo hello', chat: { id: 1, type: 'private' }, from: { id: 1, is_bot: false } },
    });
    expect(saved(made).messages.map((message) => message.text)).toEqual(['/echo hello', 'you 1 1: hello']);
  });

  it('is on disk before the bot sees it', async () => {
    const document = createTestDocument();
    let seen: string | null = null;
    const made = await run({
      document,
      handlers: (bot) => bot.callbackQuery('go', (ctx) => ctx.answerCallbackQuery(`${(seen = document.saved)?.length}`)),
    });
    const { message_id } = await made.bot.api.sendMessage(1, 'card', {
      reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] },
    });
    await post(made, 'taps', { message_id, data: 'go' });
    expect(JSON.parse(seen ?? '')).toMatchObject({ inbox: [{ type: 'tap', messageId: message_id, data: 'go' }] });
  });

  it('gives a tap the bot’s answer, and the message its change', async () => {
    const made = await run({ handlers: installDemoHandlers });
    const card = await made.bot.api.sendMessage(1, 'card', {
      reply_markup: {
        inline_keyboard: [
          [
            { text: 'Reject', callback_data: 'r:1' },
            { text: '½', callback_data: 'h:1' },
          ],
        ],
      },
    });
    expect((await post(made, 'taps', { message_id: card.message_id, data: 'h:1' })).body).toMatchObject({
      answer: { alert: true, text: expect.stringContaining('Half') },
    });
    expect((await post(made, 'taps', { message_id: card.message_id, data: 'r:1' })).body).toMatchObject({
      answer: { alert: false, text: 'Rejected' },
    });
    await made.stop();
    expect(saved(made)).toMatchObject({ messages: [{ text: expect.stringContaining('Rejected by you'), keyboard: [] }], inbox: [] });
  });

  it('is refused for a button that is not under that message (any more)', async () => {
    const made = await run({});
    const { message_id } = await made.bot.api.sendMessage(1, 'card', {
      reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] },
    });
    expect(await post(made, 'taps', { message_id, data: 'other' })).toMatchObject({ status: 409, body: { code: 'NO_SUCH_BUTTON' } });
    expect(await post(made, 'taps', { message_id: message_id + 1, data: 'go' })).toMatchObject({ status: 409 });
  });

  it('is answered after a while when the bot says nothing', async () => {
    const clock = createFakeClock();
    const made = await run({ clock, handlers: (bot) => bot.on('callback_query', () => undefined) });
    const { message_id } = await made.bot.api.sendMessage(1, 'card', {
      reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] },
    });
    const headers = await signIn(made);
    const answer = fetch(`${made.origin}/console/taps`, { method: 'POST', headers, body: JSON.stringify({ message_id, data: 'go' }) });
    while (clock.nextTimerAt() === null) await clock.settle();
    await clock.advance(TAP_ANSWER_MS);
    expect(await (await answer).json()).toEqual({ success: true, answer: null });
  });

  it('is handled one after the other, in order, and a failing handler stops nothing', async () => {
    const order: string[] = [];
    const allHandled = createGate();
    const made = await run({
      handlers: (bot) => {
        bot.on('message:text', async (ctx) => {
          order.push(`start ${ctx.msg.text}`);
          await new Promise(setImmediate);
          order.push(`end ${ctx.msg.text}`);
          if (ctx.msg.text === 'b') throw new Error('handler broke');
          if (ctx.msg.text === 'c') allHandled.open();
        });
        bot.catch(({ error }) => {
          order.push(`caught ${error instanceof Error ? error.message : ''}`);
        });
      },
    });
    for (const text of ['a', 'b', 'c']) await post(made, 'messages', { text });
    await allHandled.promise;
    expect(order).toEqual(['start a', 'end a', 'start b', 'end b', 'caught handler broke', 'start c', 'end c']);
    expect(made.problems).toEqual([]);
  });

  it('is told to the log where the bot has no error handler of its own, and the next one is handled', async () => {
    const second = createGate();
    const made = await run({
      handlers: (bot) => {
        bot.errorHandler = ({ error }) => {
          throw error;
        };
        bot.command('bad', () => {
          throw new Error('no one catches this');
        });
        bot.command('good', () => second.open());
      },
    });
    await post(made, 'messages', { text: '/bad' });
    await post(made, 'messages', { text: '/good' });
    await second.promise;
    expect(made.problems).toEqual(['a handler of the bot failed in the console: no one catches this']);
  });
});

describe('when the disk does not take what an update should do', () => {
  const full = new StorageError('full', 'no space left on device');
  async function runWithDisk(document = createTestDocument()) {
    const clock = createFakeClock();
    const disk = { isFull: true };
    const handled: string[] = [];
    const made = await run({
      clock,
      document,
      handlers: (bot) => {
        bot.catch(({ error }) => {
          throw error;
        });
        bot.on('message:text', (ctx) => {
          handled.push(`${ctx.msg.text} ${disk.isFull ? 'refused' : 'done'}`);
          if (disk.isFull && ctx.msg.text !== '/kill') throw full;
        });
      },
    });
    return { clock, disk, handled, made };
  }

  it('it is handed out again until there is room, and what comes behind it does not wait', async () => {
    const { clock, disk, handled, made } = await runWithDisk();
    await post(made, 'messages', { text: '/resume' });
    await post(made, 'messages', { text: '/kill' });
    await clock.settle();
    expect(handled).toEqual(['/resume refused', '/kill refused']);
    expect(saved(made).inbox).toMatchObject([{ type: 'text' }]);
    disk.isFull = false;
    await clock.advance(UPDATE_RETRY_MS);
    expect(handled.at(-1)).toBe('/resume done');
    await clock.settle();
    expect([saved(made).inbox, clock.pendingTimers(), made.problems]).toEqual([[], 0, []]);
  });

  it('it is given up after a while: later it would surprise', async () => {
    const { clock, handled, made } = await runWithDisk();
    await post(made, 'messages', { text: '/resume' });
    await clock.advance(UPDATE_HELD_MS + UPDATE_RETRY_MS);
    expect([saved(made).inbox, clock.pendingTimers()]).toEqual([[], 0]);
    expect(handled).toHaveLength(UPDATE_HELD_MS / UPDATE_RETRY_MS + 1);
  });

  it('it waits for the next start when this process stops', async () => {
    const first = await runWithDisk();
    await post(first.made, 'messages', { text: '/resume' });
    await first.clock.settle();
    await first.made.stop();
    expect(first.clock.pendingTimers()).toBe(0);
    const second = await runWithDisk(createTestDocument(first.made.document.saved));
    await second.clock.settle();
    expect(second.handled).toEqual(['/resume refused']);
  });
});

describe('after kill -9', () => {
  it('what was not handled to its end is handed out again with the same update id, the rest is not', async () => {
    const document = createTestDocument();
    const reached = createGate();
    const gate = createGate();
    const ids: number[] = [];
    const first = await run({
      document,
      handlers: (bot) =>
        bot.on('message:text', async (ctx) => {
          ids.push(ctx.update.update_id);
          if (ctx.msg.text !== 'stuck') return;
          reached.open();
          await gate.promise;
        }),
    });
    await post(first, 'messages', { text: 'done' });
    await post(first, 'messages', { text: 'stuck' });
    await reached.promise;

    const handled = createGate<Update>();
    const second = await run({
      document: createTestDocument(document.saved),
      handlers: (bot) => {
        tellUpdate(bot, handled);
      },
    });
    expect(await handled.promise).toMatchObject({ update_id: ids[1], message: { text: 'stuck' } });
    await second.stop();
    expect(saved(second).inbox).toEqual([]);
    gate.open();
  });

  it('the buttons of an old card work', async () => {
    const first = await run({ handlers: installDemoHandlers });
    const card = await first.bot.api.sendMessage(1, 'card', {
      reply_markup: { inline_keyboard: [[{ text: 'Approve', callback_data: 'a:1' }]] },
    });
    const second = await run({ document: createTestDocument(first.document.saved), handlers: installDemoHandlers });
    expect(await post(second, 'taps', { message_id: card.message_id, data: 'a:1' })).toMatchObject({
      status: 200,
      body: { answer: { text: expect.stringContaining('Approved') } },
    });
    await second.stop();
    expect(saved(second).messages).toMatchObject([{ id: card.message_id, text: expect.stringContaining('Filled'), keyboard: [] }]);
  });
});
