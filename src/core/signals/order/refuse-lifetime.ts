// Owns: how long a resting order of an alert is to live (cancelAfter, gtd_in_second): not followed, so that the order would still
// stand when its sender thinks that it is gone. Beside an order at market it ends nothing, and is told as an unknown field is.

import { refuse, type Draft } from '../fields/draft-reading.ts';
import { isSet, shownKey, takeAll, type FieldSet } from '../fields/field-set.ts';
import { nameList } from '../fields/name-list.ts';

const LIFETIMES = nameList(
  `cancelafter cancelafterseconds cancelafterbars gtdinsecond gtdinseconds gtd gtddate gtdtime goodtill goodtilltime goodtilldate buyttl
  ordertimeout orderttl orderlifetime expireafter expiresafter expiresat expiretime`.split(/\s+/),
);
const RESTING: ReadonlySet<string | null> = new Set(['limit', 'stop', 'stop_limit', 'trailing_stop']);
const ENTRIES: ReadonlySet<string | null> = new Set(['buy', 'sell', 'reverse', 'add']);

/** Action and prices must have been read. */
export function refuseLifetime(fields: FieldSet, draft: Draft): void {
  if (!RESTING.has(draft.orderType) || !ENTRIES.has(draft.action)) return;
  const field = takeAll(fields, LIFETIMES).find(({ value }) => isSet(value));
  if (field === undefined) return;
  refuse(
    draft,
    'UNSUPPORTED',
    `${shownKey(field.key)} ends an order that rests, and is not followed: the order would stand longer than that.`,
    'Leave it out, and write limit_lifetime under entries: of the strategy in config.yaml.',
  );
}
