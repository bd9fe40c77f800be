// Owns: /signal: the life of one alert, step by step.

import type { State } from '../../core/engine/state.ts';
import type { SignalLife } from '../../store/search-signals.ts';
import { ordersOf } from '../cards/build-card-view.ts';
import { findById } from '../find-by-id.ts';
import { findRetiredSignal } from '../find-retired.ts';
import { renderSignal, signalChoice } from '../render/render-signals.ts';
import { viewAccountNow } from '../view-account.ts';
import type { BotCommand, CommandCall } from './bot-command.ts';
import { findOrTell } from './find-or-tell.ts';

export const signalCommand: BotCommand = {
  name: 'signal',
  args: '<id>',
  description: 'everything that happened to one alert, step by step',
  role: 'viewer',
  async run(call) {
    const { deps } = call;
    const state = call.state();
    const life = await findLife(call, state);
    if (life === null) return;
    const view = { ...life, account: viewAccountNow(deps.settings, life.signal.account) };
    call.reply(renderSignal(view, { now: deps.clock.now(), timeZone: deps.timeZone }));
  },
};

/** From the live state, where it is still moving; else, by its full id, from the journal. Null: the person was told. */
async function findLife(call: CommandCall, state: State): Promise<SignalLife | null> {
  const match = findById(state.signals.values(), call.args);
  const retired = match.type === 'none' ? await findRetiredSignal(call.deps, call.args) : null;
  if (retired !== null) return retired;
  const signal = findOrTell(call, 'signal', call.args, state.signals.values(), signalChoice);
  return signal === null ? null : { signal, orders: ordersOf(state, signal) };
}
