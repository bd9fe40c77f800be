// Owns: a symbol that no venue lists under this name is explained with the names that may have been meant.

import { expect, it } from 'vitest';
import { alpacaHouse } from './alpaca-house.ts';

const venues = alpacaHouse();

it('/webhook/test names the nearest at the venue, and sends nothing', async () => {
  const alpaca = await venues.openVenue('alpaca');
  const h = await venues.openHouse(`
accounts: { alpaca: ${alpaca.yaml} }
strategies: { default: { account: alpaca, max_notional: 5000, approval: auto } }
`);
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
