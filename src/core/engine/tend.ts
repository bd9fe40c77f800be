// Owns: what follows from what is. After each command, every position and signal that its events touched is tended until
// nothing more follows, in the same commit. Because it looks at the state only, a restart needs no recovery code.

import { signalOfOrder, type PositionKey, type SignalId } from '../model/ids.ts';
import { positionDiscrepancyKey } from '../model/venues/discrepancy.ts';
import type { Draft } from './draft.ts';
import type { Event } from './event.ts';
import { exitsOf, tendExits } from './exits/tend-exits.ts';
import { tendProtection } from './exits/tend-protection.ts';
import { tendGroup } from './groups/tend-group.ts';
import { tendRests } from './entries/replace-entry.ts';
import { activeSignalsOf } from './share-signals.ts';
import { tendSignal } from './tend-signal.ts';

/** More rounds than any chain of consequences has; beyond it something feeds itself. */
const ROUNDS_MAX = 20;

interface Touched {
  readonly positions: Set<PositionKey>;
  readonly signals: Set<SignalId>;
  /** By the alert that they are of. */
  readonly lanes: Map<SignalId, Set<number>>;
}

const nothing = (): Touched => ({ positions: new Set(), signals: new Set(), lanes: new Map() });

function addLane({ lanes }: Touched, parent: SignalId, lane: number): void {
  const known = lanes.get(parent);
  if (known === undefined) lanes.set(parent, new Set([lane]));
  else known.add(lane);
}

function touchMarket({ state }: Draft, key: string, touched: Touched): void {
  for (const each of state.positions.values())
    if (positionDiscrepancyKey(each.account, each.instrument.symbol) === key) touched.positions.add(each.key);
}

function touch(draft: Draft, event: Event, touched: Touched): void {
  if ('orderId' in event || event.type === 'order_initialized') {
    const order = draft.state.orders.get(event.type === 'order_initialized' ? event.order.id : event.orderId);
    if (order !== undefined) touched.positions.add(order.positionKey);
    touched.signals.add(signalOfOrder(event.type === 'order_initialized' ? event.order.id : event.orderId));
  } else if (event.type === 'share_adopted') {
    touched.positions.add(event.share.key);
  } else if (event.type === 'share_taken') {
    touched.positions.add(event.positionKey).add(event.from);
  } else if (event.type === 'exit_opened') {
    touched.positions.add(event.exit.positionKey);
  } else if (event.type === 'discrepancy_noted') {
    // what guards a position that is not there goes at once
    const { account, symbol } = event.discrepancy;
    touchMarket(draft, positionDiscrepancyKey(account, symbol), touched);
  } else if (event.type === 'discrepancy_closed') {
    // … and is back at once when it is seen there again
    touchMarket(draft, event.key, touched);
  } else if (event.type === 'plan_set') {
    touched.positions.add(event.positionKey);
  } else if (event.type === 'lane_changed') {
    addLane(touched, event.signalId, event.lane);
  } else if ('signalId' in event) {
    touched.signals.add(event.signalId);
  } else if (event.type === 'signal_received') {
    touched.signals.add(event.signal.id);
  }
}

/** Parts that have their size: some of them wait until others, of whatever alert, are done with their share. */
function waitingParts({ state }: Draft, { positions }: Touched): readonly SignalId[] {
  const ofThem = [...positions].flatMap((key) => activeSignalsOf(state, key));
  return ofThem.filter(({ part }) => part?.stage === 'held').map(({ id }) => id);
}

function tendOnce(draft: Draft, touched: Touched): void {
  for (const key of touched.positions) {
    // a closed exit ends the work of its signal; what else ends it are order events, which touch it themselves
    for (const exit of exitsOf(draft.state, key)) touched.signals.add(exit.signalId);
    tendExits(draft, key);
    tendProtection(draft, key);
    tendRests(draft, key);
  }
  for (const id of touched.signals) tendSignal(draft, id);
  tendGroups(draft, touched);
}

/** Alerts of several orders: the lanes of what was touched; all of them where it is the alert itself. With a hundred accounts the others cost. */
function tendGroups(draft: Draft, touched: Touched): void {
  const whole = new Set<SignalId>();
  for (const id of [...touched.signals, ...waitingParts(draft, touched)]) {
    const { part = null } = draft.state.signals.get(id) ?? {};
    if (part === null) whole.add(id);
    else addLane(touched, part.parent, part.lane);
  }
  for (const id of whole) tendGroup(draft, id, null);
  for (const [id, lanes] of touched.lanes) if (!whole.has(id)) tendGroup(draft, id, lanes);
}

/** Tends what the events since `from` touched, and what that touches. */
export function tend(draft: Draft, from: number): void {
  let next = from;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const touched = nothing();
    for (const event of draft.events.slice(next)) touch(draft, event, touched);
    if (touched.positions.size === 0 && touched.signals.size === 0 && touched.lanes.size === 0) return;
    next = draft.events.length;
    tendOnce(draft, touched);
    if (draft.events.length === next) return;
  }
  throw new Error(`tending did not come to rest after ${ROUNDS_MAX} rounds; last event ${draft.events.at(-1)?.type ?? 'none'}`);
}

/** The clock's turn: positions whose next attempt has come due. */
export function tendPosition(draft: Draft, key: PositionKey): void {
  const from = draft.events.length;
  tendOnce(draft, { ...nothing(), positions: new Set([key]) });
  tend(draft, from);
}
