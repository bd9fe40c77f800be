// Owns: what the venue's clock says about the session, for people who read a refusal.

import type { AlpacaClient } from './alpaca-client.ts';

/** "2026-01-05 14:30 UTC". */
export const sayTime = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Null: nobody knows, or the session is open. Crypto trades always. */
export async function sayClosed(client: AlpacaClient): Promise<string | null> {
  try {
    const { isOpen, nextOpen } = await client.session.legacyClock();
    return isOpen ? null : `the market is closed until ${sayTime(nextOpen)}`;
  } catch {
    // only a remark on a refusal that stands without it
    return null;
  }
}
