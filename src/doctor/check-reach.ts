// Owns: whether senders can get to the webhook by what is configured: the address it listens on, and who is let in.

import type { Config } from '../config/config.ts';
import { ok, warning, type Finding } from './finding.ts';

type Reach = Pick<Config, 'host' | 'publicUrl' | 'allowedIps' | 'trustedProxies'>;

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

export function checkReach({ host, publicUrl, allowedIps, trustedProxies }: Reach): readonly Finding[] {
  return [address(host, publicUrl), allowed(publicUrl, allowedIps, trustedProxies)];
}

function address(host: string, publicUrl: string | null): Finding {
  if (publicUrl !== null) return ok('address', `senders use ${publicUrl}`);
  if (!isLoopback(host)) return ok('address', `it listens on ${host}`);
  return warning(
    'address',
    `it listens on ${host} only: TradingView and other machines cannot reach it`,
    'Put a reverse proxy or a tunnel in front of it, and set PUBLIC_URL.',
  );
}

function allowed(publicUrl: string | null, allowedIps: readonly string[], trustedProxies: readonly string[]): Finding {
  if (allowedIps.length === 0) return ok('allowed addresses', 'any; the secret alone lets senders in');
  if (publicUrl === null || trustedProxies.length > 0) return ok('allowed addresses', allowedIps.join(', '));
  return warning(
    'allowed addresses',
    'behind a proxy every sender has the address of the proxy, and WEBHOOK_ALLOWED_IPS refuses it',
    'Name the proxy in TRUSTED_PROXIES: then its X-Forwarded-For is believed.',
  );
}
