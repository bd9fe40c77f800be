// Owns: /order: everything about one order.

import { orderChoice, renderOrder } from '../render/render-orders.ts';
import { viewAccount } from '../view-account.ts';
import type { BotCommand } from './bot-command.ts';
import { findOrTell } from './find-or-tell.ts';

export const orderCommand: BotCommand = {
  name: 'order',
  args: '<id>',
  description: 'everything about one order',
  role: 'viewer',
  run(call) {
    const { deps } = call;
    const order = findOrTell(call, 'order', call.args, call.state().orders.values(), orderChoice);
    if (order === null) return;
    const view = { order, account: viewAccount(deps.settings, order.account, order.mode) };
    call.reply(renderOrder(view, { now: deps.clock.now(), timeZone: deps.timeZone }));
  },
};
