// Owns: what a key may do, at the venues that tell: whether it may trade, must not withdraw, from which addresses it is
// taken, and when it ends.

import type { VenueFinding } from '../../broker.ts';
import type { Connection } from '../connection.ts';
import { signerTrouble } from '../exchanges/hyperliquid.ts';
import { dictOf, listOf, textOf } from '../wire/read-answer.ts';

type Asked = (params: Record<string, unknown>) => Promise<unknown>;

interface Permissions {
  readonly mayTrade: boolean | null;
  readonly mayWithdraw: boolean | null;
  readonly isBoundToAddress: boolean | null;
  readonly endsAt: number | null;
}

async function call({ exchange }: Connection, method: string): Promise<unknown> {
  const inside = exchange as unknown as Readonly<Record<string, Asked | undefined>>;
  return inside[method]?.call(exchange, {});
}

type Reader = (connection: Connection) => Promise<Permissions>;

const READERS: Readonly<Record<string, Reader>> = {
  async binance(connection) {
    const answer = dictOf(await call(connection, 'sapiGetAccountApiRestrictions'));
    const trades = connection.gate.market === 'spot' ? answer['enableSpotAndMarginTrading'] : answer['enableFutures'];
    const ends = Number(answer['tradingAuthorityExpirationTime'] ?? 0);
    return {
      mayTrade: trades === true,
      mayWithdraw: answer['enableWithdrawals'] === true,
      isBoundToAddress: answer['ipRestrict'] === true,
      endsAt: ends > 0 ? ends : null,
    };
  },
  async bybit(connection) {
    const answer = dictOf(dictOf(await call(connection, 'privateGetV5UserQueryApi'))['result']);
    const permissions = dictOf(answer['permissions']);
    const wallet = permissions['Wallet'];
    const group = permissions[connection.gate.market === 'spot' ? 'Spot' : 'ContractTrade'];
    const ends = Date.parse(textOf(answer['expiredAt']) ?? '');
    const ips = answer['ips'];
    return {
      mayTrade: String(answer['readOnly']) === '0' && Array.isArray(group) && group.length > 0,
      mayWithdraw: Array.isArray(wallet) && wallet.includes('Withdraw'),
      isBoundToAddress: Array.isArray(ips) && ips.length > 0 && !ips.includes('*'),
      endsAt: Number.isFinite(ends) && ends > 0 ? ends : null,
    };
  },
  async okx(connection) {
    const [answer] = listOf(dictOf(await call(connection, 'privateGetAccountConfig'))['data']);
    const permissions = (textOf(answer?.['perm']) ?? '').split(',');
    return {
      mayTrade: permissions.includes('trade'),
      mayWithdraw: permissions.includes('withdraw'),
      isBoundToAddress: textOf(answer?.['ip']) !== null,
      endsAt: null,
    };
  },
};

/** Every question there is answered to anybody: that the money of an address is seen says nothing of the key. */
async function readSigner({ exchange }: Connection): Promise<readonly VenueFinding[]> {
  const trouble = await signerTrouble(exchange);
  const check = 'permissions';
  if (trouble === null) return [{ check, state: 'ok', detail: 'the private key may sign for the address', remedy: null, expiresAt: null }];
  const remedy =
    'Write the address of the account (not of its API wallet) as <ACCOUNT>_API_KEY, and its private key or that of an API wallet which it has approved as <ACCOUNT>_API_SECRET.';
  return [{ check, state: 'failed', detail: trouble, remedy, expiresAt: null }];
}

/** Nothing at venues that do not tell. Rejects where the venue does not answer. */
export async function readPermissions(connection: Connection): Promise<readonly VenueFinding[]> {
  const { id } = connection.exchange;
  if (id === 'hyperliquid') return readSigner(connection);
  const reader = Object.hasOwn(READERS, id) ? READERS[id] : undefined;
  if (reader === undefined) {
    return [{ check: 'permissions', state: 'unknown', detail: `${id} does not tell what a key may do`, remedy: null, expiresAt: null }];
  }
  const { mayTrade, mayWithdraw, isBoundToAddress, endsAt } = await reader(connection);
  const findings: VenueFinding[] = [];
  if (mayTrade === true) findings.push({ check: 'permissions', state: 'ok', detail: 'the key may trade', remedy: null, expiresAt: endsAt });
  else
    findings.push({
      check: 'permissions',
      state: 'failed',
      detail: `the key may not trade on ${connection.gate.market} markets`,
      remedy: 'Allow trading for this key at the exchange, or make another one.',
      expiresAt: endsAt,
    });
  if (mayWithdraw === true)
    findings.push({
      check: 'withdrawals',
      state: 'warning',
      detail: 'the key may withdraw, which is never needed here',
      remedy: 'Take the permission to withdraw from this key.',
      expiresAt: null,
    });
  if (isBoundToAddress === false)
    findings.push({
      check: 'addresses',
      state: 'warning',
      detail: 'the key is taken from any address',
      remedy: 'Allow only the address of this machine for this key.',
      expiresAt: null,
    });
  return findings;
}
