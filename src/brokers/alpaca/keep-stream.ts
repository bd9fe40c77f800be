// Owns: a stream that is opened again for ever, by our clock, with longer waits while it fails; a refused key is waited out
// like everything else, since keys are mended while we run.

import type { streaming } from '@alpacahq/alpaca-trade-api';
import type { Clock } from '../../clock.ts';
import { RECONNECT_MS } from './alpaca-limits.ts';

export interface KeptStream {
  stop(): void;
}

export interface StreamUse<Stream> {
  readonly clock: Clock;
  readonly open: () => Stream;
  /** Subscribes and sets its listeners; called for each new connection, before it is made. */
  readonly prepare: (stream: Stream) => void;
  /** It is authenticated; `again`: it was before. */
  readonly onReady: (again: boolean) => void;
  readonly onTrouble: (reason: string) => void;
}

export function keepStream<Stream extends streaming.AlpacaWebSocket>(use: StreamUse<Stream>): KeptStream {
  let attempts = 0;
  let wasReady = false;
  let stopped = false;
  let cancelWait = (): void => undefined;
  let current: Stream | null = null;

  function again(): void {
    if (stopped) return;
    const wait = RECONNECT_MS[Math.min(attempts, RECONNECT_MS.length - 1)] ?? 0;
    attempts += 1;
    cancelWait = use.clock.after(wait, connect);
  }

  function connect(): void {
    const stream = use.open();
    current = stream;
    use.prepare(stream);
    stream.onError((reason) => use.onTrouble(reason));
    stream.onConnect(() => {
      attempts = 0;
      use.onReady(wasReady);
      wasReady = true;
    });
    stream.onDisconnect(() => {
      if (current !== stream) return;
      current = null;
      again();
    });
    stream.connect();
  }

  connect();
  return {
    stop() {
      stopped = true;
      cancelWait();
      const stream = current;
      current = null;
      stream?.disconnect();
    },
  };
}
