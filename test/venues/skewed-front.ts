// Owns: a fake venue whose clock goes apart from ours while it is used: what is signed with another time than its own is refused,
// as Binance, Bybit and OKX do it, and who asks for its time is told.

import type { Front, VenueReply, VenueRequest } from './http-venue.ts';

/** What a test sets while it runs: how far the clock of the venue is ahead of ours. */
export interface Skew {
  ms: number;
}

/** So far from the venue's time a request may be; ahead of it hardly at all. */
const BEHIND_MS_MAX = 5_000;
const AHEAD_MS_MAX = 1_000;

/** Null: nothing is signed. */
function signedAt({ rawQuery, body, headers }: VenueRequest): number | null {
  const inHeader = headers['x-bapi-timestamp'] ?? headers['ok-access-timestamp'];
  if (inHeader !== undefined) return /^\d+$/.test(inHeader) ? Number(inHeader) : Date.parse(inHeader);
  const written = /(?:^|&)timestamp=(\d+)/.exec(`${rawQuery}&${body}`)?.[1];
  return written === undefined ? null : Number(written);
}

function timeReply(path: string, now: number): VenueReply | null {
  if (/^\/f?api\/v\d\/time$/.test(path)) return { status: 200, body: { serverTime: now } };
  if (path === '/api/v5/public/time') return { status: 200, body: { code: '0', msg: '', data: [{ ts: String(now) }] } };
  if (path !== '/v5/market/time') return null;
  const result = { timeSecond: String(Math.floor(now / 1000)), timeNano: `${BigInt(now) * 1_000_000n}` };
  return { status: 200, body: { retCode: 0, retMsg: 'OK', result, retExtInfo: {}, time: now } };
}

export function skewedFront(front: Front, skew: Skew): Front {
  return {
    ...front,
    answer(request) {
      const now = Date.now() + skew.ms;
      const time = timeReply(request.path, now);
      if (time !== null) return time;
      const at = signedAt(request);
      const isWrong = at !== null && (at > now + AHEAD_MS_MAX || at < now - BEHIND_MS_MAX);
      return (isWrong ? front.say({ type: 'clock_skew' }, request) : null) ?? front.answer({ ...request, now });
    },
  };
}
