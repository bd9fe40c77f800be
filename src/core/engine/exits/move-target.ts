// Owns: one of several targets moved or taken away, and nothing of the others: each keeps its share. The last one takes what is
// left when it is reached, so that another one may be the last behind it.

import { compare, HUNDRED, sub, sum, type Decimal } from '../../model/decimal.ts';
import type { ExitPlan, PartialTarget } from '../../model/exits/exit-plan.ts';

/** Those that are still to be reached, nearest first. */
export function openTargets({ partials = [], takeProfit }: ExitPlan): readonly PartialTarget[] {
  const open = partials.filter(({ done }) => !done);
  const rest = sub(HUNDRED, sum(partials.map(({ share }) => share)));
  return takeProfit === null ? open : [...open, { price: takeProfit, share: rest, done: false }];
}

/** `from`: the price of the target that is meant; `to` null takes it away. Null: it has none there. */
export function moveTarget(plan: ExitPlan, from: Decimal, to: Decimal | null, long: boolean): ExitPlan | null {
  const open = openTargets(plan);
  const meant = open.find(({ price }) => price === from);
  if (meant === undefined) return null;
  const isLast = meant === open.at(-1);
  const runsOn = plan.takeProfit === null || (to === null && isLast);
  const moved = to === null ? [] : [{ ...meant, price: to }];
  const next = [...open.filter((each) => each !== meant), ...moved].sort((a, b) =>
    long ? compare(a.price, b.price) : compare(b.price, a.price),
  );
  const done = (plan.partials ?? []).filter((target) => target.done);
  const last = next.at(-1);
  return runsOn || last === undefined
    ? { ...plan, takeProfit: null, partials: [...done, ...next] }
    : { ...plan, takeProfit: last.price, partials: [...done, ...next.slice(0, -1).filter(({ price }) => price !== last.price)] };
}
