// Owns: the server-sent events: every open page gets the whole chat once, then each change, numbered. A page that lost
// its connection for a moment names the last number it saw and gets what it missed.

import type { Writable } from 'node:stream';
import type { Clock } from '../clock.ts';
import { CHANGES_KEPT, HEARTBEAT_MS, STREAMS_MAX, STREAM_BUFFER_MAX } from './console-limits.ts';

export interface EventStreams {
  /** Whether one more page may be opened. */
  hasRoom(): boolean;
  /** Writes to `stream` until it closes. `lastEventId`: the header of a page that comes back. */
  open(stream: Writable, lastEventId: string | undefined): void;
  send(event: string, value: unknown): void;
  /** Ends all streams and opens no more, so that the server can close. */
  close(): void;
}

interface Sent {
  readonly number: number;
  readonly text: string;
}

/** `snapshot`: what a page needs to show everything; sent as the event `sync`. */
export function createEventStreams(clock: Clock, snapshot: () => unknown): EventStreams {
  // Numbers of another process mean nothing here, so they carry the time of this one's start.
  const boot = clock.now();
  const streams = new Set<Writable>();
  let sent: Sent[] = [];
  let last = 0;
  let isClosed = false;
  let cancelHeartbeat: (() => void) | null = null;

  const format = (event: string, number: number, value: unknown): string =>
    `id: ${boot}-${number}\nevent: ${event}\ndata: ${JSON.stringify(value)}\n\n`;
  const write = (stream: Writable, text: string): void => {
    if (stream.writableLength > STREAM_BUFFER_MAX) stream.destroy();
    else stream.write(text);
  };
  const beat = (): void => {
    for (const stream of streams) write(stream, ': still here\n\n');
    cancelHeartbeat = clock.after(HEARTBEAT_MS, beat);
  };
  const drop = (stream: Writable): void => {
    streams.delete(stream);
    if (streams.size > 0) return;
    cancelHeartbeat?.();
    cancelHeartbeat = null;
  };
  /** What the page has missed; null = not known, it needs everything. */
  const missedSince = (lastEventId: string | undefined): Sent[] | null => {
    const [, ofBoot, number] = /^(\d+)-(\d+)$/.exec(lastEventId ?? '') ?? [];
    const seen = Number(number);
    const oldest = sent[0]?.number ?? last + 1;
    if (ofBoot !== String(boot) || seen > last || seen < oldest - 1) return null;
    return sent.filter((change) => change.number > seen);
  };

  return {
    hasRoom: () => !isClosed && streams.size < STREAMS_MAX,
    open(stream, lastEventId) {
      const missed = missedSince(lastEventId);
      stream.write('retry: 1000\n\n');
      stream.write(missed === null ? format('sync', last, snapshot()) : `: resumed\n\n${missed.map((change) => change.text).join('')}`);
      streams.add(stream);
      stream.once('close', () => drop(stream));
      cancelHeartbeat ??= clock.after(HEARTBEAT_MS, beat);
    },
    send(event, value) {
      last += 1;
      const text = format(event, last, value);
      sent = [...sent.slice(-CHANGES_KEPT + 1), { number: last, text }];
      for (const stream of streams) write(stream, text);
    },
    close() {
      isClosed = true;
      for (const stream of streams) stream.end();
      streams.clear();
      cancelHeartbeat?.();
      cancelHeartbeat = null;
    },
  };
}
