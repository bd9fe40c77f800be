// Owns: how much one of Dhan's quantities is. Of shares and of contracts at NFO and BFO it is a share, and a lot is so many of them; of
// contracts at MCX, CDS and BCD it is one lot, the list says that a lot is 1, and how much of the commodity that is stands nowhere at Dhan.
// In this program a quantity times a price is rupees: here lots become units of what the price is for, and units become lots.
//
// Source: the contract specifications of MCX and NSE as several public projects have them, November 2026; a contract of which they differ
// (GOLDGUINEA, NICKEL, MENTHAOIL, COTTON) is not in the list. Whoever trades one says it in config.yaml (`lot_units`).

import { type Decimal, decimal, div, eq, floorToStep, mul, ONE } from '../../core/model/decimal.ts';
import type { Unavailable } from '../broker.ts';
import type { Read } from './dhan-client.ts';
import { type Counted, EXCHANGE_OF, isListedName, isSegment, nameKey, type Scrip, shortStemOf, stemOf } from './scrip.ts';
import type { ScripList } from './scrip-list.ts';
import type { ScripStore } from './scrip-store.ts';

/** By `MCX:GOLD`: units of the price in one lot, that is, rupees that a lot gains when its price rises by one. */
export type LotUnits = Readonly<Record<string, Decimal>>;

const KNOWN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // gold is priced for 10 grams (GOLDPETAL for 1), silver and metals for a kilogram, oil for a barrel, gas for a mmBtu
  MCX: {
    GOLD: '100',
    GOLDM: '10',
    GOLDPETAL: '1',
    SILVER: '30',
    SILVERM: '5',
    SILVERMIC: '1',
    CRUDEOIL: '100',
    CRUDEOILM: '10',
    NATURALGAS: '1250',
    NATGASMINI: '250',
    COPPER: '2500',
    ZINC: '5000',
    ZINCMINI: '1000',
    LEAD: '5000',
    LEADMINI: '1000',
    ALUMINIUM: '5000',
    ALUMINI: '1000',
  },
  // a yen is priced by the hundred
  CDS: { USDINR: '1000', EURINR: '1000', GBPINR: '1000', JPYINR: '1000' },
  BCD: { USDINR: '1000', EURINR: '1000', GBPINR: '1000', JPYINR: '1000' },
};

/** `told`: what config.yaml says, which counts before what is known here. */
export const lotUnitsWith = (told: LotUnits): LotUnits => ({
  ...Object.fromEntries(
    Object.entries(KNOWN).flatMap(([exchange, lots]) =>
      Object.entries(lots).map(([underlying, units]) => [`${exchange}:${underlying}`, decimal(units)]),
    ),
  ),
  ...told,
});

const IN_LOTS: ReadonlySet<string> = new Set(['MCX_COMM', 'NSE_CURRENCY', 'BSE_CURRENCY']);
/** Quantities there are lots, Dhan's own and those of whoever sends alerts for it. */
export const countsLots = (segment: string): boolean => IN_LOTS.has(segment);
/** Settled in rupees at a rate of the day on which their contracts end: what a tick of them is worth is not known before. */
const CROSS = /^(?:EURUSD|GBPUSD|USDJPY)$/;

type Contract = Pick<Scrip, 'segment' | 'underlying'>;
const keyOf = ({ segment, underlying }: Contract): string => `${EXCHANGE_OF[segment]}:${underlying}`;

/** Of one of Dhan's quantities, in units of the price. What nobody knows counts as Dhan counts it, so that it can be left. */
const unitsOf = (lots: LotUnits, contract: Contract): Decimal => (countsLots(contract.segment) ? (lots[keyOf(contract)] ?? ONE) : ONE);

/** Why nothing of it is entered; null: what it is worth is known. */
export function whyUncounted(lots: LotUnits, told: LotUnits, { segment, underlying, lot }: Contract & Pick<Scrip, 'lot'>): string | null {
  if (!countsLots(segment)) return null;
  const key = keyOf({ segment, underlying });
  if (CROSS.test(underlying)) return `${key} is not priced in rupees: what it gains or loses cannot be counted here`;
  const remedy = `write lot_units: { ${key}: … } for the account in config.yaml, the rupees that one of Dhan's quantity gains when the price rises by one`;
  if (lots[key] === undefined) return `how much one lot of ${key} is, is not known: ${remedy}`;
  // whether that counts lots or units is not said
  return told[key] === undefined && !eq(lot, ONE) ? `Dhan lists ${key} in lots of ${lot} now, and not of 1 as before: ${remedy}` : null;
}

/** An instrument as orders, trades and positions have it: by segment, id and Dhan's own name of it. */
export interface OnWire {
  readonly segment: string;
  readonly securityId: string;
  readonly tradingSymbol: string;
}

/** Of each, how much one of Dhan's quantity is. Unavailable: only the list says it, which has not come yet. */
export type WireUnits = (things: readonly OnWire[]) => Promise<Read<readonly Decimal[]>>;

/** So long an answer of Dhan waits for the list, where it cannot be read without; then it is unavailable, and asked for again. */
const LIST_WAIT_MS = 2_000;

/** Null: nobody can tell before the list is there. One lot taken for one unit would be booked as a hundredth of what was filled. */
function unitsOnWire(lots: LotUnits, list: ScripList | null, { segment, securityId, tradingSymbol }: OnWire): Decimal | null {
  if (!isSegment(segment) || !countsLots(segment)) return ONE;
  const listed = list?.byId(segment, securityId)?.underlying;
  if (listed !== undefined) return unitsOf(lots, { segment, underlying: listed });
  const known = lots[keyOf({ segment, underlying: nameKey(shortStemOf(tradingSymbol) ?? stemOf(tradingSymbol)) })];
  return known ?? (list === null && !isListedName(tradingSymbol) ? null : ONE);
}

const uncounted = ({ segment, securityId, tradingSymbol }: OnWire, trouble: string | null): Unavailable => ({
  type: 'unavailable',
  reason: `how much a lot of ${tradingSymbol || securityId} (${segment}) is, says only Dhan's list of instruments, which is not there yet: ${trouble ?? 'it is being read'}`,
});

export function createWireUnits(lots: LotUnits, scrips: Pick<ScripStore, 'peek' | 'within' | 'trouble'>): WireUnits {
  return async (things) => {
    const unitsAll = (): readonly (Decimal | null)[] => things.map((thing) => unitsOnWire(lots, scrips.peek(), thing));
    if (unitsAll().includes(null)) await scrips.within(LIST_WAIT_MS);
    const units = unitsAll();
    const open = things[units.indexOf(null)];
    return open === undefined ? { type: 'ok', value: units.map((each) => each ?? ONE) } : uncounted(open, scrips.trouble());
  };
}

/** All of them as `convert` has them in units of the price. */
export async function countAll<T extends OnWire>(
  things: readonly T[],
  units: WireUnits,
  convert: (thing: T, each: Decimal) => T,
): Promise<Read<readonly T[]>> {
  const read = await units(things);
  return read.type === 'ok' ? { type: 'ok', value: things.map((thing, index) => convert(thing, read.value[index] ?? ONE)) } : read;
}

/** A contract as it is counted here: its lot and the most of one order in units of its price. */
export function inUnits(scrip: Scrip, lots: LotUnits): Counted {
  const units = unitsOf(lots, scrip);
  return { ...scrip, units, lot: mul(scrip.lot, units), freezeQty: scrip.freezeQty === null ? null : mul(scrip.freezeQty, units) };
}

/** In Dhan's quantities; whole, since lots are. */
export const toWire = (qty: Decimal, units: Decimal): Decimal => (units === ONE ? qty : floorToStep(div(qty, units), ONE));
