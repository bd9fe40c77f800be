// Owns: what those who measure orders at a venue on loopback agree about.

export const PAIR = 'BTC/USD';

export interface VenueAddress {
  readonly httpUrl: string;
  readonly wsUrl: string;
}
