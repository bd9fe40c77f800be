// Owns: what would come of an alert at this moment, at the price that it would get: for /webhook/test and for what people paste.

import type { PriceHint } from '../brokers/broker.ts';
import { translateCopy } from '../core/engine/alerts/copy-trade.ts';
import { completeAlert } from '../core/engine/alerts/complete-alert.ts';
import { explainParts, waysOf } from '../core/engine/explain/explain-parts.ts';
import type { PricedEntry } from '../core/engine/explain/explain-verdict.ts';
import type { Marks } from '../core/engine/command.ts';
import { unpricedFor } from '../core/engine/limits/entry-needs.ts';
import { needsEquity } from '../core/engine/limits/judge-limits.ts';
import { limitRates } from '../core/engine/limits/limit-rates.ts';
import { markKey, marksOf } from '../core/engine/limits/risk-scope.ts';
import type { Route } from '../core/engine/alerts/route-alert.ts';
import { addsTo } from '../core/engine/standing-of.ts';
import type { State } from '../core/engine/state.ts';
import type { AtrFound } from '../core/model/markets/atr.ts';
import type { Decimal } from '../core/model/decimal.ts';
import { NO_RATES, type ExchangeRates } from '../core/model/money/exchange-rate.ts';
import type { Funds } from '../core/model/money/funds.ts';
import type { PositionKey } from '../core/model/ids.ts';
import type { PricedInstrument, Quote } from '../core/model/markets/instrument.ts';
import type { Reading } from '../core/model/signal.ts';
import { needsAtr } from '../core/risk/needs-atr.ts';
import { needsFunds } from '../core/risk/size-order.ts';
import type { ExplainVerdict } from '../http/http-ports.ts';
import { priceHintOf } from '../runtime/price-hint.ts';
import type { Ground } from './ground.ts';
import { nameNearest } from './name-nearest.ts';
import { withinPreview } from './within-preview.ts';

/** On whichever side: what is asked for in vain refuses nothing here. */
const isBesideOthers = (state: State, key: PositionKey): boolean => addsTo(state, key, 'buy', null) || addsTo(state, key, 'sell', null);

/** Where prices come from alerts, what is held of the market is worth what this one says. */
const namedBy = (priced: PricedInstrument | null): Quote | null => (priced?.quote.source === 'signal' ? priced.quote : null);

/** The price that an order of this way would get; null = none. Asks a venue at most PREVIEW_MS: what has come until then counts. */
async function priceFor(
  { prices, funds, atr, clock, dispatcher, config: { settings } }: Ground,
  route: Route | null,
  reading: Reading,
  hint: PriceHint | null,
): Promise<PricedEntry | null> {
  if (route === null) return null;
  const { account, strategy, symbol } = route;
  const isCounted = needsFunds(reading, strategy) || needsEquity(settings, strategy, account);
  const adds = isBesideOthers(dispatcher.snapshot(), route.key);
  let known: PricedInstrument | null = prices.last(account.name, symbol);
  let worth = null as Funds | null;
  let range: AtrFound | null = null;
  const preview = prices.preview(account.name, symbol, hint);
  const asked = [
    preview.then((priced) => void (known = priced ?? known)),
    funds.of(account.name, preview.then(namedBy)).then((answer) => void (worth = answer.type === 'funds' ? answer.funds : null)),
    needsAtr(reading, strategy, adds)
      ? atr.of(account.name, symbol, strategy.atr, hint).then((answer) => void (range = answer.type === 'atr' ? answer.atr : null))
      : Promise.resolve(),
  ];
  return withinPreview(clock, Promise.all(asked), () =>
    known === null ? null : { ...known, funds: isCounted ? worth : null, atr: range, free: worth?.available ?? null },
  );
}

function atNamedPrices(marks: Marks, routes: readonly (Route | null)[], priced: readonly (PricedInstrument | null)[]): Marks {
  const named = routes.flatMap((route, index) => {
    const quote = namedBy(priced[index] ?? null);
    const key = route === null || quote === null ? null : markKey(route.account.name, quote.symbol);
    return key !== null && quote !== null && marks.has(key) ? [[key, quote.last] as const] : [];
  });
  return new Map([...marks, ...named]);
}

/** What its limits would be counted at. Asks a venue at most PREVIEW_MS. */
async function ratesFor(
  { rates, clock, dispatcher, config: { settings } }: Ground,
  routes: readonly (Route | null)[],
  priced: readonly (PricedInstrument | null)[],
): Promise<ExchangeRates> {
  const markets = routes.flatMap((route, index) => {
    const quote = priced[index]?.instrument.quote;
    return route === null || quote === undefined ? [] : [{ account: route.account.name, quote }];
  });
  const wanted = limitRates(settings, dispatcher.snapshot(), clock.now(), markets);
  if (wanted.length === 0) return NO_RATES;
  let found: ExchangeRates | null = null;
  const asked = rates.find(wanted).then((answer) => void (found = answer));
  return withinPreview(clock, asked, () => found ?? rates.known(wanted));
}

/** Last prices of what is held; of what has none yet those that the limits of these entries count are asked for, PREVIEW_MS at most. */
async function marksFor({ prices, clock, config: { settings } }: Ground, state: State, routes: readonly (Route | null)[]): Promise<Marks> {
  const heard = new Map<string, Decimal>();
  const marksNow = (): Marks =>
    marksOf(state, (account, symbol) => prices.last(account, symbol)?.quote.last ?? heard.get(`${account}|${symbol}`) ?? null);
  const known = marksNow();
  const missing = new Set(routes.flatMap((route) => (route === null ? [] : unpricedFor({ settings, state }, route, known))));
  const asked = [...missing].map(async ({ account, instrument: { symbol } }) => {
    const priced = await prices.preview(account, symbol, null);
    if (priced !== null) heard.set(`${account}|${symbol}`, priced.quote.last);
  });
  return asked.length === 0 ? known : withinPreview(clock, Promise.all(asked), marksNow);
}

export const explainNow =
  (ground: Ground): ExplainVerdict =>
  async (received) => {
    const { dispatcher, clock, config } = ground;
    const [settings, state, now] = [config.settings, dispatcher.snapshot(), clock.now()];
    const command = translateCopy(settings, state, completeAlert(settings, state, received));
    const outer = priceHintOf(command.reading, now);
    const ways = waysOf(settings, state, command);
    const routes = ways.map(({ route }) => route);
    const counted = marksFor(ground, state, routes);
    const asked = ways.map(({ route, reading: said }) => priceFor(ground, route, said, priceHintOf(said, now) ?? outer));
    const priced = await Promise.all(asked);
    const marks = atNamedPrices(await counted, routes, priced);
    const verdict = explainParts({ settings, state, now, marks, rates: await ratesFor(ground, routes, priced) }, command, priced);
    const { reading } = command;
    const named = await nameNearest(ground, { command, verdict, isPriced: priced[0] != null });
    return { ...named, reading: { ...reading, warnings: verdict.warnings ?? reading.warnings } };
  };
