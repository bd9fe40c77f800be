// Owns: instants that two processes of this machine can compare: ms of its monotonic clock.

export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;
