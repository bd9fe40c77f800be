// Owns: several commands of one text as one reading: none is nothing, one is itself, more are the legs of one alert.

import { deny } from '../../model/denial.ts';
import type { Reading } from '../../model/signal.ts';
import { newDraft, rejected } from '../fields/draft-reading.ts';
import { oppositeEntries } from './refuse-opposites.ts';

/** More commands than this in one message are no alert. */
export const COMMANDS_MAX = 20;

/** Warnings of one alert; a list with many slips must not fill the chat. */
const WARNINGS_MAX = 12;

/** What the legs warn of: once where all of them say it, else with the leg that it is about. */
export function warningsOfLegs(legs: readonly Pick<Reading, 'warnings'>[], word: string): string[] {
  const isShared = (warning: string): boolean => legs.every(({ warnings }) => warnings.includes(warning));
  const told = legs.flatMap(({ warnings }, i) =>
    warnings.map((warning) => (legs.length === 1 || isShared(warning) ? warning : `${word} ${i + 1}: ${warning}`)),
  );
  return [...new Set(told)].slice(0, WARNINGS_MAX);
}

/** The commands in the order in which they are to be worked; the first refusal refuses the whole. */
export function joinLegs(legs: readonly Reading[], dialect: string, word = 'Command'): Reading {
  const [only, ...others] = legs;
  if (only === undefined) return rejected(dialect, deny('MISSING_ACTION', 'The message holds no command.'));
  if (others.length === 0) return only;
  const refused = legs.find(({ refusal }) => refusal !== null);
  if (refused !== undefined) return { ...refused, dialect, warnings: warningsOfLegs(legs, word) };
  const opposite = oppositeEntries(legs);
  if (opposite !== null) return { ...rejected(dialect, opposite), warnings: warningsOfLegs(legs, word) };
  return {
    ...newDraft(dialect),
    action: 'multi',
    symbol: only.symbol,
    legs: [...legs],
    warnings: warningsOfLegs(legs, word),
  };
}
