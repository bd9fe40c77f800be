// Owns: the refresh buttons of /status, /positions and /risk.

import { riskMessage } from '../pages/risk-message.ts';
import { statusMessage } from '../pages/status-message.ts';
import { positionsMessage } from '../pages/view-positions.ts';
import type { Verb } from './tap.ts';

export const refreshVerb: Verb = {
  role: 'viewer',
  run(tap) {
    tap.answer('');
    if (tap.rest === 'positions') tap.edit(positionsMessage(tap.deps));
    else tap.edit(tap.rest === 'risk' ? riskMessage(tap.deps) : statusMessage(tap.deps));
  },
};
