// Owns: commands that waited while nobody was there to obey them. What lets entries pass, or closes a part, is asked about
// again by a button; what leaves or holds back is obeyed however old it is.

import type { PromptAction } from '../../core/engine/state.ts';
import { LATE_COMMAND_MS } from '../limits.ts';
import { formatTime } from '../render/format-time.ts';
import { askFirst } from './ask-first.ts';
import type { CommandCall } from './bot-command.ts';

export const isLate = ({ deps, typedAt }: CommandCall): boolean => deps.clock.now() - typedAt > LATE_COMMAND_MS;

/** `what`: HTML, what is done at the tap. */
export function askLate(call: CommandCall, action: PromptAction, what: string): Promise<void> {
  const time = { now: call.deps.clock.now(), timeZone: call.deps.timeZone };
  return askFirst(call, action, [`<b>⏱ ${what}?</b>`, `You typed it ${formatTime(call.typedAt, time)}, and it could not be obeyed then.`]);
}
