// Owns: the names that somebody may have meant by a symbol that a venue does not list. Senders write pairs without what parts
// them, with the exchange before and the word for a perpetual behind: all that does not count here, nothing of it is traded.

import { nearestName } from '../../../core/model/nearest-name.ts';

const SHOWN_MAX = 3;
const SLIPS_MAX = 2;
/** A name within a longer one (PEPE, 1000PEPE): shorter ones are in too many. */
const PART_MIN = 6;

const EXCHANGE = /^[A-Z0-9]+:(?=[A-Z0-9]+(?:[^A-Z0-9:]|$))/;
const PERPETUAL = /(?:\.P|[-_.]?PERP(?:ETUAL)?|[-_]SWAP|(?<=[A-Z0-9](?:USDT|USDC))M)$/;
/** What Kraken, BitMEX and KuCoin call it, and ccxt does not. */
const BITCOIN = /^XBT(?=.)/;
const SETTLED_IN = /:.*$/;

/** `BINANCE:BTC-USDT.P` → `BTCUSDT`. */
function bareWritten(written: string): string {
  const name = written.toUpperCase();
  const pair = name.includes('/') ? name.replace(SETTLED_IN, '') : name.replace(EXCHANGE, '');
  return pair
    .replace(PERPETUAL, '')
    .replaceAll(/[^A-Z0-9]/g, '')
    .replace(BITCOIN, 'BTC');
}

const bareListed = (symbol: string): string => symbol.replace(SETTLED_IN, '').replace('/', '');

/** The same pair first, then the same base, then what is written alike or holds the name; three at most. */
export function nearestNames(written: string, listed: readonly string[]): readonly string[] {
  const name = bareWritten(written);
  if (name === '') return [];
  const found = new Set(listed.filter((symbol) => bareListed(symbol) === name));
  const close = nearestName(name, new Set(listed.map(bareListed)), SLIPS_MAX);
  for (const symbol of listed) if (bareListed(symbol) === close) found.add(symbol);
  const parted = /^[A-Z0-9]+(?=[/_-])/.exec(written.toUpperCase())?.[0].replace(/^XBT$/, 'BTC');
  const [first] = found;
  const base = parted ?? first?.split('/')[0];
  for (const symbol of listed) if (base !== undefined && symbol.startsWith(`${base}/`)) found.add(symbol);
  for (const symbol of listed) if (name.length >= PART_MIN && bareListed(symbol).includes(name)) found.add(symbol);
  addAlike(found, name, listed);
  return [...found].slice(0, SHOWN_MAX);
}

function addAlike(found: Set<string>, name: string, listed: readonly string[]): void {
  const rest = new Map(listed.filter((symbol) => !found.has(symbol)).map((symbol) => [bareListed(symbol), symbol]));
  while (found.size < SHOWN_MAX) {
    const next = nearestName(name, rest.keys(), SLIPS_MAX + 1);
    if (next === null) return;
    found.add(rest.get(next) ?? next);
    rest.delete(next);
  }
}
