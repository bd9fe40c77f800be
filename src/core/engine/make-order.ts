// Owns: making the Order record of every role. All exits and stops are reduce-only.

import type { Decimal } from '../model/decimal.ts';
import type { PositionKey } from '../model/ids.ts';
import { ZERO } from '../model/decimal.ts';
import type { Order } from '../model/order.ts';
import { USUAL_TERMS, type OrderTerms } from '../model/order-terms.ts';
import type { Position } from '../model/position.ts';
import type { Proposal, Signal } from '../model/signal.ts';
import type { Account } from '../model/account.ts';
import type { Strategy } from '../model/settings.ts';
import { lifeOf } from './entries/order-life.ts';
import { restsUntil } from './entries/refuse-closing.ts';
import type { Draft } from './draft.ts';
import { closingSide, nextOrderId, ocoGroupOf } from './exits/position-orders.ts';

type Fresh = Pick<
  Order,
  | 'leg'
  | 'status'
  | 'venueOrderId'
  | 'qtyFilled'
  | 'averagePrice'
  | 'fills'
  | 'inquiry'
  | 'retry'
  | 'cancel'
  | 'modify'
  | 'error'
  | 'createdAt'
  | 'submittedAt'
  | 'updatedAt'
>;

/** What every order is before anything has become of it. */
export const freshOrder = (now: number): Fresh => ({
  leg: 0,
  status: 'initialized',
  venueOrderId: null,
  qtyFilled: ZERO,
  averagePrice: null,
  fills: [],
  inquiry: null,
  retry: null,
  cancel: null,
  modify: null,
  error: null,
  createdAt: now,
  submittedAt: null,
  updatedAt: now,
});

interface EntryPlace {
  readonly account: Account;
  readonly strategy: Pick<Strategy, 'name' | 'entries' | 'protection'>;
  readonly key: PositionKey;
  /** Of an entry at several prices, from 0. */
  readonly level: number;
}

export function makeEntry(draft: Draft, signal: Signal, proposal: Proposal, { account, strategy, key, level }: EntryPlace): Order {
  return {
    ...freshOrder(draft.now),
    id: nextOrderId(draft.state, signal.id, 'entry'),
    signalId: signal.id,
    leg: level,
    strategy: strategy.name,
    account: account.name,
    mode: account.mode,
    positionKey: key,
    role: 'entry',
    instrument: proposal.instrument,
    side: proposal.side,
    type: proposal.orderType,
    qty: proposal.qty,
    limitPrice: proposal.limitPrice,
    stopPrice: proposal.stopPrice,
    trail: proposal.trail ?? null,
    terms: proposal.terms ?? USUAL_TERMS,
    reduceOnly: false,
    ocoGroup: null,
    life: lifeOf(
      strategy.entries,
      { type: proposal.orderType, isLayer: proposal.layers !== undefined },
      draft.now,
      restsUntil(draft, { strategy, account: account.name, instrument: proposal.instrument, key }),
    ),
  };
}

export interface LeavingOrder {
  readonly signalId: Signal['id'];
  readonly role: 'exit' | 'stop_loss' | 'take_profit' | 'emergency_exit';
  readonly qty: Decimal;
  readonly limitPrice: Decimal | null;
  readonly stopPrice: Decimal | null;
  /** Also outside the session. */
  readonly extendedHours?: boolean;
}

/** Out of what it was bought as: a venue keeps the same shares apart by product. */
const leavingTerms = ({ productType }: Position): OrderTerms => (productType == null ? USUAL_TERMS : { ...USUAL_TERMS, productType });

function typeOf({ limitPrice, stopPrice }: LeavingOrder): Order['type'] {
  if (limitPrice !== null) return stopPrice === null ? 'limit' : 'oco';
  return stopPrice === null ? 'market' : 'stop';
}

/** A reduce-only order on the closing side of the position. */
export function makeLeavingOrder(draft: Draft, position: Position, wanted: LeavingOrder): Order {
  return {
    ...freshOrder(draft.now),
    id: nextOrderId(draft.state, wanted.signalId, wanted.role),
    signalId: wanted.signalId,
    strategy: position.strategy,
    account: position.account,
    mode: position.mode,
    positionKey: position.key,
    role: wanted.role,
    instrument: position.instrument,
    side: closingSide(position),
    type: typeOf(wanted),
    qty: wanted.qty,
    limitPrice: wanted.limitPrice,
    stopPrice: wanted.stopPrice,
    trail: null,
    terms: { ...leavingTerms(position), extendedHours: wanted.extendedHours === true },
    reduceOnly: true,
    ocoGroup: ocoGroupOf(position),
  };
}
