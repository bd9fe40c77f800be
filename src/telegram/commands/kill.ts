// Owns: /kill: the stop of everything, after a second tap.

import { heldPositions } from '../find-positions.ts';
import { LOST_ACCOUNT, renderAccount } from '../render/render-account.ts';
import { viewAccounts, viewLostAccounts } from '../view-account.ts';
import { askFirst } from './ask-first.ts';
import type { BotCommand } from './bot-command.ts';

export const killCommand: BotCommand = {
  name: 'kill',
  args: '',
  description: 'after a second tap: blocks entries, cancels orders, closes every position',
  role: 'trader',
  run(call) {
    const state = call.state();
    return askFirst(call, { type: 'kill' }, [
      '<b>🛑 Stop everything?</b>',
      ...viewAccounts(call.deps.settings).map((account) => renderAccount(account)),
      ...viewLostAccounts(call.deps.settings, state).map((account) => `${renderAccount(account)}\n⚠️ ${LOST_ACCOUNT}`),
      '',
      `Entries are blocked, working orders canceled (${state.activeOrders.size}), positions closed (${heldPositions(state).length}).`,
      'Only /unlock lets entries pass again.',
    ]);
  },
};
