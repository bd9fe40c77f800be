// Owns: sending what leaves a position and is lost again under its own id, where the venue takes an id once and for all: whichever of
// the requests comes first is the order, and the others are refused. So it sells once, also where the lost request comes late and
// nothing is reduce-only, and no two stops rest. Where an id is free again when its order has ended (or at once) two orders would
// have it: a new id goes there.
// Invariant: an id that the venue says it has is never given up (decide-report), so it is not among these.

import { PAPER_TRAITS } from '../../model/account.ts';
import type { Order } from '../../model/order.ts';
import { mayArrive } from '../../orders/may-arrive.ts';
import type { Draft } from '../draft.ts';
import { isProtective } from './position-orders.ts';

/** An exit that was cancelled is not wanted any more. A stop is, as long as the plan has it: it was taken back for another level or size. */
const isWanted = ({ role, cancel }: Order): boolean => cancel === null || isProtective(role);

const isSame = (a: Order, b: Order): boolean =>
  a.side === b.side && a.type === b.type && a.mode === b.mode && a.instrument.symbol === b.instrument.symbol;

type Asked = Pick<Draft, 'settings'>;

/** Those of `own`, the orders of one exit or of one role of a plan so far, that were given up and are to leave again under their ids. */
export const unseenOf = ({ settings }: Asked, own: readonly Order[]): readonly Order[] =>
  own.filter(
    (order) => (settings.accounts.get(order.account)?.traits ?? PAPER_TRAITS).idsOnce === true && mayArrive(order) && isWanted(order),
  );

/** The one of `own` that is to leave again in place of `wanted`; null: that is a new one. */
export const toRepeat = (draft: Asked, own: readonly Order[], wanted: Order): Order | null =>
  unseenOf(draft, own).findLast((order) => isSame(order, wanted)) ?? null;
