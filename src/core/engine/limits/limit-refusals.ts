// Owns: that a sender whose alerts are never understood (a stuck script, a wrong template in a loop) does not fill the disk:
// so many are stored per minute, the rest is counted and told once. Orders that are held back are none of them.

import { deny, type Denial } from '../../model/denial.ts';
import { REFUSED_PER_MINUTE_MAX } from '../../model/limits.ts';
import type { ReceiveAlert, Reply } from '../command.ts';
import { refusalsOf } from '../alerts/count-refusal.ts';
import { record, tell, type Draft } from '../draft.ts';

/** The answer to a refused alert that is not stored; null: store it. */
export function limitRefusals(draft: Draft, { rateKey }: ReceiveAlert, denial: Denial | null): Reply | null {
  if (rateKey === null) return null;
  record(draft, { type: 'refusal_counted', rateKey });
  const count = refusalsOf(draft.state, rateKey, draft.now);
  if (count <= REFUSED_PER_MINUTE_MAX) return null;
  if (count === REFUSED_PER_MINUTE_MAX + 1)
    tell(draft, {
      severity: 'error',
      groupKey: `refused-flood:${rateKey}`,
      title: 'Many refused alerts',
      text: `${REFUSED_PER_MINUTE_MAX} alerts from ${rateKey} were refused within a minute. More of this minute are refused without being stored.`,
      nextStep: 'Look at the latest with /signals, and correct or stop their sender. Orders that are understood pass.',
    });
  return { type: 'refused', denial: denial ?? deny('NOT_UNDERSTOOD', 'the alert could not be read') };
}
