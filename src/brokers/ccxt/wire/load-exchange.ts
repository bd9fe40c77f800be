// Owns: the class of one exchange, loaded alone: the whole of ccxt costs 85 MB and 390 ms, one class 30 MB and 130 ms. The
// way in is the layout of the pinned version; where it has changed, the whole package is loaded.

import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { exchangeBehind } from '../../../core/model/markets/exchange-names.ts';
import type { ExchangeClass } from './exchange.ts';
import { dictOf } from './read-answer.ts';

const ID = /^[a-z][a-z0-9]{1,39}$/;
/** What Node says of a file that is not there. */
const MISSING = 'ERR_MODULE_NOT_FOUND';

const isClass = (value: unknown): value is ExchangeClass => typeof value === 'function';
const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === MISSING;

/** The module at a path inside the package; null where there is none. */
async function moduleAt(path: string): Promise<ExchangeClass | null> {
  const entry = pathToFileURL(createRequire(import.meta.url).resolve('ccxt'));
  try {
    const loaded: unknown = await import(new URL(path, entry).href);
    const found = dictOf(loaded)['default'] ?? (loaded as { default?: unknown }).default;
    return isClass(found) ? found : null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function fromWholePackage(id: string): Promise<ExchangeClass | null> {
  const loaded = (await import('ccxt')) as unknown as { readonly default: Readonly<Record<string, unknown>> };
  const all = loaded.default;
  const streaming = dictOf(all['pro']);
  if (Object.hasOwn(streaming, id) && isClass(streaming[id])) return streaming[id];
  const exchanges: unknown = all['exchanges'];
  const isListed = Array.isArray(exchanges) && exchanges.includes(id);
  return isListed && isClass(all[id]) ? all[id] : null;
}

/** The class with streams where ccxt has one; null: ccxt knows no such exchange. */
async function loadExchange(id: string): Promise<ExchangeClass | null> {
  if (!ID.test(id)) return null;
  return (await moduleAt(`../js/src/pro/${id}.js`)) ?? (await moduleAt(`../js/src/${id}.js`)) ?? (await fromWholePackage(id));
}

const knownAs = (Class: ExchangeClass, id: string): ExchangeClass =>
  class extends Class {
    override readonly id = id;
  };

/** Rejects with the remedy. */
export async function requireExchange(id: string): Promise<ExchangeClass> {
  const found = await loadExchange(id);
  if (found === null) throw new Error(`ccxt knows no exchange ${id}. Write its id as ccxt does, such as binance, bybit or krakenfutures.`);
  const other = exchangeBehind(id);
  // ccxt's class of it extends the other one, and says where it is and what is traded there
  return other === id ? found : knownAs(found, other);
}
