// Owns: how much an order may take off what is held at the simulated venue: what it may reduce where orders are reduce-only,
// what is free of the coins on the account where they are not: ours, and those of a person that lie beside them.

import { type VenueTraits } from '../../src/core/model/account.ts';
import type { AccountName } from '../../src/core/model/ids.ts';
import type { OrderRequest } from '../../src/core/model/order.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { toLots } from './lots.ts';
import type { Market, VenueOrder } from './simulated-venue.ts';

/** Coins of a person in each market of an account without reduce-only orders: more than our strategies ever hold. */
const OTHER_COINS = decimal('200');

export interface RoomParts {
  readonly traitsOf: (account: AccountName) => VenueTraits;
  readonly marketOf: (request: OrderRequest) => Market;
  readonly openOrders: () => readonly VenueOrder[];
}

export interface Room {
  /** What of an order may fill now, lots. */
  fillable(order: VenueOrder): number;
  /** It can do nothing any more, since there is nothing that it might reduce. */
  isIdle(request: OrderRequest): boolean;
  /** Why a venue does not take it; null: it does. */
  refusalOf(request: OrderRequest): string | null;
}

const left = (order: VenueOrder): number => order.qty - order.filled;

export function createRoom({ traitsOf, marketOf, openOrders }: RoomParts): Room {
  const hasReduceOnly = ({ account }: OrderRequest): boolean => traitsOf(account).reduceOnly;

  /** What a reduce-only order of this side may close. */
  function reducible(request: OrderRequest): number {
    const { position } = marketOf(request);
    return Math.max(0, request.side === 'sell' ? position : -position);
  }

  /** Everything that lies there, whoever has bought it. */
  const onAccount = (request: OrderRequest): number => marketOf(request).position + toLots(OTHER_COINS, request.instrument);

  /** Stops of venues that lock nothing for them lock nothing until they are triggered. */
  const locks = ({ request, triggered }: VenueOrder): boolean =>
    traitsOf(request.account).stopsHoldQuantity || request.stopPrice === null || triggered;

  function lockedBesides(request: OrderRequest): number {
    const others = openOrders().filter(
      (order) => order.id !== request.id && order.request.reduceOnly && marketOf(order.request) === marketOf(request) && locks(order),
    );
    return others.filter((order) => order.request.side === request.side).reduce((total, order) => total + left(order), 0);
  }

  return {
    fillable(order) {
      const { request } = order;
      if (!hasReduceOnly(request)) return request.side === 'buy' ? left(order) : Math.min(left(order), onAccount(request));
      return request.reduceOnly ? Math.min(left(order), reducible(request)) : left(order);
    },
    isIdle: (request) => request.reduceOnly && hasReduceOnly(request) && reducible(request) === 0,
    refusalOf(request) {
      const lots = toLots(request.qty, request.instrument);
      if (!hasReduceOnly(request)) {
        const isCovered = request.side === 'buy' || lockedBesides(request) + lots <= onAccount(request);
        return isCovered ? null : 'insufficient balance';
      }
      if (!request.reduceOnly) return null;
      if (reducible(request) === 0) return 'reduce-only: no position to reduce';
      const isHeld = traitsOf(request.account).stopsHoldQuantity && lockedBesides(request) + lots > reducible(request);
      return isHeld ? 'the quantity is held for other orders' : null;
    },
  };
}
