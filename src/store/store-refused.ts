// Owns: the error that keeps a process from starting on a folder that it must not use as it is.

/** The text says what was found, in which file, and what a person can do. Nothing was changed on the disk. */
export class StoreRefusedError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreRefusedError';
  }
}
