// Owns: the public prices of a venue for paper accounts. Nothing is ordered there, and for ccxt's exchanges no key is needed.

import type { Broker } from '../brokers/broker.ts';
import type { PriceFeed } from '../brokers/paper/venue-prices.ts';
import { createBroker } from '../brokers/registry.ts';
import type { Clock } from '../clock.ts';
import type { Config, PaperPrices } from '../config/config.ts';
import { accountName, type AccountName } from '../core/model/ids.ts';
import type { BrokerLog } from './broker-log.ts';

export interface FeedGround {
  readonly config: Config;
  readonly clock: Clock;
  readonly logFor: (account: AccountName) => BrokerLog;
}

/** Rejects where config.yaml has no account that may ask for them. */
export async function openPriceFeed(prices: Exclude<PaperPrices, string>, ground: FeedGround): Promise<PriceFeed> {
  return prices.broker === 'ccxt' ? openExchangeFeed(prices.exchange, ground) : openAlpacaFeed(ground);
}

/** Spot and perpetuals are two markets of one exchange; the symbol says which. */
async function openExchangeFeed(exchange: string, { clock, logFor }: FeedGround): Promise<PriceFeed> {
  const name = accountName(`prices-${exchange}`);
  const open = (market: 'spot' | 'swap'): Promise<Broker> =>
    createBroker('ccxt', {
      account: name,
      mode: 'live',
      exchange,
      market,
      sandbox: false,
      quoteCurrency: 'USDT',
      credentials: { apiKey: '', secret: '' },
      ccxt: {},
      clock,
      log: logFor(name),
    });
  const [spot, swap] = await Promise.all([open('spot'), open('swap')]);
  const marketOf = (symbol: string): Broker => (symbol.includes(':') ? swap : spot);
  return {
    price: (symbol, hint, use) => marketOf(symbol).price(symbol, hint, use),
    candles: (symbol, timeframe, count) => marketOf(symbol).candles(symbol, timeframe, count),
  };
}

/** Alpaca gives its prices to those who have keys. */
async function openAlpacaFeed({ config, clock, logFor }: FeedGround): Promise<PriceFeed> {
  for (const [name, venue] of config.venueAccounts) {
    if (venue.broker !== 'alpaca') continue;
    const { credentials, paper, baseUrl, dataUrl, streamUrl } = venue;
    return createBroker('alpaca', {
      account: name,
      mode: 'sandbox',
      clock,
      log: logFor(name),
      keyId: credentials.key,
      secret: credentials.secret,
      paper,
      baseUrl,
      dataUrl,
      streamUrl,
    });
  }
  throw new Error('prices: alpaca needs an account with broker: alpaca in config.yaml, whose keys are used to ask for them');
}
