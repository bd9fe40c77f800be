// Owns: who may speak to the console. Being on this machine proves nothing: any page that the browser has open can send
// requests to a loopback port, and a name that an attacker controls can be made to resolve to it (DNS rebinding). So the
// Host has to be a loopback name with our port, another page's Origin is refused, and a cookie has to prove the token.

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export type Refusal = { readonly status: 401 | 403; readonly code: string; readonly error: string; readonly remedy: string };

const LOOPBACK_NAME = /^(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})$/;
const OPEN_LINK = 'open the link that the program printed when it started';

function isThisMachine(host: string, port: number): boolean {
  const [, name = '', ownPort = '80'] = /^(.*?)(?::(\d+))?$/.exec(host) ?? [];
  return LOOPBACK_NAME.test(name) && ownPort === String(port);
}

/** Null: the request comes from our own page or from the address bar. `port`: where the program listens. */
export function checkOrigin(request: Pick<IncomingMessage, 'headers' | 'method'>, port: number): Refusal | null {
  const { host, origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (host === undefined || !isThisMachine(host.toLowerCase(), port)) {
    return refuse(
      403,
      'FOREIGN_HOST',
      'the console is served to this machine only',
      `use http://127.0.0.1:${port}/console in a browser on this machine`,
    );
  }
  const isForeignOrigin = origin === undefined ? !isRead : origin !== `http://${host}`;
  if (isForeignOrigin) return refuse(403, 'FOREIGN_ORIGIN', 'this request was not made by the page of the console', OPEN_LINK);
  const allowedSites = isRead ? ['same-origin', 'none'] : ['same-origin'];
  if (site !== undefined && !allowedSites.includes(site)) {
    return refuse(403, 'CROSS_SITE', 'this request was started by another web page', `${OPEN_LINK}: copy it into the address bar`);
  }
  return null;
}

export const notSignedIn: Refusal = {
  status: 401,
  code: 'NOT_SIGNED_IN',
  error: 'this browser has not opened the console yet',
  remedy: `${OPEN_LINK}: it carries the token`,
};

const refuse = (status: 403, code: string, error: string, remedy: string): Refusal => ({ status, code, error, remedy });

/** Cookies are shared by all ports of a host, so another server on this machine may see it: the port is in its name. */
export const cookieName = (port: number): string => `signalman_console_${port}`;

/** What the cookie holds: proves the token without being it, and survives a restart. */
export const sessionOf = (token: string): string => createHmac('sha256', token).update('console session').digest('base64url');

/** Takes the same time wherever the first difference is, and whatever the lengths are. */
export function isSameSecret(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return expected !== '' && timingSafeEqual(digest(given), digest(expected));
}
