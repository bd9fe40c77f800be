// Owns: /signal: the life of one alert, step by step.

import { ordersOf } from '../build-card-view.ts';
import { renderSignal, signalChoice } from '../render/render-signals.ts';
import { viewAccountNow } from '../view-account.ts';
import type { BotCommand } from './bot-command.ts';
import { findOrTell } from './find-or-tell.ts';

export const signalCommand: BotCommand = {
  name: 'signal',
  args: '<id>',
  description: 'everything that happened to one alert, step by step',
  role: 'viewer',
  run(call) {
    const { deps } = call;
    const state = call.state();
    const signal = findOrTell(call, 'signal', call.args, state.signals.values(), signalChoice);
    if (signal === null) return;
    const view = { signal, account: viewAccountNow(deps.settings, signal.account), orders: ordersOf(state, signal) };
    call.reply(renderSignal(view, { now: deps.clock.now(), timeZone: deps.timeZone }));
  },
};
