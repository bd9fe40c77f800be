// Owns: "did you mean …?" for keys and words of the configuration.

import { nearestName } from '../core/model/nearest-name.ts';

/** The known name that `name` most likely means, or null when none is near (a third of its letters, at least one, may differ). */
export const nearestKey = (name: string, known: readonly string[]): string | null =>
  nearestName(name, known, Math.max(1, Math.floor(Math.min(name.length, 40) / 3)));

/** "Did you mean X?" or the list of what is possible. */
export function suggestName(name: string, known: readonly string[]): string {
  const nearest = nearestKey(name, known);
  return nearest === null ? `Known here: ${known.join(', ')}.` : `Did you mean ${nearest}?`;
}
