// Owns: which part of an alert of several has nothing to do.

import { DENIALS } from '../../model/denial.ts';
import type { ActionPlan } from '../alerts/action-plan.ts';

/** There is nothing to do for it, which is no fault and holds back none of the others. */
export const isIdle = ({ exit, entry, remark }: ActionPlan): boolean =>
  exit === null && entry === null && remark !== null && DENIALS[remark.code].status === 200;
