// Owns: the buttons under a difference between the books and a venue, and what they carry: the nonce of the question, and of a
// strategy a hash of its name.

import { createHash } from 'node:crypto';
import { adoptersOf } from '../../core/engine/reconciliation/adopters.ts';
import { isClosable, isWriteOff } from '../../core/engine/reconciliation/discrepancy-words.ts';
import type { State } from '../../core/engine/state.ts';
import type { Discrepancy } from '../../core/model/venues/discrepancy.ts';
import type { Nonce, StrategyName } from '../../core/model/ids.ts';
import type { Settings } from '../../core/model/settings.ts';
import type { Button, Keyboard } from '../render/message.ts';

export const DISCREPANCY_VERBS = { adopt: 'da', agree: 'dg', ignore: 'di', close: 'dc' } as const;
/** More strategies than a person finds a button among; beyond it the account wants tidying first. */
const ADOPT_BUTTONS_MAX = 12;

const handleOf = (strategy: StrategyName): string => createHash('sha256').update(strategy).digest('hex').slice(0, 12);

/** Null: it names no strategy that could adopt it (any more). */
export const strategyBehind = (handle: string, names: readonly StrategyName[]): StrategyName | null =>
  names.find((name) => handleOf(name) === handle) ?? null;

export const discrepancyBy = (state: State, nonce: Nonce): Discrepancy | undefined =>
  state.discrepancies.find((discrepancy) => discrepancy.nonce === nonce);

function adoptWords(discrepancy: Discrepancy, strategy: StrategyName, several: boolean): string {
  const isLess = discrepancy.subject.type === 'position' && isWriteOff(discrepancy.subject);
  const what = isLess ? '📥 Adopt (write off)' : '📥 Adopt';
  return several ? `${what}: ${strategy}` : what;
}

/** Nothing can be answered while an order is being cancelled. */
export function discrepancyKeyboard(state: State, settings: Settings, discrepancy: Discrepancy): Keyboard {
  const { nonce, status } = discrepancy;
  if (status === 'canceling') return [];
  const isMoney = discrepancy.subject.type === 'balance';
  const names = isMoney ? [] : adoptersOf(state, settings, discrepancy).slice(0, ADOPT_BUTTONS_MAX);
  const agree: Button[] = isMoney ? [{ text: '📥 Adopt', data: `${DISCREPANCY_VERBS.agree}:${nonce}` }] : [];
  const adopt = names.map((name): Button[] => [
    { text: adoptWords(discrepancy, name, names.length > 1), data: `${DISCREPANCY_VERBS.adopt}:${nonce}:${handleOf(name)}` },
  ]);
  const ignore: Button[] = status === 'ignored' ? [] : [{ text: 'Ignore', data: `${DISCREPANCY_VERBS.ignore}:${nonce}` }];
  const close: Button[] = isClosable(discrepancy) ? [{ text: closeWords(discrepancy), data: `${DISCREPANCY_VERBS.close}:${nonce}` }] : [];
  return [...adopt, [...agree, ...ignore, ...close]].filter((row) => row.length > 0);
}

const closeWords = ({ subject }: Discrepancy): string => (subject.type === 'order' ? '✂️ Close (cancel it)' : '❌ Close it');
