// Owns: what single exchanges want said differently, as far as it was seen on the wire (test/brokers/ccxt-wire.test.ts).
// What is not here goes the common way, and is rehearsed before it is sent (rehearse-order.ts).

import type { MarketType } from './wire/exchange.ts';

/** Where an order that waits for a trigger is asked for, beside the ordinary ones. */
export type Params = Readonly<Record<string, unknown>>;

export interface ExchangeRules {
  /** The parameter that carries our id. */
  readonly clientIdKey: string;
  /** The same for an order with a trigger. */
  readonly triggerClientIdKey: string;
  /** By which of ccxt's parameters a stop is asked for; null: as the venue's features say. */
  readonly stopKey: 'stopLossPrice' | 'triggerPrice' | null;
  /** `fetchOrder` finds an order by our id, with these parameters beside it. */
  readonly lookUpById: boolean;
  /** … while that is open and not for long after, and none that waits for a trigger: its lists are read then. */
  readonly forgetsIds: boolean;
  /** What narrows the account's trades to one order, where ccxt's own question for it does not serve all markets. */
  readonly tradesKey: string | null;
  /** What makes its lists of trades as long as the venue gives them. */
  readonly tradesParams: Params;
  /** What is paid for a trade is below zero as ccxt reads it, and is counted in quote currency, whatever it was paid in. */
  readonly feesNegated: boolean;
  /** Further lists in which open orders stand. */
  readonly triggerLists: readonly Params[];
  /** An order at market needs a price: what it is bounded by. */
  readonly marketNeedsPrice: boolean;
  /** A market buy takes an amount of quote currency only: a limit order that takes what it gets at once stands in for it. */
  readonly marketBuyByCost: boolean;
  /** `editOrder` changes a quantity in place, of orders with a trigger as well. */
  readonly modifiesInPlace: boolean;
  /** What waits for a trigger stands among the other open orders, although ccxt knows a list of its own for it. */
  readonly listsTriggers: boolean;
  /** A working stop locks what it would sell. */
  readonly stopsHold: boolean;
  /** It has stops that can be followed from their trigger to their end. */
  readonly takesStops: boolean;
  /** It has stops that become market orders, not only limit orders. */
  readonly stopsAtMarket: boolean;
  /** Reduce-only goes with an order; where ccxt makes another order of it, it does not. */
  readonly reduceOnly: boolean;
  /** Those that reach the venue; ccxt passes others on in a word that it does not know, or drops them. */
  readonly timesInForce: readonly ('ioc' | 'fok')[];
  /** … or in the venue's own words, which ccxt hands on as they are; `PO` is what never takes. */
  readonly timeWords: Readonly<Record<'IOC' | 'FOK' | 'PO', string>> | null;
  /** Where long and short are held apart, an order names its side; else reduce-only alone tells an exit from an entry. */
  readonly namesSide: boolean;
  /** Where the venue's own words say the most of one order at market, if ccxt passes over it. */
  readonly marketMaxPath: readonly string[];
  /** Why nothing is sent there, as the end of a sentence that begins with the name of the venue; null: orders are. */
  readonly untraded: string | null;
  /** What is held there from when it was traded is left all the same, at market. */
  readonly isLeft: boolean;
  /** What all positions are asked for with, and all open orders, where a list is that of one settlement currency or kind of market; from the second one on: lists that an account may not have. */
  readonly positionLists: readonly Params[];
  readonly openLists: readonly Params[];
  /** What its money is asked for with, in the same way. */
  readonly balanceLists: readonly Params[];
  /** What makes its list of ended orders as long as the venue gives it. */
  readonly endedParams: Params;
  /** Where its ended orders stand; from the second one on: in lists that an account may not have. */
  readonly endedLists: readonly Params[];
  /** What waited for a trigger and has ended stands among the other ended orders. */
  readonly endsTogether: boolean;
  /** Quantities are coins, although the venue says what one contract is. */
  readonly amountsInCoins: boolean;
  /** The least quantity is written in coins, although quantities are contracts. */
  readonly leastInCoins: boolean;
  /** What goes with every order that waits for a trigger. */
  readonly triggerParams: Params;
}

const COMMON: ExchangeRules = {
  clientIdKey: 'clientOrderId',
  triggerClientIdKey: 'clientOrderId',
  stopKey: null,
  lookUpById: false,
  forgetsIds: false,
  tradesKey: null,
  tradesParams: {},
  feesNegated: false,
  triggerLists: [],
  marketNeedsPrice: false,
  marketBuyByCost: false,
  modifiesInPlace: false,
  listsTriggers: false,
  stopsHold: true,
  takesStops: true,
  stopsAtMarket: true,
  reduceOnly: true,
  timesInForce: ['ioc', 'fok'],
  timeWords: null,
  namesSide: true,
  marketMaxPath: [],
  untraded: null,
  isLeft: false,
  positionLists: [{}],
  openLists: [{}],
  balanceLists: [{}],
  endedParams: {},
  endedLists: [{}],
  endsTogether: false,
  amountsInCoins: false,
  leastInCoins: false,
  triggerParams: {},
};

type Own = Partial<ExchangeRules>;

/** All that is open, in these parts. */
const inParts = (...parts: readonly Params[]): Own => ({ positionLists: parts, openLists: parts });

/** The name under which it carries our id, of every order; ccxt knows it by another. */
const idIn = (key: string): Own => ({ clientIdKey: key, triggerClientIdKey: key });

const TRIGGER: Params = { trigger: true };

/** By exchange; a function where spot and contracts differ. */
const OWN: Readonly<Record<string, Own | ((market: MarketType) => Own)>> = {
  binance: (market) => ({ lookUpById: true, tradesKey: 'orderId', triggerLists: market === 'spot' ? [] : [TRIGGER] }),
  binanceusdm: { lookUpById: true, tradesKey: 'orderId', triggerLists: [TRIGGER] },
  bybit: (market) => ({
    modifiesInPlace: true,
    stopsHold: false,
    ...(market === 'spot'
      ? { stopKey: 'triggerPrice' as const, triggerLists: [TRIGGER] }
      : {
          listsTriggers: true,
          marketMaxPath: ['lotSizeFilter', 'maxMktOrderQty'],
          ...inParts({ settleCoin: 'USDT' }, { settleCoin: 'USDC' }),
        }),
  }),
  // a stand-alone stop-loss would go to the margin account of a spot order
  okx: (market) => ({
    // of coins it is counted in dollars
    marketMaxPath: market === 'spot' ? [] : ['maxMktSz'],
    triggerClientIdKey: 'algoClOrdId',
    stopKey: 'triggerPrice',
    lookUpById: true,
    triggerLists: [{ trigger: true, ordType: 'trigger' }, { trigger: true, ordType: 'conditional' }, { trailing: true }],
    stopsHold: false,
  }),
  kraken: { modifiesInPlace: true },
  // its trigger goes up for a buy and down for a sell with this word only; reduce-only would close the position at once
  coinbase: {
    clientIdKey: 'client_order_id',
    triggerClientIdKey: 'client_order_id',
    stopKey: 'stopLossPrice',
    marketBuyByCost: true,
    stopsAtMarket: false,
    reduceOnly: false,
  },
  // of contracts it is one of four sides that tells an exit from an entry, in either mode; where ccxt knows that both are held apart it
  // names the exit of the other one. Twenty ended orders are what it lists unasked. What waits for a trigger takes none of our ids, is a
  // limit order with a trigger from below unless told, and ends after a day: stops are watched here
  mexc: (market) => (market === 'spot' ? {} : { timesInForce: [], namesSide: false, takesStops: false, endedParams: { page_size: 100 } }),
  // an order that takes what it gets at once is a kind of order, which ccxt knows in small letters alone; of all or nothing it makes a plain one
  krakenfutures: { timesInForce: ['ioc'], timeWords: { IOC: 'ioc', FOK: 'fok', PO: 'PO' } },
  // a trigger below the market that sells would be a take-profit with the other word
  cryptocom: { clientIdKey: 'client_oid', triggerClientIdKey: 'client_oid', stopKey: 'stopLossPrice' },
  // of coins it has no stops: they are watched here; those of contracts reach as far behind their trigger as the venue's own do
  hyperliquid: (market) => ({
    lookUpById: true,
    marketNeedsPrice: true,
    stopKey: 'stopLossPrice',
    takesStops: market !== 'spot',
    triggerParams: { slippage: '0.1' },
  }),
  // triggers of contracts follow the mark price unless told; fifty trades and ended orders are what it lists unasked, and twenty of coins.
  // What a stop of coins becomes when it is touched is not documented: such stops are watched here
  kucoin: (market) => ({
    lookUpById: true,
    triggerLists: [TRIGGER],
    tradesKey: 'orderId',
    ...(market === 'spot'
      ? { takesStops: false, tradesParams: { limit: 100 }, endedParams: { limit: 100 }, endsTogether: true }
      : {
          tradesParams: { pageSize: 100 },
          endedParams: { pageSize: 100 },
          endsTogether: true,
          triggerParams: { stopPriceType: 'TP' },
          balanceLists: [{}, { currency: 'USDC' }],
        }),
  }),
  // a stand-alone stop-loss would close the whole position; triggers follow the mark price unless told
  bitget: (market) => ({
    stopKey: 'triggerPrice',
    triggerLists: [TRIGGER],
    marketBuyByCost: market === 'spot',
    triggerParams: { triggerType: 'fill_price' },
    ...(market === 'spot'
      ? {}
      : {
          ...inParts({ productType: 'USDT-FUTURES' }, { productType: 'USDC-FUTURES' }),
          balanceLists: [{ productType: 'USDT-FUTURES' }, { productType: 'USDC-FUTURES' }],
        }),
  }),
  // our id finds an order for an hour on spot markets after it has ended, for a minute of contracts, and no trigger; a spot trigger ends
  // after a day unless told: 30 days are the most that it takes
  gate: (market) => ({
    lookUpById: true,
    forgetsIds: true,
    triggerLists: [TRIGGER],
    namesSide: false,
    ...(market === 'spot' ? { marketBuyByCost: true, triggerParams: { expiration: 2_592_000 } } : {}),
  }),
  // what waits for a trigger is another kind of order there, with ids of its own: stops are watched here
  woo: (market) => ({ lookUpById: true, takesStops: false, endedParams: { size: 500 }, marketBuyByCost: market === 'spot' }),
  // its word for a stop is a kind of order; 25 ended orders are what it lists unasked
  bitfinex: (market) => ({
    stopKey: 'triggerPrice',
    endedParams: { limit: 2_500 },
    untraded: market === 'spot' ? null : 'says of its contracts no size that ccxt reads: what is held there could not be compared',
  }),
  // triggers that were touched become orders of their own: stops are watched here
  backpack: { tradesKey: 'orderId', takesStops: false, endedParams: { limit: 1_000 } },
  dydx: {
    untraded: 'takes orders as signed transactions in the address of a question: what they hold, and whether one has left, is not seen',
  },
  lighter: { untraded: 'takes orders that a library signs which ccxt does not bring along: what they hold is not seen' },
  // triggers of contracts follow the mark price unless told; twenty ended orders are what it lists unasked
  phemex: (market) => ({
    timeWords: { IOC: 'ImmediateOrCancel', FOK: 'FillOrKill', PO: 'PostOnly' },
    ...(market === 'spot'
      ? {}
      : {
          endedParams: { limit: 200 },
          triggerParams: { triggerType: 'ByLastPrice' },
          positionLists: [{}, { code: 'USDC' }],
          balanceLists: [{}, { code: 'USDC' }],
        }),
  }),
  // of contracts an order that waits for a trigger takes none of our ids; of coins no list shows them, which find an order for two hours: stops
  // are watched here
  bingx: (market) => ({
    lookUpById: true,
    forgetsIds: true,
    tradesKey: 'orderId',
    takesStops: false,
    endsTogether: true,
    ...(market === 'spot'
      ? { tradesParams: { limit: 1_000 }, endedParams: { pageSize: 100 }, marketBuyByCost: true }
      : { endedParams: { limit: 1_000 } }),
  }),
  // amounts are coins there, whatever one contract is of them; ccxt has no word for a stop but the one that it says it does not know
  deribit: (market) => ({ ...idIn('label'), stopKey: 'stopLossPrice', amountsInCoins: true, takesStops: market !== 'spot' }),
  // without a market it would list those of its spot markets
  btse: (market) => (market === 'spot' ? {} : { openLists: [{ type: 'swap' }] }),
  hashkey: (market) => (market === 'spot' ? {} : { openLists: [{ type: 'swap' }] }),
  hitbtc: idIn('client_order_id'),
  bequant: idIn('client_order_id'),
  fmfwio: idIn('client_order_id'),
  indodax: idIn('client_order_id'),
  toobit: idIn('newClientOrderId'),
  coinsph: idIn('newClientOrderId'),
  // of contracts ten orders and ten trades are what it lists unasked, and those of one margin mode; what is on its way out holds what it
  // would close. A stop would go out as a plain order with a trigger beside it, and its list shows none of our ids: they are watched here
  htx: (market) =>
    market === 'spot'
      ? { marketBuyByCost: true }
      : {
          tradesKey: 'order_id',
          tradesParams: { limit: 100 },
          feesNegated: true,
          endedParams: { limit: 100 },
          endedLists: [{ marginMode: 'cross' }, { marginMode: 'isolated' }],
          stopsHold: true,
          takesStops: false,
          leastInCoins: true,
        },
};

/**
 * ccxt hands our id on under its own name, which these do not know, or reads none from what they show: an order whose answer is lost
 * could not be found, and would be sent again.
 */
const UNSEEN: ReadonlySet<string> = new Set([
  'bit2c',
  'bitbank',
  'bitbns',
  'bitflyer',
  'bitopro',
  'bitso',
  'bitteam',
  'btcbox',
  'coincheck',
  'coinspot',
  'digifinex',
  'hollaex',
  'independentreserve',
  'luno',
  'mercado',
  'p2b',
  'paymium',
  'zaif',
]);
const UNTRADED: Own = {
  untraded: 'does not show, as far as ccxt reads it, the id that we give an order: one whose answer is lost could not be found',
  isLeft: true,
};

/** ccxt has limit orders alone for them: there is no way out at market. */
const LIMITS_ALONE: ReadonlySet<string> = new Set(['coinspot', 'p2b', 'zaif']);

/** Where contracts that end on a day were driven. */
const DATED: ReadonlySet<string> = new Set(['binance', 'binanceusdm', 'bybit', 'deribit', 'krakenfutures', 'okx']);
const UNDRIVEN: Own = {
  untraded: 'was never driven in contracts that end on a day: how it writes their orders was not seen',
  isLeft: true,
};

export function rulesOf(exchange: string, market: MarketType): ExchangeRules {
  const known = UNSEEN.has(exchange)
    ? { ...UNTRADED, isLeft: !LIMITS_ALONE.has(exchange) }
    : Object.hasOwn(OWN, exchange)
      ? OWN[exchange]
      : undefined;
  const own = typeof known === 'function' ? known(market) : known;
  // a reason of its own holds for these contracts, too, and may leave no way out
  const undriven = market === 'future' && !DATED.has(exchange) && own?.untraded == null ? UNDRIVEN : {};
  return { ...COMMON, stopsHold: market === 'spot', ...own, ...undriven };
}
