// Owns: the order state machine: which status may follow which. Late evidence from the venue may
// revive every terminal status except `denied` and `test_mode` (nothing of those was ever sent). What was given up may be sent
// again under its id: it is `initialized` once more, and `lost` if it does not leave after all.

import type { OrderStatus } from '../model/order.ts';

const VENUE_NEWS: readonly OrderStatus[] = ['accepted', 'partially_filled', 'filled', 'canceled', 'rejected', 'expired'];

const NEXT: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  initialized: ['submitted', 'denied', 'canceled', 'test_mode', 'lost'],
  submitted: ['initialized', 'pending_cancel', 'lost', ...VENUE_NEWS],
  accepted: ['accepted', 'partially_filled', 'pending_cancel', 'pending_modify', 'filled', 'canceled', 'rejected', 'expired', 'lost'],
  partially_filled: ['partially_filled', 'pending_cancel', 'pending_modify', 'filled', 'canceled', 'expired', 'lost'],
  pending_cancel: ['pending_cancel', 'accepted', 'partially_filled', 'filled', 'canceled', 'rejected', 'expired', 'lost'],
  pending_modify: ['pending_modify', 'pending_cancel', 'accepted', 'partially_filled', 'filled', 'canceled', 'rejected', 'expired', 'lost'],
  filled: ['filled'],
  canceled: ['canceled', 'accepted', 'pending_cancel', 'partially_filled', 'filled', 'expired'],
  rejected: ['initialized', 'accepted', 'pending_cancel', 'partially_filled', 'filled', 'canceled'],
  expired: ['accepted', 'pending_cancel', 'partially_filled', 'filled', 'canceled'],
  lost: ['initialized', 'pending_cancel', ...VENUE_NEWS],
  denied: [],
  test_mode: [],
};

export const mayFollow = (from: OrderStatus, to: OrderStatus): boolean => NEXT[from].includes(to);

/** Whether the venue may still act on the order, as far as we know. */
export const isOpenAtVenue = (status: OrderStatus): boolean =>
  status === 'submitted' ||
  status === 'accepted' ||
  status === 'partially_filled' ||
  status === 'pending_cancel' ||
  status === 'pending_modify';
