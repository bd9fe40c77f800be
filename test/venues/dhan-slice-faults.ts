// Owns: what goes wrong at the fake Dhan with orders above the freeze quantity, which it slices.

export interface SliceFaults {
  /** Rejected by the risk desk, the others not. */
  refused?: number;
  /** Placed, and the answer says nothing of it. */
  unsaid?: number;
  /** Placed, and neither the answer nor any list says so until this is taken away. */
  late?: number;
  /** The request is refused there: what was placed before it stays. */
  endsAt?: number;
  /** A stop that comes in one piece is rejected by the risk desk. */
  alone?: true;
}
