// Owns: fake Alpacas over HTTP for a test that opens a house. Each keeps the time of that house, before the house is open that of
// its first moment; one test has one house, and everything is closed behind it.

import { afterEach } from 'vitest';
import { ALPACA_KEYS } from '../venues/alpaca-front.ts';
import { alpacaVenue, SHARE } from '../venues/alpaca-venue.ts';
import { createExchange, type Exchange } from '../venues/exchange.ts';
import { type HttpVenue, openHttpVenue } from '../venues/http-venue.ts';
import { FIRST_MOMENT, House } from './house.ts';

export interface AlpacaAccount {
  readonly exchange: Exchange;
  readonly server: HttpVenue;
  /** What stands in config.yaml behind the account's name. */
  readonly yaml: string;
}

interface VenueOptions {
  readonly cash?: string;
  readonly symbol?: string;
  /** Dollars that one order can fill at a time; without it everything fills at once. */
  readonly liquidityPerStep?: string;
}

export interface AlpacaHouse {
  /** Opens a venue with `cash` dollars, at which `symbol` trades at 200. `account` is its name in config.yaml. */
  openVenue(account: string, options?: VenueOptions): Promise<AlpacaAccount>;
  /** With the keys of every venue that is open. */
  openHouse(configYaml: string): Promise<House>;
}

export function alpacaHouse(): AlpacaHouse {
  let house: House | null = null;
  let env: Record<string, string> = {};
  const servers: HttpVenue[] = [];

  // what is silent lets nobody wait at the stop of the house
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
    await house?.close();
    house = null;
    env = {};
  });

  return {
    async openVenue(account, { cash = '100000', symbol = SHARE, liquidityPerStep } = {}) {
      const spec = alpacaVenue();
      const now = (): number => house?.clock.now() ?? FIRST_MOMENT;
      const exchange = createExchange({ ...spec.exchange, balances: { USD: cash }, liquidityPerStep: liquidityPerStep ?? null, now });
      exchange.movePrice(symbol, '200');
      const server = await openHttpVenue(spec.front(exchange));
      servers.push(server);
      const variable = account.toUpperCase();
      env[`${variable}_API_KEY`] = ALPACA_KEYS.keyId;
      env[`${variable}_API_SECRET`] = ALPACA_KEYS.secret;
      const { httpUrl, wsUrl } = server;
      const yaml = `{ broker: alpaca, base_url: "${httpUrl}", data_url: "${httpUrl}", stream_url: "${wsUrl}/stream" }`;
      return { exchange, server, yaml };
    },
    async openHouse(configYaml) {
      house = await House.open({ configYaml, env });
      return house;
    },
  };
}
