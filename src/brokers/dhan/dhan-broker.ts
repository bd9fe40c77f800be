// Owns: an account at Dhan (India) behind the Broker port. News comes by Dhan's stream and is told as the books say it;
// orders are sent once; instruments come from Dhan's list of the day.

import type { Clock } from '../../clock.ts';
import type { AccountMode, VenueTraits } from '../../core/model/account.ts';
import type { AccountName, OrderId } from '../../core/model/ids.ts';
import type { OrderRequest } from '../../core/model/order.ts';
import type { Report } from '../../core/model/venues/report.ts';
import { type Broker, SEND_WITHIN_MS, type SubmitOutcome } from '../broker.ts';
import { readCharts } from './charts.ts';
import { checkHeld } from './check-held.ts';
import { createChangeOrder } from './change-order.ts';
import { splitIds } from './combine-slices.ts';
import { createDhanClient } from './dhan-client.ts';
import { examineAccount } from './examine-account.ts';
import { expiredOn } from './find-scrip.ts';
import { createOrderFollower } from './follow-orders.ts';
import { indianDay } from './indian-time.ts';
import { listFills } from './list-fills.ts';
import { createWireUnits, inUnits, type LotUnits, lotUnitsWith } from './lot-units.ts';
import { readOpenOrders } from './open-orders.ts';
import type { Product } from './order-fields.ts';
import { createOrderStream } from './order-stream.ts';
import { createPlaceOrder } from './place-order.ts';
import { createPortfolio, readBalances } from './portfolio.ts';
import { priceScrip, seekScrip } from './price-scrip.ts';
import { createQuotes } from './quotes.ts';
import { createOrderReader } from './read-orders.ts';
import type { Counted } from './scrip.ts';
import { createScripStore } from './scrip-store.ts';

export interface DhanBrokerOptions {
  readonly account: AccountName;
  readonly mode: AccountMode;
  readonly clock: Clock;
  readonly log: (event: string, detail: Record<string, unknown>) => void;
  readonly clientId: string;
  readonly accessToken: string;
  /** Of orders that name no product: C delivery, I intraday, M carried forward. */
  readonly product: Product;
  /** By `MCX:GOLD`: rupees that one of Dhan's quantity gains when its price rises by one, where the list here does not say it. */
  readonly lotUnits?: LotUnits;
  /** Null: as Dhan has published them. */
  readonly baseUrl: string | null;
  readonly streamUrl: string | null;
  readonly scripMasterUrl: string | null;
  /** Where the list of instruments is kept. */
  readonly cacheDir: string;
  /** Between two calls for prices; Dhan allows one a second. */
  readonly priceSpacingMs?: number;
}

/**
 * Stops lock what they would sell: of shares Dhan sells nothing twice, and there are neither groups nor reduce-only orders
 * that would keep a second exit from opening the other side.
 */
export const dhanTraits = (product: Product, told: LotUnits = {}): VenueTraits => ({
  nativeStops: true,
  oco: false,
  reduceOnly: false,
  stopsHoldQuantity: true,
  opensBeyond: true,
  listsLots: true,
  lotUnits: lotUnitsWith(told),
  modify: true,
  marketRests: true,
  postOnly: false,
  extendedHours: false,
  leverage: false,
  orderTypes: ['market', 'limit', 'stop', 'stop_limit'],
  timesInForce: ['day', 'ioc'],
  product,
});

const BASE_URL = 'https://api.dhan.co/v2';
const STREAM_URL = 'wss://api-order-update.dhan.co';
/** The detailed one: the compact one does not say the freeze quantity. */
const SCRIP_MASTER_URL = 'https://images.dhan.co/api-data/api-scrip-master-detailed.csv';
/** Until the book of the day was read once. */
const BOOK_PAUSE_MS = 5_000;

/** Of what was not sent. */
interface Unplaced {
  readonly type: 'unavailable' | 'rejected';
  readonly reason: string;
}

const STOPPED = { type: 'unavailable', reason: 'the account at Dhan is stopped' } as const;
const NO_LIST: { readonly type: 'unavailable'; readonly reason: string } = {
  type: 'unavailable',
  reason: "Dhan's list of instruments is not there yet",
};

export async function createDhanBroker(options: DhanBrokerOptions): Promise<Broker> {
  const { account, clock, log, clientId, accessToken, product, cacheDir } = options;
  const client = createDhanClient({ clientId, accessToken, baseUrl: options.baseUrl ?? BASE_URL, clock });
  const scrips = createScripStore({ url: options.scripMasterUrl ?? SCRIP_MASTER_URL, cacheDir, clock, log });
  const quotes = createQuotes(client, clock, options.priceSpacingMs);
  const told = options.lotUnits ?? {};
  const lots = lotUnitsWith(told);
  const units = createWireUnits(lots, scrips);
  const reader = createOrderReader(client, units, () => clock.now());
  let listener: ((report: Report) => void) | null = null;
  let isBookRead = false;
  let cancelTimer = (): void => undefined;
  const portfolio = createPortfolio({ client, reader, units, now: () => clock.now() });
  const follower = createOrderFollower({ reader, clock, tell: (report) => listener?.(report) });
  const place = createPlaceOrder({ client, follower, product, isBookRead: () => isBookRead });
  const change = createChangeOrder({ client, reader, follower });
  const pricing = { quotes, product, lots, told, now: () => clock.now() };

  const noList = (): typeof NO_LIST => ({ ...NO_LIST, reason: `${NO_LIST.reason}: ${scrips.trouble() ?? 'it is being read'}` });

  /** News is told until the account is stopped; a book that cannot be read is read again. */
  async function readBook(): Promise<void> {
    if (await follower.readBook()) isBookRead = true;
    else if (listener !== null && !isBookRead) {
      cancelTimer();
      cancelTimer = clock.after(BOOK_PAUSE_MS, () => void readBook());
    }
  }

  const stream = createOrderStream({
    url: options.streamUrl ?? STREAM_URL,
    clientId,
    accessToken,
    clock,
    log,
    onOpen: () => void readBook(),
    onHint({ orderId, venueOrderId }) {
      const ours = follower.orderOf(venueOrderId) ?? orderId;
      if (ours === null || listener === null) return;
      follower.heard(ours, venueOrderId);
      void follower.refresh(ours);
    },
  });

  async function scripOf(symbol: string): Promise<Counted | Unplaced> {
    const list = scrips.peek() ?? (await scrips.within(SEND_WITHIN_MS));
    if (list === null) return noList();
    const sought = await seekScrip(list, symbol, pricing);
    if (sought.type === 'found') return inUnits(sought.scrip, lots);
    if (sought.type === 'unavailable') return sought;
    const expired = expiredOn(symbol, indianDay(clock.now()));
    const why = expired === null ? "is in no list of Dhan's today" : `has expired on ${expired}: nothing of it can be traded any more`;
    return { type: 'rejected', reason: `${symbol} ${why}` };
  }

  /** What has expired is no longer held: the books hear what is there instead of asking for its end over and over. */
  async function leaveExpired(request: OrderRequest, refusal: Unplaced): Promise<SubmitOutcome> {
    const hasExpired = refusal.type === 'rejected' && expiredOn(request.instrument.symbol, indianDay(clock.now())) !== null;
    const held = hasExpired ? await checkHeld({ portfolio, list: scrips.peek(), clock, product }, request) : null;
    return held?.type !== 'rejected' ? refusal : { type: 'rejected', reason: refusal.reason, there: held.there };
  }

  return {
    account,
    traits: dhanTraits(product, told),
    async start(onReport) {
      listener = onReport;
      // tens of megabytes: whoever needs it waits for it, the start does not
      void scrips.get();
      await readBook();
      stream.start();
    },
    stop() {
      listener = null;
      cancelTimer();
      stream.stop();
      quotes.stop();
      scrips.stop();
      return Promise.resolve();
    },
    async price(symbol) {
      if (listener === null) return STOPPED;
      const list = await scrips.within(SEND_WITHIN_MS);
      return list === null ? noList() : priceScrip(list, symbol, pricing);
    },
    async candles(symbol, timeframe, count) {
      if (listener === null) return STOPPED;
      const list = await scrips.get();
      if (list === null) return noList();
      const sought = await seekScrip(list, symbol, pricing);
      if (sought.type === 'found') return readCharts({ client, list, clock }, sought.scrip, timeframe, count);
      return sought.type === 'unavailable' ? sought : { type: 'unknown_symbol', reason: `${symbol} is in no list of Dhan's today` };
    },
    async submit(request): Promise<SubmitOutcome> {
      if (listener === null) return STOPPED;
      const startedAt = clock.now();
      const scrip = await scripOf(request.instrument.symbol);
      if ('type' in scrip) return leaveExpired(request, scrip);
      const refusal = await checkHeld({ portfolio, list: scrips.peek(), clock, product }, request);
      if (refusal?.type === 'rejected') return refusal;
      const { productType } = refusal ?? request.terms;
      return place({ ...request, terms: { ...request.terms, productType } }, scrip, () => clock.now() - startedAt > SEND_WITHIN_MS);
    },
    cancel: (order) => (listener === null ? Promise.resolve(STOPPED) : change.cancel(order)),
    async modify(order, qty) {
      if (listener === null) return STOPPED;
      const scrip = await scripOf(order.symbol);
      return 'type' in scrip ? scrip : change.modify(order, qty, scrip);
    },
    async lookUp({ id, venueOrderId }) {
      const sighting = await follower.lookUp(id, venueOrderId == null ? [] : splitIds(venueOrderId));
      return sighting.type === 'found' ? { type: 'found', order: sighting.order } : sighting;
    },
    async balances() {
      const read = await readBalances(client);
      return read.type === 'ok' ? { type: 'ok', balances: read.value } : read;
    },
    async positions() {
      const list = await scrips.get();
      if (list === null) return noList();
      const read = await portfolio.positions(list);
      return read.type === 'ok' ? { type: 'ok', positions: read.value } : read;
    },
    async openOrders() {
      const list = await scrips.get();
      if (list === null) return noList();
      const orderOf = (venueOrderId: string): OrderId | null => follower.orderOf(venueOrderId);
      const read = await readOpenOrders({ client, reader, list, units, now: clock.now(), orderOf });
      return read.type === 'ok' ? { type: 'ok', orders: read.value } : read;
    },
    async fills(_symbols, since) {
      const list = await scrips.get();
      if (list === null) return noList();
      const orderOf = (venueOrderId: string): OrderId | null => follower.orderOf(venueOrderId);
      const heard = follower.heard.bind(follower);
      const read = await listFills({ reader, list, now: clock.now(), orderOf, heard }, since);
      return read.type === 'ok' ? { type: 'ok', list: read.value } : read;
    },
    // prices come by a binary feed that this client does not read: the price watch asks
    watch: () => () => undefined,
    examine: () => examineAccount({ client, accessToken, scrips, clock }),
  };
}
