// Owns: a leg that cancels: "cancel, then buy". It is worked at the receipt of its alert, before anything of the others is
// planned, and holds back no exit. The entries beside it wait until what it takes back can fill no more (entry-wait.ts): the
// sender wants one in the place of the other, not both.

import { cancelEntriesOf, cancelNamed, type Cancelled } from '../decide-cancel.ts';
import type { Draft } from '../draft.ts';
import { isCancel } from './is-cancel.ts';
import type { PlottedPart } from './plot-parts.ts';

function workCancel(draft: Draft, { reading, route }: PlottedPart): Cancelled {
  const { orderId } = reading;
  if (orderId === null) return 'code' in route ? { error: route, detail: '' } : cancelEntriesOf(draft, [route.key], reading, route.symbol);
  const { error, detail } = cancelNamed(draft, orderId);
  // what is not there is in nobody's way
  return error?.code === 'UNKNOWN_ORDER' ? { error: null, detail: `${error.code}: ${error.message}` } : { error, detail };
}

/** What became of each cancel, by its place among the parts. */
export function workCancels(draft: Draft, parts: readonly PlottedPart[]): ReadonlyMap<number, Cancelled> {
  const ends = new Map<number, Cancelled>();
  parts.forEach((part, index) => {
    if (isCancel(part.reading)) ends.set(index, workCancel(draft, part));
  });
  return ends;
}
