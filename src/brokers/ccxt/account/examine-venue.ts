// Owns: what `npm run doctor` sees of a venue: keys, permissions, addresses, clock, position mode, what it can do. It reads
// and changes nothing.

import type { VenueFinding } from '../../broker.ts';
import { classifyError } from '../wire/classify-error.ts';
import type { Connection } from '../connection.ts';
import { undrivenKind } from '../exchanges/kucoin-kinds.ts';
import { hasOwn } from '../wire/exchange.ts';
import type { PositionModes } from './position-mode.ts';
import { readBalances } from './read-account.ts';
import { rulesOf } from '../rules.ts';
import { readPermissions } from './read-permissions.ts';

/** Venues refuse requests whose time is off by 1 to 60 s; half of the strictest is a warning. */
const SKEW_WARNING_MS = 500;
const SKEW_FAILED_MS = 1_000;

type Finding = Omit<VenueFinding, 'expiresAt'> & { readonly expiresAt?: number | null };

export async function examineVenue(connection: Connection, modes: PositionModes, isSandbox: boolean): Promise<readonly VenueFinding[]> {
  const checks: readonly Promise<readonly Finding[]>[] = [
    reach(connection),
    keys(connection),
    clockSkew(connection),
    hedging(connection, modes),
    guarded('permissions', () => readPermissions(connection)),
    kindOfAccount(connection),
    Promise.resolve(abilities(connection, isSandbox)),
  ];
  return (await Promise.all(checks)).flat().map((finding) => ({ expiresAt: null, ...finding }));
}

async function guarded(check: string, look: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    return [{ check, state: 'unknown', detail: classifyError(error).reason, remedy: null }];
  }
}

const reach = ({ exchange, markets, gate }: Connection): Promise<readonly Finding[]> =>
  guarded('markets', async () => {
    await markets.find('');
    const count = markets.symbols().length;
    if (count > 0) return [{ check: 'markets', state: 'ok', detail: `${count} ${gate.market} markets of ${exchange.id}`, remedy: null }];
    const remedy = 'Look at market: of the account: spot, swap or future.';
    return [{ check: 'markets', state: 'failed', detail: `${exchange.id} lists no ${gate.market} market`, remedy }];
  });

async function keys(connection: Connection): Promise<readonly Finding[]> {
  try {
    const balances = await readBalances(connection);
    return [{ check: 'keys', state: 'ok', detail: `the account answers and holds ${balances.length} currencies`, remedy: null }];
  } catch (error) {
    const { type, reason } = classifyError(error);
    if (type !== 'rejected') return [{ check: 'keys', state: 'unknown', detail: reason, remedy: null }];
    const remedy =
      'Make a key at the exchange that may read and trade, may not withdraw, and allows the address of this machine; write it into .env.';
    return [{ check: 'keys', state: 'failed', detail: reason, remedy }];
  }
}

const kindOfAccount = ({ exchange, gate }: Connection): Promise<readonly Finding[]> =>
  guarded('account', async () => {
    const detail = await undrivenKind(exchange, gate.market);
    const remedy = 'Trade with an account of another kind. What is held in this one from before can be closed.';
    return detail === null ? [] : [{ check: 'account', state: 'failed', detail, remedy }];
  });

const clockSkew = ({ exchange, clock }: Connection): Promise<readonly Finding[]> =>
  guarded('clock', async () => {
    if (!hasOwn(exchange, 'fetchTime'))
      return [{ check: 'clock', state: 'unknown', detail: `${exchange.id} does not tell its time`, remedy: null }];
    const before = clock.now();
    const theirs = Number(await exchange.fetchTime());
    const skewMs = Math.abs(theirs - (before + clock.now()) / 2);
    const state = skewMs > SKEW_FAILED_MS ? 'failed' : skewMs > SKEW_WARNING_MS ? 'warning' : 'ok';
    const remedy = state === 'ok' ? null : 'Set the clock of this machine by NTP: orders with a wrong time are refused.';
    return [{ check: 'clock', state, detail: `${Math.round(skewMs)} ms away from the clock of ${exchange.id}`, remedy }];
  });

/** Where the side of an order was seen on the wire (test/brokers/ccxt-wire.test.ts, and in the suites of single venues). */
const NAME_SIDES: ReadonlySet<string> = new Set([
  'binance',
  'binanceusdm',
  'bingx',
  'bitget',
  'bybit',
  'gate',
  'htx',
  'kucoin',
  'mexc',
  'okx',
]);
const ONE_WAY = 'Set one-way mode at the exchange while nothing is open there, and look again.';

function positionMode(exchange: string, hedged: boolean | null): Finding {
  const check = 'position mode';
  if (hedged === false) return { check, state: 'ok', detail: 'one-way mode: long and short are one position', remedy: null };
  if (hedged === null) {
    const detail = `${exchange} does not say whether long and short are held apart: an order that does not name its side is refused then, or opens one side instead of closing the other`;
    return { check, state: 'warning', detail, remedy: ONE_WAY };
  }
  const apart = 'hedge mode: long and short are held apart';
  if (NAME_SIDES.has(exchange)) return { check, state: 'ok', detail: apart, remedy: null };
  return { check, state: 'warning', detail: `${apart}, and that ${exchange} is told the side of an order was not seen`, remedy: ONE_WAY };
}

const hedging = ({ exchange, gate, markets }: Connection, modes: PositionModes): Promise<readonly Finding[]> =>
  guarded('position mode', async () => {
    if (gate.market === 'spot') return [];
    await markets.find('');
    const [symbol] = markets.symbols();
    if (symbol === undefined) return [];
    return [positionMode(exchange.id, await modes.seeHedged(symbol))];
  });

function abilities({ exchange, gate }: Connection, isSandbox: boolean): readonly Finding[] {
  const { orderTypes, timesInForce, nativeStops, postOnly, modify, leverage } = gate.traits;
  const words = [`orders: ${orderTypes.join(', ')}`, `time in force: ${timesInForce.join(', ')}`];
  if (postOnly) words.push('post-only');
  if (modify) words.push('changes quantities in place');
  if (leverage) words.push('leverage');
  words.push(hasOwn(exchange, 'watchOrders') ? 'orders are streamed' : 'orders are asked for every 3 s');
  const { untraded, isLeft } = rulesOf(exchange.id, gate.market);
  if (untraded !== null) {
    const detail = `${exchange.id} ${untraded}: no ${isLeft ? 'entry' : 'order'} is sent there`;
    return [
      {
        check: 'abilities',
        state: 'failed',
        detail,
        remedy: `Trade on another exchange; the prices of this one may be used by a paper account. ${isLeft ? 'What is held there from before is left all the same: a close is sent at market.' : 'What is held there has to be closed by hand, at the exchange.'}`,
      },
    ];
  }
  const found: Finding[] = [{ check: 'abilities', state: 'ok', detail: words.join('; '), remedy: null }];
  if (!nativeStops) {
    const detail = `${exchange.id} takes no stop order at market in its ${gate.market} markets: stops are watched here`;
    found.push({
      check: 'stops',
      state: 'warning',
      detail,
      remedy: 'Keep this process running while a position is open: its stops end with it.',
    });
  }
  if (isSandbox) found.push({ check: 'sandbox', state: 'ok', detail: 'orders go to the sandbox of the exchange', remedy: null });
  return found;
}
