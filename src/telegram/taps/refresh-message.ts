// Owns: the refresh buttons of /status and /positions.

import { statusMessage } from '../status-message.ts';
import { positionsMessage } from '../view-positions.ts';
import type { Verb } from './tap.ts';

export const refreshVerb: Verb = {
  role: 'viewer',
  run(tap) {
    tap.answer('');
    tap.edit(tap.rest === 'positions' ? positionsMessage(tap.deps) : statusMessage(tap.deps));
  },
};
