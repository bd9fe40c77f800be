// All that is open, where a venue lists the contracts of one settlement currency at a time, or a part of a list: what is on the list that
// was not asked for would have been closed, or withdrawn, by somebody else.

import { describe, expect, it, test } from 'vitest';
import { listPositions } from '../../src/brokers/ccxt/account/list-positions.ts';
import type { Connection } from '../../src/brokers/ccxt/connection.ts';
import { listAllOrders, listOpenOrders } from '../../src/brokers/ccxt/orders/list-orders.ts';
import { pageOrders } from '../../src/brokers/ccxt/orders/page-orders.ts';
import { rulesOf } from '../../src/brokers/ccxt/rules.ts';
import { requireExchange } from '../../src/brokers/ccxt/wire/load-exchange.ts';
import { makeExchange } from '../../src/brokers/ccxt/wire/make-exchange.ts';
import { BYBIT } from '../venues/ccxt-venues.ts';
import { type RemoteSpec, remoteHarness } from '../venues/remote-harness.ts';
import { lookUp, position, SPOT, submit, SWAP } from './broker-harness.ts';

const IN_USDC = 'BTC/USDC:USDC';

test('Bybit: positions and orders of contracts that are settled in USDC are there, and found again after a restart', async () => {
  const [listed] = BYBIT.exchange.markets;
  if (listed === undefined) throw new Error('no market');
  const spec: RemoteSpec = {
    ...BYBIT,
    exchange: { ...BYBIT.exchange, markets: [listed, { ...listed, symbol: 'BTCPERP', quote: 'USDC' }] },
    engineSymbols: { [SPOT]: 'BTCUSDT', [SWAP]: 'BTCUSDT', [IN_USDC]: 'BTCPERP' },
  };
  const venue = await remoteHarness(spec)({ balances: { USDT: '10000', USDC: '10000' }, liquidityPerStep: null });
  try {
    await submit(venue, { symbol: IN_USDC, side: 'buy', qty: '2' });
    const stop = await submit(venue, { symbol: IN_USDC, side: 'sell', qty: '2', stop: '90', reduceOnly: true });
    await submit(venue, { symbol: SWAP, side: 'sell', qty: '1' });
    expect(await position(venue, IN_USDC)).toBe('2');
    expect(await position(venue, SWAP)).toBe('-1');
    await venue.restart();
    expect(await venue.broker().openOrders()).toMatchObject({ type: 'ok', orders: [{ orderId: stop.id, symbol: IN_USDC }] });
    await venue.movePrice(IN_USDC, '89');
    expect(await lookUp(venue, stop)).toMatchObject({ status: 'filled' });
    expect(await position(venue, IN_USDC)).toBe('0');
  } finally {
    await venue.close();
  }
});

class ExchangeError extends Error {}
type Params = Readonly<Record<string, unknown>>;

/** `lists`: by what they are asked for with. */
function connectionTo(id: string, lists: (params: Params) => unknown) {
  const asked: Params[] = [];
  const ask = async (params: Params): Promise<unknown> => {
    asked.push(params);
    return Promise.resolve(lists(params));
  };
  const exchange = {
    id,
    fetchPositions: (_symbols: unknown, params: Params) => ask(params),
    fetchOpenOrders: (_symbol: unknown, _since: unknown, _limit: unknown, params: Params) => ask(params),
  };
  const gate = { market: 'swap', rules: rulesOf(id, 'swap') };
  return { asked, connection: { exchange, gate, markets: { known: () => null } } as unknown as Connection };
}

const held = (symbol: string) => ({ symbol, contracts: 1 });

describe('positions', () => {
  it('those of Bitget are on two lists', async () => {
    const { connection } = connectionTo('bitget', ({ productType }) => [held(productType === 'USDC-FUTURES' ? IN_USDC : SWAP)]);
    expect((await listPositions(connection)).map(({ symbol }) => symbol)).toEqual([SWAP, IN_USDC]);
  });

  it('a venue that takes no notice of which list was asked for holds nothing twice', async () => {
    const { connection } = connectionTo('bybit', () => [held(SWAP), held(SWAP)]);
    expect(await listPositions(connection)).toHaveLength(2);
  });

  it('a list that the account may not have is empty, and one that is not answered is none', async () => {
    const refusing = connectionTo('bybit', ({ settleCoin }) => {
      if (settleCoin === 'USDC') throw new ExchangeError('not for this account');
      return [held(SWAP)];
    });
    expect(await listPositions(refusing.connection)).toHaveLength(1);
    const silent = connectionTo('bybit', ({ settleCoin }) => {
      if (settleCoin === 'USDC') throw new Error('no answer');
      return [held(SWAP)];
    });
    await expect(listPositions(silent.connection)).rejects.toThrow('no answer');
    const odd = connectionTo('bybit', ({ settleCoin }) => (settleCoin === 'USDC' ? null : [held(SWAP)]));
    await expect(listPositions(odd.connection)).rejects.toThrow('no list of positions');
  });

  it('a list that has named something is there: that it is refused later does not make it empty', async () => {
    let isRefused = false;
    const { connection } = connectionTo('bybit', ({ settleCoin }) => {
      if (settleCoin === 'USDC' && isRefused) throw new ExchangeError('come back later');
      return [held(settleCoin === 'USDC' ? IN_USDC : SWAP)];
    });
    expect(await listPositions(connection)).toHaveLength(2);
    isRefused = true;
    await expect(listPositions(connection)).rejects.toThrow('come back later');
  });
});

it('open orders of all markets are asked for in the same parts, those of one market by it alone', async () => {
  const whole = connectionTo('bitget', () => []);
  await listOpenOrders(whole.connection, undefined);
  expect(whole.asked.map(({ productType, trigger }) => [productType, trigger])).toEqual([
    ['USDT-FUTURES', undefined],
    ['USDT-FUTURES', true],
    ['USDC-FUTURES', undefined],
    ['USDC-FUTURES', true],
  ]);
  const one = connectionTo('bitget', () => []);
  await listOpenOrders(one.connection, SWAP);
  expect(one.asked.every(({ productType }) => productType === undefined)).toBe(true);
});

it.each(['btse', 'hashkey'])('%s is not asked for the orders of its spot markets instead', async (id) => {
  const { asked, connection } = connectionTo(id, () => []);
  await listOpenOrders(connection, undefined);
  expect(asked).toEqual([{ type: 'swap' }]);
});

it('more open orders than fifty at the contracts of KuCoin are all seen', async () => {
  const all = Array.from({ length: 230 }, (_, index) => ({ id: String(index) }));
  const page = (_limit: number | undefined, { pageSize = 50, currentPage = 1 }: Params) => {
    const [size, at] = [Number(pageSize), Number(currentPage) - 1];
    return Promise.resolve(all.slice(at * size, (at + 1) * size));
  };
  for (const id of ['kucoin', 'kucoinfutures']) expect(await pageOrders(id, 'swap', page)).toHaveLength(230);
});

/** As ccxt calls it. */
class ArgumentsRequired extends Error {}

test('a venue that lists what is open in one market at a time is asked for those that were traded, before this process too, or are held', async () => {
  const asked: unknown[] = [];
  const symbols = ['A', 'B', 'C', 'D'].map((base) => `${base}/USDT:USDT`);
  const fetchOpenOrders = async (symbol: string | undefined) => {
    asked.push(symbol);
    await Promise.resolve();
    if (symbol === undefined) throw new ArgumentsRequired('a symbol');
    return [{ id: `of ${symbol}`, symbol, amount: 1 }];
  };
  const positions = [
    { symbol: symbols[2], contracts: 1 },
    { symbol: symbols[3], contracts: 0 },
  ];
  const connection = {
    exchange: { id: 'deepcoin', has: { fetchPositions: true }, fetchPositions: () => Promise.resolve(positions), fetchOpenOrders },
    gate: { market: 'swap', rules: rulesOf('deepcoin', 'swap') },
    markets: { known: () => ({ contractSize: '1' }) },
    traded: new Set([symbols[0]]),
    kept: { symbols: () => [symbols[1]] },
  } as unknown as Connection;
  for (const whole of [[undefined], []]) {
    asked.length = 0;
    const open = await listAllOrders(connection, undefined);
    expect(open.map(({ symbol }) => symbol)).toEqual(symbols.slice(0, 3));
    expect(asked).toEqual([...whole, ...symbols.slice(0, 3)]);
  }
  asked.length = 0;
  const many = ['E', 'F', 'G', 'H', 'I', 'J'].map((base) => `${base}/USDT:USDT`);
  expect(await listAllOrders(connection, many)).toHaveLength(6);
  expect(asked).toEqual(many);
});

test('Aster warns of its whole list of open orders by an error unless told', async () => {
  const { options } = makeExchange(await requireExchange('aster'), {
    market: 'swap',
    sandbox: false,
    credentials: { apiKey: 'key', secret: 'secret' },
    ccxt: {},
  });
  expect(options['fetchOpenOrders']).toMatchObject({ warnIfNoSymbol: false });
});
