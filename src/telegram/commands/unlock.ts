// Owns: /unlock: letting entries pass again after a stop, after a second tap.

import { formatTime } from '../render/format-time.ts';
import { renderAccount } from '../render/render-account.ts';
import { senderText } from '../render/sender-text.ts';
import { textMessage } from '../answer-reply.ts';
import { heldPositions } from '../find-positions.ts';
import { viewAccounts } from '../view-account.ts';
import { askFirst } from './ask-first.ts';
import type { BotCommand } from './bot-command.ts';

export const unlockCommand: BotCommand = {
  name: 'unlock',
  args: '',
  description: 'after a second tap: lets entries pass again after a stop',
  role: 'admin',
  run(call) {
    const { tradingState, tradingStateBy: by, riskBook } = call.state();
    const killed = [...riskBook.breaches.values()].filter(({ action, liftedBy }) => action === 'kill' && liftedBy === null);
    if (tradingState === 'active' && killed.length === 0) return call.reply(textMessage('Trading is active; there is nothing to unlock.'));
    const time = { now: call.deps.clock.now(), timeZone: call.deps.timeZone };
    const held = heldPositions(call.state()).length;
    return askFirst(call, { type: 'unlock' }, [
      '<b>🔓 Let entries pass again?</b>',
      ...viewAccounts(call.deps.settings).map((account) => renderAccount(account)),
      ...killed.map(({ limit, detail, at }) => `${limit} was reached ${formatTime(at, time)}: ${senderText(detail)}`),
      ...(by === null || tradingState === 'active'
        ? []
        : [`Stopped ${formatTime(by.at, time)} by ${senderText(by.who, 40)}: ${senderText(by.reason)}`]),
      ...(held === 0 ? [] : [`⚠️ Still held: ${held} position${held === 1 ? '' : 's'} · /positions`]),
    ]);
  },
};
