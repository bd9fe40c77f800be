// Owns: what is wrong with an Alpaca account before an order finds out: keys, what the account may do, the two clocks, the
// session. Reads only.

import { isPositive } from '../../core/model/decimal.ts';
import type { VenueFinding } from '../broker.ts';
import type { AlpacaClient } from './alpaca-client.ts';
import { CLOCK_SKEW_MS_MAX } from './alpaca-limits.ts';
import { classifyFailure } from './classify-failure.ts';
import { numberOf } from './read-order.ts';
import { sayTime } from './session.ts';

type Account = Awaited<ReturnType<AlpacaClient['account']['getAccount']>>;

const finding = (check: string, state: VenueFinding['state'], detail: string, remedy: string | null = null): VenueFinding => ({
  check,
  state,
  detail,
  remedy,
  expiresAt: null,
});

function keysFinding(error: unknown, paper: boolean): VenueFinding {
  const failure = classifyFailure(error);
  if (failure.type !== 'rejected') return finding('keys', 'unknown', failure.reason, 'Try again when the venue can be reached.');
  const other = paper ? 'paper: true needs the keys of the paper account' : 'paper: false needs the keys of the live account';
  return finding('keys', 'failed', failure.reason, `Make new keys at Alpaca and write them into .env; ${other}.`);
}

const flag = (account: Account, name: string): boolean => account[name] === true;

const text = (account: Account, name: string): string => {
  const value = account[name];
  return typeof value === 'string' ? value : '';
};

function accountFindings(account: Account): readonly VenueFinding[] {
  const blocked = ['account_blocked', 'trading_blocked', 'trade_suspended_by_user', 'transfers_blocked'].filter((name) =>
    flag(account, name),
  );
  const stopped = blocked.filter((name) => name !== 'transfers_blocked');
  const status = text(account, 'status');
  const active = status === 'ACTIVE';
  return [
    active
      ? finding('account', 'ok', `the account is ${status}`)
      : finding('account', 'failed', `the account is ${status || 'of no status'}`, 'Finish the opening of the account at Alpaca.'),
    stopped.length === 0
      ? finding('trading', blocked.length === 0 ? 'ok' : 'warning', blocked.length === 0 ? 'nothing is blocked' : blocked.join(', '))
      : finding('trading', 'failed', `blocked: ${stopped.join(', ')}`, 'See the notices in the dashboard of Alpaca, or ask its support.'),
    flag(account, 'pattern_day_trader')
      ? finding(
          'day trading',
          'warning',
          'the account is flagged as a pattern day trader',
          'Day trades may be refused below 25,000 USD of equity.',
        )
      : finding('day trading', 'ok', 'the account is not flagged'),
    shortFinding(account),
    optionsFinding(account),
    cryptoFinding(account),
  ];
}

function shortFinding(account: Account): VenueFinding {
  return flag(account, 'shorting_enabled')
    ? finding('short sales', 'ok', 'shares can be sold short, in whole shares')
    : finding('short sales', 'warning', 'shares cannot be sold short', 'It takes a margin account with 2,000 USD of equity.');
}

function optionsFinding(account: Account): VenueFinding {
  const level = Number(account['options_trading_level'] ?? 0);
  return level >= 2
    ? finding('options', 'ok', `options level ${level}`)
    : finding(
        'options',
        'warning',
        `options level ${level}: calls and puts cannot be bought`,
        'Ask for level 2 in the dashboard of Alpaca.',
      );
}

function cryptoFinding(account: Account): VenueFinding {
  const status = text(account, 'crypto_status') || 'INACTIVE';
  return status === 'ACTIVE'
    ? finding('crypto', 'ok', 'crypto can be traded')
    : finding('crypto', 'warning', `crypto is ${status}`, 'Accept the crypto agreement in the dashboard of Alpaca.');
}

function skewFinding(client: AlpacaClient): VenueFinding {
  const skewMs = client.skewMs();
  if (skewMs === null) return finding('clock', 'unknown', 'no answer named its time');
  const seconds = (Math.abs(skewMs) / 1000).toFixed(1);
  return Math.abs(skewMs) <= CLOCK_SKEW_MS_MAX
    ? finding('clock', 'ok', `within ${seconds} s of Alpaca`)
    : finding('clock', 'warning', `${seconds} s ${skewMs > 0 ? 'behind' : 'ahead of'} Alpaca`, 'Let the machine keep its time by NTP.');
}

async function sessionFinding(client: AlpacaClient): Promise<VenueFinding> {
  try {
    const { isOpen, nextOpen, nextClose } = await client.session.legacyClock();
    return finding(
      'session',
      'ok',
      isOpen ? `open until ${sayTime(nextClose)}` : `closed until ${sayTime(nextOpen)}; orders wait for the opening`,
    );
  } catch (error) {
    return finding('session', 'unknown', classifyFailure(error).reason);
  }
}

export async function examineAccount(client: AlpacaClient, paper: boolean): Promise<readonly VenueFinding[]> {
  let account: Account;
  try {
    account = await client.account.getAccount();
  } catch (error) {
    return [keysFinding(error, paper)];
  }
  const power = numberOf(account.buyingPower);
  return [
    finding('keys', 'ok', `the keys are good for the ${paper ? 'paper' : 'LIVE'} account ${text(account, 'account_number')}`.trim()),
    ...accountFindings(account),
    isPositive(power)
      ? finding('buying power', 'ok', `${power} USD`)
      : finding('buying power', 'warning', 'there is no buying power', 'Pay in, or close something.'),
    skewFinding(client),
    await sessionFinding(client),
  ];
}
