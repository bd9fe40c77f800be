// Owns: a position with some fields changed (why not by a spread: complete-copy.ts).

import type { CompleteCopy } from './complete-copy.ts';
import type { Position } from '../position.ts';

const copyPosition = (position: Position): CompleteCopy<Position> => ({
  key: position.key,
  strategy: position.strategy,
  account: position.account,
  mode: position.mode,
  instrument: position.instrument,
  qty: position.qty,
  entryPrice: position.entryPrice,
  realizedPnl: position.realizedPnl,
  fees: position.fees,
  plan: position.plan,
  openedAt: position.openedAt,
  productType: position.productType ?? null,
  updatedAt: position.updatedAt,
});

export const changePosition = (position: Position, changes: Partial<Position>): Position => Object.assign(copyPosition(position), changes);
