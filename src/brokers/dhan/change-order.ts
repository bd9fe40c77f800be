// Owns: cancelling and resizing an order at Dhan, slices included. One attempt; then the order is looked at, because the
// answer to a cancel does not say what had filled before it.

import type { Decimal } from '../../core/model/decimal.ts';
import { ZERO } from '../../core/model/decimal.ts';
import type { OrderId, VenueOrderId } from '../../core/model/ids.ts';
import type { OrderSnapshot } from '../../core/model/venues/report.ts';
import type { CancelOutcome, ModifyOutcome, Unavailable } from '../broker.ts';
import { splitIds } from './combine-slices.ts';
import { type Answer, type DhanClient, unavailable } from './dhan-client.ts';
import type { OrderFollower } from './follow-orders.ts';
import { toWire } from './lot-units.ts';
import { checkQty } from './order-fields.ts';
import type { OrderReader, Sighting } from './read-orders.ts';
import type { Counted } from './scrip.ts';
import { cancelPath } from './super-orders.ts';
import type { VenueEntry } from './venue-entry.ts';
import { exact, objectsOf, textOf } from './wire-json.ts';

export interface ChangeOrderOptions {
  readonly client: DhanClient;
  readonly reader: OrderReader;
  readonly follower: OrderFollower;
}

interface Named {
  readonly id: OrderId | null;
  readonly venueOrderId: VenueOrderId | null;
}

type Failed = { readonly type: 'rejected' | 'ambiguous'; readonly reason: string } | Unavailable;
/** As it stands, or what the caller is told instead. */
type Standing = { readonly entries: readonly VenueEntry[]; readonly order?: OrderSnapshot } | Failed;

const isOpen = ({ status }: VenueEntry): boolean => status === 'open';
const nameOf = ({ id, venueOrderId }: Named): string => id ?? venueOrderId ?? '';
const unknown = (named: Named): Failed => ({ type: 'rejected', reason: `Dhan knows no order ${nameOf(named)} of today` });

/** The worst of several answers decides: one that is unclear leaves everything open. */
function failureOf(answers: readonly Answer[]): Failed | null {
  const unclear = answers.find(({ type }) => type === 'unclear');
  const unsent = answers.find(({ type }) => type === 'busy' || type === 'unsent');
  const refused = answers.find(({ type }) => type === 'refused');
  if (unclear !== undefined && unclear.type !== 'ok') return { type: 'ambiguous', reason: unclear.reason };
  if (unsent !== undefined && unsent.type !== 'ok') return unavailable(unsent);
  return refused === undefined || refused.type === 'ok' ? null : { type: 'rejected', reason: refused.reason };
}

const saysCanceled = (answer: Answer): boolean =>
  answer.type === 'ok' && objectsOf(answer.body)?.every((each) => textOf(each, 'orderStatus').toUpperCase() === 'CANCELLED') === true;

export interface ChangeOrder {
  cancel(named: Named): Promise<CancelOutcome>;
  modify(named: Named & { readonly id: OrderId }, qty: Decimal, scrip: Counted): Promise<ModifyOutcome>;
}

export function createChangeOrder({ client, reader, follower }: ChangeOrderOptions): ChangeOrder {
  const standingOf = (sighting: Sighting, named: Named): Standing => {
    if (sighting.type === 'found') return sighting;
    return sighting.type === 'not_found' ? unknown(named) : sighting;
  };

  /** The order as it stands at Dhan, with what is new of it told. */
  async function look(named: Named, retell?: 'retell'): Promise<Standing> {
    if (named.id !== null) {
      const sighting = await follower.refresh(named.id, retell);
      if (sighting.type !== 'not_found' || named.venueOrderId === null) return standingOf(sighting, named);
    }
    const found = await reader.entries(named.venueOrderId === null ? [] : splitIds(named.venueOrderId));
    if (found.type !== 'ok') return found;
    return found.value.length === 0 ? unknown(named) : { entries: found.value };
  }

  async function idsOf(named: Named): Promise<readonly string[] | Failed> {
    if (named.venueOrderId !== null) return splitIds(named.venueOrderId);
    const standing = await look(named);
    return 'entries' in standing ? standing.entries.filter(isOpen).map(({ venueOrderId }) => venueOrderId) : standing;
  }

  async function cancel(named: Named): Promise<CancelOutcome> {
    const ids = await idsOf(named);
    return 'type' in ids ? ids : cancelAll(named, ids, new Set(ids));
  }

  /** `asked`: all that a cancel was sent for, this one's included. */
  async function cancelAll(named: Named, ids: readonly string[], asked: ReadonlySet<string>): Promise<CancelOutcome> {
    const answers = await Promise.all(ids.map((id) => client.delete(cancelPath(id))));
    const failure = failureOf(answers);
    if (failure !== null && failure.type !== 'rejected') return failure;
    const standing = await look(named, failure === null ? undefined : 'retell');
    if (!('entries' in standing)) {
      if (failure !== null) return standing.type === 'rejected' ? standing : failure;
      return answers.every(saysCanceled) ? { type: 'canceled' } : { type: 'ambiguous', reason: standing.reason };
    }
    const open = standing.entries.filter(isOpen).map(({ venueOrderId }) => venueOrderId);
    // what is still to come would not be
    if (open.length === 0 && standing.order?.status === 'open')
      return { type: 'ambiguous', reason: `not all slices of ${nameOf(named)} are shown yet: the others are cancelled when they are` };
    if (open.length === 0) return { type: 'canceled' };
    // slices that no answer has named yet
    const more = open.filter((id) => !asked.has(id));
    if (more.length > 0) return cancelAll(named, more, new Set([...asked, ...more]));
    return failure ?? { type: 'ambiguous', reason: 'Dhan took the cancel, but the order still stands in its book' };
  }

  function send(entry: VenueEntry, wireQty: Decimal): Promise<Answer> {
    return client.send('PUT', `/orders/${encodeURIComponent(entry.venueOrderId)}`, {
      orderId: entry.venueOrderId,
      orderType: entry.orderType,
      validity: entry.validity === '' ? 'DAY' : entry.validity,
      quantity: exact(wireQty),
      price: exact(entry.price ?? ZERO),
      ...(entry.triggerPrice === null ? {} : { triggerPrice: exact(entry.triggerPrice) }),
    });
  }

  async function modify(named: Named & { readonly id: OrderId }, qty: Decimal, scrip: Counted): Promise<ModifyOutcome> {
    const refusal = checkQty(qty, scrip);
    if (refusal !== null) return { type: 'rejected', reason: refusal };
    const before = await look(named);
    if (!('entries' in before)) return before;
    const [entry, ...more] = before.entries;
    if (entry === undefined) return unknown(named);
    if (more.length > 0 || (scrip.freezeQty !== null && Number(qty) > Number(scrip.freezeQty)))
      return { type: 'rejected', anew: true, reason: 'above the freeze quantity Dhan has sliced it, or would have to' };
    if (!isOpen(entry)) {
      await look(named, 'retell');
      return { type: 'rejected', reason: `order ${named.id} has ended (${entry.status})` };
    }
    const answer = await send(entry, toWire(qty, scrip.units));
    const failure = failureOf([answer]);
    if (failure !== null && failure.type !== 'rejected') return failure;
    const after = await look(named, failure === null ? undefined : 'retell');
    if (failure !== null) return failure;
    const isDone = 'entries' in after && after.entries[0]?.qty === qty;
    return isDone ? { type: 'modified', qty } : { type: 'ambiguous', reason: 'Dhan took the change, but its book does not show it yet' };
  }

  return { cancel, modify };
}
