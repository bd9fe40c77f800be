// Owns: /balance. The only command that needs a venue: the handler returns at once, the answer follows when it is there.

import { within } from '../../clock.ts';
import type { Account, Balance } from '../../core/model/account.ts';
import type { HandlerDeps } from '../bot-deps.ts';
import { textMessage } from '../answer-reply.ts';
import { BALANCE_TIMEOUT_MS } from '../limits.ts';
import { type BalanceView, renderBalance } from '../render/render-balance.ts';
import { viewAccount } from '../view-account.ts';
import type { BotCommand, CommandCall } from './bot-command.ts';

/** A fresh command for each bot: it remembers which chats wait for an answer, so that impatience does not flood a venue. */
export function createBalanceCommand(): BotCommand {
  const inFlight = new Set<string>();
  return {
    name: 'balance',
    args: '',
    description: 'what each account holds, as its venue says',
    role: 'viewer',
    run(call) {
      const { chatId } = call.chat;
      if (inFlight.has(chatId)) return call.reply(textMessage('Still asking the venues; the answer follows.'));
      inFlight.add(chatId);
      void answerLater(call).finally(() => inFlight.delete(chatId));
    },
  };
}

async function answerLater(call: CommandCall): Promise<void> {
  const { deps } = call;
  const accounts = [...deps.settings.accounts.values()];
  if (accounts.length === 0) return call.reply(textMessage('No account: add one to config.yaml.'));
  const views = await Promise.all(accounts.map((account) => balanceView(account, deps)));
  call.reply(renderBalance(views, { now: deps.clock.now(), timeZone: deps.timeZone }));
}

async function balanceView(account: Account, deps: HandlerDeps): Promise<BalanceView> {
  return { account: viewAccount(deps.settings, account.name, account.mode), balances: await askVenue(account, deps) };
}

/** Never rejects, and settles within BALANCE_TIMEOUT_MS. */
function askVenue(account: Account, deps: HandlerDeps): Promise<readonly Balance[] | string> {
  const answered = deps.balances(account.name).then((answer) => (answer.type === 'ok' ? answer.balances : answer.reason));
  return within(deps.clock, BALANCE_TIMEOUT_MS, answered, () => `no answer within ${BALANCE_TIMEOUT_MS / 1_000} s`).catch(
    (error: unknown) => {
      // A broker never throws for anything that a venue does: this is a fault of ours.
      deps.log.error({ err: error, account: account.name }, 'telegram: balances failed');
      return 'a fault of ours; it is in the log';
    },
  );
}
