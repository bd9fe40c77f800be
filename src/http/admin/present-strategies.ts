// Owns: GET /strategies: what config.yaml says of each strategy, and what was switched in the chat.

import type { State } from '../../core/engine/state.ts';
import type { ApprovalPolicy, Settings } from '../../core/model/settings.ts';
import type { FormatInstant } from '../format-instant.ts';

const approvalJson = (policy: ApprovalPolicy): unknown => (policy.type === 'auto_below' ? { auto_below: policy.notional } : policy.type);

export function presentStrategies(settings: Settings, state: State, formatInstant: FormatInstant): readonly Record<string, unknown>[] {
  return [...settings.strategies.values()].map((strategy) => {
    const switched = state.strategies.get(strategy.name);
    const paused = switched?.paused ?? null;
    return {
      name: strategy.name,
      account: strategy.account,
      accounts: strategy.accounts.map(({ name, scale }) => ({ name, scale, mode: settings.accounts.get(name)?.mode ?? null })),
      mode: settings.accounts.get(strategy.account)?.mode ?? null,
      paused: paused !== null,
      paused_by: paused === null ? null : { who: paused.by.userName, at: formatInstant(paused.at) },
      approval: switched?.approvalMode ?? approvalJson(strategy.approval),
      approval_ttl_seconds: strategy.approvalTtlMs / 1_000,
      symbols: strategy.symbols,
      default_quantity: strategy.defaultQuantity,
      default_notional: strategy.defaultNotional,
      use_market_orders: strategy.useMarketOrders,
      max_lag_seconds: strategy.maxLagMs === null ? null : strategy.maxLagMs / 1_000,
      max_notional: strategy.maxNotional,
    };
  });
}
