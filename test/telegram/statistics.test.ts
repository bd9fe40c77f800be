// /stats, typed to the real bot.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ChatHarness, openChat } from './chat-harness.ts';
import { ANN, VERA } from './desk-settings.ts';

let chat: ChatHarness;
beforeEach(async () => {
  chat = await openChat();
});
afterEach(() => chat.close());

test('/stats tells a viewer what came of the alerts', async () => {
  await chat.hold('0.01');
  await chat.alert({ strategy: null }, 'nobody');
  await chat.telegram.says(VERA, '/stats').confirmed;
  const { text } = await chat.shown(VERA.id, 'Alerts since the first start');
  expect(text).toContain('2 received, 1 refused, 1 executed');
  expect(text).toContain('Successful: 50 %');
  expect(text).toContain('At the venue: half within 1 ms');
  expect(text).toContain('(none): 1 received, 1 refused');
  expect(text).toContain('default: 1 received, 1 executed');
  expect(text).toContain('UNKNOWN_STRATEGY 1');
});

test('/stats says so when there were none', async () => {
  await chat.telegram.says(ANN, '/stats').confirmed;
  expect((await chat.shown(ANN.id, 'No alerts yet')).text).toContain('/webhook/test');
});
