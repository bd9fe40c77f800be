// Owns: what a target closes where the alert says it as a quantity (tp1_qty, { price, quantity }): its share of the quantity of
// the entry. Invariant: the targets of one alert never close more than it opens.

import { div, eq, gt, HUNDRED, isPositive, mul, sub, sum, type Decimal } from '../../model/decimal.ts';
import type { Target } from '../../model/signal.ts';
import { refuse, type Draft } from '../fields/draft-reading.ts';
import { normalName, type Field } from '../fields/field-index.ts';
import { shownKey } from '../fields/field-set.ts';
import { positiveOf } from '../fields/read-amount.ts';

/** A target with the quantity that it closes, as the entry counts its own. */
export interface SizedTarget extends Target {
  readonly quantity?: { readonly key: string; readonly value: Decimal };
}

/** Words for the quantity of a target, behind its name or inside of its object. */
export const TARGET_QUANTITIES: readonly string[] = ['qty', 'quantity', 'size', 'contracts', 'closeqty', 'closequantity', 'exitqty'];

const NAMES: ReadonlySet<string> = new Set(TARGET_QUANTITIES);
export const isTargetQuantity = (key: string): boolean => NAMES.has(normalName(key));

/** The target with the quantity of `field`, where it says one. */
export function withQuantity(draft: Draft, target: SizedTarget, field: Field | null): SizedTarget {
  const value = field === null ? null : positiveOf(draft, field, 'INVALID_QUANTITY');
  return field === null || value === null ? target : { ...target, quantity: { key: field.key, value } };
}

const plain = ({ quantity: _quantity, ...target }: SizedTarget): Target => target;
const REMEDY = 'Send "quantity" and for each target a part of it, or shares in percent (tp1_pct).';

/** Why these quantities cannot be shares of `whole`. */
function problemOf(whole: Decimal | null, targets: readonly SizedTarget[], sized: readonly Decimal[]): string | null {
  if (whole === null || !isPositive(whole)) return 'it is a part of the quantity of the entry, and the alert says none';
  if (sized.length < targets.length || targets.some(({ share }) => share !== undefined)) return 'other targets do not say a quantity';
  const total = sum(sized);
  if (gt(total, whole)) return `the targets close ${total}, and the entry is for ${whole}`;
  if (eq(total, HUNDRED) && gt(whole, HUNDRED)) return `the targets may close ${total} of ${whole}, or shares of 100 percent`;
  return null;
}

/** The targets with shares in the place of quantities; size and targets must have been read. */
export function settleQuantities(draft: Draft, targets: readonly SizedTarget[]): Target[] {
  const [first, ...others] = targets.flatMap(({ quantity }) => quantity ?? []);
  if (first === undefined) return targets.map(plain);
  const sized = [first, ...others].map(({ value }) => value);
  const whole = draft.quantity;
  const problem = problemOf(whole, targets, sized);
  if (problem !== null) refuse(draft, 'INVALID_FIELD', `What ${shownKey(first.key)} closes is not known: ${problem}.`, REMEDY);
  if (problem !== null || whole === null) return targets.map(plain);
  const shares = sized.map((quantity) => div(mul(quantity, HUNDRED), whole));
  // thirds do not add up to the whole: what is left of it is the last one's
  const last = gt(whole, sum(sized)) ? shares.at(-1) : sub(HUNDRED, sum(shares.slice(0, -1)));
  return targets.map((target, i) => ({ ...plain(target), share: (i === targets.length - 1 ? last : shares[i]) ?? HUNDRED }));
}
