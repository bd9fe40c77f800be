// Owns: time. Everything that needs it gets a Clock, so that tests own time too.

/** Milliseconds since 1970; timers are one-shot and are cancelled by the function they return. */
export interface Clock {
  now(): number;
  after(ms: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, Math.max(0, Math.min(ms, 2_147_483_647)));
    return () => clearTimeout(timer);
  },
};

/** What `answer` says, or `late()` when it has not settled after `ms`. Rejects where the answer did before that. */
export function within<T, Late>(clock: Clock, ms: number, answer: Promise<T>, late: () => Late | Promise<Late>): Promise<T | Late> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => resolve(late()));
    answer.then(resolve, reject).finally(cancel);
  });
}
