// Owns: the line of the start that says whom the bot in Telegram talks to.

/** `admins`, `chats`: how many there are. Cards and alerts go to the chats that are named, else to the admins. */
export function telegramLine({ admins, chats }: { readonly admins: number; readonly chats: number }): string {
  const line = `Chat:     Telegram, ${admins} admin(s)`;
  if (admins > 0) return line;
  return chats > 0
    ? `${line}. Nobody can /unlock or change who may do what: name one in TELEGRAM_ADMINS.`
    : `${line}. CARDS AND ALERTS GO TO NOBODY: name an admin in TELEGRAM_ADMINS, or a chat in TELEGRAM_CHAT_ID.`;
}
