// The proof that nothing has left, with several orders of one account under way: what may be an order counts for each of them.

import { expect, it } from 'vitest';
import { classifyError } from '../../src/brokers/ccxt/wire/classify-error.ts';
import type { Exchange } from '../../src/brokers/ccxt/wire/exchange.ts';
import { sendOnce, watchSent } from '../../src/brokers/ccxt/wire/watch-sent.ts';

class RequestTimeout extends Error {}

interface Asked {
  fetch: (url: string, method: string) => Promise<unknown>;
}

function watched(): { readonly exchange: Exchange; readonly ask: Asked['fetch'] } {
  const exchange: Asked = {
    fetch: (url) => (url.includes('silent') ? Promise.reject(new RequestTimeout('timed out')) : Promise.resolve({})),
  };
  watchSent(exchange as unknown as Exchange);
  return { exchange: exchange as unknown as Exchange, ask: (url, method) => exchange.fetch(url, method) };
}

const fateOf = async (sent: Promise<unknown>): Promise<string> => {
  const error: unknown = await sent.then(
    () => null,
    (reason: unknown) => reason,
  );
  return classifyError(error).type;
};

it('an order whose question is not answered has not left; one whose own request is not, may have', async () => {
  const { exchange, ask } = watched();
  expect(await fateOf(sendOnce(exchange, 'a1', () => ask('/silent/account', 'GET')))).toBe('unavailable');
  expect(await fateOf(sendOnce(exchange, 'a2', () => ask('/silent/order', 'POST')))).toBe('ambiguous');
  expect(await fateOf(sendOnce(exchange, 'a3', () => ask('/silent/buy?label=a3', 'GET')))).toBe('ambiguous');
  expect(await fateOf(sendOnce(exchange, 'a4', () => ask('/silent/buy?label=a3', 'GET')))).toBe('unavailable');
});

it('beside an order that leaves meanwhile, nobody knows which of the two it was', async () => {
  const { exchange, ask } = watched();
  const asking = sendOnce(exchange, 'b1', async () => {
    await ask('/account', 'GET');
    return ask('/silent/account', 'GET');
  });
  const leaving = sendOnce(exchange, 'b2', () => ask('/order', 'POST'));
  expect(await fateOf(asking)).toBe('ambiguous');
  await leaving;
  expect(await fateOf(sendOnce(exchange, 'b3', () => ask('/silent/account', 'GET')))).toBe('unavailable');
});

it('an exchange that nobody watches proves nothing', async () => {
  const exchange = {} as unknown as Exchange;
  expect(await fateOf(sendOnce(exchange, 'c1', () => Promise.reject(new RequestTimeout('timed out'))))).toBe('ambiguous');
});
