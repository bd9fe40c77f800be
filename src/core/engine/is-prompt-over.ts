// Owns: how long a question with a button ("really?") may be answered.

import { PRICE_WAIT_MS, PROMPT_TTL_MS, SYNC_TTL_MS } from '../model/limits.ts';
import type { Instant } from '../model/ids.ts';
import type { Prompt } from './state.ts';

/** It is over too where the clock was set back since: how long nobody has answered is not known then, and its end lies on a day to come. */
export function isPromptOver({ action, expiresAt }: Prompt, now: Instant): boolean {
  const lifeMs = action.type === 'sync' ? SYNC_TTL_MS : PROMPT_TTL_MS;
  return expiresAt <= now || expiresAt - now - lifeMs >= PRICE_WAIT_MS;
}
