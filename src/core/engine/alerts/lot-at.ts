// Owns: how much one lot is where the alerts of a share count lots: by what is held there, else by what its venue says.

import type { Account } from '../../model/account.ts';
import type { Decimal } from '../../model/decimal.ts';
import type { PositionKey } from '../../model/ids.ts';
import { lotCounted, lotOf } from '../../model/markets/lots-counted.ts';
import type { State } from '../state.ts';

/** Units; null: they count units there. */
export function lotAt(state: State, key: PositionKey, symbol: string, { traits }: Account): Decimal | null {
  const held = state.positions.get(key)?.instrument;
  return (held === undefined ? null : lotOf(held)) ?? lotCounted(symbol, traits);
}
