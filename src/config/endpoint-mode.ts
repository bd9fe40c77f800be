// Owns: whether an account's orders move real money. In doubt they do: an endpoint that somebody has set counts as live,
// unless it is this machine or a sandbox that its venue has published.

import ipaddr from 'ipaddr.js';
import type { AccountMode } from '../core/model/account.ts';
import { isMap } from './file-fields.ts';

/** Published by the venues (November 2026). */
const SANDBOX_HOSTS: ReadonlySet<string> = new Set([
  'paper-api.alpaca.markets',
  'testnet.binance.vision',
  'testnet.binancefuture.com',
  'demo-fapi.binance.com',
  'demo-api.binance.com',
  'api-testnet.bybit.com',
  'api-demo.bybit.com',
  'demo-futures.kraken.com',
  'api.hyperliquid-testnet.xyz',
  'api-testnet.gateapi.io',
  'api-public.sandbox.exchange.coinbase.com',
  'sandbox.dhan.co',
]);

/** Names and addresses of this machine; names that are not known count as others. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  return bare === 'localhost' || (ipaddr.isValid(bare) && ipaddr.process(bare).range() === 'loopback');
}

const isHarmless = (url: string): boolean => {
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return isLoopback(hostname) || SANDBOX_HOSTS.has(hostname);
};

/** `overridden`: every endpoint that config.yaml sets for the account. */
export function endpointMode(sandbox: boolean, overridden: readonly string[]): AccountMode {
  if (overridden.length > 0) return overridden.every(isHarmless) ? 'sandbox' : 'live';
  return sandbox ? 'sandbox' : 'live';
}

/** Endpoints in options of ccxt's constructor. A host name stands in all of them; documentation and logos are none. */
export function urlsIn(options: Readonly<Record<string, unknown>>): readonly string[] {
  const { urls, hostname } = options;
  const api = isMap(urls) ? [...textsIn(urls['api']), ...textsIn(urls['test'])] : [];
  return typeof hostname === 'string' ? [...api, `https://${hostname}`] : api;
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return isMap(value) ? Object.values(value).flatMap(textsIn) : [];
}
