// Owns: what must hold when a limit is reached by results: what is held is wound down as config.yaml says and in no other way,
// entries that rest are taken back, and whoever wants out gets out. Counted from the journal and from the desk, not from what
// the breach says of itself.

import type { Event } from '../../src/core/engine/event.ts';
import { isZero } from '../../src/core/model/decimal.ts';
import type { AccountName, PositionKey, SignalId, StrategyName } from '../../src/core/model/ids.ts';
import type { Position } from '../../src/core/model/position.ts';
import type { WindDown } from '../../src/core/model/risk-limits.ts';
import type { EndCheck } from './end-checks.ts';
import { momentsOf, type Moment } from './plan-history.ts';
import { BREACHED_PLAYERS, RULED_PLAYERS } from './ruled-desk.ts';

interface Share {
  readonly strategy: StrategyName | null;
  readonly account: AccountName | null;
}

const scopeOf = ({ strategy, account }: Share): string => `strategy:${strategy ?? ''}|${account ?? ''}`;
const heldIn = ({ before }: Moment, scope: string): readonly Position[] =>
  [...before.positions.values()].filter((position) => scopeOf(position) === scope && !isZero(position.qty));

/** Whether a limit holds entries of this strategy back at that moment. */
function isHeldBack({ before, at }: Moment, share: Share): boolean {
  const holds = [...before.riskBook.breaches.values()].filter(({ liftedBy, until }) => liftedBy === null && (until === null || until > at));
  return holds.some(({ scope }) => scope === scopeOf(share));
}

const LEAVES: Readonly<Record<WindDown, (position: Position) => boolean>> = {
  flatten_all: () => true,
  keep_protected: ({ plan }) => plan?.stopLoss == null,
  keep_all: () => false,
};

/** Closed for the limit, in the commit of its breach. */
const isWoundDown = (batch: readonly Event[], key: PositionKey): boolean =>
  batch.some(
    (event) =>
      event.type === 'signal_received' &&
      event.signal.positionKey === key &&
      event.signal.origin.type === 'engine' &&
      event.signal.origin.reason.startsWith('daily_loss'),
  );

/** Entries of the scope that could fill after the commit of the breach, although it takes them back. */
function comingIn({ before, batch }: Moment, scope: string): ReadonlySet<PositionKey> {
  const over = new Set(
    batch.flatMap((event) =>
      /^order_(?:canceled|denied|filled|expired|rejected)$/.test(event.type) && 'orderId' in event ? [event.orderId] : [],
    ),
  );
  const entries = [...before.activeOrders].flatMap((id) => before.orders.get(id) ?? []).filter(({ role }) => role === 'entry');
  return new Set(entries.filter((order) => scopeOf(order) === scope && !over.has(order.id)).map(({ positionKey }) => positionKey));
}

/** Half of one step, say: whoever asks is told. */
const isTooSmall = ({ batch }: Moment, id: SignalId): boolean =>
  batch.some((each) => each.type === 'signal_changed' && each.signalId === id && each.error?.code === 'QUANTITY_TOO_SMALL');

const opensExit = ({ batch, index }: Moment, key: PositionKey): boolean =>
  batch.slice(index).some((event) => event.type === 'exit_opened' && event.exit.positionKey === key);

const RULED_NAMES: ReadonlySet<string> = new Set(RULED_PLAYERS.map(({ strategy }) => strategy.name));

export const BREACH_CHECKS: Readonly<Record<string, EndCheck>> = {
  'a breach winds down as it is told': ({ batches }, violate) => {
    for (const moment of momentsOf(batches)) {
      const { event, batch } = moment;
      if (event.type !== 'limit_breached' || event.breach.limit !== 'daily_loss') continue;
      const player = BREACHED_PLAYERS.find(
        ({ strategy }) => scopeOf({ strategy: strategy.name, account: strategy.account }) === event.breach.scope,
      );
      const windDown = player?.strategy.limits?.windDown;
      if (windDown == null) continue;
      if (windDown === 'flatten_all')
        for (const key of comingIn(moment, event.breach.scope))
          if (!opensExit(moment, key)) violate(`what may still fill of ${key} stays after ${event.breach.key}, told ${windDown}`);
      for (const position of heldIn(moment, event.breach.scope)) {
        const [wanted, left] = [LEAVES[windDown](position), isWoundDown(batch, position.key)];
        if (wanted !== left) violate(`${position.key} ${left ? 'is closed' : 'is kept'} by ${event.breach.key}, told ${windDown}`);
      }
    }
  },
  'exits pass while a limit holds': ({ batches }, violate) => {
    for (const moment of momentsOf(batches)) {
      const { event, before } = moment;
      if (event.type === 'order_denied') {
        const order = before.orders.get(event.orderId);
        if (order !== undefined && order.role !== 'entry' && isHeldBack(moment, order)) violate(`${order.id} (${order.role}) was denied`);
      }
      if (event.type !== 'signal_received' || event.signal.reading.action !== 'close' || !isHeldBack(moment, event.signal)) continue;
      const { id, positionKey: key, strategy } = event.signal;
      const held = key === null ? undefined : before.positions.get(key);
      if (key === null || held === undefined || isZero(held.qty) || !RULED_NAMES.has(strategy ?? '')) continue;
      if (!opensExit(moment, key) && !isTooSmall(moment, id)) violate(`${id} wants out of ${key}, and nothing leaves`);
    }
  },
  'what rests is taken back by a breach': ({ batches }, violate) => {
    for (const moment of momentsOf(batches)) {
      const { event, before, batch } = moment;
      if (event.type !== 'limit_breached') continue;
      for (const id of before.activeOrders) {
        const order = before.orders.get(id);
        if (order?.role !== 'entry' || order.cancel !== null || scopeOf(order) !== event.breach.scope) continue;
        const isOver = batch.some(
          (each) => 'orderId' in each && each.orderId === id && /^order_(?:cancel|denied|filled|expired|rejected)/.test(each.type),
        );
        if (!isOver) violate(`${id} rests on after ${event.breach.key}`);
      }
    }
  },
};
