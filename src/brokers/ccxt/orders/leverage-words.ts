// Owns: how single venues are told a leverage and a margin mode, as ccxt 4.5.84 hands on what it is given (seen by what would be sent): some
// want to know for which side, some set the mode with the leverage or with each order, and most do not know ccxt's word for it.

import type { Decimal } from '../../../core/model/decimal.ts';
import type { MarginMode } from '../account/position-mode.ts';
import type { Gate } from '../capability-gate.ts';
import { type Exchange, hasOwn } from '../wire/exchange.ts';

export interface AskedLeverage {
  readonly leverage: Decimal;
  /** As asked, or as the position has it; null: nobody knows. */
  readonly mode: MarginMode | null;
  readonly side: 'buy' | 'sell';
  readonly hedged: boolean;
}

type Params = Readonly<Record<string, unknown>>;

/** Beside a leverage ccxt makes their own word of the mode; to others it would hand on one that they do not know. */
const TAKE_MODE: ReadonlySet<string> = new Set([
  'blofin',
  'btse',
  'coinex',
  'deepcoin',
  'hyperliquid',
  'kucoin',
  'kucoinfutures',
  'lighter',
  'okx',
  'poloniex',
  'weex',
  'woo',
]);

/** What goes with ccxt's `setLeverage`. */
export function leverageParams(exchange: string, { leverage, mode, side, hedged }: AskedLeverage): Params {
  const isolated = mode === 'isolated';
  const long = side === 'buy';
  if (exchange === 'gate') return mode === 'cross' ? { cross_leverage_limit: leverage } : {};
  if (exchange === 'htx') return mode === null ? {} : { margin_mode: mode };
  if (exchange === 'mexc') return { openType: isolated ? 1 : 2, positionType: long ? 1 : 2 };
  if (exchange === 'bingx') return { side: hedged ? (long ? 'LONG' : 'SHORT') : 'BOTH' };
  if (exchange === 'phemex') return phemexLeverage(mode === 'cross' ? -Number(leverage) : Number(leverage), hedged);
  if (exchange === 'xt') return { positionSide: long ? 'LONG' : 'SHORT' };
  if (!TAKE_MODE.has(exchange) || mode === null) return {};
  return exchange === 'okx' && isolated && hedged ? { marginMode: mode, posSide: long ? 'long' : 'short' } : { marginMode: mode };
}

/** Below zero it is one on cross margin, above it one on isolated margin; where long and short are held apart, each has its own. */
const phemexLeverage = (leverage: number, hedged: boolean): Params =>
  hedged ? { longLeverageRr: leverage, shortLeverageRr: leverage } : { leverageRr: leverage };

/** The leverage of a position on isolated margin goes with its orders. */
const WITH_ORDER: ReadonlySet<string> = new Set(['bitrue', 'kucoin', 'kucoinfutures', 'mexc']);

export const leverageGoesWithOrder = (exchange: string): boolean => WITH_ORDER.has(exchange);

/** The leverage says it: at Gate none is cross margin under a limit, at Kraken one is isolated margin, at Phemex one above zero is. */
const BY_LEVERAGE: Readonly<Record<string, readonly MarginMode[]>> = {
  hyperliquid: ['cross', 'isolated'],
  gate: ['cross', 'isolated'],
  krakenfutures: ['isolated'],
  phemex: ['cross', 'isolated'],
};
/** A leverage makes the margin of its market isolated, whatever it was before. */
const ISOLATED_BY_LEVERAGE: ReadonlySet<string> = new Set(['krakenfutures']);
export const isolatesByLeverage = (exchange: string): boolean => ISOLATED_BY_LEVERAGE.has(exchange);

/** Why a leverage is not told; null: it leaves the margin as it is, or as it was asked for. */
export function refusedLeverage(exchange: string, mode: MarginMode | null): string | null {
  if (exchange === 'phemex' && mode === null)
    return 'phemex sets the margin mode together with a leverage, and has not said on which margin the market is: the order has to name one';
  if (!isolatesByLeverage(exchange) || mode === 'isolated') return null;
  return `${exchange} would move the market to isolated margin with a leverage: the order has to ask for that margin, or to name no leverage`;
}

/** ccxt's call for it is that of the leverage; each order says it itself. */
const CALLED_WITH_LEVERAGE: ReadonlySet<string> = new Set(['okx', 'mexc']);

/** How a margin mode that is not the one of the position reaches the venue. */
export type ModeWay =
  | { readonly type: 'told_otherwise' }
  | { readonly type: 'call' }
  | { readonly type: 'refused'; readonly reason: string };

export function wayOfMode(exchange: Exchange, gate: Gate, mode: MarginMode, leverage: Decimal | null): ModeWay {
  const { id } = exchange;
  if (Object.hasOwn(BY_LEVERAGE, id) && BY_LEVERAGE[id]?.includes(mode) === true) {
    if (leverage !== null) return { type: 'told_otherwise' };
    return { type: 'refused', reason: `${id} sets ${mode} margin together with a leverage: the order has to say one` };
  }
  const isCallNeedless = !hasOwn(exchange, 'setMarginMode') || CALLED_WITH_LEVERAGE.has(id);
  if (gate.marginModePerOrder && isCallNeedless) return { type: 'told_otherwise' };
  if (hasOwn(exchange, 'setMarginMode')) return { type: 'call' };
  return { type: 'refused', reason: `${id} cannot be told ${mode} margin by an order: set it at the exchange, and name none in the order` };
}
