// Owns: what those who measure orders at a venue on loopback agree about.

export interface VenueAddress {
  readonly httpUrl: string;
  readonly wsUrl: string;
}

/** Whose library is measured; a fake of that venue hears the orders. */
export type Library = 'alpaca' | 'ccxt';

export const PAIRS: Readonly<Record<Library, string>> = { alpaca: 'BTC/USD', ccxt: 'BTC/USDT' };
