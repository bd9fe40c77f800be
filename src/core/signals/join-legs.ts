// Owns: several commands of one text as one reading: none is nothing, one is itself, more are the legs of one alert.

import { deny } from '../model/denial.ts';
import type { Reading } from '../model/signal.ts';
import { newDraft, rejected } from './draft-reading.ts';

/** More commands than this in one message are no alert. */
export const COMMANDS_MAX = 20;

/** The commands in the order in which they are to be worked; the first refusal refuses the whole. */
export function joinLegs(legs: readonly Reading[], dialect: string): Reading {
  const [only, ...others] = legs;
  if (only === undefined) return rejected(dialect, deny('MISSING_ACTION', 'The message holds no command.'));
  if (others.length === 0) return only;
  const refused = legs.find(({ refusal }) => refusal !== null);
  if (refused !== undefined) return { ...refused, dialect };
  return {
    ...newDraft(dialect),
    action: 'multi',
    symbol: only.symbol,
    legs: [...legs],
    warnings: [...new Set(legs.flatMap((leg) => leg.warnings))],
  };
}
