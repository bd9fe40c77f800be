// Owns: what an alert does to those of its share that came before it, when it is received.

import type { PositionKey } from '../../model/ids.ts';
import type { EntryPart, Side } from '../../model/signal.ts';
import { rememberArrival } from '../alerts/arrivals.ts';
import type { ReceiveAlert } from '../command.ts';
import type { Draft } from '../draft.ts';
import type { ActionPlan } from '../alerts/action-plan.ts';
import { isTargetOrder } from '../alerts/plan-target.ts';
import { cancelResting, supersedeCards, type Superseding } from '../alerts/supersede-cards.ts';

type Alert = Pick<ReceiveAlert, 'signalId' | 'reading'>;

export const superseding = (
  { signalId: by, reading: { sentAt } }: Alert,
  key: PositionKey,
  side: Side | null,
  what = side === null ? 'an exit' : 'an opposite entry',
): Superseding => ({ key, side, by, sentAt, why: `${what} came (${by})` });

/** What came before it and does not fit it any more goes; and it counts for what was sent before it and comes later. */
export function withdrawOlder(draft: Draft, command: Alert, key: PositionKey, plan: ActionPlan, entry: EntryPart | null): void {
  const { sentAt } = command.reading;
  const isTarget = entry?.target !== undefined || (entry === null && plan.remark?.code === 'AT_TARGET' && isTargetOrder(command.reading));
  if (plan.exit !== null) {
    supersedeCards(draft, superseding(command, key, null));
    rememberArrival(draft, key, 'exit', sentAt);
  } else if (isTarget) {
    // a target counts everything that is held: what has not been answered is not on its way to it
    supersedeCards(draft, superseding(command, key, null, 'a newer target'));
    if (entry !== null) cancelResting(draft, superseding(command, key, entry.side));
  } else if (entry !== null) {
    supersedeCards(draft, superseding(command, key, entry.side));
    cancelResting(draft, superseding(command, key, entry.side));
  }
  if (entry !== null) rememberArrival(draft, key, entry.side, sentAt);
}
