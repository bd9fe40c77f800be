// Owns: what the bundle has for `abort-controller`: Node's own. The package's class would be renamed beside the global of that
// name, and grammY's HTTP client knows a signal by the name of its class.

export const { AbortController, AbortSignal } = globalThis;
