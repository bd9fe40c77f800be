// Owns: questions whether an alert is to be executed once more, where what was asked about is not what would be sent any more.

import type { Signal } from '../../model/signal.ts';
import { record, type Draft } from '../draft.ts';

/** Of alerts that enter: what leaves may be repeated wherever it leads. */
export function closeRepeats(draft: Draft, isOver: (alert: Signal) => boolean): void {
  for (const { nonce, action } of draft.state.prompts.values()) {
    const alert = action.type === 'execute_repeat' ? draft.state.signals.get(action.signalId) : undefined;
    if (alert !== undefined && alert.entry !== null && isOver(alert)) record(draft, { type: 'prompt_closed', nonce, by: null });
  }
}
