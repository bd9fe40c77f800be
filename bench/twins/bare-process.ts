// The bare process: what start-up and memory are compared with. Koa and grammY are imported, a bot is made, HTTP listens.
// Argument: the port.

import { Bot } from 'grammy';
import Koa from 'koa';

const bot = new Bot('1:bare', { botInfo: { id: 1, is_bot: true, first_name: 'bare', username: 'bare_bot' } as Bot['botInfo'] });
bot.command('start', (ctx) => ctx.reply('Hello'));
const app = new Koa();
app.use((ctx) => {
  ctx.body = { status: 'healthy' };
});
app.listen(Number(process.argv[2] ?? 0), '127.0.0.1');
