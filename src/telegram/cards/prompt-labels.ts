// Owns: the words on confirming buttons.

import type { PromptAction } from '../../core/engine/state.ts';

export const PROMPT_LABELS: Readonly<Record<PromptAction['type'], string>> = {
  kill: '🛑 Confirm kill',
  unlock: '🔓 Confirm unlock',
  close: '✅ Confirm close',
  cancel_all: '✂️ Confirm cancel all',
  execute_repeat: '▶️ Execute',
  take_pasted: '🃏 Make a card of it',
  resume: '▶️ Confirm resume',
  mode_auto: '⚡️ Confirm auto',
  sync: '🔄 Sync',
};

/** The other button. */
export const dismissLabel = (action: PromptAction['type']): string => (action === 'sync' ? 'Ignore' : 'Leave it');
