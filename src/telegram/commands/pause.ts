// Owns: /pause, and what /resume shares with it: one strategy, or all of them.

import type { StrategyName } from '../../core/model/ids.ts';
import { answerReply } from '../answer-reply.ts';
import { escapeHtml } from '../render/escape-html.ts';
import { renderAccount } from '../render/render-account.ts';
import { viewAccountNow } from '../view-account.ts';
import type { BotCommand, CommandCall } from './bot-command.ts';
import { strategyOrTell } from './find-strategy.ts';

export const pauseCommand: BotCommand = {
  name: 'pause',
  args: '[strategy]',
  description: 'holds back entries of one strategy or of all; exits pass',
  role: 'trader',
  run: (call) => setPaused(call, 'pause', '⏸', 'paused: entries are held back, exits pass'),
};

/** /pause and /resume: without a name, every strategy. */
export async function setPaused(call: CommandCall, type: 'pause' | 'resume', sign: string, outcome: string): Promise<void> {
  const strategy = call.args === '' ? null : strategyOrTell(call, call.args);
  if (strategy === null && call.args !== '') return;
  const reply = await call.dispatch({ type, strategy, by: call.actor, updateId: call.updateId });
  call.reply(
    answerReply(
      reply,
      `${sign} ${strategy === null ? 'Every strategy is' : `<b>${escapeHtml(strategy)}</b> is`} ${outcome}.${accountLine(call, strategy)}`,
    ),
  );
}

function accountLine({ deps }: CommandCall, strategy: StrategyName | null): string {
  const account = strategy === null ? null : viewAccountNow(deps.settings, deps.settings.strategies.get(strategy)?.account ?? null);
  return account === null ? '' : `\n${renderAccount(account)}`;
}
