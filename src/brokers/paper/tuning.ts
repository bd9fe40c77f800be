// Owns: how the paper market behaves. The defaults are those of a liquid market and a small order; tests turn them.

import { type Decimal, decimal } from '../../core/model/decimal.ts';
import type { InstrumentKind } from '../../core/model/markets/instrument.ts';

/** Shares are fractions of one: 0.0002 = 0.02 %. */
export interface PaperTuning {
  /** Ask minus bid, as a share of the price. */
  readonly spread: Decimal;
  /** How much worse than ask or bid a market order fills. */
  readonly slippage: Decimal;
  /** Fee as a share of the value of a fill; the same for makers and takers. */
  readonly feeRates: Readonly<Record<InstrumentKind, Decimal>>;
  /** Value that one order can fill per step; what is larger fills in slices. In quote units (see instruments.ts). */
  readonly liquidityPerStep: Decimal;
  /** Standard deviation of one step of the demo walk. A float: it never touches money. */
  readonly stepDeviation: number;
}

export const DEFAULT_TUNING: PaperTuning = {
  spread: decimal('0.0002'),
  slippage: decimal('0.0001'),
  feeRates: {
    spot: decimal('0.001'),
    swap: decimal('0.0005'),
    future: decimal('0.0005'),
    equity: decimal('0'),
    option: decimal('0'),
  },
  liquidityPerStep: decimal('1000000'),
  stepDeviation: 0.0002,
};
