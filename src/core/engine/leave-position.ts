// Owns: leaving a position at the wish of a person or of a level that was reached: a signal of our own, and its exit.

import { abs, compare, floorToStep, HUNDRED, isZero, percentOf, type Decimal } from '../model/decimal.ts';
import { deny } from '../model/denial.ts';
import type { SignalId } from '../model/ids.ts';
import type { Position } from '../model/position.ts';
import type { Origin, Reading } from '../model/signal.ts';
import { newDraft } from '../signals/draft-reading.ts';
import { isHeld } from '../positions/is-held.ts';
import type { ReceiveAlert } from './command.ts';
import { record, type Draft } from './draft.ts';
import { newSignal } from './new-signal.ts';
import { openExit } from './open-exit.ts';
import { cancelResting, supersedeCards } from './supersede-cards.ts';

/** The reading of an order that nobody has written. */
const closeReading = (origin: Origin, symbol: string, percent: Decimal): Reading => ({
  ...newDraft(origin.type),
  action: 'close',
  symbol,
  reduceOnly: true,
  ...(compare(percent, HUNDRED) >= 0 ? {} : { percent, percentOf: 'position' }),
});

/** A signal of our own that leaves `percent` of the position. False: there is nothing to leave, or too little. */
export function leavePosition(
  draft: Draft,
  signalId: SignalId,
  position: Pick<Position, 'key' | 'strategy' | 'account'>,
  symbol: string,
  percent: Decimal,
  origin: Origin,
  reason: string,
): boolean {
  const alert: ReceiveAlert = {
    type: 'receive_alert',
    signalId,
    origin,
    strategyHint: position.strategy,
    reading: closeReading(origin, symbol, percent),
    raw: reason,
    bodyHash: null,
    rateKey: null,
    nonce: '' as ReceiveAlert['nonce'],
  };
  const signal = newSignal(alert, draft.now, { strategy: position.strategy, account: position.account, symbol, positionKey: position.key });
  record(draft, { type: 'signal_received', signal, bodyKey: null, idKey: null, replayKey: null, rateKey: null, fullRaw: reason });
  const superseding = { key: position.key, side: null, by: signalId, sentAt: null, why: reason };
  supersedeCards(draft, superseding);
  const held = draft.state.positions.get(position.key);
  const everything = compare(percent, HUNDRED) >= 0 || !isHeld(held);
  const qty = everything ? null : floorToStep(percentOf(abs(held.qty), percent), held.instrument.stepSize);
  if (qty !== null && isZero(qty)) {
    const error = deny('QUANTITY_TOO_SMALL', `${percent} % of ${held?.qty ?? '0'} is below the step of ${symbol}`);
    record(draft, { type: 'signal_changed', signalId, state: 'denied', error, detail: '' });
    return false;
  }
  const opened = openExit(draft, signalId, qty === null ? { type: 'flat' } : { type: 'reduce', qty }, null, reason);
  cancelResting(draft, superseding);
  if (!opened) record(draft, { type: 'signal_changed', signalId, state: 'completed', error: null, detail: 'NOTHING_TO_CLOSE' });
  return opened;
}
