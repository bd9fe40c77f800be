// Owns: killing a process from the venue that it trades at: when a request arrives there, before it has an effect, after it has
// one, or while it is still on its way; and when something happens there of which the process has not heard.

import { appendFileSync } from 'node:fs';
import type { Exchange } from '../venues/exchange.ts';
import type { Front, VenueReply, VenueRequest } from '../venues/http-venue.ts';

export interface VenueKiller {
  /** For the process: where the place that it is to die at is its own. */
  readonly processArgs: readonly string[];
  /** Listens to the exchange; to be called before anything else that tells of it is made. */
  listen(exchange: Exchange): void;
  /** Stands before the front. */
  before(front: Front): Front;
  spawned(pid: number): void;
}

/** Nobody hears it. */
const UNHEARD: VenueReply = { status: 504, body: {} };
const CHANGES: ReadonlySet<string> = new Set(['submit', 'cancel', 'modify']);

/** `args`: as those of the process; places that begin with `venue:` are here. */
export function createVenueKiller(args: readonly string[]): VenueKiller {
  const [mode, value = '', occurrence] = args;
  const isHere = mode === 'kill' && value.startsWith('venue:');
  const passed = new Map<string, number>();
  let pid: number | null = null;
  let starts = 0;
  let late: (() => void) | null = null;

  /** Whether the process has died here. */
  function diesAt(place: string): boolean {
    if (starts !== 1 || pid === null) return false;
    const count = (passed.get(place) ?? 0) + 1;
    passed.set(place, count);
    if (mode === 'record') appendFileSync(value, `${place}\n`);
    if (!isHere || place !== value || count !== Number(occurrence)) return false;
    process.kill(pid, 'SIGKILL');
    pid = null;
    return true;
  }

  function changed(front: Front, request: VenueRequest, kind: string): VenueReply {
    if (diesAt(`venue:${kind}:arrives`)) return UNHEARD;
    if (diesAt(`venue:${kind}:on-its-way`)) {
      late = () => front.answer(request);
      return UNHEARD;
    }
    const reply = front.answer(request);
    diesAt(`venue:${kind}:acted`);
    return reply;
  }

  return {
    processArgs: isHere ? [] : args,
    listen(exchange) {
      exchange.subscribe(({ type }) => {
        if (type !== 'price') diesAt(`venue:${type}:untold`);
      });
    },
    before: (front) => ({
      ...front,
      answer(request) {
        const kind = front.kindOf(request);
        if (CHANGES.has(kind)) return changed(front, request, kind);
        const reply = front.answer(request);
        if (kind !== 'look_up' && kind !== 'read') return reply;
        diesAt(`venue:${kind}:asked`);
        // who asks too early hears nothing of it
        const act = late;
        if (starts > 1 && kind === 'look_up') late = null;
        if (late === null) act?.();
        return reply;
      },
    }),
    spawned(newPid) {
      pid = newPid;
      starts += 1;
    },
  };
}
