// Owns: the trades of a strategy that its twin on paper has traded too, as far as they are in the live state.

import type { State } from '../../core/engine/state.ts';
import { compareTwins, type TwinPart, type TwinTrade } from '../../core/model/results/compare-twins.ts';
import type { AccountName } from '../../core/model/ids.ts';
import type { Strategy } from '../../core/model/settings.ts';
import type { Signal } from '../../core/model/signal.ts';

function partOf(state: State, signal: Signal): TwinPart {
  const orders = signal.orderIds.flatMap((id) => state.orders.get(id) ?? []);
  return { receivedAt: signal.receivedAt, orders: orders.filter(({ role }) => role === 'entry' || role === 'exit') };
}

/** The newest first. An alert with several legs gives one trade for each leg. */
export function twinTrades(state: State, { name, twin }: Pick<Strategy, 'name' | 'twin'>): readonly TwinTrade[] {
  if (twin === null) return [];
  const trades: TwinTrade[] = [];
  for (const parent of state.signals.values()) {
    if (parent.group === null) continue;
    const parts = parent.group.children.flatMap((id) => state.signals.get(id) ?? []).filter(({ strategy }) => strategy === name);
    const onPaper = parts.filter(({ account }) => account === twin);
    for (const real of parts) if (real.account !== null && real.account !== twin) trades.push(...compared(state, real, onPaper));
  }
  return trades.sort((a, b) => b.at - a.at);
}

function compared(state: State, real: Signal, onPaper: readonly Signal[]): readonly TwinTrade[] {
  const same = onPaper.find(({ part }) => part?.leg === real.part?.leg) ?? onPaper.find(({ symbol }) => symbol === real.symbol);
  const trade = same === undefined ? null : compareTwins(partOf(state, real), partOf(state, same));
  return trade === null ? [] : [trade];
}

export const hasTwin = (strategy: Strategy): strategy is Strategy & { readonly twin: AccountName } => strategy.twin !== null;
