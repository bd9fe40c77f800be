// Owns: a fake Dhan over HTTP and websocket for a test that opens a house in front of it, in Indian time. One test has one house, and
// everything is closed behind it.

import { afterEach } from 'vitest';
import { createDhanFront, type DhanFrontOptions } from '../venues/dhan-front.ts';
import { DHAN_SCRIPS } from '../venues/dhan-scrips.ts';
import { DHAN_CLIENT, dhanVenue } from '../venues/dhan-venue.ts';
import { createExchange, type Exchange } from '../venues/exchange.ts';
import { type HttpVenue, openHttpVenue } from '../venues/http-venue.ts';
import { House } from './house.ts';

const INDIA_MS = 19_800_000;
const DAY_MS = 86_400_000;

/** `'2026-01-06 10:00'` in India. */
export const indian = (written: string): number => Date.parse(`${written.replace(' ', 'T')}:00Z`) - INDIA_MS;

/** A token as Dhan makes them: it says itself when it ends. */
export const tokenUntil = (at: number): string =>
  ['made', Buffer.from(JSON.stringify({ exp: Math.floor(at / 1_000) })).toString('base64url'), 'up-of-the-fake'].join('.');

export interface DhanHouse {
  readonly h: House;
  readonly exchange: Exchange;
  readonly server: HttpVenue;
  /** What the venue is like; a test may change it. */
  readonly front: DhanFrontOptions;
}

export interface DhanHouseOptions {
  /** In India. */
  readonly at: string;
  readonly cash?: string;
  readonly liquidityPerStep?: string;
  readonly product?: 'C' | 'I' | 'M';
  readonly front?: Partial<DhanFrontOptions>;
  /** By what the engine calls it, as `NSE_EQ:2885`. */
  readonly prices?: Readonly<Record<string, string>>;
  readonly approval?: 'auto' | 'confirm';
  /** Five million rupees where it is not said. */
  readonly maxNotional?: string;
  /** More of the account. */
  readonly account?: string;
  /** Behind `account: india`. */
  readonly strategy?: string;
  /** More of config.yaml. */
  readonly more?: string;
}

/** Of RELIANCE at NSE, of the index NIFTY. */
export const SHARE_AT = 'NSE_EQ:2885';
export const NIFTY_AT = 'IDX_I:13';

export function dhanHouses(): (options: DhanHouseOptions) => Promise<DhanHouse> {
  let open: { readonly h: House | null; readonly server: HttpVenue } | null = null;

  // what is silent lets nobody wait at the stop of the house
  afterEach(async () => {
    await open?.server.close();
    await open?.h?.close();
    open = null;
  });

  return async ({
    at,
    account = '',
    approval = 'auto',
    cash = '1000000',
    liquidityPerStep,
    maxNotional = '5000000',
    product = 'I',
    front: wishes,
    prices,
    strategy,
    more,
  }) => {
    const firstMoment = indian(at);
    const now = (): number => open?.h?.clock.now() ?? firstMoment;
    const spec = dhanVenue({ cacheDir: '' });
    const exchange = createExchange({ ...spec.exchange, balances: { INR: cash }, liquidityPerStep: liquidityPerStep ?? null, now });
    for (const [symbol, price] of Object.entries({ [SHARE_AT]: '1500', [NIFTY_AT]: '24210', ...prices })) exchange.movePrice(symbol, price);
    const front: DhanFrontOptions = {
      clientId: DHAN_CLIENT,
      accessToken: tokenUntil(firstMoment + DAY_MS),
      scrips: DHAN_SCRIPS,
      now,
      ...wishes,
    };
    const server = await openHttpVenue(createDhanFront(exchange, front));
    open = { h: null, server };
    const { httpUrl, wsUrl } = server;
    const h = await House.open({
      firstMoment,
      env: { DHAN_CLIENT_ID: DHAN_CLIENT, DHAN_ACCESS_TOKEN: front.accessToken, TIMEZONE: 'Asia/Kolkata' },
      configYaml: `
accounts:
  india: { broker: dhan, product: ${product}, base_url: "${httpUrl}/v2", stream_url: "${wsUrl}", scrip_master_url: "${httpUrl}/scrips.csv", ${account} }
strategies:
  default: { account: india, approval: ${approval}, max_notional: ${maxNotional}, ${strategy ?? ''} }
${more ?? ''}`,
    });
    open = { h, server };
    return { h, exchange, server, front };
  };
}

/** Far less than anybody waits for an answer. */
const STEP_MS = 5_000;

/** Time passes, and whoever waits for the venue hears it before more of it does. */
export async function until({ h, server }: DhanHouse, moment: number): Promise<void> {
  while (h.clock.now() < moment) {
    await h.clock.advance(Math.min(STEP_MS, moment - h.clock.now()));
    // an order leaves when it is on disk, and its answer is written too
    await h.written();
    await server.quiet();
    await h.written();
    await server.quiet();
  }
}

export const minutes = (house: DhanHouse, count: number): Promise<void> => until(house, house.h.clock.now() + count * 60_000);
