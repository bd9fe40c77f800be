// Owns: what a cancel would take back: decided as it would be, on a draft that nobody commits.

import type { Denial } from '../../model/denial.ts';
import type { ReceiveAlert } from '../command.ts';
import { decideCancelAlert } from '../decide-cancel.ts';
import { startDraft } from '../draft.ts';
import { asCheck, type Verdict, type VerdictGround } from './explain-verdict.ts';

export function explainCancelAlert({ settings, state, now }: VerdictGround, command: ReceiveAlert): Verdict {
  const told: { error: Denial | null; detail: string } = { error: null, detail: '' };
  decideCancelAlert(
    startDraft(settings, state, now),
    command,
    () => undefined,
    (_state, error, detail) => {
      Object.assign(told, { error, detail });
      return { type: 'signal', signalId: command.signalId, duplicate: false };
    },
  );
  const { error, detail } = told;
  const checks = [asCheck('understood', null), asCheck('cancel', error, detail)];
  return { would: error === null ? 'execute' : 'deny', checks, denial: error, heldBack: false, symbol: null };
}
