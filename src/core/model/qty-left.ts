// Owns: what an order may still fill.

import { max, sub, ZERO, type Decimal } from './decimal.ts';
import type { Order } from './order.ts';

export const qtyLeft = ({ qty, qtyFilled }: Pick<Order, 'qty' | 'qtyFilled'>): Decimal => max(ZERO, sub(qty, qtyFilled));
