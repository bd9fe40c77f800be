// Owns: /resume: the way back from /pause, and from the pause of a limit, which has to be named.

import { LIMIT_NAMES, type NamedLimit } from '../../core/model/risk-limits.ts';
import { answerReply, doneDetail } from '../answer-reply.ts';
import { escapeHtml } from '../render/escape-html.ts';
import { askLate, isLate } from './ask-late.ts';
import type { BotCommand, CommandCall } from './bot-command.ts';
import { pausedOrTell } from './find-paused.ts';
import { setPaused } from './pause.ts';

export const resumeCommand: BotCommand = {
  name: 'resume',
  args: '[strategy | symbol | limit]',
  description: 'lets entries of one strategy, in one market or of all pass again, or those that a limit has paused (/resume daily_loss)',
  role: 'trader',
  run(call) {
    const named = namedLimit(call.args);
    if (named !== null) return liftLimit(call, named);
    return isLate(call) ? resumeLate(call) : setPaused(call, 'resume', '▶️', 'running again');
  },
};

/** "daily_loss", "daily_loss trend": of a strategy or an account. */
function namedLimit(args: string): NamedLimit | null {
  const [word = '', of = null, ...more] = args.split(/\s+/);
  const limit = LIMIT_NAMES.find((name) => name === word.toLowerCase());
  return limit === undefined || more.length > 0 ? null : { limit, of };
}

async function liftLimit(call: CommandCall, named: NamedLimit): Promise<void> {
  if (isLate(call)) return askLate(call, { type: 'resume', strategy: null, named }, `Let entries pass although ${named.limit} was reached`);
  const reply = await call.dispatch({ type: 'resume', strategy: null, named, by: call.actor, updateId: call.updateId });
  call.reply(answerReply(reply, `▶️ ${escapeHtml(doneDetail(reply, 'done'))}.`));
}

async function resumeLate(call: CommandCall): Promise<void> {
  const meant = pausedOrTell(call);
  if (meant === null) return;
  const { strategy, symbols } = meant;
  const what = symbols?.join(', ') ?? strategy ?? 'every strategy';
  await askLate(call, { type: 'resume', strategy, ...(symbols === null ? {} : { symbols }) }, `Resume ${escapeHtml(what)}`);
}
