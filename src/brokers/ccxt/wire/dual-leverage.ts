// Owns: the leverage of a market at Gate where long and short are held apart: it has a place of its own there, and refuses the one that
// ccxt asks at.

import type { Exchange } from './exchange.ts';
import { dictOf } from './read-answer.ts';

type Ask = (params: Readonly<Record<string, unknown>>) => Promise<unknown>;

/** `beside`: what tells cross margin, as for a position that is one. */
export async function setDualLeverage(
  exchange: Exchange,
  symbol: string,
  leverage: string,
  beside: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const { id, settleId } = dictOf(exchange.markets?.[symbol]);
  const inside = exchange as unknown as { privateFuturesPostSettleDualCompPositionsContractLeverage: Ask };
  const own = 'cross_leverage_limit' in beside ? '0' : leverage;
  return inside.privateFuturesPostSettleDualCompPositionsContractLeverage({ settle: settleId, contract: id, leverage: own, ...beside });
}
