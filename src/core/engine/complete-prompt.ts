// Owns: a question of an older journal or checkpoint, with the fields that its pasted alert has got since.

import { completeReading } from '../signals/fields/draft-reading.ts';
import type { Prompt } from './state.ts';

export const completePrompt = (prompt: Prompt): Prompt =>
  prompt.action.type === 'take_pasted'
    ? { ...prompt, action: { ...prompt.action, reading: completeReading(prompt.action.reading) } }
    : prompt;
