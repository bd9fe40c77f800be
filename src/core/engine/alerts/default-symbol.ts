// Owns: what an alert is about that names no symbol: the default_symbol of its strategy, where it has one.

import type { Settings } from '../../model/settings.ts';
import type { ReceiveAlert } from '../command.ts';
import { routeStrategy } from './route-alert.ts';

/**
 * The same command with the symbol filled in. A refusal for the missing symbol is the last that a reading gets: where it has
 * it, nothing else is wrong with the alert.
 */
export function withDefaultSymbol<Alert extends Pick<ReceiveAlert, 'reading' | 'strategyHint'>>(settings: Settings, command: Alert): Alert {
  const { reading } = command;
  const asks = reading.kind === 'order' || reading.kind === 'reject' || (reading.kind === 'cancel' && reading.orderId === null);
  if (
    !asks ||
    reading.everything === true ||
    reading.action === 'multi' ||
    reading.symbol !== null ||
    (reading.refusal !== null && reading.refusal.code !== 'MISSING_SYMBOL')
  )
    return command;
  const strategy = routeStrategy(settings, command.strategyHint, reading);
  if ('code' in strategy || strategy.defaultSymbol === null) return command;
  const kind = reading.kind === 'reject' ? (reading.action === 'cancel' ? 'cancel' : 'order') : reading.kind;
  return { ...command, reading: { ...reading, kind, symbol: strategy.defaultSymbol, refusal: null } };
}
