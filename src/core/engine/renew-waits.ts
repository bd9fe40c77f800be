// Owns: what was to wait while the clock ran ahead: a delay, a condition, a lane of legs. Its instants lie on a day that comes again
// only later, and until then no price would be looked at and no leg would be late. From the moment at which the clock was set back it
// waits anew, as long as it was to at most.

import type { Instant } from '../model/ids.ts';
import type { EntryWait, Signal } from '../model/signal.ts';
import { NO_ENTRY_RULES } from '../model/entry-rules.ts';
import { timesOf } from './alerts/park-alert.ts';
import { record, type Draft } from './draft.ts';
import { changeLane } from './tend-lane.ts';

/** Of an order that waits for a condition: its words, as if they came now. */
function conditionAnew({ settings, now }: Draft, { reading, strategy }: Signal, wait: EntryWait): EntryWait | null {
  const { condition } = wait;
  if (condition === undefined || reading.condition === null) return null;
  const { conditionExpiryMs } = (strategy === null ? undefined : settings.strategies.get(strategy)?.entries) ?? NO_ENTRY_RULES;
  const times = timesOf(reading.condition, now, settings.timeZone, conditionExpiryMs);
  if ('code' in times) return null;
  const expiresAt = Math.min(condition.expiresAt, times.expiresAt);
  return { ...wait, until: Math.min(wait.until, times.from), condition: { ...condition, expiresAt } };
}

const delayAnew = (now: Instant, receivedAt: Instant, wait: EntryWait): EntryWait => ({ ...wait, until: now + wait.until - receivedAt });

export function renewWaits(draft: Draft): void {
  const { now } = draft;
  for (const id of draft.state.activeSignals) {
    const signal = draft.state.signals.get(id);
    if (signal?.group != null) renewLanes(draft, signal);
    // what only lets exits come first is refused like everything that waits for its price
    if (signal?.state !== 'received' || signal.wait === null || signal.wait.why === 'order' || signal.receivedAt <= now) continue;
    const { wait, receivedAt } = signal;
    const anew = wait.why === 'delay' ? delayAnew(now, receivedAt, wait) : conditionAnew(draft, signal, wait);
    if (anew !== null) record(draft, { type: 'wait_renewed', signalId: id, wait: anew });
  }
}

function renewLanes(draft: Draft, { id, group }: Signal): void {
  const timeoutMs = group?.timeoutMs ?? 0;
  for (const [lane, { deadline }] of (group?.lanes ?? []).entries()) {
    if (deadline === null || deadline - draft.now <= timeoutMs) continue;
    const detail = 'the clock was set back: its time counts anew';
    changeLane(draft, id, lane, { deadline: draft.now + timeoutMs }, detail);
  }
}
