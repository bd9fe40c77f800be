// Owns: /mode: who lets the entries of a strategy pass.

import { answerReply, textMessage } from '../answer-reply.ts';
import { escapeHtml } from '../render/escape-html.ts';
import { renderAccount } from '../render/render-account.ts';
import { viewAccountNow } from '../view-account.ts';
import { askLate, isLate } from './ask-late.ts';
import type { BotCommand } from './bot-command.ts';
import { strategyOrTell } from './find-strategy.ts';
import { words } from './words.ts';

export const modeCommand: BotCommand = {
  name: 'mode',
  args: '<strategy> confirm|auto',
  description: 'who lets the entries of a strategy pass: a person (confirm) or the rules (auto)',
  role: 'admin',
  async run(call) {
    const typed = words(call.args);
    const mode = typed.at(-1)?.toLowerCase();
    if (typed.length < 2 || (mode !== 'confirm' && mode !== 'auto')) {
      return call.reply(
        textMessage('Say which strategy and how, for example:\n<code>/mode default confirm</code>\n<code>/mode default auto</code>'),
      );
    }
    const strategy = strategyOrTell(call, typed.slice(0, -1).join(' '));
    if (strategy === null) return;
    if (mode === 'auto' && isLate(call))
      return askLate(call, { type: 'mode_auto', strategy }, `Let entries of ${escapeHtml(strategy)} pass by rule, without a tap`);
    const reply = await call.dispatch({ type: 'set_approval_mode', strategy, mode, by: call.actor, updateId: call.updateId });
    const account = viewAccountNow(call.deps.settings, call.deps.settings.strategies.get(strategy)?.account ?? null);
    const who = mode === 'auto' ? '⚡️ pass by rule from now on, without a tap' : '👤 wait for a tap from now on';
    call.reply(
      answerReply(reply, `Entries of <b>${escapeHtml(strategy)}</b>:\n${who}${account === null ? '' : `\n${renderAccount(account)}`}`),
    );
  },
};
