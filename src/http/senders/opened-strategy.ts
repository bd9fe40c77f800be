// Owns: what a strategy's own secret opens: that strategy, and nothing else.

import type { Proof } from './authenticate.ts';

export type OpenedStrategy = { readonly type: 'opened'; readonly strategyHint: string | null } | { readonly type: 'closed' };

/**
 * The strategy that an alert is for, as far as the URL or the secret says it. `named`: the strategies that the URL, the
 * alert or the order names (null = none). An alert that names none, under a strategy's own secret, is for that strategy.
 */
export function openedStrategy(proof: Proof, fromUrl: string | null, named: readonly (string | null)[]): OpenedStrategy {
  if (proof.strategy === null) return { type: 'opened', strategyHint: fromUrl };
  const isForeign = [fromUrl, ...named].some((name) => name !== null && name !== proof.strategy);
  return isForeign ? { type: 'closed' } : { type: 'opened', strategyHint: proof.strategy };
}
