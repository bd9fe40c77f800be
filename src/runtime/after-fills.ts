// Owns: hearing of accounts where something has filled: what venues hold there is another thing now.

import type { AccountName } from '../core/model/ids.ts';
import type { Dispatcher } from '../store/dispatch.ts';

/** `heard` is called once for each such account after a commit. Returns the unsubscribe function. */
export function afterFills(dispatcher: Dispatcher, heard: (account: AccountName) => void): () => void {
  let held = dispatcher.snapshot().positions;
  return dispatcher.onCommit(() => {
    const { positions } = dispatcher.snapshot();
    if (positions === held) return;
    const before = held;
    held = positions;
    const moved = [...positions.values()].filter(({ key, qty }) => before.get(key)?.qty !== qty);
    for (const account of new Set(moved.map((position) => position.account))) heard(account);
  });
}
