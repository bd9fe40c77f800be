// Owns: requests that believe to go to a venue and go to the loopback server: the address is changed beneath the library,
// so that everything that it makes of its hosts stays as it is.

type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

export const carriedTo =
  (httpUrl: string): Fetch =>
  (url, init) => {
    const { pathname, search } = new URL(url);
    return fetch(`${httpUrl}${pathname}${search}`, init);
  };
