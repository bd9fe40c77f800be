// Owns: what can happen to fees that were paid in another currency than the one that results are counted in.

import type { Decimal } from '../../model/decimal.ts';
import type { ResultLine } from '../../model/results/result.ts';

export type FeeEvent =
  /** All of `fee` (in `feeCurrency`) that stood apart in the results of this line and `period` counts from now on, as `money` of the line. */
  { type: 'fee_counted'; line: ResultLine; period: string; feeCurrency: string; fee: Decimal; money: Decimal };
