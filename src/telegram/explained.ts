// Owns: the words between the chat and whoever reads what was pasted into it.

import type { Verdict } from '../core/engine/explain/explain-verdict.ts';
import type { Actor } from '../core/engine/state.ts';
import type { StrategyName } from '../core/model/ids.ts';
import type { Reading } from '../core/model/signal.ts';

export interface Pasted {
  readonly text: string;
  /** Named beside it; null = as the text says. */
  readonly strategy: StrategyName | null;
  readonly by: Actor;
  /** The tap that sets it is the approval: nobody would be asked again. */
  readonly confirmed?: true;
}

export interface Explained {
  readonly reading: Reading;
  readonly verdict: Verdict;
  /** The text with secrets masked. */
  readonly raw: string;
}
