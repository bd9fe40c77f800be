// The line of the start about the bot in Telegram: whoever names viewers only would wait for cards that nobody gets.

import { expect, it } from 'vitest';
import { telegramLine } from '../../src/boot/telegram-line.ts';

it.each([
  [{ admins: 2, chats: 0 }, /^Chat: {5}Telegram, 2 admin\(s\)$/],
  [{ admins: 0, chats: 0 }, /GO TO NOBODY: name an admin in TELEGRAM_ADMINS, or a chat in TELEGRAM_CHAT_ID/],
  [{ admins: 0, chats: 1 }, /Nobody can \/unlock .* TELEGRAM_ADMINS/],
])('of %j', (known, line) => {
  expect(telegramLine(known)).toMatch(line);
});
