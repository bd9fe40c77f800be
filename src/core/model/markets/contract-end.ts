// Owns: when a contract on a coin ends that has its day in its name. The exchanges at which such contracts are traded here (Binance, Bybit,
// OKX, Deribit) document the same hour: eight in the morning, UTC. Kraken's, the only ones that are settled in dollars, end at four in the
// afternoon of London: in summer that is an hour before what is said here, and until then the venue's refusals are refusals. From its end on the
// venue has settled what was held, and has taken its orders away.

import type { Instant } from '../ids.ts';
import { readDay } from '../time/civil-days.ts';

const DATED = /:([A-Z0-9]+)-(\d{2})(\d{2})(\d{2})$/;

const HOUR_MS = 3_600_000;
const ENDS_AT = { usual: 8, inDollars: 16 } as const;

/** The day (2026-03-27) on which it has ended; null: it lives, or has no end. */
export function endedOn(symbol: string, now: Instant): string | null {
  const [, settle, year, month, date] = DATED.exec(symbol) ?? [];
  const hour = settle === 'USD' ? ENDS_AT.inDollars : ENDS_AT.usual;
  const day = `20${year}-${month}-${date}`;
  const days = year === undefined ? null : readDay(day);
  return days !== null && now >= (days * 24 + hour) * HOUR_MS ? day : null;
}
