// Owns: what one strategy holds of one instrument on one account, and the intents to leave it.

import { isNegative, type Decimal } from './decimal.ts';
import type { ExitPlan } from './exits/exit-plan.ts';
import type { AccountName, Instant, OrderId, PositionKey, SignalId, StrategyName } from './ids.ts';
import type { Instrument } from './markets/instrument.ts';
import type { AccountMode } from './account.ts';

export interface Position {
  readonly key: PositionKey;
  readonly strategy: StrategyName;
  readonly account: AccountName;
  readonly mode: AccountMode;
  readonly instrument: Instrument;
  /** Signed: above zero long, below zero short, "0" flat. Base units. */
  readonly qty: Decimal;
  /** Volume-weighted average price of what is open; null when flat. */
  readonly entryPrice: Decimal | null;
  /** Since the position was last flat, quote currency, fees not deducted. */
  readonly realizedPnl: Decimal;
  readonly fees: Decimal;
  readonly plan: ExitPlan | null;
  readonly openedAt: Instant | null;
  /** As what it was entered, in the venue's words (OrderTerms.productType). Absent: the venue knows one only. */
  readonly productType?: string | null;
  readonly updatedAt: Instant;
}

/** Whether it has another side that could be entered: what is held of a market that lends nothing does not, as far as is known. */
export const hasOtherSide = ({ qty, instrument }: Pick<Position, 'qty' | 'instrument'>): boolean => isNegative(qty) || instrument.canShort;

/** Entries that could still fill when a part was asked for: it is a part of what they fill too. */
export interface LatePart {
  /** Of what they fill from then on, beside the quantity; null: the quantity is all that was asked for. */
  readonly percent: Decimal | null;
  /** With what they had filled by then. */
  readonly entries: readonly { readonly orderId: OrderId; readonly qtyFilled: Decimal }[];
}

/** What an alert or a person asks to leave: everything, or so much of it (base units, unsigned). */
export type WantedExit = { readonly type: 'flat' } | { readonly type: 'reduce'; readonly qty: Decimal; readonly late?: LatePart };

/** An intent to leave that lives until the position is where it should be and every order of the share is terminal. */
export interface Exit {
  readonly id: string;
  readonly signalId: SignalId;
  readonly positionKey: PositionKey;
  /** `flat`: everything, late fills included. `reduce`: `qty` once (base units, unsigned). `undo`: what the entry of that signal has filled, late fills included, less what of it had `gone` (base units) by then; absent: nothing. */
  readonly target: WantedExit | { readonly type: 'undo'; readonly signalId: SignalId; readonly gone?: Decimal };
  /** null = market. */
  readonly limitPrice: Decimal | null;
  readonly reason: string;
  readonly createdAt: Instant;
}
