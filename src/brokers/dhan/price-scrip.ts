// Owns: from a symbol to its instrument and price at Dhan, the strike counted from the money included.

import { type Decimal, ZERO } from '../../core/model/decimal.ts';
import type { Instrument, Quote } from '../../core/model/markets/instrument.ts';
import type { Priced } from '../broker.ts';
import { findScrip } from './find-scrip.ts';
import { indianDay } from './indian-time.ts';
import { countsLots, inUnits, type LotUnits, whyUncounted } from './lot-units.ts';
import type { Product } from './order-fields.ts';
import type { Quotes } from './quotes.ts';
import { type Counted, type Scrip, symbolOf } from './scrip.ts';
import type { ScripList } from './scrip-list.ts';

export type Sought =
  | { readonly type: 'found'; readonly scrip: Scrip }
  | { readonly type: 'unknown_symbol'; readonly nearest: readonly string[] }
  | { readonly type: 'unavailable'; readonly reason: string };

export interface PriceScripOptions {
  readonly quotes: Quotes;
  readonly product: Product;
  readonly now: () => number;
  readonly lots: LotUnits;
  /** Of them those of config.yaml. */
  readonly told: LotUnits;
}

function instrumentOf(scrip: Counted, product: Product): Instrument {
  const { kind, lot, tick, underlying, segment, units } = scrip;
  const isShare = kind === 'equity';
  return {
    symbol: symbolOf(scrip),
    kind: kind === 'future' || kind === 'option' ? kind : 'equity',
    base: underlying,
    quote: 'INR',
    tickSize: tick,
    stepSize: lot,
    qtyMin: lot,
    // what is above the freeze quantity is sliced
    qtyMax: null,
    notionalMin: ZERO,
    // shares for delivery cannot be sold before they are there
    canShort: !(isShare && product === 'C'),
    ...(kind === 'future' || kind === 'option' ? { lotSize: lot } : {}),
    ...(countsLots(segment) ? { countsLots: true, venueUnit: units } : {}),
  };
}

export async function seekScrip(list: ScripList, symbol: string, { quotes, now }: PriceScripOptions): Promise<Sought> {
  const found = findScrip(list, symbol, indianDay(now()));
  if (found.type === 'unknown') return { type: 'unknown_symbol', nearest: found.nearest };
  if (found.type === 'found') return found;
  const quoted = await quotes.ask(found.underlying);
  if (quoted.type !== 'quoted') return { type: 'unavailable', reason: `the strike is counted from a price: ${quoted.reason}` };
  const scrip = found.pick(quoted.last);
  return scrip === null ? { type: 'unknown_symbol', nearest: [] } : { type: 'found', scrip };
}

const least = (a: Decimal, b: Decimal): Decimal => (Number(a) < Number(b) ? a : b);

export async function priceScrip(list: ScripList, symbol: string, options: PriceScripOptions): Promise<Priced> {
  const sought = await seekScrip(list, symbol, options);
  if (sought.type !== 'found') return sought;
  const quoted = await options.quotes.ask(sought.scrip);
  if (quoted.type !== 'quoted') return quoted;
  // what is held of it from before has its price all the same: targets and trailing stops go by that
  const uncounted = whyUncounted(options.lots, options.told, sought.scrip);
  const listed = instrumentOf(inUnits(sought.scrip, options.lots), options.product);
  const instrument = uncounted === null ? listed : { ...listed, notEntered: uncounted };
  const { last, bid, ask, at } = quoted;
  const quote: Quote = { symbol: instrument.symbol, bid: least(bid, ask), ask, last, at, source: 'venue' };
  return { type: 'priced', instrument, quote };
}
