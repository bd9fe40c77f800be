// Owns: what an event of another bot's trade asks of us. An entry and its fill are one trade: one of the two enters, the
// other is noted. An exit closes the leader's fraction, everything where that is unknown. Reads only.

import { div, gte, HUNDRED, isPositive, mul, sub, sum, ZERO, type Decimal } from '../../model/decimal.ts';

import type { Settings, CopyRules } from '../../model/settings.ts';
import type { Reading, Signal } from '../../model/signal.ts';
import { refusedReading } from '../../signals/fields/refused-reading.ts';
import type { ReceiveAlert } from '../command.ts';
import { routeStrategy } from './route-alert.ts';
import type { State } from '../state.ts';

const sameSymbol = (a: Reading, b: Reading): boolean => a.symbol !== null && a.symbol.toUpperCase() === b.symbol?.toUpperCase();
const agrees = <T>(a: T | null, b: T | null): boolean => a === null || b === null || a === b;

/** The same trade of the same bot: by its id where both have one, else by symbol and side. */
function isSameTrade(entry: Reading, event: Reading): boolean {
  if (!sameSymbol(entry, event)) return false;
  if (entry.tradeId !== null && event.tradeId !== null) return entry.tradeId === event.tradeId;
  return agrees(entry.positionSide, event.positionSide);
}

/** Signals of the trade that this event tells of, the newest first; those that the leader has left are none. */
export function tradesOf(state: State, strategy: string | null, event: Reading): readonly Signal[] {
  return [...state.signals.values()]
    .filter((signal) => signal.leader !== null && signal.part === null && agrees<string>(signal.strategy, strategy))
    .filter((signal) => isSameTrade(signal.reading, event))
    .sort((a, b) => b.receivedAt - a.receivedAt || (a.id < b.id ? 1 : -1));
}

/** What the leader holds of the trade; null where an amount was not told. */
function leaderHolds(trades: readonly Signal[]): Decimal | null {
  const entered = trades.map(({ leader }) => leader?.filled ?? leader?.asked ?? null);
  if (trades.length === 0 || entered.includes(null)) return null;
  return sub(sum(entered.map((qty) => qty ?? ZERO)), sum(trades.map(({ leader }) => leader?.exited ?? ZERO)));
}

const times = (size: Decimal | null, { scale }: CopyRules): Decimal | null => (size === null || scale === null ? size : mul(size, scale));

/** In our size: a fixed stake, a ratio of the leader's, or as it stands. The leader's leverage is shown, and not taken. */
function sized(reading: Reading, rules: CopyRules): Reading {
  const warnings =
    reading.leverage === null ? reading.warnings : [...reading.warnings, `The leader's leverage ${reading.leverage} is shown, not taken.`];
  if (rules.stake !== null) return { ...reading, quantity: null, notional: rules.stake, percent: null, percentOf: null, warnings };
  return { ...reading, quantity: times(reading.quantity, rules), notional: times(reading.notional, rules), warnings };
}

const noted = (reading: Reading, why: string): Reading => ({ ...reading, kind: 'status', warnings: [...reading.warnings, why] });

/** The fill as the order that it is where fills are what is followed. */
function enterOnFill(reading: Reading, trades: readonly Signal[], rules: CopyRules): Reading {
  const side = reading.side ?? trades[0]?.reading.side ?? null;
  if (side === null)
    return refusedReading(
      reading,
      'MISSING_ACTION',
      'The fill does not say whether the trade is long or short.',
      'Add "direction" to the webhook of the bot.',
    );
  const order: Reading = {
    ...reading,
    kind: 'order',
    action: side,
    side,
    positionSide: side === 'buy' ? 'long' : 'short',
    quantity: reading.fillQuantity ?? reading.quantity,
    signalPrice: reading.fillPrice,
  };
  return sized(order, rules);
}

/** The leader's fraction of what it holds, as a fraction of what we hold; all of it where one of the two is unknown. */
function leave(reading: Reading, trades: readonly Signal[]): Reading {
  const amount = reading.quantity ?? reading.fillQuantity;
  const held = leaderHolds(trades);
  const all: Reading = { ...reading, kind: 'order', quantity: null, notional: null, percent: null, percentOf: null };
  if (amount === null || held === null || !isPositive(held) || gte(amount, held)) return all;
  return { ...all, percent: mul(div(amount, held), HUNDRED), percentOf: 'position' };
}

function leaveOnFill(reading: Reading, trades: readonly Signal[]): Reading {
  const side = reading.side ?? (trades[0]?.reading.side === 'sell' ? 'buy' : 'sell');
  return leave({ ...reading, action: side === 'sell' ? 'close_long' : 'close_short', side, signalPrice: reading.fillPrice }, trades);
}

function translated(reading: Reading, trades: readonly Signal[], rules: CopyRules): Reading {
  const onFills = rules.enterOn === 'entry_fill';
  switch (reading.copyEvent) {
    case 'entry':
      return onFills ? noted(reading, 'Entries are copied from their fills (copy.enter_on).') : sized(reading, rules);
    case 'entry_fill':
      return onFills ? enterOnFill(reading, trades, rules) : reading;
    case 'exit':
      return leave(reading, trades);
    case 'exit_fill':
      // an exit that was told has been followed already: its fill is no second one
      return onFills && !trades.some(({ leader }) => leader?.exiting != null) ? leaveOnFill(reading, trades) : reading;
    case 'entry_cancel':
    case 'exit_cancel':
    case 'status':
    case null:
      return reading;
  }
}

/** An event that names no strategy belongs to the one that follows its trade. */
function withStrategy(state: State, command: ReceiveAlert): ReceiveAlert {
  const { reading } = command;
  if (command.strategyHint !== null || reading.strategy !== null || reading.copyEvent === 'entry') return command;
  const names = new Set(tradesOf(state, null, reading).flatMap(({ strategy }) => strategy ?? []));
  const [only] = names;
  return only === undefined || names.size > 1 ? command : { ...command, strategyHint: only };
}

/** The alert as it counts for us; the same where it tells of no trade of another bot. */
export function translateCopy(settings: Settings, state: State, received: ReceiveAlert): ReceiveAlert {
  if (received.reading.copyEvent === null || received.reading.refusal !== null) return received;
  const command = withStrategy(state, received);
  const strategy = routeStrategy(settings, command.strategyHint, command.reading);
  if ('code' in strategy) return command;
  const trades = tradesOf(state, strategy.name, command.reading);
  return { ...command, reading: translated(command.reading, trades, strategy.copy) };
}
