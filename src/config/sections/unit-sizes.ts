// Owns: how much one pip or one point is (`pip_size:`, `point_size:`), as config.yaml has it.

import { ANY_SYMBOL, type SizesBySymbol } from '../../core/model/markets/unit-sizes.ts';
import type { Decimal } from '../../core/model/decimal.ts';
import { ok, wrong, type Read } from '../field.ts';
import { describe, isMap, readPositive } from '../file-fields.ts';
import { shown } from '../problem.ts';

const SYMBOLS_MAX = 500;

/** `0.1` for every instrument of the strategy, or `{ XAU/USD: 0.1, "BTC/USDT:USDT": 1 }` by the symbol of the venue. */
export function readUnitSizes(value: unknown): Read<SizesBySymbol> {
  const remedy = 'Write one size in the price (0.1), or sizes by symbol: { XAU/USD: 0.1 }.';
  if (!isMap(value)) {
    const size = readPositive(value);
    return size.type === 'ok' ? ok({ [ANY_SYMBOL]: size.value }) : wrong(size.message, remedy);
  }
  const entries = Object.entries(value);
  if (entries.length === 0 || entries.length > SYMBOLS_MAX) return wrong(`${describe(value)} names no size, or too many.`, remedy);
  const sizes = new Map<string, Decimal>();
  for (const [symbol, written] of entries) {
    const size = readPositive(written);
    if (size.type === 'wrong') return wrong(`of ${shown(symbol)}, ${size.message}`, remedy);
    sizes.set(symbol.trim(), size.value);
  }
  return ok(Object.fromEntries(sizes));
}
