// Owns: an event of another bot's trade: it is worked as what it asks for, and what it tells of the trade is remembered with
// the signal that follows it.

import { add, sub, ZERO, type Decimal } from '../../model/decimal.ts';
import type { LeaderTrade, Reading, Signal } from '../../model/signal.ts';
import type { Command, Reply } from '../command.ts';
import { translateCopy, tradesOf } from './copy-trade.ts';
import { decideAlert } from './decide-alert.ts';
import { record, type Draft } from '../draft.ts';

const NEW_TRADE: LeaderTrade = { asked: null, filled: null, exited: ZERO, exiting: null };

function tell(draft: Draft, { id }: Signal, leader: LeaderTrade | null, detail: string): void {
  record(draft, { type: 'trade_told', signalId: id, leader, detail });
}

const shown = (qty: Decimal | null, price: Decimal | null): string =>
  `${qty ?? 'an unknown amount'}${price === null ? '' : ` at ${price}`}`;

/** `event`: as it was sent, in the leader's amounts. `trades`: of before it. */
function remember(draft: Draft, own: Signal, event: Reading, trades: readonly Signal[]): void {
  const [trade] = trades;
  const leader = trade?.leader ?? null;
  switch (event.copyEvent) {
    case 'entry':
      return tell(draft, own, { ...NEW_TRADE, asked: event.quantity }, 'a trade of another bot is followed');
    case 'entry_fill': {
      const isOrder = own.reading.kind === 'order';
      if (trade === undefined || leader === null)
        return isOrder ? tell(draft, own, { ...NEW_TRADE, filled: event.fillQuantity }, 'a trade of another bot is followed') : undefined;
      const filled =
        event.fillQuantity === null ? null : leader.filled === null ? event.fillQuantity : add(leader.filled, event.fillQuantity);
      return tell(draft, trade, { ...leader, filled }, `the leader has filled ${shown(event.fillQuantity, event.fillPrice)} (${own.id})`);
    }
    case 'exit':
    case 'exit_fill':
      return rememberExit(draft, own, event, trades);
    case 'exit_cancel':
      if (trade === undefined || leader?.exiting == null) return;
      return tell(draft, trade, { ...leader, exited: sub(leader.exited, leader.exiting), exiting: null }, 'the leader stays');
    default:
  }
}

function rememberExit(draft: Draft, own: Signal, event: Reading, trades: readonly Signal[]): void {
  const [trade] = trades;
  if (trade?.leader == null) return;
  const { leader } = trade;
  if (own.reading.kind !== 'order')
    return tell(
      draft,
      trade,
      { ...leader, exiting: null },
      `the leader has left ${shown(event.fillQuantity, event.fillPrice)} (${own.id})`,
    );
  const amount = event.quantity ?? event.fillQuantity;
  const isWhole = own.reading.percent === null || amount === null;
  if (isWhole) for (const each of trades) tell(draft, each, null, `the leader leaves (${own.id})`);
  else {
    const exiting = event.copyEvent === 'exit' ? amount : null;
    tell(draft, trade, { ...leader, exited: add(leader.exited, amount), exiting }, `the leader leaves ${amount} of it (${own.id})`);
  }
}

export function decideReceived(draft: Draft, received: Command & { type: 'receive_alert' }): Reply {
  if (received.reading.copyEvent === null) return decideAlert(draft, received);
  const command = translateCopy(draft.settings, draft.state, received);
  const reply = decideAlert(draft, { ...command, type: 'receive_alert' });
  const own = draft.state.signals.get(received.signalId);
  if (reply.type !== 'signal' || reply.duplicate || own === undefined || own.state === 'denied') return reply;
  const before = tradesOf(draft.state, own.strategy ?? command.strategyHint, received.reading).filter(({ id }) => id !== own.id);
  remember(draft, own, received.reading, before);
  return reply;
}
