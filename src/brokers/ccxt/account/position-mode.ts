// Owns: whether long and short are held apart (hedge mode), and the margin mode of each position: what an order must say to
// reach the position that is meant. Asked once, and again when the venue refuses an order for it.

import type { Connection } from '../connection.ts';
import { inTime } from '../wire/in-time.ts';
import { unlessRefused } from '../wire/unless-refused.ts';
import { type Exchange, hasOwn } from '../wire/exchange.ts';
import type { Decimal } from '../../../core/model/decimal.ts';
import { type Dict, dictOf, listOf, sizeOf, textOf } from '../wire/read-answer.ts';

export type MarginMode = 'cross' | 'isolated';

export interface PositionModes {
  /** Rejects where the venue does not answer. What it does not say is taken for one position. */
  readonly isHedged: (symbol: string) => Promise<boolean>;
  /** The same; null: the venue can hold both apart, and nothing that it says tells whether it does. */
  readonly seeHedged: (symbol: string) => Promise<boolean | null>;
  /** For an order that leaves; never rejects, and waits for a short answer only: the venue itself refuses the wrong one, and then it is the other. */
  readonly toLeave: (symbol: string) => Promise<boolean>;
  readonly marginModeOf: (symbol: string) => MarginMode | null;
  /** Asks for it where every order has to say it and nothing has yet. Rejects where the venue does not answer; one that refuses to say it has none. */
  readonly seeMarginMode: (symbol: string) => Promise<void>;
  /** The same, whatever orders have to say. */
  readonly askMarginMode: (symbol: string) => Promise<void>;
  readonly setMarginMode: (symbol: string, mode: MarginMode) => void;
  /** Of what is held; null: nobody has said it. */
  readonly leverageOf: (symbol: string) => Decimal | null;
  /** What positions say of themselves. */
  readonly learn: (positions: readonly Dict[]) => void;
  /** A refusal says that it has been changed meanwhile. */
  readonly doubt: (reason: string) => boolean;
}

/** Refusals of orders that name the wrong side of the position or none: Binance -4061, Bybit 10001, OKX 51000, Bitget 40774, BingX 109400. */
const WRONG_MODE =
  /-4061|position side does not match|position idx not match|pos(?:ition)?Side|position ?mode|hedge mode|unilateral position/i;

/** Refusals of orders that name the other margin mode, or none: KuCoin 330005. */
const WRONG_MARGIN = /margin mode does not match/i;

/** A market is on one of the two there, and an order that names none counts as one on isolated margin. */
const NAME_MARGIN: ReadonlySet<string> = new Set(['kucoin']);

/** ccxt looks for that of MEXC under a name that is not there, and takes all of it for cross. */
const OPEN_TYPES: Readonly<Record<string, MarginMode>> = { '1': 'isolated', '2': 'cross' };

function marginModeIn(position: Dict, exchange: string): MarginMode | null {
  if (exchange === 'mexc') return OPEN_TYPES[textOf(dictOf(position['info'])['openType']) ?? ''] ?? null;
  // ccxt has another name for it at Kraken's futures
  const mode = textOf(position['marginMode']) ?? textOf(position['marginType']);
  return mode === 'cross' || mode === 'isolated' ? mode : null;
}

/** Venues that say of a position that it is the long or the short one only where both can be held. */
const SAY_SIDES: ReadonlySet<string> = new Set(['woo']);
const ONE_SIDE: ReadonlySet<string> = new Set(['both', 'net', 'merged']);

/** Positions that are one side of two carry it, also where nothing is held; null: it says neither. */
function isSided(position: Dict, exchange: string): boolean | null {
  const info = dictOf(position['info']);
  const index = textOf(info['positionIdx']);
  if (index !== null) return index === '1' || index === '2';
  const side = (textOf(info['positionSide']) ?? textOf(info['position_side']) ?? textOf(info['posSide']) ?? '').toLowerCase();
  if (position['hedged'] === false || ONE_SIDE.has(side)) return false;
  const isNamed = side === 'long' || side === 'short';
  return isNamed && (position['hedged'] === true || SAY_SIDES.has(exchange)) ? true : null;
}

/** ccxt changes the mode there; at others nothing can be held apart, or ccxt tells the venue the side of every order. */
const hasTwoModes = (exchange: Exchange): boolean => hasOwn(exchange, 'setPositionMode');

export function createPositionModes({ exchange, gate, clock, kept }: Connection): PositionModes {
  const margins = new Map<string, MarginMode>();
  const leverages = new Map<string, Decimal>();
  let seen: { readonly hedged: boolean | null } | null = null;
  /** By market, where positions say it: at Bybit each may have another mode. */
  const ofMarket = new Map<string, boolean>();
  const asked = new Set<string>();
  /** What the last order went by, and what the next one that leaves goes by where nobody says: null, by what it was when it was traded last. */
  let last = false;
  let guess: boolean | null = null;
  const isPerMarket = hasTwoModes(exchange) && !hasOwn(exchange, 'fetchPositionMode');

  function learn(positions: readonly Dict[]): void {
    for (const position of positions) {
      const [symbol, mode] = [textOf(position['symbol']), marginModeIn(position, exchange.id)];
      if (symbol === null) continue;
      const leverage = sizeOf(position['leverage']);
      if (leverage !== null) leverages.set(symbol, leverage);
      if (mode !== null) margins.set(symbol, mode);
      const sided = isSided(position, exchange.id);
      if (sided !== null) ofMarket.set(symbol, sided);
    }
  }

  async function ask(symbol: string): Promise<boolean | null> {
    if (hasOwn(exchange, 'fetchPositionMode')) {
      const { hedged } = dictOf(await exchange.fetchPositionMode(symbol, {}));
      return typeof hedged === 'boolean' ? hedged : null;
    }
    const otherwise = hasTwoModes(exchange) ? null : false;
    if (!hasOwn(exchange, 'fetchPositions')) return otherwise;
    const positions = listOf(await exchange.fetchPositions([symbol], {}));
    learn(positions);
    const sides = positions.map((position) => isSided(position, exchange.id));
    return sides.includes(true) ? true : sides.includes(false) ? false : otherwise;
  }

  async function seeHedged(symbol: string): Promise<boolean | null> {
    if (gate.market === 'spot') return false;
    const known = isPerMarket ? ofMarket.get(symbol) : undefined;
    if (known !== undefined) return known;
    const before = seen;
    if (before !== null && (!isPerMarket || asked.has(symbol))) return before.hedged;
    // what is known of other markets is better than no order at all
    const hedged = await (before === null ? ask(symbol) : ask(symbol).catch(() => before.hedged));
    asked.add(symbol);
    seen ??= { hedged };
    return hedged;
  }

  async function askMarginMode(symbol: string): Promise<void> {
    if (gate.market === 'spot' || margins.has(symbol)) return;
    const told = await unlessRefused(exchange, `margin of ${symbol}`, exchange.fetchMarginMode(symbol, {}));
    // ccxt takes whatever it does not know for cross margin
    const { info } = dictOf(told);
    const mode = textOf(dictOf(info)['marginMode'])?.toLowerCase();
    if (mode === 'cross' || mode === 'isolated') margins.set(symbol, mode);
  }

  /** An order that cannot name its side is sent as ever: the venue says what it thinks of an exit, and doctor has warned. */
  function orderAs(hedged: boolean): boolean {
    last = hedged && !SAY_SIDES.has(exchange.id);
    return last;
  }

  return {
    seeHedged,
    isHedged: async (symbol) => orderAs((await seeHedged(symbol)) === true),
    toLeave: async (symbol) => orderAs((await inTime(clock, seeHedged(symbol))) ?? guess ?? kept.of(symbol)?.hedged ?? false),
    marginModeOf: (symbol) => margins.get(symbol) ?? kept.of(symbol)?.marginMode ?? null,
    seeMarginMode: (symbol) => (NAME_MARGIN.has(exchange.id) ? askMarginMode(symbol) : Promise.resolve()),
    askMarginMode,
    setMarginMode: (symbol, mode) => margins.set(symbol, mode),
    leverageOf: (symbol) => leverages.get(symbol) ?? null,
    learn,
    doubt(reason) {
      if (WRONG_MARGIN.test(reason)) margins.clear();
      if (!WRONG_MODE.test(reason)) return false;
      guess = !last;
      seen = null;
      asked.clear();
      ofMarket.clear();
      return true;
    },
  };
}
