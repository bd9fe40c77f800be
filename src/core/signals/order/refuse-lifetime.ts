// Owns: how long a resting order of an alert is to live (cancelAfter, gtd_in_second, `tif: good till friday`): not followed, so that the
// order would still stand when its sender thinks that it is gone. Beside an order at market it ends nothing, and is told as an unknown field is.

import { readTimeInForce, saysPostOnly } from '../../model/order-terms.ts';
import { refuseEntry, type Draft } from '../fields/draft-reading.ts';
import { isSet, shownKey, takeAll, type FieldSet } from '../fields/field-set.ts';
import { nameList } from '../fields/name-list.ts';
import { TIME_IN_FORCE } from './read-details.ts';

const LIFETIMES = nameList(
  `cancelafter cancelafterseconds cancelafterbars gtdinsecond gtdinseconds gtd gtddate gtdtime goodtill goodtilltime goodtilldate buyttl
  ordertimeout orderttl orderlifetime expireafter expiresafter expiresat expiretime`.split(/\s+/),
);
const RESTING: ReadonlySet<string | null> = new Set(['limit', 'stop', 'stop_limit', 'trailing_stop']);
const ENTRIES: ReadonlySet<string | null> = new Set(['buy', 'sell', 'reverse', 'add']);

/** A time in force in words that nobody keeps: the order would end sooner or later than they say. At market nothing rests. */
function refuseUnknownTime(fields: FieldSet, draft: Draft): void {
  const { timeInForce: written, orderType } = draft;
  if (written === null || orderType === 'market' || readTimeInForce(written) !== null || saysPostOnly(written)) return;
  const field = takeAll(fields, TIME_IN_FORCE)[0];
  refuseEntry(
    draft,
    'UNSUPPORTED',
    `${shownKey(field?.key ?? 'time_in_force')}: "${written.slice(0, 40)}" is no time in force that is kept.`,
    'Send gtc, day, ioc, fok, or leave it out; limit_lifetime under entries: of config.yaml ends what rests.',
  );
}

/** Action, prices and details must have been read. */
export function refuseLifetime(fields: FieldSet, draft: Draft): void {
  if (!ENTRIES.has(draft.action) || draft.reduceOnly === true) return;
  refuseUnknownTime(fields, draft);
  if (!RESTING.has(draft.orderType)) return;
  const field = takeAll(fields, LIFETIMES).find(({ value }) => isSet(value));
  if (field === undefined) return;
  refuseEntry(
    draft,
    'UNSUPPORTED',
    `${shownKey(field.key)} ends an order that rests, and is not followed: the order would stand longer than that.`,
    'Leave it out, and write limit_lifetime under entries: of the strategy in config.yaml.',
  );
}
