// Owns: whether the bot's token is good, by asking who it is; and the clock of this machine by that of the answer.

import type { TelegramConfig } from '../config/config.ts';
import { failed, ok, reasonOf, unknown, warning, type Finding } from './finding.ts';

const ANSWER_MS_MAX = 10_000;
/** Signatures with a time are good for 300 s; alerts age by the second. */
const SKEW_MS_MAX = 10_000;

export async function checkTelegram(telegram: TelegramConfig, now: () => number): Promise<readonly Finding[]> {
  const { token, apiRoot } = telegram;
  if (token === null) return [ok('telegram', 'no token: the chat is the local web page')];
  try {
    // the token stands in the address: it is in no text that is shown
    const answer = await fetch(`${apiRoot}/bot${token}/getMe`, { signal: AbortSignal.timeout(ANSWER_MS_MAX) });
    const body: unknown = await answer.json();
    return [judge(answer.status, body), people(telegram), clockOf(answer.headers.get('date'), now())];
  } catch (error) {
    const reason = reasonOf(error).replaceAll(token, '…');
    return [
      failed(
        'telegram',
        `${apiRoot} cannot be reached: ${reason}`,
        'Look at the network of this machine; mail and the webhook work without it.',
      ),
    ];
  }
}

function nameIn(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('result' in body)) return null;
  const { result } = body;
  return typeof result === 'object' && result !== null && 'username' in result ? String(result.username) : null;
}

function judge(status: number, body: unknown): Finding {
  const name = nameIn(body);
  if (status === 200 && name !== null) return ok('telegram', `the bot is @${name}`);
  if (status === 401 || status === 404)
    return failed('telegram', 'Telegram does not know this token', 'Copy TELEGRAM_BOT_TOKEN from @BotFather anew (/token), and restart.');
  return failed('telegram', `Telegram answers ${status}`, 'Try again later; look at TELEGRAM_API_ROOT if it is set.');
}

function people({ admins }: TelegramConfig): Finding {
  return admins.length > 0
    ? ok('telegram admins', `${admins.length} named`)
    : warning('telegram admins', 'nobody is named in .env', 'Pair with the code that npm start prints, or set TELEGRAM_ADMINS.');
}

function clockOf(date: string | null, now: number): Finding {
  const there = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(there)) return unknown('clock', 'Telegram did not say what time it is');
  const skew = now - there;
  return Math.abs(skew) <= SKEW_MS_MAX
    ? ok('clock', `within ${Math.ceil(Math.abs(skew) / 1_000)} s of Telegram's`)
    : failed(
        'clock',
        `${Math.round(Math.abs(skew) / 1_000)} s ${skew > 0 ? 'ahead of' : 'behind'} Telegram's`,
        'Let the clock of this machine be set by NTP: ages of alerts and signatures depend on it.',
      );
}
