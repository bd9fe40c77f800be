// What POST /webhook/test says of an alert against what /webhook then does with it, one alert after another in one house:
// would and code against the state, the reading, quantity and prices against the order. A difference is a fault of one of them.

import { afterEach, expect, it } from 'vitest';
import { decimal, eq, gt, mul, sub, abs, type Decimal } from '../../src/core/model/decimal.ts';
import type { SignalId } from '../../src/core/model/ids.ts';
import type { Proposal } from '../../src/core/model/signal.ts';
import { BOTS_AND_BROKERS } from '../signals/written/bots-and-brokers.ts';
import { COMMAND_TEXTS } from '../signals/written/command-texts.ts';
import { HOME_MADE_LEVELS } from '../signals/written/home-made-levels.ts';
import { HOME_MADE_ORDERS } from '../signals/written/home-made-orders.ts';
import { HOME_MADE_POSITIONS } from '../signals/written/home-made-positions.ts';
import { LINE_COMMANDS } from '../signals/written/line-commands.ts';
import { REPORTS } from '../signals/written/reports.ts';
import { SIGNAL_PLATFORMS } from '../signals/written/signal-platforms.ts';
import { SIGNAL_SERVICES } from '../signals/written/signal-services.ts';
import { TEXTS } from '../signals/written/texts.ts';
import { WEBHOOK_BOT_EXITS } from '../signals/written/webhook-bot-exits.ts';
import { WEBHOOK_BOTS } from '../signals/written/webhook-bots.ts';
import type { WrittenAlert } from '../signals/written/written-alert.ts';
import { House } from './house.ts';

const MONEY = '{ USDT: 1000000, USD: 1000000, EUR: 1000000, JPY: 1000000, BTC: 100 }';
const UNITS = 'raw_levels: points, lot_size: 1000, pip_size: 0.0001, point_size: 0.01';
const one = (rest: string): string => `
accounts:
  paper: { broker: paper, balances: ${MONEY}, prices: demo }
strategies:
  default: { account: paper, ${UNITS}, ${rest} }
`;
const TWO_ACCOUNTS = `
accounts:
  paper: { broker: paper, balances: ${MONEY}, prices: demo }
  second: { broker: paper, balances: ${MONEY}, prices: demo }
strategies:
  default: { accounts: [{ name: paper, scale: 1 }, { name: second, scale: 0.5 }], approval: auto, default_notional: 100 }
`;

/** Every sixth of them, from all of their lists. */
const ALERTS: readonly WrittenAlert[] = [
  BOTS_AND_BROKERS,
  COMMAND_TEXTS,
  HOME_MADE_LEVELS,
  HOME_MADE_ORDERS,
  HOME_MADE_POSITIONS,
  LINE_COMMANDS,
  REPORTS,
  SIGNAL_PLATFORMS,
  SIGNAL_SERVICES,
  TEXTS,
  WEBHOOK_BOT_EXITS,
  WEBHOOK_BOTS,
]
  .flat()
  .filter((_, index) => index % 6 === 1);

const bodyOf = ({ body }: Pick<WrittenAlert, 'body'>): string => (typeof body === 'string' ? body : JSON.stringify(body));

let house: House | null = null;
const open = async (configYaml: string): Promise<House> => {
  house = await House.open({ configYaml, env: { WEBHOOK_RATE_LIMIT: '10000' } });
  return house;
};
afterEach(async () => {
  await house?.close();
  house = null;
});

interface Verdict {
  readonly would: 'execute' | 'ask' | 'deny';
  readonly code?: string;
  readonly checks: readonly { readonly check: string; readonly detail: string }[];
}
/** What came of it. */
interface Outcome {
  readonly state: string;
  readonly code: string | null;
  readonly reading: Record<string, unknown>;
  readonly proposal: Proposal | null;
  readonly orders: readonly Record<string, unknown>[];
}

const UNDER_WAY: ReadonlySet<unknown> = new Set(['initialized', 'submitted', 'partially_filled', 'pending_cancel', 'pending_modify']);
/** Where a signal of an alert that was understood may be when all is quiet. */
const STATES: Readonly<Record<Verdict['would'], readonly string[]>> = {
  execute: ['completed', 'working', 'noted'],
  ask: ['awaiting_approval'],
  deny: ['denied', 'unparsed'],
};

async function outcomeOf(h: House, id: string, before: ReadonlySet<unknown>): Promise<Outcome> {
  const orders = await h.until(`${id} and its orders to be quiet`, async () => {
    const all = await h.orders();
    const isQuiet = (await h.signalState(id)) !== 'received' && !all.some(({ status }) => UNDER_WAY.has(status));
    return isQuiet ? all.filter((order) => !before.has(order['id']) && order['signal_id'] === id) : null;
  });
  const signal = (await h.client.read(`/signals/${id}`)).body;
  return {
    state: String(signal['state']),
    code: (signal['error'] as { code: string } | null)?.code ?? null,
    reading: signal['reading'] as Record<string, unknown>,
    proposal: h.app.dispatcher.snapshot().signals.get(id as SignalId)?.proposal ?? null,
    orders,
  };
}

/** Sizes that come of a price or a balance follow it: a demo price takes a step between two questions. */
const isNear = (a: Decimal, b: Decimal): boolean => !gt(abs(sub(a, b)), mul(b, decimal('0.02')));

function sizeDifferences({ checks }: Verdict, { proposal, orders }: Outcome): string[] {
  const detailOf = (name: string): string => checks.find(({ check }) => check === name)?.detail ?? '';
  const [, qty] = /: ([\d.]+) \S+ at [\d.]+ = [\d.]+ \S+$/.exec(detailOf('size')) ?? [];
  const [, part, held] = /^closes (all|[\d.]+) of ([\d.]+) /.exec(detailOf('exit')) ?? [];
  const wrong: string[] = [];
  if (qty !== undefined && proposal === null) wrong.push(`told a size of ${qty}, and proposes nothing`);
  const isAsSaid = /^quantity [\d.]+ \S+(?: from the alert)?:/.test(detailOf('size'));
  if (qty !== undefined && proposal !== null && !(isAsSaid ? eq(decimal(qty), proposal.qty) : isNear(decimal(qty), proposal.qty)))
    wrong.push(`told a size of ${qty}, and proposes ${proposal.qty}`);
  const closed = part === 'all' ? held : part;
  const exit = orders.find(({ role }) => role === 'exit');
  if (closed !== undefined && exit?.['quantity'] !== closed)
    wrong.push(`told to close ${closed}, and closes ${String(exit?.['quantity'])}`);
  return wrong;
}

const priceOf = (value: unknown): string | null => (typeof value === 'number' ? String(value) : null);

function priceDifferences(told: Record<string, unknown>, { proposal }: Outcome): string[] {
  if (proposal === null || (told['entries'] as unknown[]).length > 0) return [];
  const { limitPrice, stopPrice, stopLoss } = proposal;
  const stop = (told['stop_loss'] as { price?: number } | null)?.price;
  return [
    ...(priceOf(told['limit_price']) === limitPrice ? [] : [`limit ${priceOf(told['limit_price'])}, then ${limitPrice}`]),
    ...(priceOf(told['stop_price']) === stopPrice ? [] : [`trigger ${priceOf(told['stop_price'])}, then ${stopPrice}`]),
    ...(stop === undefined || priceOf(stop) === stopLoss ? [] : [`stop-loss ${stop}, then ${stopLoss}`]),
  ];
}

/** Everything in which the two differ. */
async function differences(h: House, text: string): Promise<string[]> {
  const told = (await h.client.alert(text, '/webhook/default?dry_run=1')).body;
  const verdict = told['verdict'] as Verdict;
  const before = new Set((await h.orders()).map(({ id }) => id));
  const answer = await h.client.alert(text, '/webhook/default');
  const id = answer.body['signal_id'];
  // a minute has room for so many refusals; what is beyond them is answered, and not stored
  if (typeof id !== 'string') return verdict.would === 'deny' && verdict.code === answer.body['code'] ? [] : ['only one was refused'];
  const outcome = await outcomeOf(h, id, before);
  const wrong = STATES[verdict.would].includes(outcome.state) ? [] : [`would ${verdict.would}, and is ${outcome.state} (${outcome.code})`];
  if (verdict.would === 'deny' && verdict.code !== outcome.code) wrong.push(`told ${verdict.code}, and says ${outcome.code}`);
  for (const [name, value] of Object.entries(outcome.reading))
    if (JSON.stringify(value) !== JSON.stringify(told[name]))
      wrong.push(`${name}: ${JSON.stringify(told[name])}, then ${JSON.stringify(value)}`);
  return verdict.would === 'deny' ? wrong : [...wrong, ...sizeDifferences(verdict, outcome), ...priceDifferences(told, outcome)];
}

async function allDifferences(h: House, texts: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const text of texts) for (const each of await differences(h, text)) found.push(`${text}: ${each}`);
  return found;
}

it('alerts that pass by rule', async () => {
  const h = await open(one('approval: auto, default_notional: 100'));
  expect(ALERTS.length).toBeGreaterThan(60);
  expect(await allDifferences(h, ALERTS.map(bodyOf))).toEqual([]);
}, 60_000);

it('alerts of which some are asked about, under a cap and with protection of their strategy', async () => {
  const protection = 'protection: { stop_loss: 2%, take_profits: [{ at: 2%, share: 50 }, { at: 4% }] }';
  const h = await open(one(`approval: { auto_below: 500 }, default_quantity: 0.5, max_notional: 6000, ${protection}`));
  expect(await allDifferences(h, ALERTS.map(bodyOf))).toEqual([]);
}, 60_000);

const told = async (h: House, text: string): Promise<Record<string, unknown>> => (await h.client.alert(text, '/webhook/test')).body;

it('a target that is held already is reached, in the answer as in the books', async () => {
  const h = await open(one('approval: auto'));
  const target = '{"action":"buy","symbol":"LTCUSDT.P","position_size":3}';
  await h.inState(await h.alert(target), 'completed');
  expect(await told(h, `${target} `)).toMatchObject({ verdict: { would: 'execute' } });
  expect(await allDifferences(h, [`${target} `])).toEqual([]);
});

it('leverage that this account cannot set is told before as behind', async () => {
  const h = await open(one('approval: auto'));
  const warnings = ['leverage 5 is not acted on: this account has none to set'];
  expect(await told(h, 'BUY LTCUSDT.P qty=1 leverage=5')).toMatchObject({ warnings });
});

it('a cancel tells what it takes back, and that there is nothing of that name', async () => {
  const h = await open(one('approval: auto'));
  const checkOf = async (text: string): Promise<unknown> => {
    const { verdict } = (await told(h, text)) as { verdict: Verdict };
    return [verdict.would, verdict.checks.at(-1)?.detail];
  };
  const unknown = '{"cancel_order":"order_1"}';
  expect(await checkOf(unknown)).toEqual(['deny', 'there is no order "order_1"']);
  expect((await h.client.alert(unknown, '/webhook/test')).status).toBe(404);
  const id = await h.alert('{"action":"buy","symbol":"LTCUSDT.P","quantity":1,"order_type":"limit","limit_price":1}');
  await h.until('it to rest', async () => (await h.orders())[0]?.['status'] === 'accepted');
  const cancel = '{"action":"cancel","symbol":"LTCUSDT.P"}';
  expect(await checkOf(cancel)).toEqual(['execute', '1 open entry order(s) of LTC/USDT:USDT cancelled']);
  expect((await h.orders())[0]?.['status']).toBe('accepted');
  expect(await allDifferences(h, [unknown, `{"cancel_order":"${id}"}`, cancel])).toEqual([]);
});

it('a part with nothing to do holds back none of the others, in the answer as in the books', async () => {
  const h = await open(TWO_ACCOUNTS);
  const nothing = '{"action":"sell","symbol":"ETHUSDT.P","quantity":2,"reduce_only":true}';
  expect(await told(h, nothing)).toMatchObject({ verdict: { would: 'execute' } });
  const both = `[${nothing},{"action":"buy","symbol":"LTCUSDT.P","quantity":1}]`;
  expect(await told(h, both)).toMatchObject({ verdict: { would: 'execute' } });
  await h.inState(await h.alert(both), 'completed');
  await h.until('both accounts to hold it', async () => (await h.positions()).length === 2);
});
