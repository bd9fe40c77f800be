// Owns: the proof that the loopback server does what the fault plan says, and that `quiet` waits for what is on its way.

import { WebSocket } from 'ws';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../until.ts';
import type { Fault } from './faults.ts';
import { type Front, type HttpVenue, openHttpVenue, type VenueSocket } from './http-venue.ts';

let acted: string[] = [];
const streams = new Set<VenueSocket>();
const front: Front = {
  kindOf: ({ method }) => (method === 'POST' ? 'submit' : 'look_up'),
  clientIdOf: ({ body }) => (body === '' ? null : body),
  answer({ method, body }) {
    if (method === 'POST') acted.push(body);
    return { status: 200, body: { orderId: acted.length } };
  },
  say: (fault) => (fault.type === 'clock_skew' ? { status: 400, body: { code: -1021 } } : null),
  connected: (socket) => streams.add(socket),
  closed: (socket) => streams.delete(socket),
};

let venue: HttpVenue;
beforeEach(async () => {
  acted = [];
  venue = await openHttpVenue(front);
});
afterEach(async () => {
  await venue.close();
});

const send = (id: string, signal?: AbortSignal): Promise<string> =>
  fetch(venue.httpUrl, { method: 'POST', body: id, ...(signal === undefined ? {} : { signal }) }).then(
    async (answer) => `${answer.status} ${await answer.text()}`,
    (error: unknown) => (error instanceof Error ? error.name : 'thrown'),
  );

describe('the loopback venue', () => {
  test.each<[Fault, string, number]>([
    [{ type: 'cut_before' }, 'TypeError', 0],
    [{ type: 'cut_after' }, 'TypeError', 1],
    [{ type: 'rate_limited', retryAfterS: 3 }, '429 {"message":"too many requests"}', 0],
    [{ type: 'server_error', status: 502, acted: false }, '502 <html><body>upstream error</body></html>', 0],
    [{ type: 'server_error', status: 504, acted: true }, '504 <html><body>upstream error</body></html>', 1],
    [{ type: 'nonsense', body: 'empty', acted: true }, '200 ', 1],
    [{ type: 'clock_skew' }, '400 {"code":-1021}', 0],
  ])('%j is seen as it should be, and has the effect that it should have', async (fault, seen, effects) => {
    venue.plan.next('submit', fault);
    expect(await send('a')).toBe(seen);
    expect(acted.length).toBe(effects);
    expect(venue.plan.met).toEqual([{ kind: 'submit', fault }]);
    expect(await send('b')).toBe(`200 {"orderId":${effects + 1}}`);
    expect(venue.attempts.map(({ kind, clientId }) => [kind, clientId])).toEqual([
      ['submit', 'a'],
      ['submit', 'b'],
    ]);
  });

  test.each<[Fault, number, number]>([
    [{ type: 'silence_before' }, 0, 0],
    [{ type: 'silence_after' }, 1, 1],
    [{ type: 'late' }, 0, 1],
  ])('%j never answers', async (fault, effectsAtOnce, effectsLate) => {
    venue.plan.next('submit', fault);
    const patience = new AbortController();
    const answer = send('a', patience.signal);
    await until('the request has come', () => venue.plan.met.length === 1);
    await venue.quiet();
    expect(acted.length).toBe(effectsAtOnce);
    patience.abort();
    expect(await answer).toBe('AbortError');
    venue.releaseLate();
    expect(acted.length).toBe(effectsLate);
  });

  test('the stream repeats, turns around, is mute and is down', async () => {
    const heard: string[] = [];
    const listen = (): WebSocket => {
      const socket = new WebSocket(venue.wsUrl);
      socket.on('message', (data) => heard.push(Buffer.isBuffer(data) ? data.toString() : 'no text'));
      return socket;
    };
    const tell = (text: string): void => streams.forEach((socket) => socket.tell(text));
    const socket = listen();
    await until('a stream', () => streams.size === 1);
    venue.stream.repeat(2);
    tell('a');
    venue.stream.repeat(1);
    venue.stream.hold();
    tell('b');
    tell('c');
    venue.stream.releaseReversed();
    venue.stream.mute(true);
    tell('d');
    venue.stream.mute(false);
    await venue.quiet();
    expect(heard).toEqual(['a', 'a', 'c', 'b']);
    venue.stream.down();
    await until('the end', () => socket.readyState === socket.CLOSED);
    const refused = listen();
    await new Promise((resolve) => refused.once('error', resolve));
    venue.stream.up();
    const again = listen();
    await until('a stream', () => streams.size === 1);
    tell('e');
    await venue.quiet();
    expect(heard.at(-1)).toBe('e');
    again.terminate();
  });
});
