// Owns: a plan in words, for timelines, explanations and the chat.

import { round, type Decimal } from '../decimal.ts';
import type { ExitPlan, Trailing } from './exit-plan.ts';

/** A third is 33.33 to people. */
export const shareWords = (share: Decimal): Decimal => round(share, 2);

const trailWords = ({ by, activation, active }: Trailing): string => {
  const distance = 'percent' in by ? `${by.percent} %` : by.amount;
  return `stop trails by ${distance}${active || activation === null ? '' : ` from ${activation} on`}`;
};

type Plan = Partial<Pick<ExitPlan, 'stopLoss' | 'takeProfit' | 'partials' | 'trail' | 'breakEvenAfter' | 'locks'>>;

/** What moves the stop or ends the stay, beside stop and targets. */
export function planWords({ trail = null, breakEvenAfter = null, locks = [] }: Plan): readonly string[] {
  return [
    ...(trail === null ? [] : [trailWords(trail)]),
    ...(breakEvenAfter === null ? [] : [`break-even after ${breakEvenAfter} target${breakEvenAfter === 1 ? '' : 's'}`]),
    ...locks.map(({ trigger, stop }) => `at ${trigger} the stop moves to ${stop}`),
  ];
}

/** "stop 44000; targets 46000 (50 %), 47000 (the rest); stop trails by 2 %". */
export function describePlan(plan: Plan): string {
  const { stopLoss = null, takeProfit = null, partials = [] } = plan;
  const targets = [
    ...partials.map(({ price, share, done }) => `${price} (${shareWords(share)} %${done ? ', reached' : ''})`),
    ...(takeProfit === null ? [] : [partials.length === 0 ? takeProfit : `${takeProfit} (the rest)`]),
  ];
  const parts = [
    `stop ${stopLoss ?? 'none'}`,
    `target${targets.length > 1 ? 's' : ''} ${targets.length === 0 ? 'none' : targets.join(', ')}`,
  ];
  return [...parts, ...planWords(plan)].join('; ');
}
