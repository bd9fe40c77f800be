// Owns: /performance: what came of the trades. A rate between currencies may have to be asked for: the answer follows.

import type { Span } from '../../core/model/results/result-window.ts';
import { textMessage } from '../answer-reply.ts';
import { isSpan, performancePage, type Asked } from '../pages/performance-page.ts';
import type { BotCommand, CommandCall } from './bot-command.ts';
import { strategyOrTell } from './find-strategy.ts';
import { words } from './words.ts';

const DEFAULT_SPAN: Span = 'month';

export const performanceCommand: BotCommand = {
  name: 'performance',
  args: '[strategy] [day|week|month|all]',
  description: 'profit, win rate, expectancy, drawdown, slippage by strategy, account and time',
  role: 'viewer',
  run(call) {
    const asked = askedOrTell(call);
    if (asked !== null) void answerLater(call, asked);
  },
};

/** A strategy may be called like a time: then the first word is its name. */
function askedOrTell(call: CommandCall): Asked | null {
  const typed = words(call.args);
  const last = typed.at(-1)?.toLowerCase() ?? '';
  const span = isSpan(last) ? last : null;
  const named = (span === null ? typed : typed.slice(0, -1)).join(' ');
  const strategy = named === '' ? null : strategyOrTell(call, named);
  return named !== '' && strategy === null ? null : { span: span ?? DEFAULT_SPAN, strategy };
}

async function answerLater(call: CommandCall, asked: Asked): Promise<void> {
  try {
    call.reply(await performancePage(call.deps, asked));
  } catch (error) {
    call.deps.log.error({ err: error }, 'telegram: the performance could not be told');
    call.reply(textMessage('The performance could not be told: the log says why.'));
  }
}
