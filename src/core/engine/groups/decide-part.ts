// Owns: the price of one part of an alert: first its size, for the gate and the card; then, when it has its turn, its order.

import { ONE } from '../../model/decimal.ts';
import type { Command, Reply } from '../command.ts';
import { countedOf } from '../entries/count-entry.ts';
import { proposeNow } from '../entries/decide-entry.ts';
import { record, type Draft } from '../draft.ts';
import { pricedFrom, waitsForBook } from '../entries/entry-wait.ts';
import type { Child } from './leg-status.ts';
import { replaceEntry } from '../entries/replace-entry.ts';
import { toReplace } from '../entries/to-replace.ts';
import { executePart, isApproved } from '../tend-lane.ts';

export function decidePartPriced(draft: Draft, child: Child, command: Command & { type: 'price_signal' }): Reply {
  const rest = toReplace(draft.state, child);
  if (rest !== null) {
    replaceEntry(draft, child, rest, command);
    return { type: 'done', detail: 'the rest of an entry was priced' };
  }
  const isWaiting = child.state === 'received' && child.entry !== null && child.part.stage !== 'held';
  if (waitsForBook(draft.state, child)) return { type: 'skipped', detail: 'what is held is not known yet' };
  if (!isWaiting) return { type: 'skipped', detail: `part is ${child.state}` };
  if (draft.now < pricedFrom(draft.state, child)) return { type: 'skipped', detail: 'its time has not come' };
  if (child.part.stage === 'turn') {
    executePart(draft, child, command);
    return { type: 'done', detail: 'priced at its turn' };
  }
  const parent = draft.state.signals.get(child.part.parent);
  const factor = parent?.approval?.factor ?? ONE;
  const ages = parent === undefined || !isApproved(parent);
  const proposal = proposeNow(draft, child, command, { factor, ages, counted: countedOf(child, command) });
  if ('code' in proposal) {
    record(draft, { type: 'signal_changed', signalId: child.id, state: 'denied', error: proposal, detail: '' });
    return { type: 'refused', denial: proposal };
  }
  record(draft, { type: 'signal_proposed', signalId: child.id, proposal });
  record(draft, { type: 'part_staged', signalId: child.id, stage: 'held' });
  return { type: 'done', detail: 'sized' };
}
