// Owns: the round of src/runtime/reconcile.ts, single-stepped: ask, look up the orders of what differs, tell the core what still
// differs at the next look.

import type { Command, SeenOrder, SeenPosition } from '../../src/core/engine/command.ts';
import { isMoving, orderBooks, ordersIn, mayExplain } from '../../src/core/engine/order-books.ts';
import type { State } from '../../src/core/engine/state.ts';
import { eq, ZERO } from '../../src/core/model/decimal.ts';
import { orderDiscrepancyKey } from '../../src/core/model/venues/discrepancy.ts';
import type { AccountName, Nonce, OrderId } from '../../src/core/model/ids.ts';
import { reconcileOrder } from '../../src/core/orders/reconcile-order.ts';
import { bookedQtys, differs, reconcilePositions } from '../../src/core/positions/reconcile-position.ts';
import type { Continue } from './order-actions.ts';
import type { SimulatedNetwork } from './simulated-network.ts';
import type { World } from './world.ts';

export interface ReconcileParts {
  readonly world: World;
  readonly network: () => SimulatedNetwork;
  readonly continued: Continue;
  readonly snapshot: () => State;
  readonly tell: (command: Command, done: () => void) => void;
  readonly lookUp: (orderId: OrderId) => void;
}

const RECONCILE_MS = 60_000;
const SETTLE_MS = 5_000;

export interface SimulatedReconciliation {
  turn(): void;
  nextAt(): number;
  forget(): void;
}

export function createReconciliation({ world, network, continued, snapshot, tell, lookUp }: ReconcileParts): SimulatedReconciliation {
  const accounts = world.desk.byHand === undefined ? [] : [...world.desk.settings.accounts.keys()];
  let nextAt = accounts.length === 0 ? Number.POSITIVE_INFINITY : 0;
  let seen = new Set<string>();

  type Held = Parameters<Parameters<SimulatedNetwork['holdings']>[1]>[0];

  function judge(account: AccountName, before: ReturnType<typeof bookedQtys>, held: Held): void {
    if (held === null) return;
    const state = snapshot();
    const pairs = reconcilePositions(bookedQtys(state.positions.values(), account), held.positions).filter(
      ({ symbol, booked }) => eq(before.get(symbol) ?? ZERO, booked) && !isMoving(state, account, symbol),
    );
    const books = orderBooks(state, account);
    const foreign = held.orders.filter((order) => reconcileOrder(order, books).type !== 'known');
    const keyOf = (symbol: string, booked: string, has: string): string => `${account} ${symbol} ${booked} ${has}`;
    const found = new Set([
      ...pairs.filter(differs).map((pair) => keyOf(pair.symbol, pair.booked, pair.held)),
      ...foreign.map((order) => `${account} ${order.venueOrderId}`),
    ]);
    const details = (symbol: string): Pick<SeenOrder, 'instrument' | 'price'> => {
      const market = world.desk.markets.find((each) => each.account === account && each.instrument.symbol === symbol);
      return { instrument: market?.instrument ?? null, price: '1000' as never };
    };
    const known = [...state.discrepancies.values()].filter((each) => each.account === account);
    const positions: SeenPosition[] = pairs
      .filter((pair) =>
        differs(pair)
          ? seen.has(keyOf(pair.symbol, pair.booked, pair.held))
          : known.some((each) => each.symbol === pair.symbol && each.subject.type === 'position'),
      )
      .map(({ symbol, booked, held: has }) => ({ symbol, booked, held: has, productType: null, ...details(symbol) }));
    const orders = foreign
      .filter((order) => seen.has(`${account} ${order.venueOrderId}`))
      .map((order): SeenOrder => ({ order, ...details(order.symbol) }));
    const open = new Set(held.orders.map((order) => orderDiscrepancyKey(account, order.venueOrderId)));
    const gone = known.filter((each) => each.subject.type === 'order' && !open.has(each.key)).map(({ key }) => key);
    const fresh = [...found].some((key) => !seen.has(key));
    if (fresh) {
      nextAt = Math.min(nextAt, world.now() + SETTLE_MS);
      for (const { symbol } of [...pairs.filter(differs), ...foreign])
        for (const order of ordersIn(state, account, symbol)) if (mayExplain(order)) lookUp(order.id);
    }
    seen = found;
    if (positions.length + orders.length + gone.length === 0) return;
    const nonce = world.random.hex(16) as Nonce;
    tell({ type: 'venue_seen', account, positions, orders, gone, nonce }, () => undefined);
  }

  return {
    turn() {
      if (world.now() < nextAt) return;
      nextAt = world.now() + RECONCILE_MS;
      for (const account of accounts) {
        const before = bookedQtys(snapshot().positions.values(), account);
        network().holdings(
          account,
          continued((held: Held) => judge(account, before, held)),
        );
      }
    },
    nextAt: () => nextAt,
    forget() {
      seen = new Set();
      if (accounts.length > 0) nextAt = 0;
    },
  };
}
