// Owns: the whole truth about one order: how it stands, and every execution. An order whose executions are not all visible
// yet is not read: half of them would be told as all of them. Past a minute the rest is made from what the order says.

import { type Decimal, isPositive } from '../../../core/model/decimal.ts';
import type { Instant, OrderId, VenueOrderId } from '../../../core/model/ids.ts';
import type { Fill } from '../../../core/model/order.ts';
import type { OrderSnapshot } from '../../../core/model/venues/report.ts';
import type { Unavailable } from '../../broker.ts';
import { unavailable } from '../wire/classify-error.ts';
import type { Connection } from '../connection.ts';
import { overWithContract } from './ended-contract.ts';
import { findOrder, type Wanted } from './find-order.ts';
import { type OrderView, readOrder } from './order-view.ts';
import { dictOf, sizeOf } from '../wire/read-answer.ts';
import { isBehind, madeFill, readFills } from './read-fills.ts';

interface Seen {
  readonly type: 'found';
  readonly order: OrderSnapshot;
  /** As the venue shows it; null: it does not, and it is over. */
  readonly view: OrderView | null;
  readonly hasTrigger: boolean;
}

export type Truth = Seen | { readonly type: 'not_found' } | Unavailable;

export interface TruthReader {
  /** `qty`: what was asked for, where the venue does not repeat it. */
  readonly read: (wanted: Wanted, qty: Decimal | null) => Promise<Truth>;
}

const PATIENCE_MS = 60_000;

export function createTruthReader(connection: Connection): TruthReader {
  /** Since when executions of an order have been missing. */
  const behindSince = new Map<OrderId, Instant>();

  async function snapshotOf(found: OrderView, id: OrderId, asked: Decimal | null): Promise<OrderSnapshot | null> {
    const { markets, clock } = connection;
    const listed = markets.known(found.symbol);
    if (listed === null) throw new Error(`${found.symbol} is not listed any more`);
    const view = await followed(connection, found);
    const seen = await readFills(connection, view, listed);
    const since = behindSince.get(id) ?? clock.now();
    const isLate = isBehind(view, seen);
    if (!isLate) behindSince.delete(id);
    else behindSince.set(id, since);
    if (isLate && clock.now() - since < PATIENCE_MS) return null;
    return {
      orderId: id,
      venueOrderId: found.id as VenueOrderId,
      status: view.status,
      qty: view.qty ?? found.qty ?? asked ?? view.qtyFilled,
      prices: { stopPrice: found.stopPrice, limitPrice: found.limitPrice },
      fills: await pricedFills(isLate ? [...seen, madeFill(view, listed, seen, clock.now())] : seen, found.symbol),
      reason: view.reason,
    };
  }

  /** What was made of an order that says no price at all was traded at about that of now; an execution at nothing would be a loss of all. */
  async function pricedFills(fills: readonly Fill[], symbol: string): Promise<readonly Fill[]> {
    if (fills.every(({ price }) => isPositive(price))) return fills;
    const last = sizeOf(dictOf(await connection.exchange.fetchTicker(symbol))['last']);
    if (last === null || !isPositive(last)) throw new Error(`nothing says at which price ${symbol} was traded`);
    return fills.map((fill) => (isPositive(fill.price) ? fill : { ...fill, price: last }));
  }

  return {
    async read(wanted, qty) {
      const found = await findOrder(connection, wanted);
      const over = found.type === 'not_found' ? overWithContract(connection, wanted, qty) : null;
      if (over !== null) return { type: 'found', order: over, view: null, hasTrigger: false };
      if (found.type !== 'found') return found;
      const { view, hasTrigger } = found;
      try {
        const order = await snapshotOf(view, wanted.id, qty);
        if (order !== null) return { type: 'found', order, view, hasTrigger };
        return { type: 'unavailable', reason: `executions of ${wanted.id} are not all visible yet` };
      } catch (error) {
        return unavailable(error);
      }
    },
  };
}

/** Where a venue makes another order of one whose trigger was touched, the other one says what has filled. */
async function followed({ exchange, markets }: Connection, view: OrderView): Promise<OrderView> {
  if (view.becameId === null) return view;
  const other = readOrder(exchange.id, await exchange.fetchOrder(view.becameId, view.symbol, {}), markets.known);
  if (other === null) throw new Error(`${exchange.id} does not show what became of order ${view.id}`);
  return { ...other, qty: other.qty ?? view.qty, becameId: view.becameId, id: view.id };
}
