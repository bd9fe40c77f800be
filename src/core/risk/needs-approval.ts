// Owns: whether a person is asked. The chat's /mode wins over config.yaml; auto_below counts the order value.

import { lt } from '../model/decimal.ts';
import type { ApprovalPolicy, Strategy } from '../model/settings.ts';
import type { Proposal } from '../model/signal.ts';

export const policyOf = (strategy: Strategy, mode: 'confirm' | 'auto' | null): ApprovalPolicy =>
  mode === null ? strategy.approval : { type: mode };

export function needsApproval(policy: ApprovalPolicy, proposal: Proposal): boolean {
  switch (policy.type) {
    case 'confirm':
      return true;
    case 'auto':
      return false;
    case 'auto_below':
      return !lt(proposal.notional, policy.notional);
  }
}
