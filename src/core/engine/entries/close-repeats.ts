// Owns: questions whether an alert is to be executed once more, where what was asked about is not what would be sent any more.

import type { Signal } from '../../model/signal.ts';
import { record, type Draft } from '../draft.ts';
import { childrenOf } from '../groups/leg-status.ts';

/** Of alerts that enter, by themselves or by one of their parts: what leaves may be repeated wherever it leads. */
export function closeRepeats(draft: Draft, isOver: (alert: Signal) => boolean): void {
  for (const { nonce, action } of draft.state.prompts.values()) {
    const alert = action.type === 'execute_repeat' ? draft.state.signals.get(action.signalId) : undefined;
    const entering = alert === undefined ? [] : [alert, ...childrenOf(draft.state, alert)].filter(({ entry }) => entry !== null);
    if (entering.some(isOver)) record(draft, { type: 'prompt_closed', nonce, by: null });
  }
}
