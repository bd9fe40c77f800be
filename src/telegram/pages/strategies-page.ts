// Owns: one page of /strategies.

import type { HandlerDeps } from '../bot-deps.ts';
import type { Message } from '../render/message.ts';
import { renderStrategies, type StrategyView } from '../render/render-strategies.ts';
import { viewAccountNow } from '../view-account.ts';

/** `first`: the number of a row of the page, from 0. */
export const strategiesPage = (deps: HandlerDeps, first = 0): Message =>
  renderStrategies(strategyViews(deps), { now: deps.clock.now(), timeZone: deps.timeZone }, first);

function strategyViews({ settings, dispatcher }: HandlerDeps): StrategyView[] {
  const switches = dispatcher.snapshot().strategies;
  return [...settings.strategies.values()].flatMap((strategy) => {
    const account = viewAccountNow(settings, strategy.account);
    if (account === null) return [];
    const set = switches.get(strategy.name);
    const paused = set?.paused ? { by: set.paused.by.userName, at: set.paused.at } : null;
    const quoteCurrency = settings.accounts.get(strategy.account)?.quoteCurrency ?? '';
    return [{ strategy, account, quoteCurrency, paused, approvalMode: set?.approvalMode ?? null }];
  });
}
