// Owns: Dhan's websocket of order updates: opened again for ever, waiting a little longer each time. It only says which
// order to look at; whoever listens looks at everything after each opening, for what was missed.

import type { WebSocket } from 'ws';
import type { Clock } from '../../clock.ts';
import { orderIdOf } from './correlation-id.ts';
import type { OrderId } from '../../core/model/ids.ts';
import { isObject, textOf } from './wire-json.ts';

export interface OrderHint {
  readonly venueOrderId: string;
  /** Null: it carries none of ours. */
  readonly orderId: OrderId | null;
}

export interface OrderStreamOptions {
  readonly url: string;
  readonly clientId: string;
  readonly accessToken: string;
  readonly clock: Clock;
  readonly log: (event: string, detail: Record<string, unknown>) => void;
  readonly onOpen: () => void;
  readonly onHint: (hint: OrderHint) => void;
}

export interface OrderStream {
  start(): void;
  stop(): void;
  isOpen(): boolean;
}

const FIRST_PAUSE_MS = 1_000;
const PAUSE_MS_MAX = 30_000;
/** A connection that is half dead says nothing, as a quiet one does: it is asked. */
const PING_MS = 30_000;
const SILENT_PINGS_MAX = 2;

function hintOf(text: string): OrderHint | null {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(frame) || textOf(frame, 'Type').toLowerCase() !== 'order_alert' || !isObject(frame['Data'])) return null;
  // the documents write the names of the fields in two ways
  const data = frame['Data'];
  const venueOrderId = textOf(data, 'OrderNo') || textOf(data, 'orderNo');
  const correlation = textOf(data, 'CorrelationId') || textOf(data, 'correlationId');
  return venueOrderId === '' ? null : { venueOrderId, orderId: orderIdOf(correlation) };
}

export function createOrderStream({ url, clientId, accessToken, clock, log, onOpen, onHint }: OrderStreamOptions): OrderStream {
  let socket: WebSocket | null = null;
  let wanted = false;
  let isOpen = false;
  let failures = 0;
  let cancelTimer = (): void => undefined;

  function again(): void {
    socket = null;
    isOpen = false;
    cancelTimer();
    if (!wanted) return;
    const pause = Math.min(PAUSE_MS_MAX, FIRST_PAUSE_MS * 2 ** failures);
    failures += 1;
    cancelTimer = clock.after(pause, () => void open());
  }

  function keepAlive(own: WebSocket): void {
    let silent = 0;
    own.on('pong', () => {
      silent = 0;
    });
    const beat = (): void => {
      if (socket !== own) return;
      if (silent >= SILENT_PINGS_MAX) return own.terminate();
      silent += 1;
      own.ping();
      cancelTimer = clock.after(PING_MS, beat);
    };
    cancelTimer = clock.after(PING_MS, beat);
  }

  async function open(): Promise<void> {
    const { WebSocket } = await import('ws');
    if (!wanted || socket !== null) return;
    const own = new WebSocket(url, { handshakeTimeout: PING_MS });
    socket = own;
    own.on('open', () => {
      isOpen = true;
      failures = 0;
      own.send(JSON.stringify({ LoginReq: { MsgCode: 42, ClientId: clientId, Token: accessToken }, UserType: 'SELF' }));
      keepAlive(own);
      onOpen();
    });
    own.on('message', (data) => {
      const hint = hintOf((Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)).toString('utf8'));
      if (hint !== null) onHint(hint);
    });
    own.on('error', (error) => log('dhan_stream_failed', { reason: error.message }));
    own.on('close', (code) => {
      if (socket !== own) return;
      log('dhan_stream_closed', { code });
      again();
    });
  }

  return {
    start() {
      wanted = true;
      void open();
    },
    stop() {
      wanted = false;
      cancelTimer();
      const own = socket;
      socket = null;
      isOpen = false;
      own?.terminate();
    },
    isOpen: () => isOpen,
  };
}
