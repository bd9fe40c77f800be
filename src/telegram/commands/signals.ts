// Owns: /signals: the latest alerts and what became of them; with words behind it it is /history, which filters.

import type { Signal } from '../../core/model/signal.ts';
import { waitsUntil } from '../../core/model/alerts/waiting-entry.ts';
import { LIST_ROWS_MAX } from '../render/limits.ts';
import { renderSignals } from '../render/render-signals.ts';
import { viewAccountNow } from '../view-account.ts';
import type { BotCommand } from './bot-command.ts';
import { historyCommand } from './history.ts';

export const signalsCommand: BotCommand = {
  name: 'signals',
  args: '[strategy|symbol|state|code]',
  description: 'the latest alerts and what became of them',
  role: 'viewer',
  run(call) {
    if (call.args !== '') return historyCommand.run(call);
    const { deps } = call;
    const now = deps.clock.now();
    const isWaiting = (signal: Signal): number => (waitsUntil(signal, now) === null ? 0 : 1);
    // what waits as its sender wishes comes first: it may be hours old, and still be taken back
    const newestFirst = [...call.state().signals.values()]
      .filter(({ part }) => part === null)
      .sort((a, b) => isWaiting(b) - isWaiting(a) || b.receivedAt - a.receivedAt || (a.id < b.id ? 1 : -1));
    const views = newestFirst
      .slice(0, LIST_ROWS_MAX + 1)
      .map((signal) => ({ signal, account: viewAccountNow(deps.settings, signal.account), orders: [] }));
    call.reply(renderSignals(views, { now, timeZone: deps.timeZone }));
  },
};
