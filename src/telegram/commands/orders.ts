// Owns: /orders: what works and what was done last.

import { ordersPage } from '../pages/orders-page.ts';
import type { BotCommand } from './bot-command.ts';

export const ordersCommand: BotCommand = {
  name: 'orders',
  args: '',
  description: 'working orders, then the latest finished ones',
  role: 'viewer',
  run: (call) => call.reply(ordersPage(call.deps)),
};
