// Owns: how loud the messages are that people get beside the cards: `notifications:` of config.yaml. Invariants: errors, alarms
// and questions always come; cards are none of these.

import type { Notification, Severity } from './notification.ts';

/** `silent`: it comes without a sound. `off`: it does not come. */
export type Loudness = 'on' | 'silent' | 'off';
export type NotificationRules = Readonly<Partial<Record<Severity, Loudness>>>;

/** What nobody may miss: an error, an alarm or a question. */
export const isLoud = ({ severity, prompt }: Pick<Notification, 'severity' | 'prompt'>): boolean =>
  severity === 'alarm' || severity === 'error' || prompt !== null;

/** `asks`: the message has a question with buttons, which nobody else would ask. */
export function loudnessOf(rules: NotificationRules | undefined, severity: Severity, asks: boolean): Loudness {
  const loudness = rules?.[severity] ?? 'on';
  const mayBeOff = !asks && (severity === 'info' || severity === 'warning');
  return loudness === 'off' && !mayBeOff ? 'silent' : loudness;
}
