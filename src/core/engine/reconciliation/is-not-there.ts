// Owns: whether people have been asked about a position of which the venue holds nothing: as long as that is so there is nothing to
// guard, and a refusal says nothing of the stop.

import { isPositive, isZero } from '../../model/decimal.ts';
import { positionDiscrepancyKey } from '../../model/venues/discrepancy.ts';
import type { Position } from '../../model/position.ts';
import type { State } from '../state.ts';
import { isWriteOff } from './discrepancy-words.ts';

export function isNotThere(state: State, { account, instrument }: Pick<Position, 'account' | 'instrument'>): boolean {
  const subject = state.discrepancies.get(positionDiscrepancyKey(account, instrument.symbol))?.subject;
  if (subject?.type !== 'position' || !isWriteOff(subject)) return false;
  return isZero(subject.held) || isPositive(subject.held) !== isPositive(subject.booked);
}
