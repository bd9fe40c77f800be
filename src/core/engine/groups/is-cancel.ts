// Owns: which orders of an alert are cancels.

import type { Reading } from '../../model/signal.ts';

export const isCancel = ({ kind }: Pick<Reading, 'kind'>): boolean => kind === 'cancel';

/** Of one order or alert, wherever it is. */
export const isNamedCancel = (reading: Pick<Reading, 'kind' | 'orderId'>): boolean => isCancel(reading) && reading.orderId !== null;
