// Owns: a venue behind HTTP as the contract suite wants it: engine, front and loopback server on one side, the adapter on
// the other. What the suite does is followed by `quiet`, so that what was told has been heard; time moves the market.

import type { Clock } from '../../src/clock.ts';
import type { Broker } from '../../src/brokers/broker.ts';
import { type Decimal, decimal, div, mul } from '../../src/core/model/decimal.ts';
import { type AccountName, accountName } from '../../src/core/model/ids.ts';
import type { Report } from '../../src/core/model/venues/report.ts';
import type { BrokerHarness, VenueOptions } from '../brokers/broker-harness.ts';
import type { VenueNature } from '../brokers/venue-nature.ts';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';
import { createExchange, type Exchange, type ExchangeOptions } from './exchange.ts';
import { type Front, type HttpVenue, openHttpVenue } from './http-venue.ts';
import { passSecond } from './pass-second.ts';
import { inSuiteNames, type SuiteNames } from './suite-names.ts';

export interface AdapterParts {
  readonly account: AccountName;
  readonly httpUrl: string;
  readonly wsUrl: string;
  readonly clock: Clock;
  readonly log: (event: string, detail: Record<string, unknown>) => void;
}

/** What one venue needs to run the suite and the fault cases. */
export interface RemoteSpec {
  readonly nature: VenueNature;
  readonly exchange: Omit<ExchangeOptions, 'balances' | 'liquidityPerStep' | 'now'>;
  /** The suite's symbol → the engine's; a symbol that is not here does not exist at the venue. */
  readonly engineSymbols: Readonly<Record<string, string>>;
  /** Where the adapter's names differ from the suite's. */
  readonly names: SuiteNames | null;
  front(exchange: Exchange): Front;
  /** The adapter, made but not started; with time-outs of at most a few hundred real ms, or such that go by `clock`. */
  adapter(parts: AdapterParts): Promise<Broker>;
}

export interface RemoteHarness extends BrokerHarness {
  readonly exchange: Exchange;
  readonly server: HttpVenue;
  /** What the adapter wrote into the log. */
  readonly logged: { readonly event: string; readonly detail: Record<string, unknown> }[];
  /** The engine's name of a symbol of the suite. */
  engineSymbol(symbol: string): string;
  /** A quantity of the engine, counted as the suite counts. */
  inSuiteUnits(qty: Decimal): Decimal;
}

export type MakeRemoteHarness = (options: VenueOptions) => Promise<RemoteHarness>;

const STEP_MS = 1_000;
const ACCOUNT = accountName('venue');
const NEVER = new Promise<never>(() => undefined);

/** The adapter in one process of ours. A killed process hears nothing, answers nothing, and its timers do nothing. */
interface Process {
  readonly broker: Broker;
  kill(): void;
}

function startingMoney(spec: RemoteSpec, balances: Readonly<Record<string, string>>): Record<string, string> {
  const unit: Decimal = spec.names?.unit ?? decimal('1');
  return Object.fromEntries(
    Object.entries(balances).map(([currency, amount]) => [spec.names?.currencies[currency] ?? currency, mul(decimal(amount), unit)]),
  );
}

/** Time in which the market moves: each second is a step of the engine, and whatever that sets off comes to its end. */
function marketClock(clock: FakeClock, exchange: Exchange, server: HttpVenue): FakeClock {
  return {
    ...clock,
    async settle() {
      await clock.settle();
      await server.quiet();
    },
    async advance(ms) {
      for (let left = ms; left > 0; left -= STEP_MS) {
        if (left >= STEP_MS) await passSecond({ clock, exchange, server }, STEP_MS);
        else {
          await clock.advance(left);
          await server.quiet();
        }
      }
    },
  };
}

export function remoteHarness(spec: RemoteSpec): MakeRemoteHarness {
  return async (options) => {
    const inner = createFakeClock();
    const unit = spec.names?.unit ?? decimal('1');
    const exchange = createExchange({
      ...spec.exchange,
      balances: startingMoney(spec, options.balances),
      liquidityPerStep: options.liquidityPerStep === null ? null : mul(decimal(options.liquidityPerStep), unit),
      now: () => inner.now(),
    });
    const server = await openHttpVenue(spec.front(exchange));
    const clock = marketClock(inner, exchange, server);
    const reports: Report[] = [];
    const logged: RemoteHarness['logged'] = [];
    const buried: Broker[] = [];

    const boot = async (): Promise<Process> => {
      let alive = true;
      const ownClock: Clock = { now: () => inner.now(), after: (ms, run) => inner.after(ms, () => (alive ? run() : undefined)) };
      const made = await spec.adapter({
        account: ACCOUNT,
        httpUrl: server.httpUrl,
        wsUrl: server.wsUrl,
        clock: ownClock,
        log: (event, detail) => logged.push({ event, detail }),
      });
      const named = spec.names === null ? made : inSuiteNames(made, spec.names);
      await named.start((report) => {
        if (alive) reports.push(report);
      });
      await server.quiet();
      const heard = async <T>(answer: Promise<T>): Promise<T> => {
        const outcome = await answer;
        await server.quiet();
        return alive ? outcome : NEVER;
      };
      const broker: Broker = {
        ...named,
        submit: (request) => heard(named.submit(request)),
        cancel: (order) => heard(named.cancel(order)),
        modify: (order, qty, levels) => heard(named.modify(order, qty, levels)),
        stop: () => heard(named.stop()),
      };
      buried.push(made);
      return {
        broker,
        kill() {
          alive = false;
        },
      };
    };
    let process = await boot();

    const engineSymbol = (symbol: string): string => {
      const found = spec.engineSymbols[symbol];
      if (found === undefined) throw new Error(`${symbol} is not traded here: ask venue.nature before`);
      return found;
    };
    return {
      account: ACCOUNT,
      nature: spec.nature,
      clock,
      reports,
      exchange,
      server,
      logged,
      engineSymbol,
      inSuiteUnits: (qty) => div(qty, unit),
      broker: () => process.broker,
      async movePrice(symbol, price) {
        exchange.movePrice(engineSymbol(symbol), price);
        await server.quiet();
      },
      step: () => clock.advance(STEP_MS),
      async restart() {
        process.kill();
        server.cutAll();
        await server.quiet();
        process = await boot();
      },
      faults: {
        killAtNextSave(when) {
          server.plan.next('submit', { type: when === 'before' ? 'cut_before' : 'cut_after' });
          process.kill();
        },
        failSaves(count) {
          server.plan.next('submit', { type: 'server_error', status: 503, acted: false }, count);
        },
      },
      async close() {
        process.kill();
        await server.close();
        for (const broker of buried) await broker.stop();
      },
    };
  };
}
