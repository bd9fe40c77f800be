// Trades and money, held against the venues over HTTP: what trading explains is never spoken of, what it does not is told once, and
// nothing is done about it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Broker } from '../../src/brokers/broker.ts';
import type { BrokerName } from '../../src/core/model/account.ts';
import { type Decimal, decimal, mul } from '../../src/core/model/decimal.ts';
import { accountName, makeSignalId, type Nonce } from '../../src/core/model/ids.ts';
import { parseAlert } from '../../src/core/signals/parse-alert.ts';
import { readBody } from '../../src/core/signals/read-body.ts';
import { ANN, settingsWith } from '../core/engine.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createRandom } from '../fault/random.ts';
import { createRemoteProcess } from '../fault/remote-process.ts';
import { alpacaVenue, PAIR, SHARE } from '../venues/alpaca-venue.ts';
import { BINANCE_SPOT } from '../venues/binance-spot-venue.ts';
import { BINANCE_USDM } from '../venues/binance-usdm-venue.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { BYBIT, KRAKEN, OKX } from '../venues/ccxt-venues.ts';
import { dhanVenue } from '../venues/dhan-venue.ts';
import { createExchange, type Exchange } from '../venues/exchange.ts';
import type { Fault } from '../venues/faults.ts';
import { openHttpVenue } from '../venues/http-venue.ts';
import type { RemoteSpec } from '../venues/remote-harness.ts';
import { SPOT, SWAP } from './broker-harness.ts';

const cacheDir = mkdtempSync(join(tmpdir(), 'books-dhan-'));
afterAll(() => rmSync(cacheDir, { recursive: true }));

interface Desk {
  readonly spec: RemoteSpec;
  readonly broker: BrokerName;
  readonly currency: string;
  /** As alerts name it, and as the engine does. */
  readonly symbol: string;
  readonly engineSymbol: string;
  readonly unit: string;
  /** What the venue says of its money tells what trades have moved. */
  readonly money: boolean;
  /** Every fault; one of each adapter is enough. */
  readonly thorough?: boolean;
}

const desk = (spec: RemoteSpec, symbol: string, more: Partial<Desk> = {}): Desk => ({
  spec,
  broker: 'ccxt',
  currency: 'USDT',
  symbol,
  engineSymbol: spec.engineSymbols[symbol] ?? 'BTCUSDT',
  unit: '1',
  money: true,
  ...more,
});

const DESKS: readonly (readonly [name: string, desk: Desk])[] = [
  ['Binance spot', desk(impatient(BINANCE_SPOT), SPOT)],
  ['Binance USD-M', desk(impatient(BINANCE_USDM), SWAP, { thorough: true })],
  ['Bybit', desk(impatient(BYBIT), SWAP)],
  ['OKX', desk(impatient(OKX), SWAP)],
  ['Kraken', desk(impatient(KRAKEN), KRAKEN.names?.symbols[SPOT] ?? SPOT, { engineSymbol: KRAKEN.engineSymbols[SPOT] ?? '' })],
  ['Alpaca, shares', desk(alpacaVenue(), SHARE, { broker: 'alpaca', currency: 'USD', engineSymbol: SHARE, thorough: true })],
  ['Alpaca, coins', desk(alpacaVenue(), PAIR, { broker: 'alpaca', currency: 'USD', engineSymbol: PAIR })],
  [
    'Dhan',
    desk(dhanVenue({ cacheDir }), 'RELIANCE', {
      broker: 'dhan',
      currency: 'INR',
      engineSymbol: 'NSE_EQ:2885',
      money: false,
      thorough: true,
    }),
  ],
];

const FAULTS: readonly (readonly [what: string, fault: Fault])[] = [
  ['is away', { type: 'server_error', status: 503, acted: false }],
  ['turns everything away', { type: 'rate_limited', retryAfterS: 1 }],
  ['answers with a page', { type: 'nonsense', body: 'html', acted: true }],
  ['cuts the line', { type: 'cut_before' }],
  ['is in maintenance', { type: 'maintenance' }],
];

const ACCOUNT = accountName('venue');
const ROUND_MS = 60_000;
const STEP_MS = 2_500;

async function openHouse({ spec, broker, currency, symbol, engineSymbol }: Desk) {
  const clock = createFakeClock();
  const random = createRandom(1);
  const exchange = createExchange({
    ...spec.exchange,
    balances: { [currency]: '1000000' },
    liquidityPerStep: null,
    now: () => clock.now(),
  });
  const hidden = new Set<string>();
  const shown: Exchange = { ...exchange, trades: () => exchange.trades().filter(({ id }) => !hidden.has(id)) };
  const server = await openHttpVenue(spec.front(shown));
  const settingsFor = (adapter: Broker) => {
    const account = {
      name: ACCOUNT,
      broker,
      mode: 'sandbox' as const,
      quoteCurrency: currency,
      lookupGraceMs: 20_000,
      traits: adapter.traits,
    };
    const strategy = { account: ACCOUNT, approval: { type: 'auto' as const }, defaultQuantity: decimal('1') };
    return settingsWith(strategy, { accounts: new Map([[ACCOUNT, account]]) });
  };
  const process = createRemoteProcess({
    account: ACCOUNT,
    clock,
    random,
    settingsFor,
    makeAdapter: (ownClock) =>
      spec.adapter({ account: ACCOUNT, httpUrl: server.httpUrl, wsUrl: server.wsUrl, clock: ownClock, log: () => undefined }),
  });
  exchange.movePrice(engineSymbol, '100');
  await process.start();
  let alerts = 0;

  async function pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= STEP_MS) {
      exchange.step();
      await clock.advance(STEP_MS);
      await server.quiet();
      await server.answered(() => process.underWay());
    }
  }
  const house = {
    exchange,
    server,
    process,
    pass,
    hide: (id: string) => hidden.add(id),
    async alert(fields: Record<string, unknown>): Promise<void> {
      alerts += 1;
      const body = JSON.stringify({ ...fields, symbol, strategy: 'default', comment: `alert ${alerts}` });
      await process.dispatch({
        type: 'receive_alert',
        signalId: makeSignalId(clock.now(), random.hex(13)),
        origin: { type: 'webhook', sender: 'test' },
        strategyHint: null,
        reading: parseAlert(readBody(new TextEncoder().encode(body))),
        raw: body,
        bodyHash: body,
        rateKey: 'test',
        nonce: random.hex(16) as Nonce,
      });
      await pass(10_000);
    },
    byHand: (side: 'buy' | 'sell', qty: Decimal) => exchange.place({ clientId: null, symbol: engineSymbol, side, kind: 'market', qty }),
    told: () =>
      [...process.snapshot().notifications.values()]
        .filter(({ groupKey }) => /^(?:strange-trades|unlisted|difference):/.test(groupKey))
        .map(({ title }) => title),
    answer: (nonce: Nonce, type: 'agree' | 'ignore') =>
      process.dispatch({
        type: 'answer_discrepancy',
        nonce,
        answer: { type },
        by: ANN,
        updateId: null,
        idSeed: random.hex(13),
        nextNonce: random.hex(16) as Nonce,
      }),
    async close(): Promise<void> {
      process.kill();
      await server.close();
      for (const adapter of process.adapters()) await adapter.stop();
    },
  };
  return house;
}

type House = Awaited<ReturnType<typeof openHouse>>;

async function withHouse(which: Desk, run: (house: House) => Promise<void>): Promise<void> {
  const house = await openHouse(which);
  try {
    // the first rounds: what is there is agreed
    await house.pass(15_000);
    await run(house);
  } finally {
    await house.close();
  }
}

describe.each(DESKS)('%s', (_name, which) => {
  const quantity = Number(which.unit);

  test('G01 what we trade is explained: in, more, out, at other prices, over a restart', () =>
    withHouse(which, async (house) => {
      await house.alert({ action: 'buy', quantity: quantity * 2 });
      house.exchange.movePrice(which.engineSymbol, '104');
      await house.pass(ROUND_MS);
      await house.alert({ action: 'buy', quantity });
      house.exchange.movePrice(which.engineSymbol, '97');
      await house.pass(ROUND_MS);
      house.process.kill();
      house.server.cutAll();
      await house.process.start();
      await house.alert({ action: 'close' });
      await house.pass(3 * ROUND_MS);
      expect(house.exchange.trades().length).toBeGreaterThanOrEqual(3);
      expect(house.told()).toEqual([]);
    }));

  test('G02 a trade by hand is told once, and nothing is done about it', () =>
    withHouse(which, async (house) => {
      await house.alert({ action: 'buy', quantity });
      const before = house.exchange.orders().length;
      expect(house.byHand('buy', decimal(which.unit)).ok).toBe(true);
      expect(house.byHand('sell', decimal(which.unit)).ok).toBe(true);
      await house.pass(3 * ROUND_MS);
      expect(house.told().filter((title) => title.includes('traded at the venue, and not by us'))).toHaveLength(1);
      expect(house.told()).toHaveLength(1);
      expect(house.exchange.orders()).toHaveLength(before + 2);
      house.process.kill();
      house.server.cutAll();
      await house.process.start();
      await house.pass(3 * ROUND_MS);
      expect(house.told()).toHaveLength(1);
    }));

  test('G06 money that comes in is told once, and is taken as it is when a person says so', () =>
    withHouse(which, async (house) => {
      await house.alert({ action: 'buy', quantity });
      house.exchange.ledger.credit(which.currency, decimal('50000'));
      await house.pass(3 * ROUND_MS);
      if (!which.money) return expect(house.told()).toEqual([]);
      expect(house.told()).toEqual([`venue: the balance moved by +50000 ${which.currency} that no order of ours explains`]);
      const [known] = [...house.process.snapshot().discrepancies.values()];
      expect((await house.answer(known?.nonce as Nonce, 'agree')).type).toBe('done');
      await house.alert({ action: 'buy', quantity });
      await house.pass(3 * ROUND_MS);
      expect(house.told()).toHaveLength(1);
      house.exchange.ledger.credit(which.currency, mul(decimal('-1'), decimal('20000')));
      await house.pass(3 * ROUND_MS);
      expect(house.told()[1]).toBe(`venue: the balance moved by -20000 ${which.currency} that no order of ours explains`);
    }));
});

// one of each adapter: what differs between exchanges of ccxt is how their lists are read
describe.each(DESKS.filter(([, { thorough }]) => thorough === true))('%s, thoroughly', (_name, which) => {
  const quantity = Number(which.unit);

  test('G03 a trade of ours that no news told of is found, and counted once', () =>
    withHouse(which, async (house) => {
      await house.alert({ action: 'buy', quantity, order_type: 'limit', limit_price: 95 });
      house.server.stream.mute(true);
      house.exchange.movePrice(which.engineSymbol, '94');
      await house.pass(ROUND_MS + 10_000);
      const [position] = [...house.process.snapshot().positions.values()];
      expect(position?.qty).toBe(which.unit);
      house.server.stream.mute(false);
      await house.pass(ROUND_MS);
      expect([...house.process.snapshot().positions.values()].map((each) => each.qty)).toEqual([which.unit]);
      expect(house.told()).toEqual([]);
    }));

  test('G04 a trade in the books that the venue lists no longer is told once', () =>
    withHouse(which, async (house) => {
      await house.alert({ action: 'buy', quantity });
      await house.pass(2 * ROUND_MS + 10_000);
      const [trade] = house.exchange.trades();
      house.hide(trade?.id ?? '');
      await house.pass(3 * ROUND_MS);
      expect(house.told()).toEqual([expect.stringContaining('a trade in the books that the venue does not list')]);
      expect([...house.process.snapshot().positions.values()].map((each) => each.qty)).toEqual([which.unit]);
    }));

  test.each(FAULTS)('G05 nothing is made of a venue that %s; it is told when it is back', (_what, fault) =>
    withHouse(which, async (house) => {
      await house.alert({ action: 'buy', quantity });
      house.server.plan.always(['read', 'look_up', 'other'], fault);
      await house.pass(2 * ROUND_MS);
      expect(house.told()).toEqual([]);
      expect(house.byHand('buy', decimal(which.unit)).ok).toBe(true);
      await house.pass(2 * ROUND_MS);
      expect(house.told()).toEqual([]);
      house.server.plan.clear();
      await house.pass(3 * ROUND_MS);
      expect(house.told()).toEqual([expect.stringContaining('traded at the venue, and not by us')]);
    }),
  );
});
