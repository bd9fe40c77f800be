// A notification with what a test cares about.

import type { NotificationId } from '../../src/core/model/ids.ts';
import type { Notification } from '../../src/core/model/notification.ts';

export const T0 = Date.UTC(2026, 0, 5, 10);

export const makeNotification = (id: string, fields: Partial<Notification> = {}): Notification => ({
  id: id as NotificationId,
  severity: 'error',
  groupKey: id,
  title: `Title of ${id}`,
  text: `What happened to ${id}.`,
  nextStep: 'Look at the venue.',
  signalId: null,
  prompt: null,
  count: 1,
  createdAt: T0,
  updatedAt: T0,
  chats: [],
  delivered: false,
  mailed: false,
  ...fields,
});
