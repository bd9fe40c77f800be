// Owns: what this machine itself calls the address that is listened on.

const EVERY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

export const listensEverywhere = (host: string): boolean => EVERY_ADDRESS.has(host);

/** An address or a name, without brackets. */
export const localAddress = (host: string): string => (listensEverywhere(host) ? '127.0.0.1' : host);

/** As it stands in a URL. */
export function localHost(host: string): string {
  const address = localAddress(host);
  return address.includes(':') ? `[${address}]` : address;
}
