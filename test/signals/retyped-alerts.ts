// Owns: the alerts of the corpus typed anew: other markets, other numbers, the other side, other spellings of the same. Each
// change is made in the text and in what is expected alike, so the answer is known without reading anything.

import type { CorpusCase, Expectation, ExpectedLevel } from './corpus-case.ts';

export interface RetypedAlert {
  readonly name: string;
  readonly body: string;
  readonly expect: Expectation;
}

const typed = (name: string, body: string, expect: Expectation): RetypedAlert => ({ name, body, expect });

/** `BTC` and `ETH` are typed as these: digits in front, words of the language, one letter. */
const COINS = ['SOL', '1000SHIB', '1INCH', 'OP', 'ONE', 'MOVE', 'NEAR', 'FUN', 'HIGH', 'KEY', 'S', 'W'];
const STOCKS = ['F', 'NOW', 'ON', 'ALL', 'BRK.B', 'COST', 'SO', 'IT', 'LOW', 'TGT', 'SHOP', 'HIGH'];
const MARKETS: readonly { readonly is: RegExp; readonly others: (symbol: string) => readonly string[] }[] = [
  { is: /^(?:EURUSD|GBPJPY|GBPUSD|AUDUSD|EURGBP|USDJPY)$/, others: () => ['NZDCAD', 'CHFJPY', 'XAUUSD'] },
  { is: /^(?:BTC|ETH)(?:USDT|USDC|USD)(?:\.P)?$/, others: (symbol) => COINS.map((coin) => coin + symbol.slice(3)) },
  { is: /^(?:BTC|ETH)[/_-](?:USDT|USDC|USD)(?:[:-].+)?$/, others: (symbol) => COINS.map((coin) => coin + symbol.slice(3)) },
  { is: /^(?:MNQ|MES|ES|NQ|CL)(?:1!|[A-Z]20\d\d)$/, others: () => ['GC1!', '6E1!', 'M2K1!', 'CLZ2027', 'NQH2027'] },
  { is: /^(?:AAPL|AMD|TSLA|SPY|SQ)$/, others: () => STOCKS },
];

const quoted = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
/** Only JSON and fields say where a symbol is: in a sentence, `BUY NOW` is no market. */
const hasFields = (body: string): boolean => body.trimStart().startsWith('{') && !body.includes('order buy @');

const PLAIN_LINE = /^[a-z]+,[A-Z.]+,\d/i;

function otherMarkets({ body, expect }: CorpusCase): RetypedAlert[] {
  const { symbol } = expect;
  const market = symbol === null ? undefined : MARKETS.find(({ is }) => is.test(symbol));
  if (symbol === null || market === undefined || (market.others(symbol) === STOCKS && !hasFields(body))) return [];
  const written = new RegExp(`(?<![A-Za-z0-9])${quoted(symbol)}(?![A-Za-z0-9])`, 'g');
  // a form writes its slash otherwise; of `buy,BTCUSDT,1,67250` only what a bitcoin costs tells the price from the quantity
  if (!written.test(body) || PLAIN_LINE.test(body)) return [];
  return market.others(symbol).map((other) =>
    typed(
      `for ${other}`,
      body.replaceAll(written, () => other),
      { ...expect, symbol: other },
    ),
  );
}

/** A number that stands by itself; times, dates and parts of names are none. */
const NUMBER =
  /(?<![A-Za-z0-9_.,#]|\d:|[A-Za-z]-|\b20\d\d-|\b20\d\d-\d\d-)(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![A-Za-z0-9_:]|\.\d|,\d{3})/g;
const valueOf = (written: string): number => Number(written.replaceAll(',', ''));
const shown = (value: number): string => String(Number(value.toPrecision(12)));
const retype = (body: string, change: (value: number) => number | null): string =>
  body.replaceAll(NUMBER, (written) => {
    const changed = change(valueOf(written));
    return changed === null ? written : shown(changed);
  });

const levelWith = (level: ExpectedLevel, change: (price: number) => number): ExpectedLevel => ({
  ...level,
  ...(level.price === undefined ? {} : { price: change(level.price) }),
  ...(level.activation_price === undefined ? {} : { activation_price: change(level.activation_price) }),
});
const PRICES = ['signal_price', 'limit_price', 'stop_price', 'fill_price'] as const;

/** The levels of the order changed; those of `also` as well. */
function withLevels(expect: Expectation, change: (price: number) => number, also: readonly (typeof PRICES)[number][]): Expectation {
  const { take_profits: targets, stop_loss: stop, trailing, entries } = expect;
  const prices = also.flatMap((name) => (expect[name] === undefined ? [] : [[name, change(expect[name])] as const]));
  return {
    ...expect,
    ...Object.fromEntries(prices),
    ...(targets === undefined ? {} : { take_profits: targets.map((target) => levelWith(target, change)) }),
    ...(stop === undefined ? {} : { stop_loss: levelWith(stop, change) }),
    ...(trailing === undefined ? {} : { trailing: levelWith(trailing, change) }),
    ...(entries === undefined ? {} : { entries: entries.map(change) }),
  };
}

function levelsOf(expect: Expectation): number[] {
  const levels = [...(expect.take_profits ?? []), expect.stop_loss ?? {}, expect.trailing ?? {}];
  return levels.flatMap(({ price, activation_price: from }) => [price ?? [], from ?? []].flat()).concat(expect.entries ?? []);
}

/** Every price of the alert times a factor: what is read may not hang on the height of a price. */
function otherPrices({ body, expect }: CorpusCase): RetypedAlert[] {
  const prices = [...levelsOf(expect), ...PRICES.flatMap((name) => expect[name] ?? [])];
  // a small number may be something else that is equal, and distances do not move with the price
  if (prices.length === 0 || Math.min(...prices) < 2 || PLAIN_LINE.test(body)) return [];
  const [low, high] = [Math.min(...prices) * 0.7, Math.max(...prices) * 1.3];
  return [0.001, 0.37, 3].map((factor) => {
    const scaled = (price: number): number => Number(shown(price * factor));
    const text = retype(body, (value) => (value >= low && value <= high ? scaled(value) : null));
    return typed(`at prices times ${factor}`, text, withLevels(expect, scaled, PRICES));
  });
}

/** Another size, small enough that it cannot be an amount of money where that would leave two readings. */
function otherSizes({ body, expect }: CorpusCase): RetypedAlert[] {
  const { quantity, notional, percent, position_size: held } = expect;
  const size = quantity ?? notional ?? percent;
  if (size === undefined || expect.kind !== 'order' || expect.legs !== undefined) return [];
  const said = (name: keyof Expectation, value: number | undefined, to: number): Partial<Expectation> =>
    value === undefined || Math.abs(value) !== size ? {} : { [name]: value < 0 ? -to : to };
  return [3, 0.07, 41].flatMap((to) => {
    const text = retype(body, (value) => (value === size ? to : null));
    const changed = { ...said('quantity', quantity, to), ...said('notional', notional, to), ...said('percent', percent, to) };
    const same = levelsOf(expect).includes(size) || expect.leverage === size || JSON.stringify(expect.extra ?? {}).includes(`:${size}`);
    return same || text === body ? [] : [typed(`of ${to}`, text, { ...expect, ...changed, ...said('position_size', held, to) })];
  });
}

const OPPOSITE: Readonly<Record<string, string>> = {
  buy: 'sell',
  sell: 'buy',
  long: 'short',
  short: 'long',
  bullish: 'bearish',
  bearish: 'bullish',
  close_long: 'close_short',
  close_short: 'close_long',
};
const opposite = (word: string): string => (Object.hasOwn(OPPOSITE, word) ? (OPPOSITE[word] ?? word) : word);

/** The word for the other side, in the case of `word`. */
function inCase(word: string): string {
  const other = opposite(word.toLowerCase());
  if (word === word.toUpperCase()) return other.toUpperCase();
  return word.charAt(0) === word.charAt(0).toUpperCase() ? other.charAt(0).toUpperCase() + other.slice(1) : other;
}
const turned = (text: string): string => text.replaceAll(/buy|sell|long|short|bullish|bearish/gi, inCase);
/** Signed sizes of positions, in JSON, in pairs and in TradingView's sentence. */
const SIGNED = /((?<![a-z_])(?:position_size|new_size)"?\s*[=:]\s*"?|position is |\bposition )(-?)(\d[\d.]*)/g;

/** The same alert for the other side, its levels mirrored about the entry. */
function otherSide({ body, expect }: CorpusCase): RetypedAlert[] {
  const isTold = /buy|sell|long|short/i.test(body) && !/[\u4e00-\u9fff]|inverse|Buying|Exiting|Order for/.test(body);
  const levels = levelsOf(expect);
  if (!isTold || expect.kind === 'reject' || expect.legs !== undefined) return [];
  const middle = (Math.min(...levels) + Math.max(...levels)) / 2;
  const entry = expect.limit_price ?? expect.signal_price ?? expect.entries?.[0] ?? middle;
  const flip = (price: number): number => Number(shown(2 * entry - price));
  if (levels.some((level) => flip(level) <= 0)) return [];
  const words = turned(body).replaceAll(SIGNED, (_all, before: string, sign: string, size: string) =>
    Number(size) === 0 ? before + size : `${before}${sign === '' ? '-' : ''}${size}`,
  );
  const text = retype(words, (value) => (levels.includes(value) ? flip(value) : null));
  const { action, side, position_target: target, position_side: of, accept_actions: also, position_size: size } = expect;
  const told: Expectation = {
    ...withLevels(expect, flip, []),
    action: action === null ? null : opposite(action),
    side: side === null ? null : opposite(side),
    ...(target === undefined ? {} : { position_target: opposite(target) }),
    ...(of === undefined ? {} : { position_side: opposite(of) }),
    ...(also === undefined ? {} : { accept_actions: also.map(opposite) }),
    ...(size === undefined ? {} : { position_size: size === 0 ? 0 : -size }),
    ...(expect.strategy === undefined ? {} : { strategy: turned(expect.strategy) }),
    ...(expect.order_id === undefined ? {} : { order_id: turned(expect.order_id) }),
  };
  return [typed('for the other side', text, told)];
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Every value of `json` that is no object and no list, changed. */
function mapValues(json: Json, change: (value: string | number | boolean | null, key: string) => Json, key = ''): Json {
  if (Array.isArray(json)) return json.map((each) => mapValues(each, change, key));
  if (json === null || typeof json !== 'object') return change(json, key);
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, mapValues(value, change, name)]));
}

function mapKeys(json: Json, change: (key: string) => string): Json {
  if (Array.isArray(json)) return json.map((each) => mapKeys(each, change));
  if (json === null || typeof json !== 'object') return json;
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [change(name), mapKeys(value, change)]));
}

const SIDE_WORD = /^(?:buy|sell|close|flat|exit)$/i;
const NO_AMOUNT = /time|interval|symbol|lag|id$/i;
/** What templates carry beside an order, and what says nothing about it. */
const NOISE: { [key: string]: Json } = { rsi: 55.2, bar_index: 12011, chart_url: 'https://example.com/c/1', macd_hist: -0.31, plot_0: 3.2 };
const SPELLINGS: Readonly<Record<string, (json: { [key: string]: Json }) => Json>> = {
  'with numbers as texts': (json) => mapValues(json, (value) => (typeof value === 'number' ? String(value) : value)),
  'with texts as numbers': (json) =>
    mapValues(json, (value, key) =>
      typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value) && !NO_AMOUNT.test(key) ? Number(value) : value,
    ),
  'with zeros behind': (json) =>
    mapValues(json, (value) => (typeof value === 'string' && /^-?\d+\.\d+$/.test(value) ? `${value}00` : value)),
  'in capitals': (json) => mapValues(json, (value) => (typeof value === 'string' && SIDE_WORD.test(value) ? value.toUpperCase() : value)),
  'with blanks around': (json) => mapValues(json, (value) => (typeof value === 'string' && SIDE_WORD.test(value) ? ` ${value} ` : value)),
  'with keys in capitals': (json) => mapKeys(json, (key) => key.toUpperCase()),
  'with keys in camel case': (json) => mapKeys(json, (key) => key.replaceAll(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase())),
  'with keys in snake case': (json) => mapKeys(json, (key) => key.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()),
  'with dashes in keys': (json) => mapKeys(json, (key) => key.replaceAll('_', '-')),
  backwards: (json) => Object.fromEntries(Object.entries(json).reverse()),
  'beside indicators': (json) => ({ ...json, ...NOISE }),
};

function otherSpellings({ body, expect }: CorpusCase): RetypedAlert[] {
  let json: Json;
  try {
    json = JSON.parse(body) as Json;
  } catch {
    // texts are spelt anew by their blanks
    return Object.entries({ 'with hard blanks': '\u00a0', 'with two blanks': '  ' }).map(([name, blank]) =>
      typed(name, body.replaceAll(/(?<=\S) (?=\S)/g, blank), expect),
    );
  }
  if (json === null || typeof json !== 'object' || Array.isArray(json)) return [];
  // an id is a name, and a name in capitals is another one
  const { order_id: _name, ...named } = expect;
  return Object.entries(SPELLINGS).map(([name, spell]) =>
    typed(name, JSON.stringify(spell(json)), name === 'in capitals' ? named : expect),
  );
}

/** The ways of typing an alert anew, by what changes. */
export const RETYPED: readonly (readonly [string, (one: CorpusCase) => RetypedAlert[]])[] = [
  ['another market', otherMarkets],
  ['other prices', otherPrices],
  ['another size', otherSizes],
  ['the other side', otherSide],
  ['another spelling', otherSpellings],
];

export type Said = Readonly<Record<string, unknown>>;
/** What says beside an order that it is over, is none, or is not to be done. */
export const SAID_BESIDE: readonly Said[] = [
  { status: 'filled' },
  { status: 'rejected', reason: 'margin' },
  { status: 'open' },
  { order_status: 'FILLED' },
  { trade_status: 'CLOSED' },
  { deal_status: 'finished' },
  { state: 'closed' },
  { result: 'ok' },
  { success: true },
  { error: 'insufficient funds' },
  { event: 'order_filled' },
  { event: 'ORDER_UPDATE' },
  { notification_type: 'TRADE_CLOSED' },
  { message_type: 'fill' },
  { execution_type: 'TRADE' },
  { execution_price: 67250 },
  { kind: 'report' },
  { type: 'heartbeat' },
  { type: 'test' },
  { subject: 'Order executed' },
  { note: 'Position closed' },
  { note: 'test alert, ignore' },
  { comment: 'do not trade' },
  { remark: 'only a test' },
  { filled_qty: 0.3, avg_price: 67250 },
  { cumExecQty: '1' },
  { leavesQty: 0 },
  { dry_run: true },
  { is_test: true },
  { mode: 'backtest' },
  { simulation: true },
  { paper: true },
  { enabled: false },
  { active: false },
  { disabled: true },
  { ignore: true },
  { skip: true },
  { canceled: true },
  { expired: true },
  { duplicate: true },
  { historical: true },
  { bar_confirmed: false },
];

/** What may stand beside a close and changes nothing about it, readable or not. */
export const BESIDE_A_CLOSE: readonly Said[] = [
  { stop_loss: 66000 },
  { stop_loss: 'NaN' },
  { sl: '{{plot("sl")}}' },
  { take_profit: 70000 },
  { tp: 'abc' },
  { leverage: 500 },
  { leverage: 'abc' },
  { type: 'market' },
  { type: 'limit' },
  { limit_price: 'abc' },
  { time_in_force: 'xyz' },
  { time: 'yesterday' },
  { timestamp: 'abc' },
  { interval: '15' },
  { comment: '{{strategy.order.comment}}' },
  { condition: 'price > 5' },
  { enabled: false },
  { mode: 'backtest' },
  { pnl: 12 },
  { profit: '3%' },
  { exit_price: 67000 },
  { reason: 'stop loss hit' },
  { max_lag: 'abc' },
  { market_position: 'flat' },
  { high: 1, low: 2, open: 3, close: 4 },
  { atr: 'NaN' },
  { risk: 'abc' },
  { foo: { bar: [1, 2] } },
  { reduce_only: 'maybe' },
  { close_position: true },
  { post_only: 'abc' },
  { trailing_stop: 1 },
  { note: 'do not trade' },
  { trend: 'up' },
];
/** Names of a stop-loss at a price: an entry has it, or is refused, whoever its sender is. */
export const STOP_NAMES: readonly string[] = ['stop_loss', 'stopLoss', 'stoploss', 'sl', 'sl_price', 'stop_loss_price'];
