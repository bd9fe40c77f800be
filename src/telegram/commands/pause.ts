// Owns: /pause, and what /resume shares with it: one strategy, or all of them.

import type { StrategyName } from '../../core/model/ids.ts';
import type { Reply } from '../../core/engine/command.ts';
import { answerReply, doneDetail } from '../answer-reply.ts';
import { besidePause } from '../pages/beside-pause.ts';
import { escapeHtml } from '../render/escape-html.ts';
import { renderAccount } from '../render/render-account.ts';
import { viewAccounts } from '../view-account.ts';
import type { BotCommand, CommandCall } from './bot-command.ts';
import { pausedOrTell, type Meant } from './find-paused.ts';

export const pauseCommand: BotCommand = {
  name: 'pause',
  args: '[strategy | symbol]',
  description: 'holds back entries of one strategy, in one market or of all; exits pass',
  role: 'trader',
  run: (call) => setPaused(call, 'pause', '⏸', 'paused: entries are held back, exits pass'),
};

/** /pause and /resume: without a name, every strategy. */
export async function setPaused(call: CommandCall, type: 'pause' | 'resume', sign: string, outcome: string): Promise<void> {
  const meant = pausedOrTell(call);
  if (meant === null) return;
  const { strategy, symbols } = meant;
  const about = symbols === null ? { strategy } : { strategy, symbols };
  // /resume without a name ends the pauses of markets, too
  const markets = type === 'resume' && strategy === null && symbols === null ? [...call.state().pausedSymbols.keys()] : [];
  const reply = await call.dispatch({ type, ...about, by: call.actor, updateId: call.updateId });
  call.reply(
    answerReply(
      reply,
      `${sign} ${subjectOf(meant)} ${outcome}.${marketsLine(markets)}${heldBack(reply)}${besidePause(call, meant, type)}${accountLines(call, strategy)}`,
    ),
  );
}

function subjectOf({ strategy, symbols }: Meant): string {
  if (symbols !== null) return `<b>${escapeHtml(symbols.join(', '))}</b> is`;
  return strategy === null ? 'Every strategy is' : `<b>${escapeHtml(strategy)}</b> is`;
}

const marketsLine = (symbols: readonly string[]): string =>
  symbols.length === 0 ? '' : `\n▶️ Entries in <b>${escapeHtml(symbols.join(', '))}</b> pass again, too.`;

/** What the core says of limits that hold entries back all the same. */
function heldBack(reply: Reply): string {
  // behind the names, in which anything may stand
  const [, ...limits] = doneDetail(reply, '')
    .replace(/^.* (?:paused: exits still pass|resumed)/s, '')
    .split('; ');
  return limits.map((limit) => `\n⛔ ${escapeHtml(limit)}`).join('');
}

/** Of every account that trades for the strategies meant: whose money it is about is never left out. */
function accountLines({ deps }: CommandCall, strategy: StrategyName | null): string {
  const { strategies } = deps.settings;
  const meant = strategy === null ? [...strategies.keys()] : [strategy];
  const names = new Set(meant.map((name) => strategies.get(name)?.account));
  const views = viewAccounts(deps.settings).filter(({ name }) => names.has(name));
  return views.map((account) => `\n${renderAccount(account)}`).join('');
}
