// Owns: /orders: what works and what was done last, of everything or of what is named.

import { ordersPage } from '../pages/orders-page.ts';
import { listOnly } from '../render/page-of.ts';
import type { BotCommand } from './bot-command.ts';

export const ordersCommand: BotCommand = {
  name: 'orders',
  args: '[symbol | strategy | account]',
  description: 'working orders, then the latest finished ones',
  role: 'viewer',
  run: (call) => call.reply(ordersPage(call.deps, listOnly(call.args))),
};
