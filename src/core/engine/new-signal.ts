// Owns: a signal as it enters the state, before anything is decided about it. (Why it is not made by a spread: complete-copy.ts)

import type { CompleteCopy } from '../model/copies/complete-copy.ts';
import type { Signal } from '../model/signal.ts';
import type { ReceiveAlert } from './command.ts';

export const newSignal = (
  { signalId, origin, reading }: Pick<ReceiveAlert, 'signalId' | 'origin' | 'reading'>,
  now: number,
  known: Partial<Signal>,
): Signal => Object.assign(blank(signalId, origin, reading, now), known);

const blank = (signalId: Signal['id'], origin: Signal['origin'], reading: Signal['reading'], now: number): CompleteCopy<Signal> => ({
  id: signalId,
  part: null,
  group: null,
  leader: null,
  receivedAt: now,
  updatedAt: now,
  origin,
  strategy: null,
  account: null,
  reading,
  symbol: null,
  positionKey: null,
  state: 'received',
  raw: '',
  duplicates: 0,
  proposal: null,
  approval: null,
  entry: null,
  exitId: null,
  orderIds: [],
  error: null,
  wait: null,
  missed: null,
  timeline: [],
  revision: 0,
  cards: [],
});
