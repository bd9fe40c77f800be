// Owns: which one is meant when a person types an id: in full, short, or any fragment that only one has.

import { shortId, type OrderId, type SignalId } from '../core/model/ids.ts';
import { ID_FRAGMENT_MIN } from './limits.ts';

export type IdMatch<Entity> =
  | { readonly type: 'found'; readonly entity: Entity }
  | { readonly type: 'ambiguous'; readonly candidates: readonly Entity[] }
  | { readonly type: 'none' }
  | { readonly type: 'too_short' };

/** A full or short id wins over fragments. `typed` may carry "sg_" or a leading "#"; case does not matter. */
export function findById<Entity extends { readonly id: OrderId | SignalId }>(entities: Iterable<Entity>, typed: string): IdMatch<Entity> {
  const text = typed.trim().toLowerCase().replace(/^#/, '').replace(/^sg_/, '');
  if (text.length < ID_FRAGMENT_MIN || !/^[0-9a-f]+$/.test(text)) return { type: text.length < ID_FRAGMENT_MIN ? 'too_short' : 'none' };
  const exact: Entity[] = [];
  const partial: Entity[] = [];
  for (const entity of entities) {
    const id: string = entity.id.replace(/^sg_/, '');
    if (id === text) return { type: 'found', entity };
    if (shortId(entity.id) === text) exact.push(entity);
    else if (id.includes(text)) partial.push(entity);
  }
  const candidates = exact.length > 0 ? exact : partial;
  const [first] = candidates;
  if (first === undefined) return { type: 'none' };
  return candidates.length === 1 ? { type: 'found', entity: first } : { type: 'ambiguous', candidates };
}
