// Owns: /order: everything about one order.

import { heldBackBy } from '../../core/engine/entries/held-back.ts';
import { findById } from '../find-by-id.ts';
import { findRetiredOrder } from '../find-retired.ts';
import { orderChoice, renderOrder } from '../render/render-orders.ts';
import { viewAccount } from '../view-account.ts';
import type { BotCommand } from './bot-command.ts';
import { findOrTell } from './find-or-tell.ts';

export const orderCommand: BotCommand = {
  name: 'order',
  args: '<id>',
  description: 'everything about one order',
  role: 'viewer',
  async run(call) {
    const { deps } = call;
    const live = [...call.state().orders.values()];
    const retired = findById(live, call.args).type === 'none' ? await findRetiredOrder(deps, call.args) : null;
    const order = retired ?? findOrTell(call, 'order', call.args, live, orderChoice);
    if (order === null) return;
    const signalPrice = call.state().signals.get(order.signalId)?.reading.signalPrice ?? null;
    const account = viewAccount(deps.settings, order.account, order.mode);
    const waitsFor = heldBackBy(call.state(), order);
    const view = { order, account, signalPrice, waitsFor, venue: deps.venueView(order.account) };
    call.reply(renderOrder(view, { now: deps.clock.now(), timeZone: deps.timeZone }));
  },
};
