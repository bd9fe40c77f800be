// Owns: prices of Dhan's market quote: one call a second for everything together is all that is allowed, so everybody who
// asks within a second shares a call.

import { type Clock, leftOf, waitFrom } from '../../clock.ts';
import { type Decimal, isPositive } from '../../core/model/decimal.ts';
import type { Instant } from '../../core/model/ids.ts';
import type { DhanClient } from './dhan-client.ts';
import type { Scrip } from './scrip.ts';
import { decimalOf, isObject, type JsonObject, objectsOf } from './wire-json.ts';

export type Quoted =
  | { readonly type: 'quoted'; readonly last: Decimal; readonly bid: Decimal; readonly ask: Decimal; readonly at: Instant }
  | { readonly type: 'unavailable'; readonly reason: string };

export interface Quotes {
  ask(scrip: Scrip): Promise<Quoted>;
  stop(): void;
}

/** Between two calls; what Dhan allows. */
const PRICE_SPACING_MS = 1_000;
/** Of one call. */
const INSTRUMENTS_MAX = 1_000;

interface Waiting {
  readonly scrip: Scrip;
  readonly answer: (quoted: Quoted) => void;
}

function bestOf(quote: JsonObject, side: 'buy' | 'sell'): Decimal | null {
  const depth = quote['depth'];
  const [best] = isObject(depth) ? (objectsOf(depth[side]) ?? []) : [];
  const price = best === undefined ? null : decimalOf(best, 'price');
  return price !== null && isPositive(price) ? price : null;
}

function quotedIn(body: unknown, { segment, securityId }: Scrip, at: Instant): Quoted {
  const data = isObject(body) ? body['data'] : null;
  const group = isObject(data) ? data[segment] : null;
  const quote = isObject(group) ? group[securityId] : null;
  const last = isObject(quote) ? decimalOf(quote, 'last_price') : null;
  if (!isObject(quote) || last === null || !isPositive(last))
    return { type: 'unavailable', reason: `Dhan has no price of ${securityId} in ${segment} now` };
  return { type: 'quoted', last, bid: bestOf(quote, 'buy') ?? last, ask: bestOf(quote, 'sell') ?? last, at };
}

/** Ids are numbers here, and nowhere else. */
function bodyOf(waiting: readonly Waiting[]): string {
  const groups = new Map<string, Set<string>>();
  for (const { scrip } of waiting) groups.set(scrip.segment, (groups.get(scrip.segment) ?? new Set<string>()).add(scrip.securityId));
  const parts = [...groups].map(([segment, ids]) => `${JSON.stringify(segment)}:[${[...ids].join(',')}]`);
  return `{${parts.join(',')}}`;
}

export function createQuotes(client: DhanClient, clock: Clock, spacingMs: number = PRICE_SPACING_MS): Quotes {
  let waiting: Waiting[] = [];
  let pause = waitFrom(0, 0);
  let cancelTimer: (() => void) | null = null;
  const NO_TIMER = (): void => undefined;

  async function flush(): Promise<void> {
    cancelTimer = null;
    const now = waiting.splice(0, INSTRUMENTS_MAX);
    pause = waitFrom(clock.now(), spacingMs);
    if (waiting.length > 0) plan();
    const answer = await client.post('/marketfeed/quote', bodyOf(now));
    const at = clock.now();
    for (const { scrip, answer: give } of now)
      give(answer.type === 'ok' ? quotedIn(answer.body, scrip, at) : { type: 'unavailable', reason: answer.reason });
  }

  function plan(): void {
    if (cancelTimer !== null) return;
    const wait = leftOf(pause, clock.now());
    if (wait > 0) cancelTimer = clock.after(wait, () => void flush());
    else {
      // whoever asks in the same moment comes along
      cancelTimer = NO_TIMER;
      queueMicrotask(() => void flush());
    }
  }

  return {
    ask: (scrip) =>
      /^\d+$/.test(scrip.securityId)
        ? new Promise((resolve) => {
            waiting.push({ scrip, answer: resolve });
            plan();
          })
        : Promise.resolve({ type: 'unavailable', reason: `${scrip.securityId} is no id that prices can be asked for` }),
    stop() {
      cancelTimer?.();
      cancelTimer = null;
      for (const { answer } of waiting.splice(0)) answer({ type: 'unavailable', reason: 'the account at Dhan is stopped' });
    },
  };
}
