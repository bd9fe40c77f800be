// Owns: time. Everything that needs it gets a Clock, so that tests own time too.

/** Milliseconds since 1970; timers are one-shot and are cancelled by the function they return. */
export interface Clock {
  now(): number;
  after(ms: number, run: () => void): () => void;
}

/** What a machine has to tell time by, in milliseconds. */
export interface TimeOfMachine {
  /** Since 1970. It jumps when the machine has slept and when it is set. */
  day(): number;
  /** Since whenever; it only runs while the machine does, as its timers do. */
  steady(): number;
  timer(ms: number, run: () => void): () => void;
}

/** So much later than either time says a timer rings at the most. */
const LOOK_AGAIN_MS = 10_000;

export function clockOf(time: TimeOfMachine): Clock {
  return {
    now: () => time.day(),
    after(ms, run) {
      const [dayEnd, steadyEnd] = [time.day() + ms, time.steady() + ms];
      // whichever comes first: a time of day that was set back keeps nobody waiting
      const left = (): number => Math.min(dayEnd - time.day(), steadyEnd - time.steady());
      const wait = (): (() => void) => time.timer(Math.max(0, Math.min(left(), LOOK_AGAIN_MS)), look);
      const look = (): void => {
        if (left() < 1) run();
        else cancel = wait();
      };
      let cancel = wait();
      return () => cancel();
    },
  };
}

export const systemClock: Clock = clockOf({
  day: () => Date.now(),
  steady: () => performance.now(),
  timer(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
});

/** A time of day that is so much earlier than one that was seen was set, by a person or by NTP; less is a clock that is steered. */
const SET_BACK_MS = 1_000;

/** `seen`: the newest time of day that is known. */
export const isSetBackSince = (seen: number, now: number): boolean => seen - now > SET_BACK_MS;

/** What waits for an instant, and since when. */
export interface Wait {
  readonly since: number;
  readonly until: number;
}

export const waitFrom = (now: number, ms: number): Wait => ({ since: now, until: now + ms });

/** How long it still lasts. After a time of day that was set back to before it began it is over: nobody waits until that day comes again. */
export const leftOf = ({ since, until }: Wait, now: number): number => (now < since ? 0 : Math.max(0, until - now));

/** What `answer` says, or `late()` when it has not settled after `ms`. Rejects where the answer did before that. */
export function within<T, Late>(clock: Clock, ms: number, answer: Promise<T>, late: () => Late | Promise<Late>): Promise<T | Late> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => resolve(late()));
    answer.then(resolve, reject).finally(cancel);
  });
}
