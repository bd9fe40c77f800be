// Owns: which keys of the environment belong to which account at a venue, and that they are there.

import type { AccountName } from '../../core/model/ids.ts';
import type { Credentials, VenueAccount } from '../config.ts';
import type { EnvValues } from './env-values.ts';
import { problem, type Problem } from '../problem.ts';

interface Keys {
  readonly key: string;
  readonly secret: string;
  readonly password: string | null;
}

/** `binance-main` has BINANCE_MAIN_API_KEY and so on. */
const variableOf = (name: string): string => name.toUpperCase().replaceAll('-', '_');

/** Best first. Alpaca and Dhan have names of their own; a second account there needs the names of its account. */
function namesOf(name: AccountName, broker: VenueAccount['broker']): readonly Keys[] {
  const own = variableOf(name);
  const ownKeys = { key: `${own}_API_KEY`, secret: `${own}_API_SECRET`, password: `${own}_PASSWORD` };
  switch (broker) {
    case 'ccxt':
      return [ownKeys];
    case 'alpaca':
      return [ownKeys, { key: 'APCA_API_KEY_ID', secret: 'APCA_API_SECRET_KEY', password: null }];
    case 'dhan':
      return [ownKeys, { key: 'DHAN_CLIENT_ID', secret: 'DHAN_ACCESS_TOKEN', password: null }];
  }
}

/** Null: key or secret is missing. */
export function credentialsOf(name: AccountName, { broker }: VenueAccount, values: EnvValues): Credentials | null {
  for (const names of namesOf(name, broker)) {
    const [key, secret] = [values.get(names.key)?.text, values.get(names.secret)?.text];
    if (key === undefined || secret === undefined) continue;
    return { key, secret, password: (names.password === null ? undefined : values.get(names.password)?.text) ?? null };
  }
  return null;
}

/** Every key that some account reads. */
export const usedKeys = (accounts: ReadonlyMap<AccountName, VenueAccount>): ReadonlySet<string> =>
  new Set(
    [...accounts].flatMap(([name, { broker }]) =>
      namesOf(name, broker).flatMap((each) => [each.key, each.secret, each.password ?? each.key]),
    ),
  );

export function missingCredentials(accounts: ReadonlyMap<AccountName, VenueAccount>, values: EnvValues): readonly Problem[] {
  return [...accounts].flatMap(([name, venue]) => {
    if (credentialsOf(name, venue, values) !== null) return [];
    const names = namesOf(name, venue.broker).at(-1);
    if (names === undefined) return [];
    const missing = [names.key, names.secret].filter((key) => !values.has(key));
    return missing.map((key) =>
      problem(
        { file: null, line: null, key },
        `the account ${name} (${venue.broker}) needs it.`,
        `Write ${key}=… into .env, or remove the account from config.yaml.`,
      ),
    );
  });
}
