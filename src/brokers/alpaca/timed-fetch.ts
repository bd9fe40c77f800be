// Owns: one HTTP call with a time-out by our clock that covers the body too, and the time that the venue's answers name.

import type { Clock } from '../../clock.ts';

export interface TimedFetch {
  readonly fetch: (url: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** The venue's clock less ours at the last answer that named a time, ms (to a second, less its way); null = none yet. */
  skewMs(): number | null;
}

/** Statuses whose answer has no body by definition. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

export function createTimedFetch(clock: Clock, limitMs: number): TimedFetch {
  let skew: number | null = null;
  return {
    async fetch(url, init) {
      const controller = new AbortController();
      const cancelTimer = clock.after(limitMs, () =>
        controller.abort(new DOMException(`no answer within ${limitMs / 1000} s`, 'TimeoutError')),
      );
      try {
        const response = await fetch(url, { ...init, signal: controller.signal });
        const saidAt = Date.parse(response.headers.get('date') ?? '');
        if (Number.isFinite(saidAt)) skew = saidAt - clock.now();
        const body = BODILESS.has(response.status) ? null : await response.text();
        return new Response(body, { status: response.status, headers: response.headers });
      } finally {
        cancelTimer();
      }
    },
    skewMs: () => skew,
  };
}
