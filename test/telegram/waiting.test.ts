// Entries that wait as their sender wishes, in the chat: shown, listed, taken back through the real bot.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { shortId } from '../../src/core/model/ids.ts';
import { type ChatHarness, openChat } from './chat-harness.ts';
import { ANN, BOB, VERA } from './desk-settings.ts';

let chat: ChatHarness;
beforeEach(async () => {
  chat = await openChat();
});
afterEach(() => chat.close());

const later = () => chat.alert({ delayMs: 3_600_000 });

test('its card says until when it waits, and its button takes it back', async () => {
  const { id } = await later();
  const card = await chat.shown(ANN.id, 'Waits as its sender wishes, until');
  expect(card.keyboard.flat().map((button) => button.text)).toEqual(['✂️ Cancel']);
  await chat.telegram.taps(VERA, card, 'Cancel').confirmed;
  expect(chat.signal(id).state).toBe('received');
  await chat.telegram.taps(BOB, card, 'Cancel').confirmed;
  expect(chat.signal(id).state).toBe('declined');
  await chat.until(() => card.keyboard.length === 0 && card.text.includes('nothing was sent'));
});

test('/signals lists it first, with its way back, and that works', async () => {
  const { id } = await later();
  for (let n = 0; n < 12; n += 1) await chat.alert({ symbol: 'NOSUCH$' });
  await chat.telegram.says(ANN, '/signals').confirmed;
  const list = await chat.shown(ANN.id, `/cancel_${shortId(id)}`);
  expect(list.text).toContain('Waits as its sender wishes, until');
  await chat.telegram.says(BOB, `/cancel_${shortId(id)}`).confirmed;
  await chat.shown(BOB.id, 'Cancelled before its time; nothing was sent');
  expect(chat.signal(id).state).toBe('declined');
});

test('/cancel all takes it back too', async () => {
  const { id } = await later();
  await chat.telegram.says(ANN, '/cancel all').confirmed;
  const question = await chat.shown(ANN.id, 'Entries that wait go too (1).');
  await chat.telegram.taps(ANN, question, 'Confirm cancel all').confirmed;
  expect(chat.signal(id).state).toBe('declined');
});

test('the button of one that is being worked already changes nothing', async () => {
  const { id } = await later();
  const card = await chat.shown(ANN.id, 'Waits as its sender wishes');
  const button = { ...card, keyboard: [...card.keyboard] };
  await chat.telegram.taps(ANN, card, 'Cancel').confirmed;
  const revision = chat.signal(id).revision;
  await chat.telegram.taps(BOB, button, 'Cancel').confirmed;
  expect(chat.signal(id).revision).toBeLessThanOrEqual(revision + 1);
  expect(chat.signal(id).timeline.filter((line) => line.event === 'declined')).toHaveLength(1);
});
