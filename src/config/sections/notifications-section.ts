// Owns: `notifications:` of config.yaml: how loud the messages of each severity are. What tells of money at risk cannot be
// switched off, only its sound.

import type { NotificationRules } from '../../core/model/notification-rules.ts';
import { ok, type Read } from '../field.ts';
import { oneOf } from '../file-fields.ts';
import { readGroup } from '../group.ts';

const REMEDY = 'Write notifications: { info: silent, warning: on }, with on, silent or off (error and alarm: on or silent).';

const quiet = oneOf('on', 'silent', 'off');
const loud = oneOf('on', 'silent');

export function readNotifications(value: unknown): Read<NotificationRules> {
  if (value === null) return ok({});
  return readGroup(value, { info: quiet, warning: quiet, error: loud, alarm: loud }, REMEDY);
}
