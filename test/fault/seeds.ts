// Owns: seeds that have found something, each with what it found. They are run for ever.

export const REGRESSION_SEEDS: readonly { readonly seed: number; readonly found: string }[] = [];
