// Owns: one whole trade as sender and person go through it, again and again from the start when the process has died: an
// alert is sent until it was acknowledged, a card is tapped while it has its button.

import type { Answer } from '../app-client.ts';
import { until } from '../until.ts';
import type { AppUnderTest } from './app-under-test.ts';
import { survive, type Survivor } from './survive.ts';

const ENTRY = 'BUY BTCUSDT.P @ 45000 qty=0.1 tp=60000 sl=30000';
const EXIT = 'CLOSE BTCUSDT.P';

export interface Acknowledged {
  /** Ids that were acknowledged with a 2xx. */
  readonly acknowledged: Map<string, string>;
}

export interface Trade extends Survivor, Acknowledged {
  /** The entry died between the commit and the venue. */
  lost: boolean;
}

type Orders = {
  id: string;
  signal_id: string;
  role?: string;
  venue_order_id: string | null;
  side: string;
  reduce_only: boolean;
  status: string;
  filled_quantity: string;
  type: string;
}[];

const isAcknowledged = ({ status }: Answer): boolean => status === 200 || status === 202;

export async function send(app: AppUnderTest, trade: Acknowledged, text: string): Promise<void> {
  if (trade.acknowledged.has(text)) return;
  const answer = await app.alert(text);
  if (!isAcknowledged(answer)) throw new Error(`the alert was answered with ${answer.status}: ${JSON.stringify(answer.body)}`);
  trade.acknowledged.set(text, String(answer.body['signal_id']));
}

export const ordersOf = async (app: AppUnderTest): Promise<Orders> => (await app.read('/orders')).body['orders'] as Orders;

export async function approve(app: AppUnderTest, signalId: string): Promise<void> {
  await until('the answer to the card', async () => {
    const { state } = (await app.read(`/signals/${signalId}`)).body;
    if (state !== 'received' && state !== 'awaiting_approval') return true;
    const button = await app.button('Approve');
    if (button !== null) await app.tap(button);
    return false;
  });
}

/** Goes on from wherever the trade stands. An entry that died on its way to the venue is lost, never sent again: the trade ends there. */
async function advance(app: AppUnderTest, trade: Trade): Promise<void> {
  await send(app, trade, ENTRY);
  const entry = trade.acknowledged.get(ENTRY) ?? '';
  await approve(app, entry);
  const outcome = await until('the outcome of the entry', async () => {
    const { state, error } = (await app.read(`/signals/${entry}`)).body as { state: string; error?: { code: string } };
    return state === 'completed' || state === 'failed' ? { state, code: error?.code ?? null } : null;
  });
  if (outcome.state === 'failed') {
    if (outcome.code !== 'ORDER_LOST') throw new Error(`the entry failed: ${outcome.code}`);
    trade.lost = true;
    return;
  }
  if (!trade.acknowledged.has(EXIT)) {
    await until('stop and target at the venue, or an exit that was taken in although its answer was lost', async () => {
      const leaving = (await ordersOf(app)).filter((order) => order.reduce_only);
      return leaving.some((order) => order.type === 'market') || leaving.filter((order) => order.status === 'accepted').length === 2;
    });
  }
  await send(app, trade, EXIT);
  await until('a flat position and nothing open', async () => {
    const { positions } = (await app.read('/positions')).body as { positions: unknown[] };
    const open = (await ordersOf(app)).filter(
      (order) => !['filled', 'canceled', 'rejected', 'denied', 'lost', 'expired'].includes(order.status),
    );
    const exit = (await app.read(`/signals/${trade.acknowledged.get(EXIT) ?? ''}`)).body['state'];
    return positions.length === 0 && open.length === 0 && exit === 'completed';
  });
}

/** Runs the trade to its end and has it inspected. */
export async function runTrade<T>(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  inspect: (app: AppUnderTest, trade: Trade) => Promise<T>,
): Promise<{ trade: Trade; inspected: T; exitCode: number | null }> {
  const trade: Trade = { acknowledged: new Map(), restarts: 0, lost: false };
  const { inspected, exitCode } = await survive({ script, args, env }, trade, advance, inspect);
  return { trade, inspected, exitCode };
}
