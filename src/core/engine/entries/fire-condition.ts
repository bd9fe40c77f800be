// Owns: what prices and the clock do to alerts that wait for a condition. A condition that is met ends the waiting signal and makes
// a new one of its words in the same commit, which goes the way of every alert: exits at once, entries through every gate and
// check, and a person is asked as the strategy says. Invariant: one waiting signal leads to at most one other.

import { priceConditionText } from '../../model/alerts/condition.ts';
import type { Decimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import { partId, shortId, type AccountName } from '../../model/ids.ts';
import { ORDER_FRESH_MS } from '../../model/limits.ts';
import type { SeenPrice } from '../../positions/evaluate-exits.ts';
import { decideAlert } from '../alerts/decide-alert.ts';
import { record, tell, type Draft } from '../draft.ts';
import { readingWhenMet } from '../alerts/park-alert.ts';
import { parkedSignals, sightings, type Parked } from '../alerts/parked.ts';

/** `seen`: the price that met it; null: its time has come. */
function fire(draft: Draft, signal: Parked, why: string, seen: Decimal | null): void {
  const { wait, origin, strategy, reading, raw } = signal;
  const next = partId(signal.id, 0);
  const detail = `${why}: ${shortId(next)} is what comes of it`;
  record(draft, { type: 'signal_changed', signalId: signal.id, state: 'completed', error: null, detail });
  decideAlert(draft, {
    type: 'receive_alert',
    signalId: next,
    origin,
    strategyHint: strategy,
    reading: readingWhenMet(reading, wait, seen),
    raw,
    bodyHash: null,
    rateKey: null,
    nonce: wait.condition.nonce,
  });
  record(draft, { type: 'signal_remarked', signalId: next, event: 'condition_met', detail: `${why}; set as ${shortId(signal.id)}` });
}

/** The one call that a price makes. How many were met. */
export function observeConditions(draft: Draft, account: AccountName, seen: SeenPrice): number {
  let met = 0;
  for (const { signal, sighting } of sightings(draft.state, account, seen, draft.now)) {
    const known = draft.state.signals.get(signal.id);
    // one that was met before it may have withdrawn it
    if (known?.state !== 'received') continue;
    if (sighting.type === 'side') record(draft, { type: 'condition_seen', signalId: signal.id, side: sighting.side });
    else {
      const { price } = signal.wait.condition;
      const what = price === null ? '' : priceConditionText(signal.wait.condition.symbol, price);
      fire(draft, signal, `${what} was met at ${sighting.price}`, sighting.price);
      met += 1;
    }
  }
  return met;
}

function drop(draft: Draft, signal: Parked, message: string): void {
  const error = deny('CONDITION_EXPIRED', message);
  record(draft, { type: 'signal_changed', signalId: signal.id, state: 'expired', error, detail: '' });
  tell(draft, {
    severity: 'warning',
    groupKey: `condition:${signal.id}`,
    title: 'An order has waited in vain',
    text: `${signal.strategy ?? ''}, ${signal.reading.action ?? ''} ${signal.symbol ?? ''}: ${message}.`,
    nextStep: error.remedy,
    signalId: signal.id,
  });
}

/** The clock's turn: waits end, and times come. An entry whose time passed while nothing could be done is not worked out of the blue. */
export function tickConditions(draft: Draft): void {
  for (const signal of parkedSignals(draft.state)) {
    const { until, condition } = signal.wait;
    const known = draft.state.signals.get(signal.id);
    if (known?.state !== 'received') continue;
    const isTimeAlone = condition.price === null;
    if (isTimeAlone && draft.now >= until) {
      const lateMs = draft.now - until;
      if (condition.leaves || lateMs <= ORDER_FRESH_MS) fire(draft, signal, 'its time has come', null);
      else drop(draft, signal, `its time came ${Math.round(lateMs / 1_000)} s ago, while Signalman did not run`);
    } else if (draft.now >= condition.expiresAt) drop(draft, signal, 'its condition was not met in time');
  }
}
