// Owns: everything that a card shows, as one value. ../build-card-view.ts fills it from the state.

import type { Order } from '../../core/model/order.ts';
import type { Position } from '../../core/model/position.ts';
import type { Quote } from '../../core/model/markets/instrument.ts';
import type { Signal } from '../../core/model/signal.ts';
import type { LegPlaces } from './leg-words.ts';
import type { PositionView } from './position-lines.ts';
import type { TimeView } from './format-time.ts';
import type { AccountView } from './render-account.ts';

export interface CardView {
  readonly signal: Signal;
  /** Null where the signal reached no account (unknown strategy). */
  readonly account: AccountView | null;
  /** Orders of this signal, oldest first: entry, exits, protection. */
  readonly orders: readonly Order[];
  /** What an entry that is not sent yet waits for; null: nothing does. */
  readonly waitsFor: string | null;
  /** What the strategy holds of the symbol now. */
  readonly position: Position | null;
  /** Where its stop and target stand; null without a position. */
  readonly legs: LegPlaces | null;
  /** What came of it and is open, where this is the card that tells of it; null: another one does, or nothing is open. */
  readonly holding: PositionView | null;
  /** Price now; null when none is fresh. */
  readonly quote: Quote | null;
  readonly time: TimeView;
}

/** Callback verbs of a card's buttons; the nonce of the approval follows. */
export const CARD_VERBS = { approve: 'a', halve: 'h', reject: 'r', pause: 'p' } as const;

/** Takes back an entry that waits; the id of its signal follows. */
export const CANCEL_WAITING_VERB = 'w';
