// Owns: what Binance's spot and USD-M interfaces have in common: signed requests, forms, error codes and how numbers are
// written. After its public documents; the key and the secret are those of the test.

import { createHmac } from 'node:crypto';
import { type Decimal, parseDecimal } from '../../src/core/model/decimal.ts';
import type { Refusal } from './exchange-order.ts';
import type { Fault } from './faults.ts';
import type { VenueReply, VenueRequest } from './http-venue.ts';

export const KEYS = { apiKey: 'key-of-the-test', secret: 'secret-of-the-test' } as const;
/** Binance's default: how far the time of a request may lie behind. */
const RECV_WINDOW_MS = 10_000;
const AHEAD_MS = 1_000;

export const ok = (body: unknown): VenueReply => ({ status: 200, body });
export const failed = (code: number, msg: string, status = 400): VenueReply => ({ status, body: { code, msg } });

export type Params = URLSearchParams;

/** Query and form together: Binance reads both. */
export const paramsOf = ({ rawQuery, body }: VenueRequest): Params =>
  new URLSearchParams([rawQuery, body].filter((part) => part !== '').join('&'));

export function numberOf(params: Params, name: string): Decimal | null {
  const written = params.get(name);
  if (written === null) return null;
  // What is written with an exponent is refused by the real one, too.
  return /^\d+(?:\.\d+)?$/.test(written) ? parseDecimal(written) : null;
}

/** Eight places, as Binance writes. */
export function written(value: Decimal, places = 8): string {
  const [whole = '0', rest = ''] = value.split('.');
  return `${whole}.${rest.padEnd(places, '0')}`;
}

const signedPart = (text: string): { text: string; signature: string } | null => {
  const at = text.lastIndexOf('&signature=');
  return at === -1 ? null : { text: text.slice(0, at), signature: text.slice(at + '&signature='.length) };
};

/** Null: the key is ours, the signature is right, the time is near. */
export function unsigned(request: VenueRequest): VenueReply | null {
  if (request.headers['x-mbx-apikey'] !== KEYS.apiKey) return failed(-2015, 'Invalid API-key, IP, or permissions for action.', 401);
  const signed = signedPart(request.body === '' ? request.rawQuery : request.body);
  if (signed === null) return failed(-1102, "Mandatory parameter 'signature' was not sent, was empty/null, or malformed.");
  const expected = createHmac('sha256', KEYS.secret).update(signed.text).digest('hex');
  if (expected !== signed.signature) return failed(-1022, 'Signature for this request is not valid.');
  // The library signs with the time of the machine.
  const age = (request.now ?? Date.now()) - Number(paramsOf(request).get('timestamp'));
  return age > RECV_WINDOW_MS || age < -AHEAD_MS || Number.isNaN(age) ? CLOCK_SKEW : null;
}

const CLOCK_SKEW = failed(-1021, 'Timestamp for this request is outside of the recvWindow.');

/** `words`: a code and a message per refusal of the engine. */
export type Words = Readonly<Record<Refusal['code'], readonly [code: number, msg: string]>>;

export const refusedIn = (words: Words, { code }: Refusal): VenueReply => failed(...words[code]);

export function sayFault(fault: Fault, words: Words): VenueReply | null {
  switch (fault.type) {
    case 'rate_limited':
      return {
        status: 429,
        headers: { 'retry-after': String(fault.retryAfterS) },
        body: { code: -1003, msg: 'Too many requests; current limit is 6000 request weight per 1 MINUTE.' },
      };
    case 'server_error':
      if (fault.status === 500) return failed(-1001, 'Internal error; unable to process your request. Please try again.', 500);
      if (fault.status === 503)
        return failed(-1006, 'An unexpected response was received from the message bus. Execution status unknown.', 503);
      return null;
    case 'maintenance':
      return failed(-1016, 'This service is no longer available.', 503);
    case 'clock_skew':
      return CLOCK_SKEW;
    case 'duplicate_id':
      return failed(...words.duplicate);
    default:
      return null;
  }
}

/** Where our id stands in a request that places an order. */
export const clientIdIn = (params: Params): string | null => params.get('newClientOrderId') ?? params.get('clientAlgoId');
