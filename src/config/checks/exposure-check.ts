// Owns: what is allowed and works, but opens more than people may mean. Told at the start, never refused: a firewall, a
// container or a tunnel may be what closes it.

import type { Env } from '../environment/env-schema.ts';
import type { EnvKeyName } from '../environment/env-table.ts';
import { isLoopback } from '../endpoint-mode.ts';
import type { EnvValues } from '../environment/env-values.ts';
import { problem, type Problem } from '../problem.ts';

const holdsEverybody = (ranges: readonly string[] | undefined): boolean => ranges?.some((range) => /\/0+$/.test(range)) === true;

export function exposureCheck(env: Env, values: EnvValues): readonly Problem[] {
  const warnings: Problem[] = [];
  const warn = (key: EnvKeyName, message: string, remedy: string): void =>
    void warnings.push(problem(values.get(key)?.place ?? { file: null, line: null, key }, message, remedy));

  if (!isLoopback(env.HOST))
    warn(
      'HOST',
      'other machines reach this address, and HTTP carries secrets as they are, for everyone on the way to read.',
      'Put a proxy or tunnel with TLS in front of it and let a firewall pass only that, or write HOST=127.0.0.1. In a container publish the port to 127.0.0.1 only, as compose.yaml does.',
    );
  if (holdsEverybody(env.TRUSTED_PROXIES))
    warn(
      'TRUSTED_PROXIES',
      'every address is a proxy that is believed, so that any sender can claim to be any other, in WEBHOOK_ALLOWED_IPS too.',
      'Write the addresses of your own proxies only.',
    );
  if (holdsEverybody(env.WEBHOOK_ALLOWED_IPS))
    warn(
      'WEBHOOK_ALLOWED_IPS',
      'it holds every address, so that it keeps nobody out.',
      'Write the addresses of your senders, or delete the line.',
    );
  const apiRoot = new URL(env.TELEGRAM_API_ROOT);
  if (apiRoot.protocol === 'http:' && !isLoopback(apiRoot.hostname))
    warn('TELEGRAM_API_ROOT', 'the bot token goes over the network unencrypted.', 'Write https:// and the host.');
  for (const { key, ids } of rolesInTwoLists(env))
    warn(
      key,
      `${ids.join(', ')} ${ids.length === 1 ? 'stands' : 'stand'} in a list with more rights too, which counts.`,
      'Keep each id in one list.',
    );
  return warnings;
}

function rolesInTwoLists(env: Env): { readonly key: EnvKeyName; readonly ids: readonly number[] }[] {
  const [admins, traders, viewers] = [env.TELEGRAM_ADMINS ?? [], env.TELEGRAM_TRADERS ?? [], env.TELEGRAM_VIEWERS ?? []];
  const doubled: { readonly key: EnvKeyName; readonly ids: readonly number[] }[] = [
    { key: 'TELEGRAM_TRADERS', ids: traders.filter((id) => admins.includes(id)) },
    { key: 'TELEGRAM_VIEWERS', ids: viewers.filter((id) => admins.includes(id) || traders.includes(id)) },
  ];
  return doubled.filter(({ ids }) => ids.length > 0);
}
