// Owns: the positions of one market of one account: the shares that strategies hold of it. A price is about one market, and
// there may be a thousand others.

import type { Position } from '../../model/position.ts';
import type { State } from '../state.ts';

/** `market`: as marketOf names it. Flat ones included. */
export function sharesOf(state: State, market: string): readonly Position[] {
  const keys = state.positionsOf.get(market);
  return keys === undefined ? [] : keys.toArray().flatMap((key) => state.positions.get(key) ?? []);
}
