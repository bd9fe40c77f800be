// Owns: what those who measure orders at a venue on loopback agree about.

export interface VenueAddress {
  readonly httpUrl: string;
  readonly wsUrl: string;
}

/** Whose library is measured; a fake of that venue hears the orders. */
export type Library = 'alpaca' | 'ccxt';

export const PAIRS: Readonly<Record<Library, string>> = { alpaca: 'BTC/USD', ccxt: 'BTC/USDT' };

/** Binance's spot market at these addresses, as ccxt's constructor takes it. */
export const binanceUrls = ({ httpUrl, wsUrl }: VenueAddress) => ({
  api: {
    public: `${httpUrl}/api/v3`,
    private: `${httpUrl}/api/v3`,
    v1: `${httpUrl}/api/v1`,
    sapi: `${httpUrl}/sapi/v1`,
    ws: { spot: `${wsUrl}/ws`, 'ws-api': { spot: `${wsUrl}/ws-api/v3` } },
  },
});
