// Owns: what ccxt would send for a plan, looked at before anything is sent. A second exchange of the same class, which stops
// right before the wire, signs the order; the request must hold our id, the side's prices and the trigger. So a parameter
// that this version of ccxt, or of a venue, drops or leaves untranslated refuses the order, at all hundred exchanges alike.

import type { Exchange } from '../wire/exchange.ts';
import type { Plan } from './plan-order.ts';
import { reasonOf } from '../wire/classify-error.ts';
import { div, HUNDRED, type Decimal, mul } from '../../../core/model/decimal.ts';

export type Rehearsal =
  | { readonly type: 'as_meant' }
  | { readonly type: 'refused'; readonly reason: string }
  /** ccxt would ask the venue something first, and the order was not seen. */
  | { readonly type: 'unseen'; readonly reason: string };

/** Two proxies at once are a contradiction that ccxt stops at, between signing and sending. */
const CONTRADICTION = 'http://127.0.0.1:1';
const TRIGGER_WORDS = /stop|trigger|conditional|algo|plan|price_orders|tpsl|loss|\bsl(?:_|\b)/i;
const TRAIL_WORDS = /trail|callback|move_order/i;

type Fetch = (url: unknown, method: unknown, ...rest: readonly unknown[]) => Promise<unknown>;

/** Of the request at which each of them stopped. */
const lastMethods = new WeakMap<Exchange, string>();

/** Makes an exchange that signs and never sends. */
export function muzzle(exchange: Exchange): Exchange {
  exchange.httpProxy = CONTRADICTION;
  exchange.httpsProxy = CONTRADICTION;
  const inside = exchange as unknown as { fetch: Fetch };
  const fetch = inside.fetch.bind(exchange);
  inside.fetch = (url, method, ...rest) => {
    lastMethods.set(exchange, String(method).toUpperCase());
    return fetch(url, method, ...rest);
  };
  return exchange;
}

/** What a market list consists of. The lists are shared, not copied: a venue may have thousands of markets. */
const LISTS = [
  'markets',
  'markets_by_id',
  'symbols',
  'ids',
  'currencies',
  'currencies_by_id',
  'codes',
  'baseCurrencies',
  'quoteCurrencies',
];

/** What HTX and others ask for before the first order. */
const ACCOUNTS = ['accounts', 'accountsById'];

/** Gives the muzzled exchange what the other one has learned: its markets, and what it knows of the account. */
export function teach(muzzled: Exchange, exchange: Exchange): void {
  const [to, from] = [muzzled, exchange].map((each) => each as unknown as Record<string, unknown>);
  if (to === undefined || from === undefined) return;
  if (to['markets'] !== from['markets']) for (const list of LISTS) to[list] = from[list];
  for (const list of ACCOUNTS) if (from[list] !== undefined) to[list] = from[list];
  Object.assign(muzzled.options, exchange.options);
}

const rehearsals = new WeakMap<Exchange, Promise<unknown>>();

/** One after the other: what was signed last stands in the exchange, and that of two orders at once would be of one of them. */
export function requestTextOf(muzzled: Exchange, plan: Plan): Promise<{ text: string } | { error: unknown }> {
  const before = rehearsals.get(muzzled) ?? Promise.resolve();
  const text = before.then(() => signedText(muzzled, plan));
  rehearsals.set(muzzled, text);
  return text;
}

/** Everything that the request would have said, as plain text. Never rejects. */
async function signedText(muzzled: Exchange, plan: Plan): Promise<{ text: string } | { error: unknown }> {
  const inside = muzzled as { last_request_url?: unknown; last_request_body?: unknown };
  inside.last_request_url = undefined;
  inside.last_request_body = undefined;
  try {
    const { symbol, type, side, amount, price, params } = plan;
    await muzzled.createOrder(symbol, type, side, amount, price, { ...params });
    return { error: new Error('the order would have been placed without a request') };
  } catch (error) {
    if (!(error instanceof Error) || error.constructor.name !== 'InvalidProxySettings') return { error };
    const [url, body] = [inside.last_request_url, inside.last_request_body].map((part) => (typeof part === 'string' ? decoded(part) : ''));
    return { text: `${url} ${body}` };
  }
}

/** Forms are percent-encoded, bodies are not; what cannot be decoded is text already. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

const wroteNumber = (text: string, value: string): boolean => {
  const digits = value.replaceAll('.', '\\.');
  return new RegExp(`(?<![\\d.])${digits}${value.includes('.') ? '0*' : '(?:\\.0+)?'}(?![\\d.]*[1-9])`).test(text);
};

/** The unified names; what their values are called at the venue stands elsewhere. */
const RAW =
  /"?\btriggerDirection"?[:=]"?(?:a|de)scending"?|"?\b(?:stopLossPrice|triggerPrice|trailingPercent|trailingAmount)"?[:=]"?[^",&}]*"?/g;

const withoutRaw = (text: string): string => text.replaceAll(RAW, '');

/** What must stand in the request; each with the word for it. */
function demandsOf({ params, price, type, clientId }: Plan): readonly (readonly [string, (text: string) => boolean])[] {
  const demands: [string, (text: string) => boolean][] = [
    ['our client order id', (text) => text.toLowerCase().includes(clientId.toLowerCase())],
  ];
  for (const key of ['stopLossPrice', 'triggerPrice']) {
    const trigger = params[key];
    if (typeof trigger !== 'string') continue;
    // a parameter that went through untranslated says nothing: without it, the request must still be that of a stop
    demands.push(['the trigger', (text) => wroteNumber(text, trigger)], ['a stop', (text) => TRIGGER_WORDS.test(withoutRaw(text))]);
  }
  const trail = params['trailingPercent'] ?? params['trailingAmount'];
  if (typeof trail === 'string') {
    const forms = [trail, div(trail as Decimal, HUNDRED), mul(trail as Decimal, HUNDRED)];
    demands.push(
      ['the distance', (text) => forms.some((form) => wroteNumber(text, form))],
      ['a trailing stop', (text) => TRAIL_WORDS.test(withoutRaw(text))],
    );
  }
  if (type === 'limit' && price !== undefined) demands.push(['the limit price', (text) => wroteNumber(text, price)]);
  return demands;
}

/** Gate writes `poc`, Binance `GTX`, Hyperliquid `Alo`, contracts of MEXC the number 2, Bitfinex a flag. */
const POST_WORDS = /post|maker|\bpoc\b|\bgtx\b|\balo\b|"type":2\b|"flags":4096\b/i;
const NOT_POST = /"?post_?only"?[:=]"?false"?/gi;
const IN_FORCE: Readonly<Record<string, RegExp>> = { IOC: /ioc\b|immediate_or_cancel/i, FOK: /fok\b|fill_or_kill/i };

/** What must stand there of how long it lives, and of which position it is. */
function termsOf({ params, type }: Plan): readonly (readonly [string, (text: string) => boolean])[] {
  const demands: [string, (text: string) => boolean][] = [];
  const written = params['timeInForce'];
  // some venues are told in words of their own, and some of those are the common ones in small letters
  const time = typeof written === 'string' ? written.toUpperCase() : '';
  // an order at market is over at once anyway
  const inForce = type === 'limit' || time === 'FOK' ? IN_FORCE[time] : undefined;
  if (inForce !== undefined) demands.push(['its time in force', (text) => inForce.test(text)]);
  if (params['postOnly'] === true || time === 'PO') demands.push(['post-only', (text) => POST_WORDS.test(text.replaceAll(NOT_POST, ''))]);
  // ccxt's own word: where it stands in the request, nothing has been made of it
  if (params['hedged'] === true) demands.push(['which position it is for', (text) => !/"?\bhedged"?[:=]/.test(text)]);
  return demands;
}

/** `muzzled` has the same markets as the exchange that will send. */
export async function rehearse(muzzled: Exchange, plan: Plan): Promise<Rehearsal> {
  const outcome = await requestTextOf(muzzled, plan);
  if ('error' in outcome) return { type: 'refused', reason: `ccxt does not send this order: ${reasonOf(outcome.error)}` };
  if (lastMethods.get(muzzled) === 'GET' && !outcome.text.toLowerCase().includes(plan.clientId.toLowerCase()))
    return {
      type: 'unseen',
      reason: `${muzzled.id} has to be asked something before this order, and has not answered yet: it was not sent`,
    };
  const missing = [...demandsOf(plan), ...termsOf(plan)].filter(([, holds]) => !holds(outcome.text));
  if (missing.length === 0) return { type: 'as_meant' };
  return {
    type: 'refused',
    reason: `${muzzled.id} would not be told ${missing.map(([what]) => what).join(' and ')}: the order was not sent`,
  };
}
