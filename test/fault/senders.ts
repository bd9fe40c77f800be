// Owns: the alerts of one run: what is sent (as bytes, read by the real parser), repeated, and sent again when no answer came.

import type { Command } from '../../src/core/engine/command.ts';
import { makeSignalId, type Nonce, type SignalId } from '../../src/core/model/ids.ts';
import { parseAlert } from '../../src/core/signals/parse-alert.ts';
import { readBody } from '../../src/core/signals/read-body.ts';
import { STRATEGIES } from './house.ts';
import type { SimulatedProcess } from './simulated-process.ts';
import type { SimulatedVenue } from './simulated-venue.ts';
import type { World } from './world.ts';

export interface SentAlert {
  readonly body: string;
  readonly sentAt: number;
  /** Every signal that one of its deliveries would have become. */
  readonly signalIds: SignalId[];
}

export interface Senders {
  sendNew(): void;
  /** The same bytes again, or the same event id with other bytes; within the dedupe windows. */
  sendAgain(): void;
  readonly sent: readonly SentAlert[];
  /** Signal ids that were answered to senders: each of them must exist for ever. */
  readonly acknowledged: ReadonlySet<SignalId>;
}

/** Well inside the 30 s within which the same bytes are the same alert. */
const REPEAT_WITHIN_MS = 20_000;

interface Traded {
  readonly strategy: string;
  readonly symbol: string;
}

/** One run trades one, two or three things, so that its alerts meet each other. */
function drawTraded({ random }: World): readonly Traded[] {
  const everything = STRATEGIES.flatMap(({ name, symbols }) => symbols.map((symbol) => ({ strategy: name, symbol })));
  const first = random.pick(everything);
  switch (random.weighted({ one: 4, market: 2, three: 3 })) {
    case 'one':
      return [first];
    case 'market':
      return everything.filter((each) => each.symbol === first.symbol);
    case 'three':
      return [first, random.pick(everything), random.pick(everything)];
  }
}

export function createSenders(world: World, venue: SimulatedVenue, process: () => SimulatedProcess): Senders {
  const { random } = world;
  const sent: SentAlert[] = [];
  const acknowledged = new Set<SignalId>();
  const traded = drawTraded(world);
  let count = 0;

  function levels(side: 'buy' | 'sell', price: number): Record<string, unknown> {
    const up = side === 'buy' ? 1 : -1;
    return {
      ...(random.chance(0.7) ? { stop_loss: price - up * random.between(5, 60) } : {}),
      ...(random.chance(0.6) ? { take_profit: price + up * random.between(5, 60) } : {}),
    };
  }

  function entry(symbol: string): Record<string, unknown> {
    const spot = !symbol.includes(':');
    const side = random.chance(spot ? 0.85 : 0.55) ? 'buy' : 'sell';
    const price = venue.markets.get(symbol)?.price ?? 0;
    const type = random.weighted({ market: 6, limit: 4, stop: 1 });
    const away = (side === 'buy' ? 1 : -1) * random.between(1, 15);
    const at = type === 'market' ? price : type === 'limit' ? price - away : price + away;
    return {
      action: side,
      ...(random.chance(0.8) ? { quantity: random.between(1, 9) } : {}),
      ...(type === 'limit' ? { order_type: 'limit', limit_price: at } : {}),
      ...(type === 'stop' ? { order_type: 'stop', stop_price: at } : {}),
      ...levels(side, at),
    };
  }

  function content(symbol: string): Record<string, unknown> {
    switch (random.weighted({ entry: 12, close: 4, partial: 3, reverse: 2, cancel: 1, limitClose: 1 })) {
      case 'entry':
        return entry(symbol);
      case 'close':
        return { action: 'close' };
      case 'limitClose': {
        const price = venue.markets.get(symbol)?.price ?? 0;
        return { action: 'close', order_type: 'limit', limit_price: price + random.between(-10, 10) };
      }
      case 'partial':
        return random.chance(0.5)
          ? { action: 'close', percent: random.pick([25, 50, 75]) }
          : { action: 'close', quantity: random.between(1, 4) };
      case 'reverse':
        return { action: 'reverse', ...(random.chance(0.3) ? { quantity: random.between(1, 5) } : {}) };
      case 'cancel':
        return { action: 'cancel' };
    }
  }

  function write(): string {
    count += 1;
    const { strategy, symbol } = random.pick(traded);
    const id = random.chance(0.3) ? { event_id: `event-${count}` } : { comment: `alert ${count}` };
    return JSON.stringify({ ...content(symbol), symbol, strategy, ...id });
  }

  function send(alert: SentAlert, body: string): void {
    if (!process().isUp()) return;
    const reading = parseAlert(readBody(new TextEncoder().encode(body)));
    if (reading.kind === 'reject')
      throw new Error(`the simulation wrote an alert that is not understood: ${body}: ${reading.refusal?.message ?? ''}`);
    const signalId = makeSignalId(world.now(), random.hex(13));
    alert.signalIds.push(signalId);
    const command: Command = {
      type: 'receive_alert',
      signalId,
      origin: { type: 'webhook', sender: 'simulated' },
      strategyHint: null,
      reading,
      raw: body,
      bodyHash: body,
      rateKey: 'simulated',
      nonce: random.hex(16) as Nonce,
    };
    world.log(`alert ${signalId} ${body}`);
    process().dispatch(command, (reply) => {
      if (reply.type !== 'signal') {
        world.violate('every alert gets its signal', `${body}: ${JSON.stringify(reply)}`);
        return;
      }
      world.log(`acknowledged ${reply.signalId}${reply.duplicate ? ' (duplicate)' : ''}`);
      acknowledged.add(reply.signalId);
    });
  }

  return {
    sent,
    acknowledged,
    sendNew() {
      const body = write();
      const alert: SentAlert = { body, sentAt: world.now(), signalIds: [] };
      sent.push(alert);
      send(alert, body);
    },
    sendAgain() {
      const recent = sent.slice(-4).filter((each) => world.now() - each.sentAt < REPEAT_WITHIN_MS);
      if (recent.length === 0) return;
      const alert = random.pick(recent);
      const otherBytes = alert.body.includes('event_id') && random.chance(0.5);
      send(alert, otherBytes ? alert.body.replace('{', '{ ') : alert.body);
    },
  };
}
