// Owns: three venues as a process trades at them that is killed: what is bought there, at what prices, and how the process is
// pointed at the loopback fake. The venue lives in the test's process, and outlives every other.

import { decimal } from '../../src/core/model/decimal.ts';
import { ALPACA_KEYS } from '../venues/alpaca-front.ts';
import { alpacaVenue, SHARE } from '../venues/alpaca-venue.ts';
import { BINANCE_USDM } from '../venues/binance-usdm-venue.ts';
import { KEYS } from '../venues/binance-words.ts';
import { DHAN_CLIENT, DHAN_TOKEN, dhanVenue } from '../venues/dhan-venue.ts';
import type { HttpVenue } from '../venues/http-venue.ts';
import type { RemoteSpec } from '../venues/remote-harness.ts';

type Address = Pick<HttpVenue, 'httpUrl' | 'wsUrl'>;

export interface Desk {
  readonly spec: Pick<RemoteSpec, 'exchange' | 'front'>;
  /** As the venue's engine and as an alert calls it. */
  readonly engineSymbol: string;
  readonly symbol: string;
  readonly currency: string;
  /** The price, and around it what a long is guarded by. */
  readonly price: number;
  readonly stop: number;
  readonly target: number;
  /** Value that one order fills per step where it fills in pieces: a little more than one. */
  readonly pieces: string;
  /** When it trades, in milliseconds since 1970. */
  readonly opens: () => number;
  /** What stands in config.yaml behind the account's name. */
  yaml(address: Address): string;
  env(address: Address): Readonly<Record<string, string>>;
}

const alpaca = alpacaVenue();
const dhan = dhanVenue({ cacheDir: '' });

/** Shares fill one by one. */
const inShares = (markets: RemoteSpec['exchange']['markets']): RemoteSpec['exchange']['markets'] =>
  markets.map((market) => (market.symbol === SHARE ? { ...market, stepSize: decimal('1'), qtyMin: decimal('1') } : market));

export const DESKS: Readonly<Record<'binance' | 'alpaca' | 'dhan', Desk>> = {
  binance: {
    spec: BINANCE_USDM,
    engineSymbol: 'BTCUSDT',
    symbol: 'BTC/USDT:USDT',
    currency: 'USDT',
    price: 100,
    stop: 90,
    target: 120,
    pieces: '120',
    // requests are signed with the time of the machine
    opens: () => Date.now(),
    yaml: () => '{ broker: ccxt, exchange: binance, market: swap, sandbox: true }',
    env: ({ httpUrl, wsUrl }) => ({
      VENUE_API_KEY: KEYS.apiKey,
      VENUE_API_SECRET: KEYS.secret,
      CARRIED_TO: JSON.stringify({ httpUrl, streams: { future: `${wsUrl}/ws` } }),
    }),
  },
  alpaca: {
    spec: { front: alpaca.front.bind(alpaca), exchange: { ...alpaca.exchange, markets: inShares(alpaca.exchange.markets) } },
    engineSymbol: SHARE,
    symbol: SHARE,
    currency: 'USD',
    price: 200,
    stop: 190,
    target: 220,
    pieces: '250',
    opens: () => Date.UTC(2026, 0, 6, 15),
    yaml: ({ httpUrl, wsUrl }) => `{ broker: alpaca, base_url: "${httpUrl}", data_url: "${httpUrl}", stream_url: "${wsUrl}/stream" }`,
    env: () => ({ VENUE_API_KEY: ALPACA_KEYS.keyId, VENUE_API_SECRET: ALPACA_KEYS.secret }),
  },
  dhan: {
    spec: dhan,
    engineSymbol: 'NSE_EQ:2885',
    symbol: 'RELIANCE',
    currency: 'INR',
    price: 1_500,
    stop: 1_450,
    target: 1_600,
    pieces: '2000',
    opens: () => Date.UTC(2026, 0, 6, 4, 30),
    yaml: ({ httpUrl, wsUrl }) =>
      `{ broker: dhan, base_url: "${httpUrl}/v2", stream_url: "${wsUrl}", scrip_master_url: "${httpUrl}/scrips.csv" }`,
    env: () => ({ DHAN_CLIENT_ID: DHAN_CLIENT, DHAN_ACCESS_TOKEN: DHAN_TOKEN }),
  },
};
