// Owns: closing again what the legs of one alert have filled, when it did not come to the whole: reduce-only, their share
// alone, late fills included, and nothing of it that was closed before. Each leg gets one signal of its own that leaves; what was never sent is not sent.

import { isZero, lte, sum } from '../../model/decimal.ts';
import { partId } from '../../model/ids.ts';
import type { Signal } from '../../model/signal.ts';
import { newDraft } from '../../signals/fields/draft-reading.ts';
import { requestCancel } from '../cancel-order.ts';
import { record, type Draft } from '../draft.ts';
import { childrenOf, entriesOfLane, isExposed, isFilledUp, nameOfPart, type Child } from './leg-status.ts';
import { goneOfEntry } from './gone-of-entry.ts';
import { newSignal } from '../new-signal.ts';
import { openExit } from '../exits/open-exit.ts';
import { ordersOfRole } from '../exits/position-orders.ts';

function undo(draft: Draft, parent: Signal, child: Child): void {
  const signalId = partId(parent.id, childrenOf(draft.state, parent).length);
  const reason = `closing ${nameOfPart(draft.state, child)} again`;
  const { strategy, account, symbol, positionKey } = child;
  const reading = { ...newDraft(parent.reading.dialect), action: 'close', symbol, reduceOnly: true } as const;
  const signal = newSignal({ signalId, origin: { type: 'engine', reason }, reading }, draft.now, {
    strategy,
    account,
    symbol,
    positionKey,
    part: { ...child.part, enters: false, unwinds: child.id },
  });
  record(draft, { type: 'signal_received', signal, bodyKey: null, idKey: null, replayKey: null, rateKey: null, fullRaw: reason });
  const gone = goneOfEntry(draft.state, child);
  const filled = sum(ordersOfRole(draft.state, child, 'entry').map(({ qtyFilled }) => qtyFilled));
  const isGone = isFilledUp(draft.state, child) && lte(filled, gone);
  const opened =
    !isGone && openExit(draft, signalId, { type: 'undo', signalId: child.id, ...(isZero(gone) ? {} : { gone }) }, null, reason);
  if (!opened) record(draft, { type: 'signal_changed', signalId, state: 'completed', error: null, detail: 'nothing was left of it' });
}

/** Once for each leg, however often it is asked for. */
export function unwindLane(draft: Draft, parentId: Signal['id'], lane: number): void {
  const parent = draft.state.signals.get(parentId);
  if (parent === undefined) return;
  for (const child of entriesOfLane(draft.state, parent, lane)) {
    const known = draft.state.signals.get(parentId) ?? parent;
    if (childrenOf(draft.state, known).some(({ part }) => part.unwinds === child.id)) continue;
    const orders = ordersOfRole(draft.state, child, 'entry');
    const exposed = isExposed(draft.state, child);
    for (const order of orders) requestCancel(draft, order, 'another leg of its alert failed');
    if (exposed) undo(draft, known, child);
  }
}
