// Owns: ccxt's adapter over the fake of a venue: its requests keep the addresses of the venue (ccxt picks tables of errors by
// them) and are carried to the loopback server beneath it.

import type { Clock } from '../../src/clock.ts';
import { type CcxtBrokerOptions, createCcxtBroker } from '../../src/brokers/ccxt/ccxt-broker.ts';
import { carriedTo } from './carried-fetch.ts';
import type { RemoteSpec } from './remote-harness.ts';

type Named = Pick<CcxtBrokerOptions, 'exchange' | 'market' | 'credentials'> & Partial<Pick<CcxtBrokerOptions, 'quoteCurrency'>>;

/** A machine that is busy is no venue that is silent. Only the fault cases wait for answers that never come. */
const PATIENT_MS = 20_000;
const IMPATIENT_MS = 1_500;

export interface CcxtSpec extends RemoteSpec {
  readonly adapterWith: (timeoutMs: number, keptFile?: string) => RemoteSpec['adapter'];
}

/** For cases in which answers never come. */
export const impatient = (spec: CcxtSpec): RemoteSpec => ({ ...spec, adapter: spec.adapterWith(IMPATIENT_MS) });

/** What is known of the markets outlives the process in this file. */
export const keeping = (spec: CcxtSpec, keptFile: string): RemoteSpec => ({ ...spec, adapter: spec.adapterWith(PATIENT_MS, keptFile) });

/**
 * `streams`: where ccxt looks for the websockets of the loopback server, under the name `streamsAt`. `beside`: more for ccxt's constructor, such as
 * the time, where ccxt asks for candles from an instant on.
 */
export function adapters(
  named: Named,
  streams: (wsUrl: string) => unknown,
  streamsAt = 'ws',
  beside: (clock: Clock) => Record<string, unknown> = () => ({}),
): Pick<CcxtSpec, 'adapter' | 'adapterWith'> {
  const adapterWith: CcxtSpec['adapterWith'] =
    (timeout, keptFile) =>
    ({ account, httpUrl, wsUrl, clock, log }) =>
      createCcxtBroker({
        quoteCurrency: 'USDT',
        ...named,
        account,
        mode: 'live',
        sandbox: false,
        ...(keptFile === undefined ? {} : { keptFile }),
        ccxt: { ...beside(clock), timeout, fetchImplementation: carriedTo(httpUrl), urls: { api: { [streamsAt]: streams(wsUrl) } } },
        clock,
        log,
      });
  return { adapterWith, adapter: adapterWith(PATIENT_MS) };
}
