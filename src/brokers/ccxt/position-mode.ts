// Owns: whether long and short are held apart (hedge mode), and the margin mode of each position: what an order must say to
// reach the position that is meant. Asked once, and again when the venue refuses an order for it.

import type { Connection } from './connection.ts';
import { hasOwn } from './exchange.ts';
import { type Dict, dictOf, listOf, textOf } from './read-answer.ts';

export type MarginMode = 'cross' | 'isolated';

export interface PositionModes {
  /** Rejects where the venue does not answer. */
  readonly isHedged: (symbol: string) => Promise<boolean>;
  readonly marginModeOf: (symbol: string) => MarginMode | null;
  readonly setMarginMode: (symbol: string, mode: MarginMode) => void;
  /** What positions say of themselves. */
  readonly learn: (positions: readonly Dict[]) => void;
  /** A refusal says that it has been changed meanwhile. */
  readonly doubt: (reason: string) => boolean;
}

/** Refusals of orders that name the wrong side of the position or none: Binance -4061, Bybit 10001, OKX 51000. */
const WRONG_MODE = /-4061|position side does not match|position idx not match|posSide|position ?mode/i;

export const marginModeIn = (position: Dict): MarginMode | null => {
  const mode = textOf(position['marginMode']);
  return mode === 'cross' || mode === 'isolated' ? mode : null;
};

/** Positions that are one side of two carry it, also where nothing is held. */
const isSided = (position: Dict): boolean => {
  const info = dictOf(position['info']);
  const index = textOf(info['positionIdx']);
  const side = (textOf(info['positionSide']) ?? textOf(info['posSide']) ?? '').toLowerCase();
  return index === '1' || index === '2' || (position['hedged'] === true && (side === 'long' || side === 'short'));
};

export function createPositionModes({ exchange, gate }: Connection): PositionModes {
  const margins = new Map<string, MarginMode>();
  let hedged: boolean | null = null;

  function learn(positions: readonly Dict[]): void {
    for (const position of positions) {
      const [symbol, mode] = [textOf(position['symbol']), marginModeIn(position)];
      if (symbol !== null && mode !== null) margins.set(symbol, mode);
    }
  }

  async function ask(symbol: string): Promise<boolean> {
    if (hasOwn(exchange, 'fetchPositionMode')) return dictOf(await exchange.fetchPositionMode(symbol, {}))['hedged'] === true;
    if (!hasOwn(exchange, 'fetchPositions')) return false;
    const positions = listOf(await exchange.fetchPositions([symbol], {}));
    learn(positions);
    return positions.some(isSided);
  }

  return {
    async isHedged(symbol) {
      if (gate.market === 'spot') return false;
      hedged ??= await ask(symbol);
      return hedged;
    },
    marginModeOf: (symbol) => margins.get(symbol) ?? null,
    setMarginMode: (symbol, mode) => margins.set(symbol, mode),
    learn,
    doubt(reason) {
      if (!WRONG_MODE.test(reason)) return false;
      hedged = null;
      return true;
    },
  };
}
