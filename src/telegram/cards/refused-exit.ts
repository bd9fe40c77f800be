// Owns: the way out under an exit that was refused: the positions that its alert may have meant, each with a button that closes
// it. A sender does not repeat an exit, and who reads of the refusal on a phone shall not have to look for the position.

import type { State } from '../../core/engine/state.ts';
import { abs, HUNDRED, isNegative, isPositive } from '../../core/model/decimal.ts';
import type { Position } from '../../core/model/position.ts';
import type { Settings } from '../../core/model/settings.ts';
import type { Action, Signal } from '../../core/model/signal.ts';
import { findPositions, heldPositions } from '../find-positions.ts';
import { closeData } from '../plans/position-handle.ts';
import type { Keyboard } from '../render/message.ts';

/** More than a strategy holds in one market: one on each of its accounts. */
const BUTTONS_MAX = 4;

/** Whether an alert of this action takes from a position of this side; an order against it is first an exit. */
const TAKES_FROM: Readonly<Partial<Record<Action, (position: Position) => boolean>>> = {
  close: () => true,
  reverse: () => true,
  close_long: ({ qty }) => isPositive(qty),
  sell: ({ qty }) => isPositive(qty),
  close_short: ({ qty }) => isNegative(qty),
  buy: ({ qty }) => isNegative(qty),
};

/** `BINANCE:BTCUSDT` is looked for as BTCUSDT, unless the strategy calls something by that name. */
function marketOf({ strategy, reading, symbol }: Signal, settings: Settings): string | null {
  if (symbol !== null || reading.symbol === null) return symbol;
  const written = reading.symbol.toUpperCase();
  const aliases = strategy === null ? undefined : settings.strategies.get(strategy)?.symbols;
  return aliases?.[written] ?? written.replace(/^[A-Z0-9_]+:(?=.)/, '');
}

/** Empty: it was no exit, it was not refused, or nothing that it can mean is held. */
export function closeRefused(state: State, settings: Settings, signal: Signal | undefined): Keyboard {
  if (signal === undefined || signal.error === null || (signal.state !== 'denied' && signal.state !== 'unparsed')) return [];
  const takesFrom = signal.reading.action === null ? undefined : TAKES_FROM[signal.reading.action];
  const market = marketOf(signal, settings);
  // one that names no market may mean each
  const isNameless = market === null && signal.error.code === 'MISSING_SYMBOL';
  if (takesFrom === undefined || (market === null && !isNameless)) return [];
  return (market === null ? heldPositions(state) : findPositions(state, [market]))
    .filter((position) => (signal.strategy === null || position.strategy === signal.strategy) && takesFrom(position))
    .filter(({ qty }) => isPositive(abs(qty)))
    .slice(0, BUTTONS_MAX)
    .map(({ key, qty, instrument, account, strategy }) => [
      { text: `❌ Close ${abs(qty)} ${instrument.symbol} · ${strategy} · ${account}`, data: closeData(state, key, HUNDRED) },
    ]);
}
