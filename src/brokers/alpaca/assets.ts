// Owns: what can be traded, as instruments: asked for by name, kept for a while, and the nearest names of one that is not
// there.

import { type Decimal, decimal, lt, ONE, parseDecimal } from '../../core/model/decimal.ts';
import type { Instrument } from '../../core/model/markets/instrument.ts';
import { nearestName } from '../../core/model/nearest-name.ts';
import type { AlpacaClient } from './alpaca-client.ts';
import { ASSET_KEPT_MS, ASSETS_KEPT_MAX, NAMES_KEPT_MS, NEAREST_MAX } from './alpaca-limits.ts';
import { isNotFound, unavailable } from './classify-failure.ts';
import { SHARES_PER_CONTRACT } from './read-order.ts';
import { remember } from './remember.ts';
import { type AssetKind, assetKindOf } from './venue-symbol.ts';

export type Listed =
  | { readonly type: 'listed'; readonly kind: AssetKind; readonly instrument: Instrument }
  | { readonly type: 'unknown'; readonly nearest: readonly string[] }
  | { readonly type: 'unavailable'; readonly reason: string };

export interface Assets {
  find(symbol: string): Promise<Listed>;
}

const CENT = decimal('0.01');
/** Nine digits, as the venue has it for quantities. */
const FRACTION = decimal('0.000000001');
/** The rule of the exchanges for prices below a dollar. */
const SUB_PENNY = decimal('0.0001');
const FRACTION_VALUE_MIN = ONE;

type Asset = Awaited<ReturnType<AlpacaClient['assets']['getV2AssetsSymbolOrAssetId']>>;
type Contract = Awaited<ReturnType<AlpacaClient['assets']['getOptionContractSymbolOrId']>>;

/** A dollar and more is priced in cents; what trades below it in hundredths of a cent. */
export const tickOf = (price: Decimal | null): Decimal => (price !== null && lt(price, ONE) ? SUB_PENNY : CENT);

const positive = (text: string | undefined, otherwise: Decimal): Decimal => {
  const number = text === undefined ? null : parseDecimal(text);
  return number === null || number === '0' || number.startsWith('-') ? otherwise : number;
};

function equity(asset: Asset): Instrument {
  const step = asset.fractionable ? FRACTION : ONE;
  return {
    symbol: asset.symbol,
    kind: 'equity',
    base: asset.symbol,
    quote: 'USD',
    tickSize: CENT,
    stepSize: step,
    qtyMin: step,
    qtyMax: null,
    notionalMin: asset.fractionable ? FRACTION_VALUE_MIN : decimal('0'),
    canShort: asset.shortable && (asset.borrowStatus === undefined ? asset.easyToBorrow === true : asset.borrowStatus === 'easy_to_borrow'),
  };
}

function pair(asset: Asset): Instrument {
  const [base = asset.symbol, quote = 'USD'] = asset.symbol.split('/');
  const stepSize = positive(asset.minTradeIncrement, FRACTION);
  return {
    symbol: asset.symbol,
    kind: 'spot',
    base,
    quote,
    tickSize: positive(asset.priceIncrement, CENT),
    stepSize,
    qtyMin: positive(asset.minOrderSize, stepSize),
    qtyMax: null,
    notionalMin: FRACTION_VALUE_MIN,
    canShort: false,
  };
}

/** Quantities are shares, prices are per share: one contract is a hundred of them. */
function option(contract: Contract): Instrument {
  return {
    symbol: contract.symbol,
    kind: 'option',
    base: contract.symbol,
    quote: 'USD',
    tickSize: CENT,
    stepSize: SHARES_PER_CONTRACT,
    qtyMin: SHARES_PER_CONTRACT,
    qtyMax: null,
    notionalMin: decimal('0'),
    canShort: false,
  };
}

const listed = (kind: AssetKind, instrument: Instrument): Listed => ({ type: 'listed', kind, instrument });

export function createAssets(client: AlpacaClient): Assets {
  const kept = new Map<string, { readonly listed: Listed; readonly until: number }>();
  let names: { readonly list: readonly string[]; readonly until: number } | null = null;

  async function allNames(): Promise<readonly string[]> {
    if (names !== null && names.until > client.clock.now()) return names.list;
    const assets = await client.assets.getV2Assets({ status: 'active' });
    names = { list: assets.filter(({ tradable }) => tradable).map(({ symbol }) => symbol), until: client.clock.now() + NAMES_KEPT_MS };
    return names.list;
  }

  async function unknown(symbol: string): Promise<Listed> {
    const nearest: string[] = [];
    try {
      const all = new Set(await allNames());
      while (nearest.length < NEAREST_MAX) {
        const next = nearestName(symbol, all, Math.max(1, Math.floor(symbol.length / 3)));
        if (next === null) break;
        nearest.push(next);
        all.delete(next);
      }
    } catch {
      // the names are a courtesy: that there is no such symbol is known without them
      return { type: 'unknown', nearest: [] };
    }
    return { type: 'unknown', nearest };
  }

  async function ask(symbol: string, kind: AssetKind): Promise<Listed> {
    try {
      if (kind === 'option') {
        const contract = await client.assets.getOptionContractSymbolOrId({ symbolOrId: symbol });
        const standard = contract.symbol === symbol && contract.tradable && parseDecimal(contract.multiplier) === SHARES_PER_CONTRACT;
        return standard ? listed('option', option(contract)) : { type: 'unknown', nearest: [] };
      }
      const asset = await client.assets.getV2AssetsSymbolOrAssetId({ symbolOrAssetId: symbol });
      if (typeof asset.symbol !== 'string') return unavailable(new Error('the answer is no asset'));
      // BTCUSD is found there as BTC/USD: which one is meant is for the person to write
      if (asset.symbol !== symbol) return { type: 'unknown', nearest: [asset.symbol] };
      if (!asset.tradable) return { type: 'unknown', nearest: [] };
      return kind === 'spot' ? listed('spot', pair(asset)) : listed('equity', equity(asset));
    } catch (error) {
      return isNotFound(error) ? unknown(symbol) : unavailable(error);
    }
  }

  return {
    async find(symbol) {
      const kind = assetKindOf(symbol);
      if (kind === null) return { type: 'unknown', nearest: [] };
      const known = kept.get(symbol);
      if (known !== undefined && known.until > client.clock.now()) return known.listed;
      const found = await ask(symbol, kind);
      if (found.type !== 'unavailable')
        remember(kept, symbol, { listed: found, until: client.clock.now() + ASSET_KEPT_MS }, ASSETS_KEPT_MAX);
      return found;
    },
  };
}
