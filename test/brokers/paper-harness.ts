// Owns: the paper venue as the contract suite wants it: prices of alerts, so that a test says exactly where the market
// stands; a document in memory that keeps what a disk would keep; processes that can be killed.

import type { Clock } from '../../src/clock.ts';
import type { Broker } from '../../src/brokers/broker.ts';
import type { Failpoint, PaperDocument } from '../../src/brokers/paper/durable-state.ts';
import { createPaperBroker } from '../../src/brokers/paper/paper-broker.ts';
import type { PriceFeed } from '../../src/brokers/paper/venue-prices.ts';
import type { PaperTuning } from '../../src/brokers/paper/tuning.ts';
import { type Decimal, decimal } from '../../src/core/model/decimal.ts';
import { accountName } from '../../src/core/model/ids.ts';
import type { Report } from '../../src/core/model/venues/report.ts';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';
import type { BrokerHarness, VenueOptions } from './broker-harness.ts';
import { PAPER_NATURE } from './venue-nature.ts';

export interface PaperHarness extends BrokerHarness {
  /** How often the document was written. */
  saves(): number;
  /** What the document holds now. */
  saved(): unknown;
}

export interface PaperHarnessOptions extends VenueOptions {
  readonly prices?: 'demo' | 'signal' | PriceFeed;
  readonly tuning?: Partial<PaperTuning>;
  readonly clock?: FakeClock;
}

const NEVER = new Promise<never>(() => undefined);

export async function createPaperHarness(options: PaperHarnessOptions): Promise<PaperHarness> {
  const account = accountName('paper');
  const clock = options.clock ?? createFakeClock();
  const reports: Report[] = [];
  let file: string | null = null;
  let saves = 0;
  let failures = 0;
  let killAt: 'before' | 'after' | null = null;
  let kill = (): void => undefined;
  let broker: Broker;

  /** A killed process saves nothing, hears nothing, and its timers do nothing. */
  const boot = async (): Promise<void> => {
    let alive = true;
    kill = () => {
      alive = false;
    };
    const document: PaperDocument = {
      load: () => (file === null ? null : JSON.parse(file)),
      async save(state) {
        // What is written is what the state was when save was called, as with a disk.
        const text = JSON.stringify(state);
        await Promise.resolve();
        if (!alive) return NEVER;
        if (failures > 0) {
          failures -= 1;
          throw new Error('ENOSPC: no space left on device');
        }
        saves += 1;
        file = text;
      },
    };
    const failpoint: Failpoint = (name) => {
      if (killAt === null || name !== `paper:${killAt}-save`) return undefined;
      killAt = null;
      kill();
      return NEVER;
    };
    const ownClock: Clock = { now: () => clock.now(), after: (ms, run) => clock.after(ms, () => (alive ? run() : undefined)) };
    broker = await createPaperBroker({
      account,
      balances: Object.fromEntries(
        Object.entries(options.balances).map(([currency, amount]): [string, Decimal] => [currency, decimal(amount)]),
      ),
      quoteCurrency: 'USDT',
      prices: options.prices ?? 'signal',
      document,
      clock: ownClock,
      failpoint,
      tuning: { ...(options.liquidityPerStep === null ? {} : { liquidityPerStep: decimal(options.liquidityPerStep) }), ...options.tuning },
    });
    await broker.start((report) => {
      if (alive) reports.push(report);
    });
  };
  await boot();

  let hintAt = clock.now();
  return {
    account,
    nature: options.prices === undefined ? { ...PAPER_NATURE, noCandles: /come from alerts/ } : PAPER_NATURE,
    clock,
    reports,
    broker: () => broker,
    saves: () => saves,
    saved: () => (file === null ? null : JSON.parse(file)),
    async movePrice(symbol, price) {
      hintAt += 1;
      const priced = await broker.price(symbol, { price, at: hintAt });
      if (priced.type !== 'priced') throw new Error(`the price of ${symbol} did not move: ${JSON.stringify(priced)}`);
    },
    step: () => clock.advance(1_000),
    async restart() {
      kill();
      await boot();
    },
    faults: {
      killAtNextSave(when) {
        killAt = when;
      },
      failSaves(count) {
        failures = count;
      },
    },
    close: async () => {
      await broker.stop();
    },
  };
}
