// Owns: the alerts of one run: what is sent (as bytes, read by the real parser), repeated, and sent again when no answer came.

import type { Command } from '../../src/core/engine/command.ts';
import { makeSignalId, type Nonce, type SignalId } from '../../src/core/model/ids.ts';
import { parseAlert } from '../../src/core/signals/parse-alert.ts';
import { readBody } from '../../src/core/signals/fields/read-body.ts';
import { PLAIN_DESK } from './house.ts';
import type { Meaning } from './meaning.ts';
import type { SimulatedProcess } from './simulated-process.ts';
import type { World } from './world.ts';

export interface Written {
  readonly body: string;
  /** What its writer means by it; null where no check asks. */
  readonly meaning: Meaning | null;
}
/** Null: whoever writes has nothing to say now. */
export type Writer = () => Written | null;

export interface SentAlert extends Written {
  readonly sentAt: number;
  /** Every signal that one of its deliveries would have become. */
  readonly signalIds: SignalId[];
}

export interface Senders {
  sendNew(): void;
  /** The same bytes again, or the same event id with other bytes; within the dedupe windows, which are long for ids. */
  sendAgain(): void;
  readonly sent: readonly SentAlert[];
  /** Signal ids that were answered to senders: each of them must exist for ever. */
  readonly acknowledged: ReadonlySet<SignalId>;
}

/** Well inside the 30 s within which the same bytes are the same alert. */
const REPEAT_WITHIN_MS = 20_000;

export function createSenders(world: World, write: Writer, process: () => SimulatedProcess): Senders {
  const { random } = world;
  const sent: SentAlert[] = [];
  const acknowledged = new Set<SignalId>();
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
      const written = write();
      if (written === null) return;
      const alert: SentAlert = { ...written, sentAt: world.now(), signalIds: [] };
      sent.push(alert);
      send(alert, alert.body);
    },
    sendAgain() {
      const named = world.desk === PLAIN_DESK || !random.chance(0.3) ? [] : sent.filter(({ body }) => body.includes('event_id'));
      const recent = named.length > 0 ? named : sent.slice(-4).filter((each) => world.now() - each.sentAt < REPEAT_WITHIN_MS);
      if (recent.length === 0) return;
      const alert = random.pick(recent);
      const otherBytes = alert.body.includes('event_id') && random.chance(0.5);
      send(alert, otherBytes ? alert.body.replace('{', '{ ') : alert.body);
    },
  };
}
