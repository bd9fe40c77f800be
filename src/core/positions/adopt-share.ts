// Owns: what becomes of a share when the books take over what a venue has: it grows, or it is written off.

import type { AccountMode } from '../model/account.ts';
import { changePosition } from '../model/copies/change-position.ts';
import { ZERO, type Decimal } from '../model/decimal.ts';
import type { AccountName, Instant, PositionKey, StrategyName } from '../model/ids.ts';
import type { Instrument } from '../model/markets/instrument.ts';
import type { Position } from '../model/position.ts';
import { moveShare } from './apply-fill.ts';

export interface AdoptedShare {
  readonly key: PositionKey;
  readonly strategy: StrategyName;
  readonly account: AccountName;
  readonly mode: AccountMode;
  readonly instrument: Instrument;
  readonly productType: string | null;
}

const flat = (share: AdoptedShare, at: Instant): Position => ({
  ...share,
  qty: ZERO,
  entryPrice: null,
  realizedPnl: ZERO,
  fees: ZERO,
  plan: null,
  openedAt: null,
  updatedAt: at,
});

/** `qty` signed, at `price`. What closes is counted at `price` too: the entry price of the share makes a write-off without result. */
export function adoptShare(known: Position | undefined, share: AdoptedShare, qty: Decimal, price: Decimal, at: Instant): Position {
  const { mode, instrument, productType } = share;
  if (known?.qty !== undefined && known.qty !== ZERO) return moveShare(known, qty, price, at);
  return changePosition(moveShare(known ?? flat(share, at), qty, price, at), { mode, instrument, productType });
}
