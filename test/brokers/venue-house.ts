// Owns: the house over one venue's fake: core, worker, adapter and the loopback server, with time in the test's hand. The first
// rounds of comparison are over when a test begins.

import type { Broker } from '../../src/brokers/broker.ts';
import type { BrokerName } from '../../src/core/model/account.ts';
import { type Decimal, decimal } from '../../src/core/model/decimal.ts';
import { accountName, makeSignalId, type Nonce } from '../../src/core/model/ids.ts';
import type { Strategy } from '../../src/core/model/settings.ts';
import { parseAlert } from '../../src/core/signals/parse-alert.ts';
import { readBody } from '../../src/core/signals/fields/read-body.ts';
import { ANN, settingsWith } from '../core/engine.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createRandom } from '../fault/random.ts';
import { createRemoteProcess } from '../fault/remote-process.ts';
import { createExchange, type Exchange } from '../venues/exchange.ts';
import { openHttpVenue } from '../venues/http-venue.ts';
import { passSecond } from '../venues/pass-second.ts';
import type { RemoteSpec } from '../venues/remote-harness.ts';

export interface Desk {
  readonly spec: RemoteSpec;
  readonly broker: BrokerName;
  readonly currency: string;
  /** As alerts name it, and as the engine does. */
  readonly symbol: string;
  readonly engineSymbol: string;
  readonly unit: string;
  /** What the venue says of its money tells what trades have moved. */
  readonly money: boolean;
  /** Absent: a million. */
  readonly balance?: string;
  /** Value that one order can fill per step; absent: everything at once. */
  readonly liquidityPerStep?: string;
  /** As {@link RemoteProcessParts}. */
  readonly watches?: true;
  /** Every fault; one of each adapter is enough. */
  readonly thorough?: boolean;
  /** By ccxt's name; absent: of no exchange that counts contracts. */
  readonly exchange?: string;
  readonly strategy?: Partial<Strategy>;
}

export const desk = (spec: RemoteSpec, symbol: string, more: Partial<Desk> = {}): Desk => ({
  spec,
  broker: 'ccxt',
  currency: 'USDT',
  symbol,
  engineSymbol: spec.engineSymbols[symbol] ?? 'BTCUSDT',
  unit: '1',
  money: true,
  ...more,
});

const ACCOUNT = accountName('venue');
export const ROUND_MS = 60_000;
const STEP_MS = 2_500;

async function openHouse({ spec, broker, currency, symbol, engineSymbol, liquidityPerStep, balance, watches, ...of }: Desk) {
  const clock = createFakeClock();
  const random = createRandom(1);
  const exchange = createExchange({
    ...spec.exchange,
    balances: { [currency]: balance ?? '1000000' },
    liquidityPerStep: liquidityPerStep ?? null,
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
      ...(of.exchange === undefined ? {} : { exchange: of.exchange }),
    };
    const strategy = { account: ACCOUNT, approval: { type: 'auto' as const }, defaultQuantity: decimal('1'), ...of.strategy };
    return settingsWith(strategy, { accounts: new Map([[ACCOUNT, account]]) });
  };
  const process = createRemoteProcess({
    account: ACCOUNT,
    clock,
    random,
    ...(watches === undefined ? {} : { watches }),
    settingsFor,
    makeAdapter: (ownClock) =>
      spec.adapter({ account: ACCOUNT, httpUrl: server.httpUrl, wsUrl: server.wsUrl, clock: ownClock, log: () => undefined }),
  });
  exchange.movePrice(engineSymbol, '100');
  await process.start();
  let alerts = 0;

  async function pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= STEP_MS) {
      await passSecond({ clock, exchange, server }, Math.min(STEP_MS, left));
      await server.answered(() => process.underWay());
    }
  }
  const house = {
    exchange,
    server,
    process,
    pass,
    hide: (id: string) => hidden.add(id),
    /** All that were hidden. */
    show: () => hidden.clear(),
    async alert(fields: Record<string, unknown>): Promise<void> {
      alerts += 1;
      await house.send(JSON.stringify({ symbol, ...fields, strategy: 'default', comment: `alert ${alerts}` }));
      await pass(10_000);
    },
    /** Nothing has been done about it yet when this is over. */
    async send(body: string): Promise<void> {
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

export type House = Awaited<ReturnType<typeof openHouse>>;

export async function withHouse(which: Desk, run: (house: House) => Promise<void>): Promise<void> {
  const house = await openHouse(which);
  try {
    // the first rounds: what is there is agreed
    await house.pass(15_000);
    await run(house);
  } finally {
    await house.close();
  }
}
