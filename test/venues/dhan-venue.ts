// Owns: the fake Dhan as the suites want it: a share at NSE for SPOT and a future at MCX for SWAP, both intraday, so that
// both may be short. One of the suite is a thousand shares or lots: nothing there can be divided.

import type { Broker } from '../../src/brokers/broker.ts';
import { createDhanBroker, type DhanBrokerOptions } from '../../src/brokers/dhan/dhan-broker.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { SPOT, SWAP } from '../brokers/broker-harness.ts';
import { PAPER_NATURE } from '../brokers/venue-nature.ts';
import { INDIA_MS } from './dhan-charts.ts';
import { createDhanFront, type DhanFrontOptions } from './dhan-front.ts';
import { DHAN_SCRIPS, engineName, segmentOf } from './dhan-scrips.ts';
import type { ListedMarket } from './exchange-order.ts';
import type { AdapterParts, RemoteSpec } from './remote-harness.ts';

export const DHAN_CLIENT = '1000000009';
export const DHAN_TOKEN = 'made-up-token-of-the-fake';
const SHARE = { theirs: 'RELIANCE', engine: 'NSE_EQ:2885' } as const;
const FUTURE = { theirs: 'MCX:GOLDPETAL-2026-01-30-FUT', engine: 'MCX_COMM:466029' } as const;

const MARKETS: readonly ListedMarket[] = DHAN_SCRIPS.map((scrip) => ({
  symbol: engineName(segmentOf(scrip), scrip.securityId),
  kind: 'margin',
  base: scrip.underlying,
  quote: 'INR',
  tickSize: scrip.tick,
  stepSize: scrip.lot,
  qtyMin: scrip.lot,
  notionalMin: decimal('0'),
}));

export interface DhanVenueOptions {
  readonly cacheDir: string;
  readonly broker?: Partial<DhanBrokerOptions>;
  readonly front?: Partial<DhanFrontOptions>;
}

const adapterOf = ({ account, httpUrl, wsUrl, clock, log }: AdapterParts, { cacheDir, broker }: DhanVenueOptions): Promise<Broker> =>
  createDhanBroker({
    account,
    mode: 'sandbox',
    clock,
    log,
    clientId: DHAN_CLIENT,
    accessToken: DHAN_TOKEN,
    product: 'I',
    baseUrl: `${httpUrl}/v2`,
    streamUrl: wsUrl,
    scripMasterUrl: `${httpUrl}/scrips.csv`,
    cacheDir,
    // the suite asks for prices without letting time pass
    priceSpacingMs: 0,
    ...broker,
  });

export const dhanVenue = (options: DhanVenueOptions): RemoteSpec => ({
  nature: {
    saysRetryAfter: true,
    ...PAPER_NATURE,
    spot: 'margin',
    flagless: true,
    feesLater: true,
    dayShiftMs: INDIA_MS,
    unit: '1000',
    lives: 'elsewhere',
    words: { insufficient: /insufficient (?:balance|holdings)/, duplicate: /duplicate client order id/, nothingToReduce: /reduce-only/ },
  },
  exchange: {
    markets: MARKETS,
    feeRate: decimal('0'),
    feeIn: 'quote',
    spreadTicks: 1,
    oco: false,
    stopsHoldQuantity: false,
    flips: true,
    stopThrough: 'triggers',
    clientIds: 'free',
  },
  engineSymbols: { [SPOT]: SHARE.engine, [SWAP]: FUTURE.engine },
  names: { symbols: { [SPOT]: SHARE.theirs, [SWAP]: FUTURE.theirs }, currencies: { USDT: 'INR' }, unit: decimal('1000') },
  front: (exchange) =>
    createDhanFront(exchange, {
      clientId: DHAN_CLIENT,
      accessToken: DHAN_TOKEN,
      scrips: DHAN_SCRIPS,
      now: () => exchange.options.now(),
      ...options.front,
    }),
  adapter: (parts) => adapterOf(parts, options),
});
