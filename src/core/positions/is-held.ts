// Owns: whether a position is one. What is less than the venue's smallest order cannot be sold: it is what fees taken in
// coins have left over, and counts as flat wherever something is decided.

import { abs, gte, max, type Decimal } from '../model/decimal.ts';
import type { Position } from '../model/position.ts';

const smallestOrder = ({ stepSize, qtyMin }: Position['instrument']): Decimal => max(stepSize, qtyMin);

export const isHeld = (position: Pick<Position, 'qty' | 'instrument'> | undefined): position is Position =>
  position !== undefined && gte(abs(position.qty), smallestOrder(position.instrument));
