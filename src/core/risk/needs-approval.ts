// Owns: whether a person is asked. The chat's /mode wins over config.yaml; auto_below counts the order value, in the quote
// currency of the account, at the rate that the proposal was counted at.

import { lt, mul, type Decimal } from '../model/decimal.ts';
import type { ApprovalPolicy, Strategy } from '../model/settings.ts';
import type { Origin, Proposal } from '../model/signal.ts';

export function policyOf(strategy: Strategy, mode: 'confirm' | 'auto' | null, origin: Origin): ApprovalPolicy {
  if (origin.type === 'chat' && origin.pasted === true) return { type: 'confirm' };
  if (origin.type === 'chat' && origin.confirmed === true) return { type: 'auto' };
  return mode === null ? strategy.approval : { type: mode };
}

/** Of the entry, in the currency of the account; null: nobody knows what that market's money is worth there. */
function worthIn(quoteCurrency: string, { notional, instrument: { quote }, rates = [] }: Proposal): Decimal | null {
  if (quote === quoteCurrency) return notional;
  const rate = rates.find(({ from, to }) => from === quote && to === quoteCurrency);
  return rate === undefined ? null : mul(notional, rate.price);
}

/** `quoteCurrency`: of the account. What cannot be told to be small is asked about. */
export function needsApproval(policy: ApprovalPolicy, proposal: Proposal, quoteCurrency: string): boolean {
  switch (policy.type) {
    case 'confirm':
      return true;
    case 'auto':
      return false;
    case 'auto_below': {
      const worth = worthIn(quoteCurrency, proposal);
      return worth === null || !lt(worth, policy.notional);
    }
  }
}
