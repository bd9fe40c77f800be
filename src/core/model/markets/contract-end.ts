// Owns: when a contract on a coin ends that has its day in its name. The exchanges at which such contracts are traded here (Binance, Bybit,
// OKX) document the same hour: eight in the morning, UTC. From then on the venue has settled what was held, and has taken its orders away.

import type { Instant } from '../ids.ts';
import { readDay } from '../time/civil-days.ts';

const DATED = /:[A-Z0-9]+-(\d{2})(\d{2})(\d{2})$/;

const HOUR_MS = 3_600_000;
const ENDS_AT_MS = 8 * HOUR_MS;

/** The day (2026-03-27) on which it has ended; null: it lives, or has no end. */
export function endedOn(symbol: string, now: Instant): string | null {
  const [, year, month, date] = DATED.exec(symbol) ?? [];
  const day = `20${year}-${month}-${date}`;
  const days = year === undefined ? null : readDay(day);
  return days !== null && now >= days * 24 * HOUR_MS + ENDS_AT_MS ? day : null;
}
