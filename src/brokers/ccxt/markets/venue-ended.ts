// Owns: whether a contract that has its day in its name has ended, by the clock of its venue: ours may be hours ahead, and requests leave all the same.

import { endedOn } from '../../../core/model/markets/contract-end.ts';
import type { Connection } from '../connection.ts';
import { timeAtVenue } from '../wire/keep-time.ts';

/** The day (2026-03-27) on which it has ended; null: it lives, or has no end. */
export const venueEnded = ({ clock, exchange }: Pick<Connection, 'clock' | 'exchange'>, symbol: string): string | null =>
  endedOn(symbol, timeAtVenue(exchange, clock.now()));
