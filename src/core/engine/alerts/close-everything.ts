// Owns: a close of everything that a strategy holds, whatever it is (`closeall` without a symbol): a close of each instrument
// in which there is something to leave or to withdraw. Invariant: it names what is there when it comes, and opens nothing.

import { deny } from '../../model/denial.ts';
import { LEGS_MAX } from '../../model/limits.ts';
import type { Settings, Strategy } from '../../model/settings.ts';
import type { Reading } from '../../model/signal.ts';
import { warnedReading } from '../../signals/fields/refused-reading.ts';
import { hasAnything } from '../exits/open-exit.ts';
import type { State } from '../state.ts';
import { parkedSignals } from './parked.ts';
import { routeStrategy } from './route-alert.ts';

/** Instruments of the strategy with a position, an order, a card or an entry that waits. */
function symbolsOf(state: State, { name }: Strategy): readonly string[] {
  const symbols = new Set<string>();
  for (const position of state.positions.values())
    if (position.strategy === name && hasAnything(state, position.key)) symbols.add(position.instrument.symbol);
  for (const id of [...state.activeOrders, ...state.inquiries]) {
    const order = state.orders.get(id);
    if (order?.strategy === name && hasAnything(state, order.positionKey)) symbols.add(order.instrument.symbol);
  }
  for (const id of state.activeSignals) {
    const signal = state.signals.get(id);
    if (signal?.strategy === name && signal.symbol !== null && signal.entry !== null) symbols.add(signal.symbol);
  }
  for (const signal of parkedSignals(state)) if (signal.strategy === name && signal.symbol !== null) symbols.add(signal.symbol);
  return [...symbols].sort();
}

/** The closes that it stands for; itself where it names what it closes, or its strategy is not known. */
export function closeEverything(settings: Settings, state: State, hint: string | null, reading: Reading): Reading {
  if (reading.everything !== true || reading.kind !== 'order') return reading;
  const strategy = routeStrategy(settings, hint, reading);
  if ('code' in strategy) return reading;
  const symbols = symbolsOf(state, strategy);
  const [only, ...others] = symbols;
  if (only === undefined)
    return { ...reading, kind: 'reject', refusal: deny('NOTHING_TO_CLOSE', `strategy ${strategy.name} has no position and no open order`) };
  if (others.length === 0) return { ...reading, everything: null, symbol: only };
  const legs = symbols.slice(0, LEGS_MAX).map((symbol): Reading => ({ ...reading, everything: null, symbol, warnings: [] }));
  const whole: Reading = { ...reading, everything: null, action: 'multi', legs };
  return symbols.length === legs.length
    ? whole
    : warnedReading(
        whole,
        `${symbols.length} instruments are open; ${LEGS_MAX} are closed by one alert. Send it again for the rest, or /close.`,
      );
}
