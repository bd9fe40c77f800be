// Owns: one exchange of ccxt as this house uses it: no repeats by itself, no tags or fees for others, no questions at the
// start that trading does not need, sandbox only where ccxt has one.

import { addModeQuestion } from './ask-mode.ts';
import { plainStatus, wrongEnvelope } from './check-envelope.ts';
import { readRetryAfter } from '../../retry-after.ts';
import { mendExchange } from '../exchanges/mend-exchange.ts';
import { type Envelope, noteEnvelope } from './classify-error.ts';
import { type Exchange, type ExchangeClass, hasOwn, type MarketType } from './exchange.ts';
import { forgetUnanswered } from './forget-unanswered.ts';
import { type BanWatch, holdWhileBanned } from './hold-banned.ts';
import { hearFutures } from './heard-futures.ts';
import { keepHere } from './keep-here.ts';
import { keepTime } from './keep-time.ts';
import { keepUnsent } from './keep-unsent.ts';
import { inKnownWords, waitSaid } from './known-words.ts';
import { type Dict, dictOf, isDict, textOf } from './read-answer.ts';
import { watchSent } from './watch-sent.ts';

export interface Credentials {
  readonly apiKey: string;
  readonly secret: string;
  readonly password?: string;
}

export interface ExchangeSettings {
  readonly market: MarketType;
  readonly sandbox: boolean;
  readonly credentials: Credentials;
  /** From config.yaml, as ccxt's constructor takes it. */
  readonly ccxt: Record<string, unknown>;
  /** Whatever asks for another machine is refused before it leaves. */
  readonly staysHere?: boolean;
  /** Absent: the machine's clock. */
  readonly now?: () => number;
}

/** Every request has ended before the look-ups of the core begin. */
const TIMEOUT_MS = 10_000;

/** Headers by which venues pay whoever wrote the library. */
const TAG_HEADERS = /^(?:(?:x-)?referer|x-channel-api-code|source|x-source-key|x-broker-id|x-gate-channel-id|kc-api-partner.*)$/i;

const NO_TAGS: Record<string, unknown> = {
  broker: '',
  brokerId: '',
  // hyperliquid: neither the fee, nor its approval, nor a referrer
  builderFee: false,
  refSet: true,
};

const marketOptions = (market: MarketType): Record<string, unknown> => ({
  defaultType: market,
  ...(market === 'spot' ? {} : { defaultSubType: 'linear' }),
  warnOnFetchOpenOrdersWithoutSymbol: false,
  adjustForTimeDifference: true,
});

/** What single exchanges ask for at the start although an order does not need it. */
function ownOptions(id: string, market: MarketType): Record<string, unknown> {
  const types = [market === 'spot' ? 'spot' : 'linear'];
  switch (id) {
    case 'binance':
    case 'binanceusdm':
      // the ticker that ccxt streams unasked has neither bid nor ask
      return { fetchMargins: false, fetchMarkets: { types }, watchTicker: { name: 'ticker' }, watchTickers: { name: 'ticker' } };
    case 'bybit':
      return { enableUnifiedMargin: false, enableUnifiedAccount: true, fetchMarkets: { types } };
    case 'okx':
    // its spot, its dated contracts and its options are lists of their own, on other servers
    case 'gate':
    // each exchange of contracts there that somebody else has opened has lists of its own, which are not read: what is held there would be gone
    case 'hyperliquid':
      return { fetchMarkets: { types: [market] } };
    // its contracts have servers of their own, and those that are settled in coins lists of theirs: what is not traded is not waited for
    case 'htx':
      return { fetchMarkets: { types: { spot: market === 'spot', linear: market !== 'spot', inverse: false } } };
    // its tickers would be read for the fees in them, and whether coins have an account of another kind for those of contracts
    case 'kucoin':
      return {
        fetchMarkets: { types: market === 'spot' ? types : ['swap'], fetchTickersFees: false },
        // a unified account has its money in one part, and ccxt asks for that of another one
        fetchUtaBalance: { defaultType: 'unified' },
        ...(market === 'spot' ? {} : { hf: false }),
      };
    // it warns, and throws, of a list of all open orders
    case 'aster':
      return { fetchOpenOrders: { warnIfNoSymbol: false } };
    default:
      return {};
  }
}

/** Throws with the remedy where the account cannot be opened as it is configured. */
export function makeExchange(Class: ExchangeClass, settings: ExchangeSettings): Exchange {
  const { staysHere = false } = settings;
  const exchange = plainExchange(Class, settings);
  keepTime(exchange, () => {
    const asker = plainExchange(Class, settings);
    if (staysHere) keepHere(asker);
    return asker;
  });
  watchSent(exchange);
  forgetUnanswered(exchange);
  if (staysHere) keepHere(exchange);
  return exchange;
}

/** With everything that concerns single requests. */
function plainExchange(Class: ExchangeClass, settings: ExchangeSettings): Exchange {
  const { market, credentials, ccxt } = settings;
  const exchange = new Class({
    timeout: TIMEOUT_MS,
    // an order never waits behind questions; a venue that wants fewer of them says so, and is asked later
    enableRateLimit: false,
    ...ccxt,
  });
  Object.assign(exchange, keysOf(exchange, credentials));
  const given = dictOf(ccxt['options']);
  for (const [key, value] of Object.entries({ ...marketOptions(market), ...NO_TAGS, ...ownOptions(exchange.id, market), ...given })) {
    const before = exchange.options[key];
    exchange.options[key] = isDict(before) && isDict(value) && key !== 'broker' ? { ...before, ...value } : value;
  }
  Object.assign(exchange.has, { fetchCurrencies: false });
  // two of Backpack's are listed without their unit
  if (exchange.id === 'backpack') Object.assign(exchange.timeframes ?? {}, { '15m': '15m', '30m': '30m' });
  Object.assign(exchange, { maxRetriesOnFailure: 0 });
  Object.assign(exchange.options, { maxRetriesOnFailure: 0 });
  takeOffTags(exchange);
  const now = settings.now ?? Date.now;
  keepEnvelope(exchange, holdWhileBanned(exchange, now), now);
  keepUnsent(exchange);
  hearFutures(exchange);
  skipMarginables(exchange);
  forgetFailedLoad(exchange);
  riseNonce(exchange);
  if (market !== 'spot') addModeQuestion(exchange);
  mendExchange(exchange, market);
  if (settings.sandbox) enterSandbox(exchange, market, isDict(ccxt['urls']));
  return exchange;
}

/** Venues of wallets have an address and a private key instead. */
function keysOf(exchange: Exchange, { apiKey, secret, password }: Credentials): Record<string, unknown> {
  const needs = dictOf(exchange.requiredCredentials);
  if (needs['privateKey'] === true) return { walletAddress: apiKey, privateKey: secret };
  // WOO's third word is the id of the application
  if (needs['uid'] === true && password !== undefined) return { apiKey, secret, password, uid: password };
  return { apiKey, secret, ...(password === undefined ? {} : { password }) };
}

interface Signed {
  readonly headers?: unknown;
}
type Sign = (...args: readonly unknown[]) => Signed;
/** Status, its text, address, method, headers, body as it came, body as JSON. */
type HandleErrors = (status: unknown, text: unknown, url: unknown, ...rest: readonly unknown[]) => unknown;
const HEADERS = 1;
const PARSED = 3;
/** What was asked, where it is no part of the address. */
const ASKED = 5;

/** Where the parameters of a request stand among the arguments of ccxt's `sign`. */
const PARAMS = 3;

const TAG_PARAM = /^broker_?id$/i;

const withoutTag = (params: unknown): unknown =>
  isDict(params) && Object.keys(params).some((key) => TAG_PARAM.test(key))
    ? Object.fromEntries(Object.entries(params).filter(([key]) => !TAG_PARAM.test(key)))
    : params;

/** WOO's tag is put in while an order is signed, and nothing but this keeps it out; the address is chosen elsewhere. */
function asInSandbox(exchange: Exchange, sign: () => Signed): Signed {
  const { sandboxMode } = exchange.options;
  exchange.options['sandboxMode'] = true;
  try {
    return sign();
  } finally {
    exchange.options['sandboxMode'] = sandboxMode;
  }
}

/** Tags stand in headers that no signature covers, and in one parameter of two exchanges. */
function takeOffTags(exchange: Exchange): void {
  const inside = exchange as unknown as { sign: Sign; handleBuilderFeeApproval?: () => Promise<boolean> };
  const sign = inside.sign.bind(exchange);
  inside.sign = (...args) => {
    const untagged = args.map((each, at) => (at === PARAMS ? withoutTag(each) : each));
    const signed = exchange.id === 'woo' ? asInSandbox(exchange, () => sign(...untagged)) : sign(...untagged);
    if (!isDict(signed.headers)) return signed;
    const headers = Object.entries(signed.headers).filter(([name]) => !TAG_HEADERS.test(name));
    return { ...signed, headers: Object.fromEntries(headers) };
  };
  if (inside.handleBuilderFeeApproval !== undefined) inside.handleBuilderFeeApproval = () => Promise.resolve(true);
}

/** ccxt writes the names of headers with capitals. */
const waitIn = (headers: Dict): number | null => readRetryAfter(textOf(headers['Retry-After']), textOf(headers['Date']));

/** Whether a refusal came with a status of 500 or above is known here and nowhere else; so is what is no answer at all. */
function keepEnvelope(exchange: Exchange, bans: BanWatch, now: () => number): void {
  const inside = exchange as unknown as { handleErrors: HandleErrors; handleHttpStatusCode: HandleErrors };
  const handle = inside.handleErrors.bind(exchange);
  const handleStatus = inside.handleHttpStatusCode.bind(exchange);
  let last: Envelope = { httpStatus: 0, retryAfterMs: null, isWordless: false };
  // ccxt goes from the one to the other without waiting in between: no other answer comes there
  inside.handleHttpStatusCode = (...args) => {
    try {
      return handleStatus(...args);
    } catch (error) {
      // the venue has said nothing that ccxt knows: it goes by the status alone
      noteEnvelope(error, { ...last, isWordless: true });
      throw error;
    }
  };
  inside.handleErrors = (status, text, url, ...rest) => {
    last = {
      httpStatus: plainStatus(exchange.id, Number(status), rest[PARSED]),
      retryAfterMs: waitIn(dictOf(rest[HEADERS])) ?? waitSaid(exchange.id, rest[PARSED], dictOf(rest[HEADERS]), now()),
      isWordless: false,
    };
    bans.heard(last);
    try {
      // before ccxt looks: it takes what it cannot read for a refusal
      const wrong = status === 200 ? wrongEnvelope(exchange.id, String(url), rest[PARSED], String(rest[ASKED])) : null;
      if (wrong !== null) throw new Error(wrong);
      return handle(status, text, url, ...rest.map((each, at) => (at === PARSED ? inKnownWords(exchange.id, String(url), each) : each)));
    } catch (error) {
      noteEnvelope(error, last);
      throw error;
    }
  };
}

type FetchMarkets = (params?: Dict) => Promise<unknown>;

/** What can be traded on borrowed coins KuCoin asks for in the name of the account, of contracts too: a key for contracts alone is refused it. */
function skipMarginables(exchange: Exchange): void {
  if (exchange.id !== 'kucoin') return;
  const inside = exchange as unknown as { fetchMarkets: FetchMarkets };
  const fetchMarkets = inside.fetchMarkets.bind(exchange);
  inside.fetchMarkets = (params = {}) => fetchMarkets({ ...params, marginables: false });
}

type LoadMarkets = (...args: readonly unknown[]) => Promise<unknown>;

/**
 * ccxt keeps the promise in which markets are loaded, and answers every call with it: one lost answer at the start, or at a
 * reload for a new symbol, would keep the account from trading until the process is started again.
 */
function forgetFailedLoad(exchange: Exchange): void {
  const inside = exchange as unknown as { loadMarkets: LoadMarkets; marketsLoading: unknown };
  const load = inside.loadMarkets.bind(exchange);
  inside.loadMarkets = async (...args) => {
    // whoever needs what is there waits for no newer list: an order would, and fail with it
    if (args[0] !== true && exchange.markets !== undefined) return exchange.markets;
    const loaded = load(...args);
    const kept = inside.marketsLoading;
    try {
      return await loaded;
    } catch (error) {
      // not the next attempt, which somebody else may have begun
      if (inside.marketsLoading === kept) inside.marketsLoading = undefined;
      throw error;
    }
  };
}

const RISING: ReadonlySet<string> = new Set(['kraken', 'krakenfutures', 'bitfinex']);

/** Kraken and Bitfinex refuse a nonce that does not rise, and ccxt gives two requests of one millisecond the same. */
function riseNonce(exchange: Exchange): void {
  if (!RISING.has(exchange.id)) return;
  const inside = exchange as unknown as { nonce: () => number };
  const nonceOf = inside.nonce.bind(exchange);
  let last = 0;
  inside.nonce = () => {
    last = Math.max(last + 1, nonceOf());
    return last;
  };
}

function enterSandbox(exchange: Exchange, market: MarketType, hasOwnUrls: boolean): void {
  if (hasOwnUrls) return;
  if (market !== 'spot' && exchange.id.startsWith('binance')) return exchange.enableDemoTrading(true);
  if (!hasOwn(exchange, 'sandbox')) {
    throw new Error(
      `${exchange.id} has no sandbox that ccxt knows. Leave out sandbox: (the account is live then), or use a paper account with its prices.`,
    );
  }
  exchange.setSandboxMode(true);
}
