// Owns: the words for an entry that would pass by rule if anybody knew what its money is worth.

import type { Proposal } from '../signal.ts';

/** Null: it is known, or does not count. */
export const noRateText = ({ noRate }: Pick<Proposal, 'noRate'>): string | null =>
  noRate === undefined ? null : `auto_below is counted in ${noRate.to}, and no rate of ${noRate.from}/${noRate.to} is known`;
