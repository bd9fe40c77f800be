// Owns: which shares a difference between the books and a venue could belong to.

import { abs, gt, isPositive, isZero, type Decimal } from '../../model/decimal.ts';
import type { Discrepancy } from '../../model/venues/discrepancy.ts';
import type { StrategyName } from '../../model/ids.ts';
import type { Position } from '../../model/position.ts';
import type { Settings } from '../../model/settings.ts';
import type { State } from '../state.ts';
import { isMixed } from './discrepancy-words.ts';
import { strategiesOn } from '../strategy-on.ts';

/** Shares that hold what the venue does not have, the largest first. */
function holdersOf(state: State, { account, symbol }: Discrepancy, surplus: Decimal): readonly Position[] {
  const isMeant = (position: Position): boolean =>
    position.account === account &&
    position.instrument.symbol === symbol &&
    !isZero(position.qty) &&
    isPositive(position.qty) !== isPositive(surplus);
  const size = ({ qty }: Position): Decimal => abs(qty);
  return [...state.positions.values()]
    .filter(isMeant)
    .sort((a, b) => (gt(size(a), size(b)) ? -1 : gt(size(b), size(a)) ? 1 : a.key < b.key ? -1 : 1));
}

/** Those that hold what is missing, else every strategy of the account. */
export function adoptersOf(state: State, settings: Settings, discrepancy: Discrepancy): readonly StrategyName[] {
  const { subject, account } = discrepancy;
  if (isMixed(discrepancy)) return [];
  const holders = subject.type === 'position' ? holdersOf(state, discrepancy, subject.surplus) : [];
  return holders.length > 0 ? holders.map(({ strategy }) => strategy) : strategiesOn(settings, account);
}
