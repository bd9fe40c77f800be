// Owns: /strategies: which there are, where they trade, who lets their entries pass.

import { renderStrategies, type StrategyView } from '../render/render-strategies.ts';
import { viewAccountNow } from '../view-account.ts';
import type { BotCommand, CommandCall } from './bot-command.ts';

export const strategiesCommand: BotCommand = {
  name: 'strategies',
  args: '',
  description: 'lists the strategies, their accounts and who lets their entries pass',
  role: 'viewer',
  run(call) {
    call.reply(renderStrategies(strategyViews(call), { now: call.deps.clock.now(), timeZone: call.deps.timeZone }));
  },
};

function strategyViews(call: CommandCall): StrategyView[] {
  const { settings } = call.deps;
  const switches = call.state().strategies;
  return [...settings.strategies.values()].flatMap((strategy) => {
    const account = viewAccountNow(settings, strategy.account);
    if (account === null) return [];
    const set = switches.get(strategy.name);
    const paused = set?.paused ? { by: set.paused.by.userName, at: set.paused.at } : null;
    const quoteCurrency = settings.accounts.get(strategy.account)?.quoteCurrency ?? '';
    return [{ strategy, account, quoteCurrency, paused, approvalMode: set?.approvalMode ?? null }];
  });
}
