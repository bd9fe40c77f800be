// Owns: one GET with the admin token over a state that the test has put together.

import type { State } from '../../src/core/engine/state.ts';
import type { Order } from '../../src/core/model/order.ts';
import { createFakeDispatcher } from './fake-dispatcher.ts';
import { send, type Received } from './http-client.ts';
import { ADMIN_TOKEN, withServer, type TestServerOptions } from './test-server.ts';

export const BEARER = { Authorization: `Bearer ${ADMIN_TOKEN}` };

export const withOrders =
  (orders: readonly Order[], isActive: (each: Order) => boolean = () => true) =>
  (state: State): State => {
    const active = orders.filter(isActive);
    const [key, ids] = [orders[0]?.positionKey, active.map((each) => each.id)];
    return {
      ...state,
      orders: state.orders.concat(orders.map((each) => [each.id, each])),
      activeOrders: state.activeOrders.union(ids),
      activeOrdersOf: key === undefined ? state.activeOrdersOf : state.activeOrdersOf.set(key, state.activeOrders.union(ids)),
    };
  };

export async function read(path: string, change: (state: State) => State, options: TestServerOptions = {}): Promise<Received> {
  const dispatcher = createFakeDispatcher();
  dispatcher.commit(change);
  const answers: Received[] = [];
  await withServer({ ...options, dispatcher }, async ({ port }) => {
    answers.push(await send(port, { path, headers: BEARER }));
  });
  const [answer] = answers;
  if (answer === undefined) throw new Error('no answer');
  return answer;
}
