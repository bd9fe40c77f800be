// Owns: which exchanges ccxt has, so that a slip of the pen in config.yaml is told at its line. The list is read off the
// files of the pinned version: to load the package for it would cost every start 85 MB.

import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ok, wrong, type Read } from '../field.ts';
import { nearestKey } from '../suggest-name.ts';

const FILE = /^([a-z][a-z0-9]{1,39})\.js$/;
/** Below this it is not the folder that it was, and nothing can be said by it. */
const EXCHANGES_MIN = 50;

/** Empty: the package has another layout; whether it has the exchange is then found when it is loaded. */
function listExchanges(): readonly string[] {
  try {
    const folder = join(dirname(createRequire(import.meta.url).resolve('ccxt')), '..', 'js', 'src');
    const ids = readdirSync(folder).flatMap((name) => FILE.exec(name)?.[1] ?? []);
    return ids.length < EXCHANGES_MIN ? [] : ids;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
}

let listed: readonly string[] | null = null;
/** Read once: a hundred accounts are a hundred questions, and the package stays as it is while the process lives. */
const knownExchanges = (): readonly string[] => (listed ??= listExchanges());

/** The id of an exchange that ccxt has; `name` as it stands in config.yaml. */
export function readExchangeId(name: string): Read<string> {
  const known = knownExchanges();
  if (known.length === 0 || known.includes(name)) return ok(name);
  const nearest = nearestKey(name, known);
  const remedy = nearest === null ? 'Write it as ccxt does, such as binance, bybit or krakenfutures.' : `Did you mean ${nearest}?`;
  return wrong(`ccxt knows no exchange "${name}".`, remedy);
}
