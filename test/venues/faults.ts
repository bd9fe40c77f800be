// Owns: what can go wrong between an adapter and a venue, as a plan: which request it happens to, and what of it has an
// effect. It is applied where bytes come in and go out, so it is the same for every venue; a front only says in its own
// words what a 429 or a maintenance page looks like.

/** What a request is for; the front tells. */
export type RequestKind = 'submit' | 'cancel' | 'modify' | 'look_up' | 'read' | 'price' | 'candles' | 'other';

export type Fault =
  /** The socket is cut before the venue acts. */
  | { readonly type: 'cut_before' }
  /** The venue acts, and the socket is cut: accepted, but the answer is lost. */
  | { readonly type: 'cut_after' }
  /** No answer ever; the venue never acts. */
  | { readonly type: 'silence_before' }
  /** No answer ever; the venue has acted. */
  | { readonly type: 'silence_after' }
  /** No answer ever; the venue acts when the test lets it (`releaseLate`): after the look-up said that nothing is there. */
  | { readonly type: 'late' }
  /** The venue acts and answers when the test lets it (`releaseLate`). */
  | { readonly type: 'slow' }
  /** The venue acts at once, and its answer arrives when the test lets it (`releaseLate`). */
  | { readonly type: 'long_way' }
  | { readonly type: 'rate_limited'; readonly retryAfterS: number }
  | { readonly type: 'server_error'; readonly status: 500 | 502 | 503 | 504; readonly acted: boolean }
  /** HTTP 200 with something that is no answer of this venue. */
  | { readonly type: 'nonsense'; readonly body: 'html' | 'empty' | 'cut' | 'other'; readonly acted: boolean }
  /** The venue's own way of saying that it is closed for now. Nothing is done. */
  | { readonly type: 'maintenance' }
  /** The venue holds the time of the request for wrong. Nothing is done. */
  | { readonly type: 'clock_skew' }
  /** Whoever answers, the venue or what stands before it, says just this. */
  | {
      readonly type: 'says';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: unknown;
      readonly acted: boolean;
    }
  /** The venue takes the order, and says that it has this client order id already. */
  | { readonly type: 'duplicate_id'; readonly acted: true };

export interface Taken {
  readonly kind: RequestKind;
  readonly fault: Fault;
}

export interface FaultPlan {
  /** The next `times` requests of this kind meet `fault`; several are met in the order in which they were planned. */
  next(kind: RequestKind, fault: Fault, times?: number): void;
  /** Every request of these kinds meets `fault` until `clear`. */
  always(kinds: readonly RequestKind[], fault: Fault): void;
  clear(): void;
  take(kind: RequestKind): Fault | null;
  /** What has been met so far: a case asserts that its fault was. */
  readonly met: readonly Taken[];
  /** Planned and not met yet. */
  pending(): number;
}

export function createFaultPlan(): FaultPlan {
  const queues = new Map<RequestKind, Fault[]>();
  const standing = new Map<RequestKind, Fault>();
  const met: Taken[] = [];
  return {
    next(kind, fault, times = 1) {
      const queue = queues.get(kind) ?? [];
      for (let count = 0; count < times; count += 1) queue.push(fault);
      queues.set(kind, queue);
    },
    always(kinds, fault) {
      for (const kind of kinds) standing.set(kind, fault);
    },
    clear() {
      queues.clear();
      standing.clear();
    },
    take(kind) {
      const fault = queues.get(kind)?.shift() ?? standing.get(kind) ?? null;
      if (fault !== null) met.push({ kind, fault });
      return fault;
    },
    met,
    pending: () => [...queues.values()].reduce((count, queue) => count + queue.length, 0),
  };
}

/** Faults after which the venue holds what it was asked for. */
export const hasEffect = (fault: Fault): boolean =>
  fault.type === 'cut_after' || fault.type === 'silence_after' || ('acted' in fault && fault.acted);
