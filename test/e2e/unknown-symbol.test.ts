// Owns: a symbol that no venue lists under this name is explained with the names that may have been meant.

import { afterEach, expect, it } from 'vitest';
import { ALPACA_KEYS } from '../venues/alpaca-front.ts';
import { alpacaVenue, SHARE } from '../venues/alpaca-venue.ts';
import { createExchange } from '../venues/exchange.ts';
import { type HttpVenue, openHttpVenue } from '../venues/http-venue.ts';
import { House } from './house.ts';

let house: House | null = null;
let server: HttpVenue | null = null;
afterEach(async () => {
  await server?.close();
  await house?.close();
  house = null;
  server = null;
});

it('/webhook/test names the nearest at the venue, and sends nothing', async () => {
  const spec = alpacaVenue();
  const exchange = createExchange({
    ...spec.exchange,
    balances: { USD: '100000' },
    liquidityPerStep: null,
    now: () => Date.UTC(2026, 0, 5, 10),
  });
  exchange.movePrice(SHARE, '200');
  server = await openHttpVenue(spec.front(exchange));
  const configYaml = `
accounts: { alpaca: { broker: alpaca, base_url: "${server.httpUrl}", data_url: "${server.httpUrl}", stream_url: "${server.wsUrl}/stream" } }
strategies: { default: { account: alpaca, max_notional: 5000, approval: auto } }
`;
  const env = { ALPACA_API_KEY: ALPACA_KEYS.keyId, ALPACA_API_SECRET: ALPACA_KEYS.secret };
  const h = (house = await House.open({ configYaml, env }));
  const verdictOf = async (text: string): Promise<unknown> => (await h.client.alert(text, '/webhook/test')).body['verdict'];
  // a name as it might be, which the venue does not list
  expect(await verdictOf('BUY AAPLE qty=5')).toMatchObject({
    would: 'deny',
    code: 'UNKNOWN_SYMBOL',
    message: expect.stringMatching(/alpaca does not trade AAPLE; nearest: AAPL/),
  });
  // one that is no name there at all
  expect(await verdictOf('BUY ETHUSDT.P qty=5')).toMatchObject({ would: 'deny', code: 'UNKNOWN_SYMBOL' });
  expect(await verdictOf('BUY AAPL qty=5')).toMatchObject({ would: 'execute' });
  expect(await h.orders()).toEqual([]);
});
