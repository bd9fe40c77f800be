// Owns: what is found out about an order when its venue has refused it: of one that leaves a position the steps of now, or how much there
// is, of one that enters how much may be asked for. Nothing else is asked for, and nothing for long: the next attempt waits for it.

import { gt, lt, ZERO } from '../../../core/model/decimal.ts';
import type { OrderRequest } from '../../../core/model/order.ts';
import { qtyMaxOf } from '../../../core/model/markets/qty-max-of.ts';
import type { SubmitOutcome } from '../../broker.ts';
import type { Failure } from '../wire/classify-error.ts';
import type { Connection } from '../connection.ts';
import { inTime } from '../wire/in-time.ts';
import { type Listed, relistedAs } from '../markets/markets.ts';
import { readBalances } from '../account/read-account.ts';

type Rejected = Extract<SubmitOutcome, { type: 'rejected' }>;

const rejected = (reason: string): Rejected => ({ type: 'rejected', reason });

/** How venues name the steps of quantities and prices. */
const STEPS =
  /(?:lot|step|tick)[ _-]?size|price_filter|precision|decimals?\b|increment|divisible|multiples? of|order minimum|(?:quantity|amount|volume) scale|checkscale/i;
const SIZE = '(?:qty|quantit|size|amount|vol(?:ume)?|contracts|notional|value|(?<![a-z])lots?(?![a-z]))';
const BOUND = '(?:(?<![a-z])(?:min(?!ut)|max)|exceed|below|less|lower|least|small|little|above|greater|upper|large|invalid|increased|long)';
/** … and the bounds of a quantity. */
const BEYOND = new RegExp(`${SIZE}.{0,60}${BOUND}|${BOUND}.{0,60}${SIZE}`, 'i');
/** Words beside which the same are said of what is held, of money or of how many orders there are: no list of markets knows of that. */
const OF_THE_ACCOUNT = /balance|insufficient|margin|leverage|position|tier|reduce.?only|orders\b|percent_price/i;

/** Whether an order was refused for a step or a bound of its market: then its venue may have changed them. */
export const isForSteps = (reason: string): boolean => !OF_THE_ACCOUNT.test(reason) && (STEPS.test(reason) || BEYOND.test(reason));

/** What is held leaves by the steps of now. */
export function refusedAs({ reduceOnly, instrument }: OrderRequest, listed: Listed | null, reason: string): Rejected {
  const changed = reduceOnly && listed !== null ? relistedAs(instrument, listed) : null;
  return { ...rejected(reason), ...(changed === null ? {} : { instrument: changed }) };
}

/** On a spot market nothing else says how much can be sold: what an order holds there, of ours or of a person, cannot. */
async function refusedForWant(connection: Connection, { instrument: { base }, qty }: OrderRequest, reason: string): Promise<Rejected> {
  const balances = await inTime(connection.clock, readBalances(connection));
  // the refusal stands without it, and the next one may say it
  if (balances === null) return rejected(reason);
  const { total: there, free } = balances.find(({ currency }) => currency === base) ?? { total: ZERO, free: ZERO };
  return lt(free, qty) ? { ...rejected(reason), there, free } : rejected(reason);
}

export async function refusedExit(connection: Connection, request: OrderRequest, { reason, isForWant }: Failure): Promise<Rejected> {
  const { gate, markets, clock } = connection;
  if (gate.market === 'spot' && request.side === 'sell' && isForWant) return refusedForWant(connection, request, reason);
  if (!isForSteps(reason)) return rejected(reason);
  return refusedAs(request, await inTime(clock, markets.again(request.instrument.symbol)), reason);
}

/** An entry that was too large for a market whose bounds have changed since they were read: what they are by now. */
export async function refusedEntry({ gate, markets, clock }: Connection, request: OrderRequest, reason: string): Promise<Rejected> {
  if (!isForSteps(reason)) return rejected(reason);
  const { instrument, qty, type } = request;
  const listed = await inTime(clock, markets.again(instrument.symbol));
  const most = listed === null ? null : qtyMaxOf(listed.instrument, type);
  if (most === null || !gt(qty, most)) return rejected(reason);
  return rejected(`${reason} (${gate.exchange} takes ${most} at most in one ${type.replace('_', '-')} order now)`);
}
