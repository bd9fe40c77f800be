// Owns: whether a person is asked. The chat's /mode wins over config.yaml; auto_below counts the order value, in the quote
// currency of the account.

import { lt } from '../model/decimal.ts';
import type { ApprovalPolicy, Strategy } from '../model/settings.ts';
import type { Origin, Proposal } from '../model/signal.ts';

export function policyOf(strategy: Strategy, mode: 'confirm' | 'auto' | null, origin: Origin): ApprovalPolicy {
  if (origin.type === 'chat' && origin.pasted === true) return { type: 'confirm' };
  if (origin.type === 'chat' && origin.confirmed === true) return { type: 'auto' };
  return mode === null ? strategy.approval : { type: mode };
}

/** `quoteCurrency`: of the account. A value in another currency cannot be told to be small, so a person is asked. */
export function needsApproval(policy: ApprovalPolicy, proposal: Proposal, quoteCurrency: string): boolean {
  switch (policy.type) {
    case 'confirm':
      return true;
    case 'auto':
      return false;
    case 'auto_below':
      return proposal.instrument.quote !== quoteCurrency || !lt(proposal.notional, policy.notional);
  }
}
