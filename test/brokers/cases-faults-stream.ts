// Owns: cases F40 to F48: the stream says things twice, in another order, or nothing at all.

import { expect } from 'vitest';
import { until } from '../until.ts';
import { SPOT } from './broker-harness.ts';
import type { FaultCase } from './fault-case.ts';
import type { Booked, Ground } from './fault-ground.ts';
import { waiting } from './venue-nature.ts';

/** A minute, and the reconnects that are due in it. */
const MINUTE_MS = 60_000;

/** So many times five seconds until the adapter must have told what it can see by itself, without the house asking. */
const ROUNDS_MAX = 60;

async function toldOf({ venue }: Ground, order: Booked, type: 'filled' | 'canceled'): Promise<void> {
  const isTold = (): boolean => venue.reports.some((report) => report.type === type && report.orderId === order.id);
  let round = 0;
  await until(
    `news of ${type}, or the end of five minutes`,
    () => isTold() || round === ROUNDS_MAX,
    async () => {
      round += 1;
      await venue.clock.advance(5_000);
    },
  );
  expect(isTold(), `news of ${type}`).toBe(true);
}

export const streamFaultCases: readonly FaultCase[] = [
  {
    name: 'F40 every event three times: each fill counts once',
    options: { liquidityPerStep: '101' },
    async run(ground) {
      ground.venue.server.stream.repeat(3);
      const order = await ground.take({ side: 'buy', qty: '2.5', ...waiting(ground.venue.nature) });
      await ground.venue.clock.advance(5_000);
      await ground.settle();
      expect(order.known?.status).toBe('filled');
    },
  },
  {
    name: 'F41 the events of an order in the wrong order',
    options: { liquidityPerStep: '101' },
    async run(ground) {
      ground.venue.server.stream.hold();
      const order = await ground.take({ side: 'buy', qty: '2.5' });
      await ground.venue.clock.advance(5_000);
      ground.venue.server.stream.releaseReversed();
      await ground.venue.server.quiet();
      const told = ground.venue.reports.filter((report) => report.type === 'filled' && report.orderId === order.id);
      expect(new Set(told.map((report) => (report.type === 'filled' ? report.fill.id : ''))).size).toBe(ground.at(order)?.trades.length);
      await ground.settle();
    },
  },
  {
    name: 'F42 the stream is down for a minute, and a limit fills meanwhile: it is told without being asked',
    async run(ground) {
      const { venue } = ground;
      const order = await ground.take({ side: 'buy', qty: '1', limit: '95' });
      venue.server.stream.down();
      await venue.movePrice(SPOT, '94');
      await venue.clock.advance(MINUTE_MS);
      venue.server.stream.up();
      await toldOf(ground, order, 'filled');
      await ground.settle();
    },
  },
  {
    name: 'F43 the stream is down for a minute, and an order is canceled by hand meanwhile',
    async run(ground) {
      const { venue } = ground;
      const order = await ground.take({ side: 'buy', qty: '1', limit: '95' });
      venue.server.stream.down();
      venue.exchange.cancel(ground.at(order)?.id ?? '', 'by hand');
      await venue.clock.advance(MINUTE_MS);
      venue.server.stream.up();
      await toldOf(ground, order, 'canceled');
      await ground.settle();
    },
  },
  {
    name: 'F44 the stream looks alive and says nothing: the look-up finds the same fills',
    async run(ground) {
      ground.venue.server.stream.mute(true);
      const order = await ground.take({ side: 'buy', qty: '1', limit: '95' });
      await ground.venue.movePrice(SPOT, '94');
      expect(await ground.lookUp(order)).toMatchObject({ type: 'found', order: { status: 'filled' } });
      ground.venue.server.stream.mute(false);
      await ground.settle();
    },
  },
  {
    name: 'F45 the stream is down at the start: the venue is used all the same, and heard when it is up',
    async run(ground) {
      const { venue } = ground;
      venue.server.stream.down();
      await venue.restart();
      const order = await ground.take({ side: 'buy', qty: '1', limit: '95' });
      venue.server.stream.up();
      await venue.clock.advance(MINUTE_MS);
      await venue.movePrice(SPOT, '94');
      await toldOf(ground, order, 'filled');
      await ground.settle();
    },
  },
  {
    name: 'F46 the stream breaks again and again: it is opened for ever',
    async run(ground) {
      const { venue } = ground;
      for (let round = 0; round < 12; round += 1) {
        venue.server.stream.down();
        await venue.clock.advance(5_000);
        venue.server.stream.up();
        await venue.clock.advance(MINUTE_MS);
      }
      const order = await ground.take({ side: 'buy', qty: '1', limit: '95' });
      await venue.movePrice(SPOT, '94');
      await toldOf(ground, order, 'filled');
      await ground.settle();
    },
  },
  {
    name: 'F47 filled by the answer and by the stream: counted once',
    async run(ground) {
      const order = await ground.take({ side: 'buy', qty: '1' });
      await ground.lookUp(order);
      await ground.settle();
      expect(ground.fills(order).length).toBe(1);
    },
  },
  {
    name: 'F48 an order that the venue lets expire is over',
    async run(ground) {
      const order = await ground.take({ side: 'buy', qty: '1', limit: '95' });
      ground.venue.exchange.expire(ground.at(order)?.id ?? '');
      await ground.venue.server.quiet();
      await ground.settle();
      expect(['expired', 'canceled']).toContain(order.known?.status);
    },
  },
];
