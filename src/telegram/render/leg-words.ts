// Owns: the words for where a stop or a target stands: what the venue holds survives this process, what is watched here
// does not.

import type { AccountMode } from '../../core/model/account.ts';
import type { Decimal } from '../../core/model/decimal.ts';
import { formatPrice } from './format-number.ts';

/** `missing`: it belongs at the venue and is not there (yet, or any more). `unsure`: it was asked for, or taken back, without an answer. */
export type LegPlace = 'venue' | 'watched' | 'missing' | 'unsure' | InPart;
/** The venue holds it for a part of the position only. */
export interface InPart {
  readonly covered: Decimal;
  readonly of: Decimal;
}
export type LegPlaces = Readonly<Record<'stop_loss' | 'take_profit', LegPlace>>;

/** What of ours is in the venue's book. That of a paper account is kept, and nobody trades in it while we are down. */
export const heldBy = (mode: AccountMode): string =>
  mode === 'paper' ? 'held by the paper account: reached only while Signalman runs' : 'held by the venue: also while Signalman is down';

export const LEG_SIGNS = { stop_loss: '🛡', take_profit: '🎯' } as const;
const NAMES = { stop_loss: 'Stop', take_profit: 'Target' } as const;

export function legText(role: keyof LegPlaces, level: Decimal, place: LegPlace, mode: AccountMode): string {
  const what = `${NAMES[role]} ${formatPrice(level)}`;
  if (typeof place !== 'string')
    return `⚠️ ${what} covers ${place.covered} of ${place.of} at the venue; the rest is placed again, and Signalman watches it meanwhile`;
  switch (place) {
    case 'venue':
      return `${LEG_SIGNS[role]} ${what}, ${heldBy(mode)}`;
    case 'watched':
      return `👁 ${what}, watched by Signalman: not while it is down`;
    case 'unsure':
      return `⚠️ ${what}: the venue has not said yet whether it is in place; Signalman watches it meanwhile`;
    case 'missing':
      return `⚠️ ${what} is not in place at the venue; Signalman watches it meanwhile`;
  }
}
