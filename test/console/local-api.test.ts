import { GrammyError, InlineKeyboard, InputFile } from 'grammy';
import type { Bot } from 'grammy';
import { beforeEach, describe, expect, it } from 'vitest';
import { createCommandMenu } from '../../src/console/command-menu.ts';
import type { CommandMenu } from '../../src/console/command-menu.ts';
import { DELETE_WITHIN_MS, FILE_BYTES_KEPT, TAP_ANSWER_MS } from '../../src/console/console-limits.ts';
import { createLocalApi } from '../../src/console/local-api.ts';
import { createTapAnswers } from '../../src/console/tap-answers.ts';
import type { TapAnswers } from '../../src/console/tap-answers.ts';
import { consoleBotInfo } from '../../src/console/telegram-message.ts';
import { openTranscript } from '../../src/console/transcript.ts';
import type { Transcript } from '../../src/console/transcript.ts';
import { createFakeClock } from '../fake-clock.ts';
import type { FakeClock } from '../fake-clock.ts';
import { COMMANDS, createTestBot, createTestDocument } from './console-fixture.ts';

/** A 3 × 2 picture: signature and header are what the console reads. */
const PNG = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  Buffer.from([0, 0, 0, 3, 0, 0, 0, 2, 8, 2, 0, 0, 0, 0, 0, 0, 0]),
]);

let bot: Bot;
let transcript: Transcript;
let menu: CommandMenu;
let answers: TapAnswers;
let clock: FakeClock;

beforeEach(() => {
  clock = createFakeClock();
  transcript = openTranscript(createTestDocument(), clock).transcript;
  menu = createCommandMenu();
  answers = createTapAnswers(clock);
  bot = createTestBot();
  bot.botInfo = consoleBotInfo;
  bot.api.config.use(createLocalApi({ transcript, menu, answers, clock, botInfo: () => bot.botInfo }));
});

/** What Telegram's server would say; fails the test when the call goes through. */
async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof GrammyError) return `${error.error_code} ${error.description}`;
    throw error;
  }
  throw new Error('the call was not refused');
}

describe('messages', () => {
  it('come back as Telegram sends them, with growing ids', async () => {
    const first = await bot.api.sendMessage(1, '<b>Hi</b> /help', {
      parse_mode: 'HTML',
      reply_markup: new InlineKeyboard().text('Go', 'go').url('Docs', 'https://x.example/'),
    });
    expect(first).toMatchObject({
      date: Math.floor(clock.now() / 1000),
      chat: { id: 1, type: 'private' },
      from: { is_bot: true, first_name: 'Signalman' },
      text: 'Hi /help',
      entities: [
        { type: 'bold', offset: 0, length: 2 },
        { type: 'bot_command', offset: 3, length: 5 },
      ],
      reply_markup: {
        inline_keyboard: [
          [
            { text: 'Go', callback_data: 'go' },
            { text: 'Docs', url: 'https://x.example/' },
          ],
        ],
      },
    });
    expect((await bot.api.sendMessage('1', 'again')).message_id).toBe(first.message_id + 1);
  });

  it.each<[string, (api: Bot['api']) => Promise<unknown>, string]>([
    ['another chat', (api) => api.sendMessage(7, 'x'), '400 Bad Request: chat not found'],
    ['no text', (api) => api.sendMessage(1, ' \n'), '400 Bad Request: message text is empty'],
    ['4097 characters', (api) => api.sendMessage(1, 'x'.repeat(4097)), '400 Bad Request: message is too long'],
    [
      'broken HTML',
      (api) => api.sendMessage(1, '<i>x', { parse_mode: 'HTML' }),
      '400 Bad Request: can\'t parse entities: Can\'t find end tag corresponding to start tag "i"',
    ],
    [
      '65 bytes in a button',
      (api) => api.sendMessage(1, 'x', { reply_markup: new InlineKeyboard().text('b', 'é'.repeat(33)) }),
      '400 Bad Request: BUTTON_DATA_INVALID',
    ],
    [
      'a button with a script',
      (api) => api.sendMessage(1, 'x', { reply_markup: new InlineKeyboard().url('b', 'javascript:alert(1)') }),
      '400 Bad Request: BUTTON_URL_INVALID',
    ],
    [
      '101 buttons',
      (api) =>
        api.sendMessage(1, 'x', {
          reply_markup: new InlineKeyboard(Array.from({ length: 101 }, () => [{ text: 'b', callback_data: 'b' }])),
        }),
      '400 Bad Request: reply markup is too long',
    ],
    ['an unknown message to edit', (api) => api.editMessageText(1, 5, 'x'), '400 Bad Request: message to edit not found'],
    ['an unknown message to delete', (api) => api.deleteMessage(1, 5), '400 Bad Request: message to delete not found'],
    [
      'a command with capitals',
      (api) => api.setMyCommands([{ command: 'Help', description: 'x' }]),
      '400 Bad Request: BOT_COMMAND_INVALID',
    ],
    ['a method that is not here', (api) => api.getChat(1), '404 Not Found: method not found'],
    ['polling', (api) => api.getUpdates(), '404 Not Found: method not found'],
  ])('%s is refused in Telegram’s words', async (_, call, expected) => {
    expect(await refusal(call(bot.api))).toBe(expected);
    expect(transcript.messages()).toEqual([]);
  });

  it('takes exactly 64 bytes in a button and 4096 characters after parsing', async () => {
    const sent = await bot.api.sendMessage(1, `<b>${'x'.repeat(4096)}</b>`, {
      parse_mode: 'HTML',
      reply_markup: new InlineKeyboard().text('b', 'x'.repeat(64)),
    });
    expect(sent.text).toHaveLength(4096);
  });

  it('are edited in place: the same again is "not modified", without buttons the buttons go', async () => {
    const reply_markup = new InlineKeyboard().text('Go', 'go');
    const { message_id } = await bot.api.sendMessage(1, 'one', { reply_markup });
    await clock.advance(60_000);
    expect(await refusal(bot.api.editMessageText(1, message_id, 'one', { reply_markup }))).toContain(
      '400 Bad Request: message is not modified',
    );
    expect(transcript.find(message_id)?.editedAt).toBeNull();
    const edited = await bot.api.editMessageText(1, message_id, 'two', { reply_markup });
    expect(edited).toMatchObject({
      message_id,
      text: 'two',
      edit_date: Math.floor(clock.now() / 1000),
      reply_markup: { inline_keyboard: [[{ text: 'Go' }]] },
    });
    await bot.api.editMessageText(1, message_id, 'two');
    expect(transcript.find(message_id)).toMatchObject({ text: 'two', keyboard: [] });
    await bot.api.editMessageReplyMarkup(1, message_id, { reply_markup });
    expect(transcript.find(message_id)).toMatchObject({ text: 'two', keyboard: [[{ text: 'Go' }]] });
  });

  it('of the person cannot be edited', async () => {
    const { messageId } = await transcript.receiveText('mine', []);
    expect(await refusal(bot.api.editMessageText(1, messageId, 'x'))).toBe("400 Bad Request: message can't be edited");
  });

  it('are deleted for two days', async () => {
    const young = await bot.api.sendMessage(1, 'a');
    const old = await bot.api.sendMessage(1, 'b');
    await bot.api.deleteMessage(1, young.message_id);
    expect(transcript.find(young.message_id)).toBeUndefined();
    await clock.advance(DELETE_WITHIN_MS + 1);
    expect(await refusal(bot.api.deleteMessage(1, old.message_id))).toContain("can't be deleted");
  });
});

describe('pictures and files', () => {
  it('are kept byte for byte', async () => {
    const sent = await bot.api.sendPhoto(1, new InputFile(PNG, 'chart.png'), { caption: '<b>Equity</b>', parse_mode: 'HTML' });
    expect(sent).toMatchObject({
      caption: 'Equity',
      caption_entities: [{ type: 'bold' }],
      photo: [{ width: 3, height: 2, file_size: PNG.length }],
    });
    expect(Buffer.from(transcript.file(sent.photo[0]?.file_id ?? '')?.base64 ?? '', 'base64')).toEqual(PNG);
    const parts = async function* () {
      yield Buffer.from('a,');
      yield Buffer.from('b\n');
    };
    const file = await bot.api.sendDocument(1, new InputFile(parts, 'orders.csv'));
    expect(file.document).toMatchObject({ file_name: 'orders.csv', file_size: 4 });
  });

  it('have captions that are edited, and no text', async () => {
    const { message_id } = await bot.api.sendPhoto(1, new InputFile(PNG), { caption: 'one' });
    expect(await refusal(bot.api.editMessageText(1, message_id, 'x'))).toBe('400 Bad Request: there is no text in the message to edit');
    await bot.api.editMessageCaption(1, message_id, { caption: 'two' });
    expect(transcript.find(message_id)?.text).toBe('two');
    expect(await refusal(bot.api.sendPhoto(1, new InputFile(PNG), { caption: 'x'.repeat(1025) }))).toBe(
      '400 Bad Request: message caption is too long',
    );
  });

  it.each<[string, InputFile | string, string]>([
    ['no picture', new InputFile(Buffer.from('<svg onload=alert(1)>')), 'IMAGE_PROCESS_FAILED'],
    ['nothing', new InputFile(Buffer.alloc(0)), 'file must be non-empty'],
    ['more than is kept', new InputFile(Buffer.alloc(FILE_BYTES_KEPT + 1)), 'file is too big'],
    ['an address', 'http://127.0.0.1:1/x.png', 'the console takes uploaded bytes only'],
    ['an address in a file', new InputFile(new URL('http://127.0.0.1:1/x.png')), 'the console does not reach the network'],
    ['an address in an object', new InputFile({ url: 'http://127.0.0.1:1/x.png' }), 'the console does not reach the network'],
  ])('%s is refused', async (_, photo, expected) => {
    expect(await refusal(bot.api.sendPhoto(1, photo))).toContain(expected);
    expect(transcript.messages()).toEqual([]);
  });
});

describe('answers to taps', () => {
  it('reach the one who waits, once', async () => {
    const waiting = answers.wait('q1');
    await bot.api.answerCallbackQuery('q1', { text: 'Approved', show_alert: true });
    expect(await waiting).toEqual({ text: 'Approved', alert: true });
    expect(await refusal(bot.api.answerCallbackQuery('q1'))).toContain('query is too old');
  });

  it('come too late after a while, and are never too long', async () => {
    const waiting = answers.wait('q2');
    expect(await refusal(bot.api.answerCallbackQuery('q2', { text: 'x'.repeat(201) }))).toContain('MESSAGE_TOO_LONG');
    await clock.advance(TAP_ANSWER_MS);
    expect(await waiting).toBeNull();
    expect(await refusal(bot.api.answerCallbackQuery('q2'))).toContain('query is too old');
    expect(clock.pendingTimers()).toBe(0);
  });
});

it('the bot knows itself and sets its menu', async () => {
  expect(await bot.api.getMe()).toEqual(consoleBotInfo);
  await bot.api.setMyCommands(COMMANDS);
  expect(menu.list()).toEqual(COMMANDS);
  expect(await bot.api.getMyCommands()).toEqual(COMMANDS);
});
