// Owns: the words for what keeps Telegram's updates away until the operator acts.

import type { Severity } from '../../core/model/notification.ts';
import type { TelegramFailure } from '../sending/classify-failure.ts';
import { CONFLICT_RETRY_MS } from '../limits.ts';

/** For the log and the e-mail channel too, since the chat may not be reachable. */
export interface PollingProblem {
  readonly severity: Severity;
  readonly groupKey: string;
  readonly title: string;
  readonly text: string;
  readonly nextStep: string;
}

/** Null: it passes by itself. */
export function pollingProblem(failure: TelegramFailure): PollingProblem | null {
  if (failure.type === 'unauthorized') return wrongToken(failure.detail);
  if (failure.type === 'conflict') return failure.webhook ? webhookIsSet(failure.detail) : secondPoller(failure.detail);
  return null;
}

const wrongToken = (detail: string): PollingProblem => ({
  severity: 'alarm',
  groupKey: 'telegram_token',
  title: 'Telegram: the bot token is wrong',
  text: `Telegram refuses the bot token (${detail}). The chat is dead; everything else goes on.`,
  nextStep: 'Get the token from @BotFather, put it into TELEGRAM_BOT_TOKEN in .env, restart Signalman.',
});

const webhookIsSet = (detail: string): PollingProblem => ({
  severity: 'alarm',
  groupKey: 'telegram_conflict',
  title: 'Telegram: a webhook is set',
  text: `Another program has set a webhook for this bot, so Telegram gives its messages to that one: nothing that is typed or tapped arrives here (${detail}).`,
  nextStep:
    'Stop the other program, or give it a bot of its own (@BotFather); then restart Signalman, which removes the webhook at its start.',
});

const secondPoller = (detail: string): PollingProblem => ({
  severity: 'alarm',
  groupKey: 'telegram_conflict',
  title: 'Telegram: two programs use this bot',
  text: `Another program polls with the same bot token, maybe a second Signalman: commands and taps reach either one (${detail}). Tried again at least every ${CONFLICT_RETRY_MS / 1_000} s.`,
  nextStep:
    'Stop the other program. If you know of none, revoke the token with @BotFather (/revoke) and put the new one into TELEGRAM_BOT_TOKEN.',
});
