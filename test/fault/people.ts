// Owns: the people of one run: taps on cards (twice, from two phones, on old cards), kill and unlock with their second tap,
// pauses, closes, cancels; and the messenger that delivers an update again when it was not confirmed.

import type { Command, PlanChange, Reply } from '../../src/core/engine/command.ts';
import { openTargets } from '../../src/core/engine/exits/move-target.ts';
import type { Actor, PromptAction, State } from '../../src/core/engine/state.ts';
import { decimal, type Decimal } from '../../src/core/model/decimal.ts';
import {
  makeSignalId,
  type AccountName,
  type Nonce,
  type PositionKey,
  type SignalId,
  type StrategyName,
} from '../../src/core/model/ids.ts';
import type { Discrepancy, DiscrepancyAnswer } from '../../src/core/model/venues/discrepancy.ts';
import type { Quote } from '../../src/core/model/markets/instrument.ts';
import type { Position } from '../../src/core/model/position.ts';
import type { Signal } from '../../src/core/model/signal.ts';
import { isPlain, marketKey, type Desk } from './house.ts';
import type { SimulatedProcess } from './simulated-process.ts';
import type { SimulatedVenue } from './simulated-venue.ts';
import type { World } from './world.ts';

export interface People {
  act(): void;
  /** Acknowledged to a person, and not taken back by one since. */
  isHalted(): boolean;
  isPaused(strategy: StrategyName): boolean;
  /** Positions of which somebody cancelled an exit, a stop or a target by hand. */
  readonly meddledWith: ReadonlySet<PositionKey>;
  /** Positions of which somebody took the stop away. */
  readonly unguarded: ReadonlySet<PositionKey>;
  /** Entries that somebody took back while they waited, and was told so. */
  readonly takenBack: ReadonlySet<SignalId>;
  /** Updates by which somebody has answered a difference between the books and the venue. */
  readonly reconciled: ReadonlySet<number>;
  /** Answers every difference that is open; how many there were. */
  answerDifferences(): number;
  /** Answers every question about legs that have filled; how many there were. */
  answerLegs(): number;
}

const PLAIN_ACTS = {
  card: 16,
  again: 3,
  kill: 0.5,
  unlock: 2.5,
  prompt: 5,
  pause: 0.7,
  close: 1.5,
  cancel: 1.2,
  cancelAll: 0.3,
  mode: 0.8,
};
const NO_ACTS = { legs: 0, takeBack: 0, plan: 0, turnAround: 0 };
const FULL_ACTS = { ...PLAIN_ACTS, ...NO_ACTS, kill: 0.3, prompt: 7, legs: 3, takeBack: 2 };
const GUARDED_ACTS = { ...PLAIN_ACTS, ...NO_ACTS, kill: 0.2, pause: 0.3, mode: 0.3, plan: 7, turnAround: 0.8 };

function actsOf(desk: Desk): typeof FULL_ACTS {
  if (desk.thin !== undefined) return { ...GUARDED_ACTS, plan: 1 };
  if (desk.guarded !== undefined) return GUARDED_ACTS;
  return isPlain(desk) ? { ...PLAIN_ACTS, ...NO_ACTS } : FULL_ACTS;
}

const ACTORS: readonly Actor[] = [
  { userId: 1, userName: 'Ann' },
  { userId: 2, userName: 'Ben' },
];

type Tap = Exclude<Extract<Command, { updateId: number | null }>, { type: 'add_user' }>;
const UNCONFIRMED_MAX = 20;

/** What a card is about; the card of several orders is about several. */
interface CardMarket {
  readonly account: AccountName;
  readonly symbol: string;
}

export function createPeople(world: World, venue: SimulatedVenue, process: () => SimulatedProcess): People {
  const { random } = world;
  const unconfirmed: Tap[] = [];
  const strategies = [...world.desk.settings.strategies.keys()];
  const cards = new Map<Nonce, CardMarket | null>();
  const paused = new Set<StrategyName>();
  const meddledWith = new Set<PositionKey>();
  const takenBack = new Set<SignalId>();
  const reconciled = new Set<number>();
  const acts = actsOf(world.desk);
  const unguarded = new Set<PositionKey>();
  let halted = false;
  let updates = 0;
  let lifts = 0;

  const update = (): number => {
    updates += 1;
    return updates;
  };
  const nonce = (): Nonce => random.hex(16) as Nonce;
  const by = (): Actor => random.pick(ACTORS);
  const state = (): State => process().snapshot();

  /** `lifted`: somebody let entries pass again while this answer was on its way. */
  function confirmed(tap: Tap, reply: Reply, kills: boolean, lifted: boolean): void {
    const index = unconfirmed.indexOf(tap);
    if (index >= 0) unconfirmed.splice(index, 1);
    if (reply.type === 'done' && tap.type === 'cancel_signal') takenBack.add(tap.signalId);
    if (reply.type !== 'done' || lifted) return;
    if (kills) halted = true;
    if (tap.type !== 'pause') return;
    for (const name of strategies) if (tap.strategy === null || tap.strategy === name) paused.add(name);
  }

  function lift(tap: Tap): void {
    const action = tap.type === 'confirm' ? state().prompts.get(tap.nonce)?.action.type : null;
    if (action !== 'unlock' && (tap.type !== 'resume' || tap.named !== undefined)) return;
    lifts += 1;
    if (action === 'unlock') halted = false;
    else paused.clear();
  }

  function tap(command: Tap): void {
    lift(command);
    const kills = command.type === 'confirm' && state().prompts.get(command.nonce)?.action.type === 'kill';
    world.log(`person: ${JSON.stringify({ ...command, quote: undefined })}`);
    if (!unconfirmed.includes(command)) unconfirmed.push(command);
    if (unconfirmed.length > UNCONFIRMED_MAX) unconfirmed.shift();
    const liftsBefore = lifts;
    process().dispatch(command, (reply) => {
      world.log(`person is told of ${command.type}: ${reply.type} ${'detail' in reply ? reply.detail : ''}`);
      confirmed(command, reply, kills, lifts !== liftsBefore);
    });
  }

  function quoteFor(market: CardMarket | null): Quote | null {
    if (market === null) return null;
    const { account, symbol } = market;
    const manner = random.weighted({ fresh: 5, none: 2, old: 1 });
    if (manner === 'none') return null;
    const quote = venue.quote(account, symbol);
    return manner === 'fresh' ? quote : { ...quote, at: quote.at - 60_000 };
  }

  function tapCard(): void {
    for (const signal of state().signals.values()) {
      const { approval, account, symbol } = signal;
      if (approval !== null) cards.set(approval.nonce, account === null || symbol === null ? null : { account, symbol });
    }
    const known = [...cards.entries()].slice(-6);
    if (known.length === 0) return;
    const [card, market] = random.pick(known);
    const taps = random.chance(0.3) ? ACTORS : [by()];
    for (const person of taps) {
      const quote = quoteFor(market);
      const choice = random.weighted({ approve: 7, halve: 2, decline: 1, pause: 0.5 });
      if (choice === 'approve') tap({ type: 'approve', nonce: card, by: person, quote, updateId: update() });
      else if (choice === 'halve') tap({ type: 'halve', nonce: card, by: person, nextNonce: nonce(), quote, updateId: update() });
      else tap({ type: 'decline', nonce: card, by: person, updateId: update(), pauseStrategy: choice === 'pause' });
    }
  }

  const ask = (action: PromptAction): void => tap({ type: 'ask', action, nonce: nonce(), by: by(), updateId: update() });

  /** A halted house trades nothing: most of the time somebody soon unlocks it. */
  function unlock(): void {
    const open = state().prompts.findKey((prompt) => prompt.action.type === 'unlock');
    if (open === undefined) ask({ type: 'unlock' });
    else tap({ type: 'confirm', nonce: open, by: by(), idSeed: random.hex(13), updateId: update() });
  }

  function answerPrompt(): void {
    const prompts = [...state().prompts.keys()];
    if (prompts.length === 0) return;
    const prompt = random.pick(prompts);
    if (random.chance(0.2)) tap({ type: 'dismiss', nonce: prompt, by: by(), updateId: update() });
    else
      for (const person of random.chance(0.3) ? ACTORS : [by()])
        tap({ type: 'confirm', nonce: prompt, by: person, idSeed: random.hex(13), updateId: update() });
  }

  function closePosition(): void {
    const keys = [...state().positions.keys()];
    if (keys.length === 0) return;
    const percent = decimal(random.pick([25, 50, 100]));
    const signalId = makeSignalId(world.now(), random.hex(13));
    tap({ type: 'close_position', signalId, positionKey: random.pick(keys), percent, by: by(), updateId: update() });
  }

  function cancelOrder(): void {
    const ids = [...state().activeOrders];
    if (ids.length === 0) return;
    const orderId = random.pick(ids);
    const order = state().orders.get(orderId);
    if (order === undefined) return;
    if (order.role !== 'entry') meddledWith.add(order.positionKey);
    tap({ type: 'cancel_order', orderId, by: by().userName, updateId: update() });
  }

  function heldPosition(): Position | null {
    const held = [...state().positions.values()].filter(({ qty }) => qty !== '0');
    return held.length === 0 ? null : random.pick(held);
  }

  /** One of a ladder, or a ladder in place of what is there; without a word which of several is meant nothing is changed. */
  function targetFor(plan: Position['plan'], price: Decimal, further: Decimal): PlanChange {
    const open = plan === null ? [] : openTargets(plan);
    if (random.chance(0.2)) return { type: 'targets', targets: [{ price, share: decimal(40) }, { price: further }] };
    const from = open.length === 0 || random.chance(0.2) ? {} : { from: random.pick(open).price };
    return { type: 'target', price, ...from };
  }

  function wishFor({ qty, plan }: Position, price: number): PlanChange {
    const up = qty.startsWith('-') ? -1 : 1;
    const near = (distance: number): Decimal => decimal(price + up * distance);
    switch (random.weighted({ stop: 4, target: 3, trail: 3, breakEven: 1.5, none: 0.8 })) {
      case 'stop':
        return { type: 'stop', price: near(-random.between(-3, 50)) };
      case 'target':
        return targetFor(plan, near(random.between(-3, 50)), near(random.between(51, 80)));
      case 'trail':
        return { type: 'trail', by: random.chance(0.5) ? { percent: decimal('1') } : { amount: decimal(random.between(4, 30)) } };
      case 'breakEven':
        return { type: 'break_even' };
      case 'none':
        return random.pick<PlanChange>([
          { type: 'stop', price: null },
          { type: 'targets', targets: [] },
          { type: 'trail', by: null },
        ]);
    }
  }

  function changePlan(): void {
    const position = heldPosition();
    if (position === null) return;
    const { key: positionKey, account, instrument } = position;
    const price = venue.markets.get(marketKey(account, instrument.symbol))?.price ?? 0;
    const change = wishFor(position, price);
    if (change.type === 'stop' && change.price === null) unguarded.add(positionKey);
    const signalId = makeSignalId(world.now(), random.hex(13));
    const known = random.chance(0.8) ? decimal(price) : null;
    tap({ type: 'change_plan', signalId, positionKey, change, price: known, by: by(), updateId: update() });
  }

  function turnAround(): void {
    const position = heldPosition();
    if (position === null) return;
    const signalId = makeSignalId(world.now(), random.hex(13));
    tap({ type: 'reverse_position', signalId, positionKey: position.key, nonce: nonce(), by: by(), updateId: update() });
  }

  function pauseOrResume(): void {
    if (world.desk.ruled !== undefined && random.chance(0.3)) {
      const named = { limit: 'daily_loss' as const, of: null };
      return tap({ type: 'resume', strategy: null, named, by: by(), updateId: update() });
    }
    const strategy = random.chance(0.3) ? null : random.pick(strategies);
    tap({ type: random.chance(0.3) ? 'pause' : 'resume', strategy, by: by(), updateId: update() });
  }

  function deliverAgain(): void {
    const command = unconfirmed[0];
    if (command !== undefined) tap(command);
  }

  function tapLegs(signal: Signal): void {
    const { nonce } = signal.group ?? {};
    if (nonce === undefined) return;
    for (const person of random.chance(0.3) ? ACTORS : [by()])
      tap({ type: 'answer_legs', nonce, choice: random.chance(0.7) ? 'unwind' : 'keep', by: person, updateId: update() });
  }

  const askingLegs = (): readonly Signal[] =>
    [...state().signals.values()].filter(({ group }) => group?.lanes.some(({ remedy }) => remedy === 'ask') === true);

  function answerOneOfLegs(): void {
    const asking = askingLegs();
    if (asking.length > 0) tapLegs(random.pick(asking));
  }

  function takeBack(): void {
    const waiting = [...state().signals.values()].filter(
      ({ wait, entry, state: at }) => wait !== null && entry !== null && at === 'received',
    );
    if (waiting.length === 0) return;
    tap({ type: 'cancel_signal', signalId: random.pick(waiting).id, by: by().userName, isPerson: true, updateId: update() });
  }

  const open = () => [...state().discrepancies.values()].filter(({ status }) => status === 'open');

  function answerDifference(known: Discrepancy, decided: boolean): void {
    const { symbol, subject } = known;
    const holders = [...state().positions.values()].filter(({ instrument, qty }) => instrument.symbol === symbol && qty !== '0');
    const names = subject.type === 'position' ? [...holders.map(({ strategy }) => strategy), ...strategies] : strategies;
    const adopt: DiscrepancyAnswer = { type: 'adopt', strategy: random.pick(names) };
    const choice =
      subject.type === 'order'
        ? random.weighted({ close: 3, ignore: 1 })
        : random.weighted({ adopt: 3, close: 2, ignore: decided ? 0 : 1 });
    for (const person of random.chance(0.3) ? ACTORS : [by()]) {
      const updateId = update();
      reconciled.add(updateId);
      const answer = choice === 'adopt' ? adopt : { type: choice };
      tap({ type: 'answer_discrepancy', nonce: known.nonce, answer, by: person, idSeed: random.hex(13), nextNonce: nonce(), updateId });
    }
  }

  return {
    reconciled,
    answerDifferences() {
      const asked = open();
      for (const each of asked) answerDifference(each, true);
      return asked.length;
    },
    meddledWith,
    unguarded,
    takenBack,
    answerLegs() {
      const asking = askingLegs();
      asking.forEach(tapLegs);
      return asking.length;
    },
    isHalted: () => halted,
    isPaused: (strategy) => paused.has(strategy),
    act() {
      if (!process().isUp()) return;
      const [difference] = world.desk.byHand === undefined ? [] : open();
      if (difference !== undefined && random.chance(0.3)) return answerDifference(difference, false);
      if (state().tradingState !== 'active' && random.chance(0.5)) return unlock();
      switch (random.weighted(acts)) {
        case 'card':
          return tapCard();
        case 'again':
          return deliverAgain();
        case 'kill':
          return ask({ type: 'kill' });
        case 'unlock':
          return state().tradingState === 'active' ? undefined : ask({ type: 'unlock' });
        case 'prompt':
          return answerPrompt();
        case 'pause':
          return pauseOrResume();
        case 'close':
          return closePosition();
        case 'cancel':
          return cancelOrder();
        case 'legs':
          return answerOneOfLegs();
        case 'takeBack':
          return takeBack();
        case 'plan':
          return changePlan();
        case 'turnAround':
          return turnAround();
        case 'cancelAll':
          return ask({ type: 'cancel_all' });
        case 'mode': {
          const strategy = random.pick(strategies);
          return tap({ type: 'set_approval_mode', strategy, mode: random.chance(0.2) ? 'confirm' : 'auto', by: by(), updateId: update() });
        }
      }
    },
  };
}
