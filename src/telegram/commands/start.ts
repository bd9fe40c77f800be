// Owns: /start: the greeting.

import { escapeHtml } from '../render/escape-html.ts';
import { renderAccount } from '../render/render-account.ts';
import { renderStart } from '../render/render-help.ts';
import { senderText } from '../render/sender-text.ts';
import { viewAccounts } from '../view-account.ts';
import type { BotCommand } from './bot-command.ts';

export const startCommand: BotCommand = {
  name: 'start',
  args: '',
  description: 'says what this is and which accounts it trades',
  role: 'viewer',
  run(call) {
    const accounts = viewAccounts(call.deps.settings).map((account) => renderAccount(account));
    call.reply(renderStart(senderText(call.actor.userName, 40), accounts, escapeHtml(call.role ?? 'nobody')));
  },
};
