// Owns: what lines are joined to: all of one mode, one strategy, one account, each in one currency. How their sum ran within a
// day is kept beside them: it cannot be made of their own curves any more.

import type { ResultLine } from './result.ts';

/** "all", "strategy trend", "account main", each of one mode and one currency. */
export type JointKey = string & { readonly joint: true };

type Kind = Pick<ResultLine, 'mode' | 'currency'>;

const wholeJoint = ({ mode, currency }: Kind): JointKey => `all|${mode}|${currency}` as JointKey;
const strategyJoint = ({ strategy, mode, currency }: Kind & Pick<ResultLine, 'strategy'>): JointKey =>
  `strategy ${strategy}|${mode}|${currency}` as JointKey;
const accountJoint = ({ account, mode, currency }: Kind & Pick<ResultLine, 'account'>): JointKey =>
  `account ${account}|${mode}|${currency}` as JointKey;

/** All sums that a line is part of. */
export const jointsOf = (line: ResultLine): readonly JointKey[] => [wholeJoint(line), strategyJoint(line), accountJoint(line)];
