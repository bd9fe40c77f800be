// Owns: several orders in one alert: a list of them, or a list in a field (`orders`, `legs`) beside what they share. Each is
// read like an alert of its own. Invariant: one order that is refused refuses them all.

import { deny } from '../../model/denial.ts';
import type { Reading } from '../../model/signal.ts';
import { newDraft, rejected } from '../fields/draft-reading.ts';
import { indexFields, normalName } from '../fields/field-index.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json/json-value.ts';
import { withGuards } from './guard-legs.ts';
import { warningsOfLegs } from './join-legs.ts';
import { isLegPolicyName } from './read-leg-policy.ts';
import { oppositeEntries } from './refuse-opposites.ts';
import { LIST_NAME, type ReadableBody } from '../fields/read-body.ts';

/** More orders than this in one alert are a mistake, or an attack. */
const LEGS_MAX = 20;
const LIST_NAMES: readonly string[] = [LIST_NAME, 'legs', 'alerts', 'signals'];
/** An action beside the list is another order, or what the list is for: then nobody can tell. */
const ACTION_NAMES: readonly string[] = ['action', 'side', 'orderaction', 'strategyorderaction', 'direction', 'signal'];

/** The fields of one order: its own, and of those that it shares the ones that it does not say itself. */
function withShared(own: JsonObject, shared: readonly (readonly [string, JsonValue])[]): JsonObject {
  const names = new Set([...own.keys()].map(normalName));
  return new Map([...own, ...shared.filter(([key]) => !names.has(normalName(key)))]);
}

/** The orders of the alert as bodies of their own; null where it holds no list of orders. */
export function basketOf(body: ReadableBody): ReadableBody[] | null {
  if (body.type !== 'json' || ACTION_NAMES.some((name) => body.index.byName.has(name))) return null;
  const name = LIST_NAMES.find((candidate) => isJsonArray(body.index.byName.get(candidate)?.value ?? null));
  const list = name === undefined ? null : (body.index.byName.get(name)?.value ?? null);
  if (list === null || !isJsonArray(list) || list.length === 0 || !list.every(isJsonObject)) return null;
  const shared = [...body.fields].filter(([key]) => normalName(key) !== name && !isLegPolicyName(normalName(key)));
  return list.map((own) => {
    const fields = withShared(own, shared);
    return { type: 'json', fields, index: indexFields(fields), text: body.text };
  });
}

/** What all legs say alike; null where they differ. */
function common<T>(values: readonly T[]): T | null {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : null;
}

/** What the whole says of itself, from what its orders say alike. */
export function commonOf(legs: readonly Reading[]): Pick<Reading, 'strategy' | 'account' | 'eventId' | 'maxLagMs' | 'sentAt'> {
  const times = legs.flatMap(({ sentAt }) => sentAt ?? []);
  return {
    strategy: common(legs.map(({ strategy }) => strategy)),
    account: common(legs.map(({ account }) => account)),
    eventId: common(legs.map(({ eventId }) => eventId)),
    maxLagMs: common(legs.map(({ maxLagMs }) => maxLagMs)),
    sentAt: times.length === 0 ? null : Math.min(...times),
  };
}

/** A cancel beside orders of one symbol that names nothing itself is of that symbol. */
function withSymbolOf(leg: Reading, orders: readonly Reading[]): Reading {
  const symbol = common(orders.map((order) => order.symbol));
  if (leg.action !== 'cancel' || leg.refusal?.code !== 'MISSING_SYMBOL' || symbol === null) return leg;
  return { ...leg, kind: 'cancel', symbol, refusal: null };
}

const CANCEL_REMEDY = 'Write a cancel as an order of the list: {"action": "cancel"}.';

/** The reading of several orders; `read` are their readings, in the order of the alert. */
export function joinBasket(dialect: string, read: readonly Reading[]): Reading {
  const [only] = read;
  if (read.length === 1 && only !== undefined) return only;
  const orders = read.filter(({ action }) => action !== 'cancel');
  // what only reduces, behind an entry of as much, protects it
  const guarded = read.slice(1).every(({ reduceOnly }) => reduceOnly === true) ? withGuards(read) : read;
  const [whole] = guarded;
  if (guarded.length === 1 && whole !== undefined) return whole;
  const legs = read.map((leg) => withSymbolOf(leg, orders));
  const warnings = warningsOfLegs(legs, 'Order');
  for (const [i, { kind, refusal, copyEvent }] of legs.entries()) {
    if (refusal !== null) {
      const message = `Order ${i + 1} of ${legs.length}: ${refusal.message}`;
      return { ...rejected(dialect, { ...refusal, message }), warnings };
    }
    if (legs[i]?.action === 'multi')
      return rejected(dialect, deny('UNSUPPORTED', `Number ${i + 1} of ${legs.length} is several orders.`, CANCEL_REMEDY));
    if (kind !== 'order' && (kind !== 'cancel' || copyEvent !== null)) {
      return rejected(dialect, deny('UNSUPPORTED', `Number ${i + 1} of ${legs.length} is no order.`, 'Send it as an alert of its own.'));
    }
  }
  const opposite = oppositeEntries(legs);
  if (opposite !== null) return { ...rejected(dialect, opposite), warnings };
  const strategies = new Set(legs.map(({ strategy }) => strategy));
  if (strategies.size > 1) {
    return rejected(dialect, deny('UNSUPPORTED', 'The orders of one alert name different strategies.', 'Send one alert per strategy.'));
  }
  const conditions = new Set(orders.map(({ condition }) => JSON.stringify(condition)));
  if (conditions.size > 1)
    return rejected(dialect, deny('UNSUPPORTED', 'The orders of one alert wait for different things.', 'Send one alert per condition.'));
  return {
    ...newDraft(dialect),
    ...commonOf(legs),
    action: 'multi',
    symbol: common(legs.map(({ symbol }) => symbol)),
    condition: orders[0]?.condition ?? null,
    legs: legs.map((leg) => ({ ...leg, condition: null })),
    warnings,
  };
}

/** Why so many orders are not read, or null. */
export const tooManyLegs = (dialect: string, count: number): Reading | null =>
  count <= LEGS_MAX
    ? null
    : rejected(dialect, deny('UNSUPPORTED', `The alert holds ${count} orders; at most ${LEGS_MAX} are read.`, 'Send fewer in one alert.'));
