// Owns: what can be seen to be wrong with a Dhan account without changing anything: the token and how long it lives, what
// the account may trade, the plan for prices, the registered addresses, the clock, the list of instruments.

import type { Clock } from '../../clock.ts';
import type { Instant } from '../../core/model/ids.ts';
import type { VenueFinding } from '../broker.ts';
import type { Answer, DhanClient } from './dhan-client.ts';
import { readProfileTime } from './indian-time.ts';
import type { ScripStore } from './scrip-store.ts';
import { tokenExpiry } from './token-expiry.ts';
import { isObject, type JsonObject, textOf } from './wire-json.ts';

export interface ExamineOptions {
  readonly client: DhanClient;
  readonly accessToken: string;
  readonly scrips: ScripStore;
  readonly clock: Clock;
}

/** A token lives 24 hours; from here on a new one is called for. */
const TOKEN_SHORT_MS = 4 * 3_600_000;
/** Dhan does not sign times; but days, expiries and cards are ours. */
const SKEW_MS_MAX = 30_000;

const NEW_TOKEN = 'Make a new access token at web.dhan.co, write it into .env as DHAN_ACCESS_TOKEN and start again.';

const finding = (
  check: string,
  state: VenueFinding['state'],
  detail: string,
  remedy: string | null = null,
  expiresAt: Instant | null = null,
): VenueFinding => ({ check, state, detail, remedy, expiresAt });

const hours = (ms: number): string => `${Math.floor(ms / 3_600_000)} h ${Math.floor((ms % 3_600_000) / 60_000)} min`;

function examineToken(accessToken: string, profile: JsonObject | null, now: Instant): VenueFinding {
  const expiresAt = tokenExpiry(accessToken) ?? (profile === null ? null : readProfileTime(textOf(profile, 'tokenValidity')));
  if (expiresAt === null)
    return finding('token', 'unknown', 'it cannot be read when the access token ends; it lives 24 hours', 'Renew it every day.');
  const left = expiresAt - now;
  if (left <= 0) return finding('token', 'failed', `the access token ended ${hours(-left)} ago`, NEW_TOKEN, expiresAt);
  const isShort = left <= TOKEN_SHORT_MS;
  return finding('token', isShort ? 'warning' : 'ok', `the access token lives ${hours(left)} more`, isShort ? NEW_TOKEN : null, expiresAt);
}

function examineProfile(answer: Answer, clientId: string): readonly VenueFinding[] {
  if (answer.type === 'refused') return [finding('keys', 'failed', answer.reason, NEW_TOKEN)];
  if (answer.type !== 'ok' || !isObject(answer.body)) {
    const reason = answer.type === 'ok' ? 'Dhan answered with no profile' : answer.reason;
    return [finding('keys', 'unknown', reason, 'Look again when Dhan can be reached.')];
  }
  const profile = answer.body;
  const isOwn = textOf(profile, 'dhanClientId') === clientId;
  const segments = textOf(profile, 'activeSegment');
  const plan = textOf(profile, 'dataPlan');
  const hasPrices = plan.toLowerCase() === 'active';
  return [
    isOwn
      ? finding('keys', 'ok', `Dhan knows client ${clientId}`)
      : finding(
          'keys',
          'failed',
          'the token belongs to another client id',
          'Write the client id of the token into .env as DHAN_CLIENT_ID.',
        ),
    finding(
      'segments',
      segments === '' ? 'unknown' : 'ok',
      segments === '' ? 'Dhan does not say what the account may trade' : `active: ${segments}`,
    ),
    finding(
      'prices',
      hasPrices ? 'ok' : 'failed',
      `data plan: ${plan === '' ? 'not said' : plan}`,
      hasPrices ? null : 'Subscribe to the Data API at web.dhan.co: without it there are no prices, and no entries.',
    ),
  ];
}

function examineAddress(answer: Answer): VenueFinding {
  if (answer.type !== 'ok' || !isObject(answer.body)) {
    const reason = answer.type === 'ok' ? 'Dhan answered without addresses' : answer.reason;
    return finding('address', 'unknown', reason, 'Compare the address of this machine with the one registered at web.dhan.co.');
  }
  const { body } = answer;
  const registered = [textOf(body, 'primaryIP'), textOf(body, 'secondaryIP')].filter((ip) => ip !== '' && ip !== 'NA');
  const detected = textOf(body, 'detectedIP');
  const remedy =
    'Register the static address of this machine at web.dhan.co (a change locks for 7 days); orders from another one are refused.';
  if (registered.length === 0) return finding('address', 'failed', 'no static address is registered', remedy);
  const isRefused = /^(?:false|no)$/i.test(textOf(body, 'ordersAllowed')) || /mis|not/i.test(textOf(body, 'ipMatchStatus'));
  const isOther = detected !== '' && !registered.includes(detected);
  if (isRefused || isOther)
    return finding(
      'address',
      'failed',
      `Dhan sees ${detected === '' ? 'another address' : detected}, registered: ${registered.join(', ')}`,
      remedy,
    );
  const detail = `registered: ${registered.join(', ')}`;
  if (detected !== '') return finding('address', 'ok', detail);
  return finding('address', 'unknown', `${detail}; Dhan does not say which one it sees`, 'Compare it with the address of this machine.');
}

function examineClock(answer: Answer, now: Instant): VenueFinding {
  const serverAt = answer.type === 'ok' ? answer.serverAt : null;
  if (serverAt === null) return finding('clock', 'unknown', 'Dhan did not say what time it is');
  const skew = Math.abs(now - serverAt);
  return skew <= SKEW_MS_MAX
    ? finding('clock', 'ok', `within ${Math.ceil(skew / 1_000)} s of Dhan's`)
    : finding('clock', 'warning', `${Math.round(skew / 1_000)} s away from Dhan's`, 'Let the clock of this machine be set by NTP.');
}

async function examineInstruments(scrips: ScripStore): Promise<VenueFinding> {
  const list = await scrips.get();
  const trouble = scrips.trouble();
  const remedy = 'See that the file can be downloaded, or set scrip_master_url; it is tried again every few minutes.';
  if (list === null)
    return finding('instruments', 'failed', `there is no list of instruments: ${trouble ?? 'it is being downloaded'}`, remedy);
  return trouble === null
    ? finding('instruments', 'ok', `${list.count} of ${list.day}`)
    : finding('instruments', 'warning', `the list is of ${list.day}: ${trouble}`, remedy);
}

const ABILITIES = finding(
  'orders',
  'ok',
  'market, limit, stop and stop-limit, for the day or immediate-or-cancel: every order and stop ends with its session. A market order is turned into a limit order with a protected price and may stay open',
);

export async function examineAccount({ client, accessToken, scrips, clock }: ExamineOptions): Promise<readonly VenueFinding[]> {
  const [profile, address, instruments] = await Promise.all([client.get('/profile'), client.get('/ip/getIP'), examineInstruments(scrips)]);
  const known = profile.type === 'ok' && isObject(profile.body) ? profile.body : null;
  return [
    ...examineProfile(profile, client.clientId),
    examineToken(accessToken, known, clock.now()),
    examineAddress(address),
    examineClock(profile, clock.now()),
    instruments,
    ABILITIES,
  ];
}
