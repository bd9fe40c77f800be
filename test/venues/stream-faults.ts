// Owns: what can go wrong with the stream of a venue: it is down, it says things twice, it says them in another order, it
// says nothing. Applied to frames of orders only; what keeps a connection alive passes.

export interface StreamFaults {
  /** Connections are cut, and refused until `up`. What happens meanwhile is never told. */
  down(): void;
  up(): void;
  isDown(): boolean;
  /** Every frame of an order is sent so many times. */
  repeat(times: number): void;
  /** Frames of orders wait, until `releaseReversed` sends them last first. */
  hold(): void;
  releaseReversed(): void;
  /** Frames of orders are swallowed, while the connection looks alive. */
  mute(on: boolean): void;
}

/** The server's side: how frames pass. */
export interface StreamGate extends StreamFaults {
  pass(send: () => void): void;
}

export function createStreamGate(cutAll: () => void): StreamGate {
  let isDown = false;
  let isMute = false;
  let times = 1;
  let held: (() => void)[] | null = null;
  return {
    down() {
      isDown = true;
      cutAll();
    },
    up() {
      isDown = false;
    },
    isDown: () => isDown,
    repeat(count) {
      times = count;
    },
    hold() {
      held = [];
    },
    releaseReversed() {
      const frames = held ?? [];
      held = null;
      for (const send of frames.reverse()) send();
    },
    mute(on) {
      isMute = on;
    },
    pass(send) {
      if (isMute || isDown) return;
      for (let count = 0; count < times; count += 1) {
        if (held === null) send();
        else held.push(send);
      }
    },
  };
}
