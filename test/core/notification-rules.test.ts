// How loud messages are: what config.yaml switches off is not told, and what must be told cannot be switched off.

import { expect, it, test } from 'vitest';
import type { NotificationId } from '../../src/core/model/ids.ts';
import type { Severity } from '../../src/core/model/notification.ts';
import { loudnessOf, type NotificationRules } from '../../src/core/model/notification-rules.ts';
import { Engine, settingsWith } from './engine.ts';

const ALL_OFF: NotificationRules = { info: 'off', warning: 'off', error: 'off', alarm: 'off' };

test.each([
  [undefined, 'info', false, 'on'],
  [{}, 'alarm', false, 'on'],
  [{ info: 'silent' }, 'info', false, 'silent'],
  [{ info: 'silent' }, 'warning', false, 'on'],
  [ALL_OFF, 'info', false, 'off'],
  [ALL_OFF, 'warning', false, 'off'],
  [ALL_OFF, 'error', false, 'silent'],
  [ALL_OFF, 'alarm', false, 'silent'],
  [ALL_OFF, 'info', true, 'silent'],
] as const)('by %j a message of %s (asks: %s) is %s', (rules, severity, asks, loudness) => {
  expect(loudnessOf(rules, severity, asks)).toBe(loudness);
});

it('what is switched off is not owed to anybody, and the rest is', () => {
  const engine = new Engine(settingsWith({}, { notifications: { info: 'off', warning: 'off' } }));
  const say = (severity: Severity): void =>
    void engine.run({
      type: 'notify',
      notificationId: 'n_x' as NotificationId,
      severity,
      groupKey: severity,
      title: severity,
      text: 'x',
      nextStep: null,
    });
  for (const severity of ['info', 'warning', 'error', 'alarm'] as const) say(severity);
  expect([...engine.state.notifications.values()].map(({ title }) => title)).toEqual(['error', 'alarm']);
});

it('a repeat that was held back is asked about all the same', () => {
  const engine = new Engine(settingsWith({}, { notifications: { info: 'off' } }));
  const alert = '{"action":"buy","symbol":"BTCUSDT.P","quantity":1}';
  const bodyHash = 'a'.repeat(64);
  engine.alert(alert, { bodyHash });
  engine.alert(alert, { bodyHash });
  expect([...engine.state.notifications.values()].map(({ title }) => title)).toEqual(['Repeated alert held back']);
});
