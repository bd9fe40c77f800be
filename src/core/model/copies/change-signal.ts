// Owns: a signal with some fields changed (why not by a spread: complete-copy.ts).

import type { CompleteCopy } from './complete-copy.ts';
import type { Signal } from '../signal.ts';

const copySignal = (signal: Signal): CompleteCopy<Signal> => ({
  id: signal.id,
  part: signal.part,
  group: signal.group,
  leader: signal.leader,
  receivedAt: signal.receivedAt,
  updatedAt: signal.updatedAt,
  origin: signal.origin,
  strategy: signal.strategy,
  account: signal.account,
  reading: signal.reading,
  symbol: signal.symbol,
  state: signal.state,
  raw: signal.raw,
  duplicates: signal.duplicates,
  proposal: signal.proposal,
  approval: signal.approval,
  entry: signal.entry,
  exitId: signal.exitId,
  positionKey: signal.positionKey,
  orderIds: signal.orderIds,
  error: signal.error,
  wait: signal.wait,
  missed: signal.missed,
  timeline: signal.timeline,
  revision: signal.revision,
  cards: signal.cards,
});

export const changeSignal = (signal: Signal, changes: Partial<Signal>): Signal => Object.assign(copySignal(signal), changes);
