// `notifications:` of config.yaml: how loud messages are; what tells of money at risk cannot be switched off.

import { expect, test } from 'vitest';
import { load, problemsOf } from './load.ts';

const yaml = (text: string) => load({ files: { 'config.yaml': text } });

test('each severity has its loudness', () => {
  const loaded = yaml('notifications: { info: off, warning: silent, alarm: on }\n');
  if (loaded.type === 'invalid') expect.fail(JSON.stringify(loaded.problems));
  else expect(loaded.config.settings.notifications).toEqual({ info: 'off', warning: 'silent', alarm: 'on' });
});

test('errors and alarms cannot be off, and what is not known is refused at its line', () => {
  expect(problemsOf(yaml('notifications:\n  alarm: off\n  info: quiet\n  warnings: off\n'))).toEqual([
    'config.yaml line 2, notifications: in alarm, "off" is not one of on, silent.',
    'config.yaml line 3, notifications: in info, "quiet" is not one of on, silent, off.',
    'config.yaml line 4, notifications: the key "warnings" is not known here.',
  ]);
});
