// Owns: a second of time at a loopback venue. Nothing may be left under way when it is over; most seconds have nothing in them, and waiting
// for silence then was a fifth of what the contract suites cost.

import type { FakeClock } from '../fake-clock.ts';
import type { Exchange } from './exchange.ts';
import type { HttpVenue } from './http-venue.ts';

interface MarketTime {
  readonly clock: FakeClock;
  readonly exchange: Pick<Exchange, 'step'>;
  readonly server: Pick<HttpVenue, 'moved' | 'quiet'>;
}

/** A step of the engine, and `ms` of time. Where the engine told something or a timer was due, whatever that sets off comes to its end. */
export async function passSecond({ clock, exchange, server }: MarketTime, ms: number): Promise<void> {
  const before = server.moved();
  const due = clock.nextTimerAt();
  const isAwaited = due !== null && due <= clock.now() + ms;
  exchange.step();
  await clock.advance(ms);
  if (isAwaited || server.moved() !== before) await server.quiet();
}
