// How bytes arrive: sizes, pauses, broken uploads, encodings, many on one connection.

import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { alertBody, openRaw, post, send } from './http-client.ts';
import { SECRET, withServer } from './test-server.ts';

const HEADER = { 'X-Webhook-Secret': SECRET };
const padded = (bytes: number): string => {
  const bare = alertBody({ comment: '' });
  return alertBody({ comment: 'x'.repeat(bytes - bare.length) });
};
const head = (lines: readonly string[]): string => ['POST /webhook HTTP/1.1', 'Host: test', ...lines, '', ''].join('\r\n');

describe('size', () => {
  it('64 KiB are taken, one byte more is refused', async () => {
    await withServer({}, async ({ port, dispatcher }) => {
      const taken = await post(port, '/webhook', padded(65_536));
      const refused = await post(port, '/webhook', padded(65_537));
      expect([taken.status, refused.status]).toEqual([202, 413]);
      expect(refused.json()).toMatchObject({ success: false, code: 'BODY_TOO_LARGE' });
      expect(dispatcher.alerts()).toHaveLength(1);
    });
  });

  it('counts chunked bodies too, and answers before they end', async () => {
    await withServer({}, async ({ port, dispatcher }) => {
      const raw = await openRaw(port);
      raw.write(head(['Transfer-Encoding: chunked']));
      raw.write(`10001\r\n${'x'.repeat(65_537)}\r\n`);
      expect(await raw.until(/BODY_TOO_LARGE/)).toMatch(/^HTTP\/1\.1 413 .*[\s\S]*Connection: close/);
      raw.write('0\r\n\r\n');
      await raw.closed();
      expect(dispatcher.commands).toHaveLength(0);
    });
  });

  it('believes an announced length without waiting for the bytes', async () => {
    await withServer({}, async ({ port }) => {
      const raw = await openRaw(port);
      raw.write(head(['Content-Length: 10000000']));
      await raw.until(/BODY_TOO_LARGE/);
      raw.socket.end();
      await raw.closed();
    });
  });

  it('lets the sender of a large upload finish and read the refusal: the connection ends without a reset', async () => {
    await withServer({}, async ({ port }) => {
      const raw = await openRaw(port);
      const errors: Error[] = [];
      raw.socket.on('error', (error) => errors.push(error));
      raw.write(head(['Content-Length: 900000']));
      await raw.until(/BODY_TOO_LARGE/);
      raw.write('x'.repeat(900_000));
      await raw.closed();
      expect(errors).toEqual([]);
    });
  });

  it('cuts off an upload without an end', async () => {
    await withServer({}, async ({ port }) => {
      const raw = await openRaw(port);
      raw.write(head(['Content-Length: 100000000']));
      const chunk = 'x'.repeat(262_144);
      let sent = 0;
      const sendMore = (): void => {
        while (!raw.socket.destroyed && raw.socket.write(chunk)) sent += chunk.length;
      };
      raw.socket.on('drain', sendMore);
      sendMore();
      await raw.closed();
      expect(sent).toBeLessThan(100_000_000);
    });
  });

  it('refuses headers that are too large, in our shape', async () => {
    await withServer({}, async ({ port }) => {
      const answer = await send(port, { path: '/health', headers: { 'X-Long': 'x'.repeat(20_000) } });
      expect(answer.status).toBe(431);
      expect(answer.json()).toMatchObject({ success: false, code: 'HEADERS_TOO_LARGE' });
    });
  });
});

describe('Expect: 100-continue', () => {
  it('is answered before a body that may come', async () => {
    await withServer({}, async ({ port }) => {
      const raw = await openRaw(port);
      const body = alertBody();
      raw.write(head([`Content-Length: ${body.length}`, 'Expect: 100-continue', 'Connection: close']));
      await raw.until(/^HTTP\/1\.1 100 Continue\r\n\r\n/);
      raw.write(body);
      expect(await raw.closed()).toContain('HTTP/1.1 202 Accepted');
    });
  });

  it('is refused at once for a body that is too large', async () => {
    await withServer({}, async ({ port }) => {
      const raw = await openRaw(port);
      raw.write(head(['Content-Length: 65537', 'Expect: 100-continue']));
      expect(await raw.until(/BODY_TOO_LARGE/)).toMatch(/^HTTP\/1\.1 413 /);
      raw.socket.end();
      await raw.closed();
    });
  });

  it('knows no other expectation', async () => {
    await withServer({}, async ({ port }) => {
      const raw = await openRaw(port);
      raw.write(head(['Content-Length: 0', 'Expect: money']));
      expect(await raw.closed()).toMatch(/^HTTP\/1\.1 417 [\s\S]*EXPECTATION_FAILED/);
    });
  });
});

describe('slow and broken senders', () => {
  it('a body that does not come gets 408, and nothing was dispatched', async () => {
    await withServer({ http: { requestTimeoutMs: 50 } }, async ({ port, dispatcher }) => {
      const raw = await openRaw(port);
      raw.write(head(['Content-Length: 100']));
      raw.write('{"secret"');
      const answer = await raw.closed();
      expect(answer).toMatch(/^HTTP\/1\.1 408 /);
      expect(answer).toContain('"code":"TOO_SLOW"');
      expect(dispatcher.commands).toHaveLength(0);
    });
  });

  it('headers that do not come get 408', async () => {
    await withServer({ http: { requestTimeoutMs: 50 } }, async ({ port }) => {
      const raw = await openRaw(port);
      raw.write('POST /webhook HTTP/1.1\r\nHost: te');
      expect(await raw.closed()).toMatch(/^HTTP\/1\.1 408 [\s\S]*TOO_SLOW/);
    });
  });

  it('an upload that ends early gets 400 where its sender still listens', async () => {
    await withServer({}, async ({ port, dispatcher, faults }) => {
      const raw = await openRaw(port);
      raw.write(head(['Content-Length: 100']));
      raw.socket.end('{"secret"');
      expect(await raw.closed()).toMatch(/^HTTP\/1\.1 400 [\s\S]*BODY_INCOMPLETE/);
      expect(dispatcher.commands).toHaveLength(0);
      expect(faults).toHaveLength(0);
    });
  });

  it('an upload that breaks off harms nobody else', async () => {
    await withServer({}, async ({ port, dispatcher, faults, logLines }) => {
      const raw = await openRaw(port);
      raw.write(head(['Content-Length: 100']));
      raw.write('{"secret"');
      raw.socket.resetAndDestroy();
      await raw.closed();
      expect((await post(port, '/webhook', alertBody())).status).toBe(202);
      expect(dispatcher.commands).toHaveLength(1);
      expect(faults).toHaveLength(0);
      expect(logLines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
    });
  });

  it('what is no HTTP gets 400 in our shape', async () => {
    await withServer({}, async ({ port }) => {
      const raw = await openRaw(port);
      raw.write('BUY BTCUSDT qty=0.1\r\n\r\n');
      expect(await raw.closed()).toMatch(/^HTTP\/1\.1 400 [\s\S]*BAD_REQUEST/);
    });
  });

  it('a right alert before broken bytes still gets its answer', async () => {
    await withServer({}, async ({ port, dispatcher }) => {
      const raw = await openRaw(port);
      const body = alertBody();
      raw.write(`${head([`Content-Length: ${body.length}`])}${body}garbage that is no request\r\n\r\n`);
      expect(await raw.closed()).toContain('HTTP/1.1 202 Accepted');
      expect(dispatcher.commands).toHaveLength(1);
    });
  });
});

describe('content', () => {
  it.each([
    ['gzip, and says so', gzipSync(alertBody()), { 'Content-Encoding': 'gzip' }, 415],
    ['says deflate', alertBody(), { 'Content-Encoding': 'deflate' }, 415],
    ['says identity', alertBody(), { 'Content-Encoding': 'identity' }, 202],
    ['gzip without saying so', gzipSync(alertBody()), HEADER, 400],
    ['says text/plain', alertBody(), { 'Content-Type': 'text/plain; charset=utf-8' }, 202],
    ['says form', alertBody(), { 'Content-Type': 'application/x-www-form-urlencoded' }, 202],
    ['is a form and says JSON', `secret=${SECRET}&action=buy&symbol=BTCUSDT&quantity=1`, { 'Content-Type': 'application/json' }, 202],
    ['a byte order mark', `\uFEFF${alertBody()}`, {}, 202],
    ['a line break at the end', `${alertBody()}\r\n`, {}, 202],
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), HEADER, 400],
    ['a NUL', 'BUY BTCUSDT\u0000', HEADER, 400],
    ['empty', '', HEADER, 400],
    ['cut JSON', '{"action":"buy"', HEADER, 400],
    ['a JSON list', '[1,2]', HEADER, 422],
    ['JSON of no dialect', '{"hello":"world"}', HEADER, 422],
    ['10,000 lists deep', '['.repeat(10_000) + ']'.repeat(10_000), HEADER, 400],
    ['10,000 objects deep', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, HEADER, 400],
  ])('%s', async (_case, body, headers, status) => {
    await withServer({}, async ({ port, faults }) => {
      const answer = await post(port, '/webhook', body, headers);
      expect([answer.status, answer.text]).toEqual([status, expect.stringContaining('"success":')]);
      expect(faults).toHaveLength(0);
    });
  });

  it('__proto__ and constructor pollute nothing', async () => {
    await withServer({}, async ({ port, dispatcher }) => {
      const evil = `{"secret":"${SECRET}","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"action":"buy","symbol":"BTCUSDT"}`;
      const answer = await post(port, '/webhook', evil);
      expect([202, 422]).toContain(answer.status);
      expect(Object.keys({})).not.toContain('polluted');
      expect('polluted' in {}).toBe(false);
      expect(dispatcher.alerts()).toHaveLength(1);
    });
  });

  it('of an authenticated sender is kept also where nobody understands it', async () => {
    await withServer({}, async ({ port, dispatcher }) => {
      await post(port, '/webhook', '{"action":"buy"', HEADER);
      const [kept] = dispatcher.alerts();
      expect(kept?.reading.kind).toBe('reject');
      expect(kept?.raw).toBe('{"action":"buy"');
    });
  });
});

describe('connections', () => {
  it('are kept, and answer pipelined alerts in their order', async () => {
    await withServer({}, async ({ port, dispatcher }) => {
      const raw = await openRaw(port);
      const one = (quantity: number): string => {
        const body = alertBody({ quantity });
        return `${head([`Content-Length: ${body.length}`])}${body}`;
      };
      raw.write(one(1) + one(2));
      await raw.until(/(202 Accepted[\s\S]*){2}/);
      raw.write(one(3));
      const text = await raw.until(/(202 Accepted[\s\S]*){3}/);
      expect([...text.matchAll(/"quantity":"(\d)"/g)].map((match) => match[1])).toEqual(['1', '2', '3']);
      expect(dispatcher.commands).toHaveLength(3);
      raw.socket.end();
      await raw.closed();
    });
  });

  it('15 alerts at once are 15 signals', async () => {
    await withServer({}, async ({ port, dispatcher }) => {
      const answers = await Promise.all(Array.from({ length: 15 }, (_, i) => post(port, '/webhook', alertBody({ quantity: i + 1 }))));
      expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 15 }, () => 202));
      expect(new Set(answers.map((answer) => answer.json()['signal_id'])).size).toBe(15);
      expect(dispatcher.alerts()).toHaveLength(15);
    });
  });
});
