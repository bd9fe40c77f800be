// The question for the time of a venue that refuses ours, where the account counts as a sandbox because its addresses are here: one of
// them was forgotten, and the question would go to the venue itself.

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import type { ExchangeClass } from '../../src/brokers/ccxt/wire/exchange.ts';
import { requireExchange } from '../../src/brokers/ccxt/wire/load-exchange.ts';
import { makeExchange } from '../../src/brokers/ccxt/wire/make-exchange.ts';

declare class Fetching {
  fetch(url: string, ...rest: readonly unknown[]): Promise<unknown>;
}

it.each([
  ['is asked where its address is here', true, 1],
  ['is not asked where it is elsewhere', false, 0],
])('%s', async (_name, isHere, asked) => {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    paths.push(path);
    response.setHeader('content-type', 'application/json');
    if (path.endsWith('/time')) response.end(JSON.stringify({ serverTime: Date.now() - 90_000 }));
    else response.writeHead(400).end(JSON.stringify({ code: -1021, msg: 'Timestamp for this request is outside of the recvWindow.' }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const reached: string[] = [];
  const Class = (await requireExchange('binance')) as unknown as new (options: object) => Fetching;
  class Watched extends Class {
    override fetch(url: string, ...rest: readonly unknown[]): Promise<unknown> {
      reached.push(new URL(url).hostname);
      return super.fetch(url, ...rest);
    }
  }
  try {
    const exchange = makeExchange(Watched as unknown as ExchangeClass, {
      market: 'spot',
      sandbox: false,
      credentials: { apiKey: 'k', secret: 's' },
      staysHere: true,
      ccxt: { urls: { api: { private: here, ...(isHere ? { public: here } : {}) } } },
    });
    const { privateGetAccount } = exchange as unknown as { privateGetAccount: () => Promise<unknown> };
    await expect(privateGetAccount()).rejects.toThrow('recvWindow');
    expect(paths.filter((path) => path.endsWith('/time'))).toHaveLength(asked);
    expect(new Set(reached)).toEqual(new Set(['127.0.0.1']));
    // ccxt begins with no difference
    expect(Math.round(Number(exchange.options['timeDifference'] ?? 0) / 10_000)).toBe(isHere ? 9 : 0);
  } finally {
    server.close();
  }
});
