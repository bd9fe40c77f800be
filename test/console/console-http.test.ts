import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HEARTBEAT_MS, REQUEST_BYTES_MAX, STREAMS_MAX } from '../../src/console/console-limits.ts';
import { cookieName, isSameSecret } from '../../src/console/guard-request.ts';
import { createFakeClock } from '../fake-clock.ts';
import { TOKEN, runConsole, signIn } from './console-fixture.ts';
import type { RunningConsole } from './console-fixture.ts';

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** A request exactly as given: neither the path nor the Host is tidied up. */
function raw(
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method: options.method ?? 'GET', headers: options.headers ?? {} }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() }),
      );
    });
    sent.on('error', reject);
    sent.end(options.body);
  });
}

let made: RunningConsole;
let signedIn: Record<string, string>;
beforeAll(async () => {
  made = await runConsole();
  signedIn = await signIn(made);
});
afterAll(() => made.stop());

const post = (path: string, body: string, headers: Record<string, string> = {}): Promise<Answer> =>
  raw(made.port, `/console/${path}`, { method: 'POST', body, headers: { ...signedIn, ...headers } });

describe('signing in', () => {
  it('the printed link answers with the page, and becomes a cookie that scripts cannot read', async () => {
    const answer = await raw(made.port, `/console?token=${TOKEN}`);
    expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' } });
    expect(answer.text).toContain('<main class="chat">');
    expect(answer.text).not.toContain(TOKEN);
    const cookie = answer.headers['set-cookie']?.[0] ?? '';
    expect(cookie).toMatch(new RegExp(`^${cookieName(made.port)}=[\\w-]{43};`));
    expect(cookie.toLowerCase()).toContain('; path=/console;');
    expect(cookie.toLowerCase()).toContain('samesite=strict');
    expect(cookie.toLowerCase()).toContain('httponly');
    expect(cookie).not.toContain(TOKEN);
  });

  it('the page has no inline code, cannot be framed, and is never stored', async () => {
    const page = await raw(made.port, '/console', { headers: { Cookie: signedIn['Cookie'] ?? '' } });
    expect(page).toMatchObject({
      status: 200,
      headers: { 'x-frame-options': 'DENY', 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' },
    });
    const policy = page.headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(page.text).not.toMatch(/<script(?![^>]*src=)|<style| style=| on\w+=/i);
  });

  it.each(['', `${TOKEN}x`, TOKEN.slice(1), TOKEN.toUpperCase()])('the token %j opens nothing', async (token) => {
    const answer = await raw(made.port, `/console?token=${token}`, { headers: { Cookie: signedIn['Cookie'] ?? '' } });
    expect(answer.status).toBe(401);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.text).toContain('This chat is locked');
  });

  it('two tokens in one address open nothing', async () => {
    expect((await raw(made.port, `/console?token=${TOKEN}&token=${TOKEN}`)).status).toBe(401);
  });

  it('an empty secret is never right', () => {
    expect(isSameSecret('', '')).toBe(false);
    expect(isSameSecret('a', 'a')).toBe(true);
  });
});

describe('without the cookie', () => {
  it.each([
    ['GET', '/console'],
    ['GET', '/console/events'],
    ['HEAD', '/console/events'],
    ['GET', '/console/files/0123'],
    ['POST', '/console/messages'],
    ['POST', '/console/taps'],
    ['POST', '/console/sample'],
  ])('%s %s is 401', async (method, path) => {
    const headers = { Origin: made.origin, 'Content-Type': 'application/json' };
    expect((await raw(made.port, path, { method, headers })).status).toBe(401);
    const wrong = { ...headers, Cookie: `${cookieName(made.port)}=${TOKEN}` };
    expect((await raw(made.port, path, { method, headers: wrong })).status).toBe(401);
    expect(made.samples()).toBe(0);
  });
});

describe('from elsewhere', () => {
  const everyPath = ['/console', `/console?token=${TOKEN}`, '/console/app.js', '/console/events', '/console/files/1'];

  it.each([
    'evil.example',
    'evil.example:PORT',
    '127.0.0.1',
    '127.0.0.1:1',
    '127.0.0.1.evil.example:PORT',
    'localhost.evil.example:PORT',
    '[::1]',
    '0.0.0.0:PORT',
    '192.168.1.5:PORT',
  ])('Host %s is refused on every path (DNS rebinding)', async (host) => {
    const Host = host.replace('PORT', String(made.port));
    for (const path of everyPath)
      expect((await raw(made.port, path, { headers: { Cookie: signedIn['Cookie'] ?? '', Host } })).status).toBe(403);
    expect((await post('messages', '{"text":"x"}', { Host, Origin: `http://${Host}` })).status).toBe(403);
  });

  it.each(['localhost', '127.0.0.1', '[::1]', 'LOCALHOST'])('Host %s with our port is ours', async (name) => {
    const Host = `${name}:${made.port}`;
    expect((await raw(made.port, '/console', { headers: { Cookie: signedIn['Cookie'] ?? '', Host } })).status).toBe(200);
  });

  it.each([
    'http://evil.example',
    'null',
    'http://127.0.0.1',
    'http://127.0.0.1:1',
    'https://127.0.0.1:PORT',
    'http://localhost:PORT',
    'http://127.0.0.1:PORT.evil.example',
  ])('Origin %s is refused for GET and POST', async (origin) => {
    const Origin = origin.replace('PORT', String(made.port));
    expect((await post('messages', '{"text":"x"}', { Origin })).status).toBe(403);
    expect((await raw(made.port, '/console/app.js', { headers: { ...signedIn, Origin } })).status).toBe(403);
  });

  it('a POST without an Origin is refused', async () => {
    const headers = { Cookie: signedIn['Cookie'] ?? '', 'Content-Type': 'application/json' };
    expect((await raw(made.port, '/console/sample', { method: 'POST', headers, body: '{}' })).status).toBe(403);
    expect(made.samples()).toBe(0);
  });

  it.each(['cross-site', 'same-site'])('what the browser calls %s is refused', async (site) => {
    const headers = { ...signedIn, 'Sec-Fetch-Site': site };
    expect((await raw(made.port, '/console/events', { headers })).status).toBe(403);
    expect((await raw(made.port, `/console?token=${TOKEN}`, { headers })).status).toBe(403);
    expect((await post('sample', '{}', { 'Sec-Fetch-Site': site })).status).toBe(403);
  });

  it('the address bar may open the page but not send', async () => {
    expect((await raw(made.port, '/console', { headers: { Cookie: signedIn['Cookie'] ?? '', 'Sec-Fetch-Site': 'none' } })).status).toBe(
      200,
    );
    expect((await post('sample', '{}', { 'Sec-Fetch-Site': 'none' })).status).toBe(403);
  });

  it.each([
    '/console/../package.json',
    '/console/%2e%2e/%2e%2e/package.json',
    '/console/..%2f..%2f..%2fpackage.json',
    '/console/%00',
    '/console/app.js%00.css',
    '/console/constructor',
    '/console/__proto__',
    '/console/index.html',
    '/console/locked.html',
    '/console/files/..%2f..%2fpackage.json',
    '/console/files/__proto__',
    '/console/%E0%A4%A',
  ])('%s gives no file', async (path) => {
    const answer = await raw(made.port, path, { headers: signedIn });
    expect([400, 404]).toContain(answer.status);
    expect(answer.text).not.toContain('"name"');
  });
});

describe('what is sent', () => {
  it.each([
    ['messages', '{"text":" "}', 422],
    ['messages', `{"text":"${'x'.repeat(4097)}"}`, 422],
    ['messages', '{"text":5}', 422],
    ['messages', '{', 400],
    ['messages', JSON.stringify({ text: 'x'.repeat(REQUEST_BYTES_MAX) }), 413],
    ['taps', '{"message_id":"1","data":"x"}', 422],
    ['taps', '{"message_id":1,"data":"x"}', 409],
    ['sample', '[]', 422],
  ])('%s %.30s is answered %i', async (path, body, status) => {
    const answer = await post(path, body);
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([status, { success: false, status: 'error' }]);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'a form (%s) is no JSON',
    async (type) => {
      expect((await post('sample', '{}', { 'Content-Type': type })).status).toBe(415);
      expect(made.samples()).toBe(0);
    },
  );

  it('the sample alert is sent, and a refusal is told', async () => {
    const refusing = await runConsole({ overrides: { sample: async () => ({ ok: false, error: 'entries are halted' }) } });
    const headers = await signIn(refusing);
    const answer = await raw(refusing.port, '/console/sample', { method: 'POST', headers, body: '{}' });
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([502, { error: 'entries are halted' }]);
    await refusing.stop();
    expect((await post('sample', '{}')).status).toBe(202);
    expect(made.samples()).toBe(1);
  });
});

describe('switched off', () => {
  it('everything is 404, also with the right token', async () => {
    const off = await runConsole({ overrides: { enabled: () => false } });
    for (const path of ['/console', `/console?token=${TOKEN}`, '/console/app.js', '/console/events'])
      expect((await raw(off.port, path)).status).toBe(404);
    expect((await raw(off.port, '/console/messages', { method: 'POST', headers: { Origin: off.origin }, body: '{}' })).status).toBe(404);
    await off.stop();
  });
});

describe('the stream of changes', () => {
  const stops: (() => void)[] = [];
  afterEach(() => {
    for (const stop of stops.splice(0)) stop();
  });

  interface Stream {
    /** Resolves with the next event or comment. */
    next(): Promise<string>;
    ended: Promise<void>;
  }
  async function listen(running: RunningConsole, lastEventId?: string): Promise<Stream & { status: number }> {
    const controller = new AbortController();
    stops.push(() => controller.abort());
    const headers = { ...(await signIn(running)), ...(lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId }) };
    const response = await fetch(`${running.origin}/console/events`, { headers, signal: controller.signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let buffer = '';
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    return {
      status: response.status,
      ended,
      async next() {
        for (;;) {
          const at = buffer.indexOf('\n\n');
          if (at >= 0) {
            const event = buffer.slice(0, at);
            buffer = buffer.slice(at + 2);
            if (event !== 'retry: 1000') return event;
            continue;
          }
          const read = await reader?.read();
          if (read === undefined || read.done) {
            end();
            return '';
          }
          buffer += read.value;
        }
      },
    };
  }
  const parse = (event: string): { id: string; name: string; data: unknown } => {
    const [id = '', name = '', data = ''] = event.split('\n').map((line) => line.slice(line.indexOf(': ') + 2));
    return { id, name, data: JSON.parse(data) };
  };

  it('starts with everything, then tells each change', async () => {
    const running = await runConsole();
    await running.bot.api.sendMessage(1, 'before');
    const stream = await listen(running);
    expect(parse(await stream.next())).toMatchObject({
      name: 'sync',
      data: { name: 'Signalman', mode: 'PAPER', unsaved: null, messages: [{ text: 'before' }] },
    });
    const { message_id } = await running.bot.api.sendMessage(1, 'new');
    expect(parse(await stream.next())).toMatchObject({ name: 'message', data: { message: { id: message_id, text: 'new' } } });
    await running.bot.api.editMessageText(1, message_id, 'newer');
    expect(parse(await stream.next())).toMatchObject({ name: 'message', data: { message: { id: message_id, text: 'newer' } } });
    await running.bot.api.deleteMessage(1, message_id);
    expect(parse(await stream.next())).toMatchObject({ name: 'remove', data: { id: message_id } });
    await running.bot.api.setMyCommands([{ command: 'help', description: 'Help' }]);
    expect(parse(await stream.next())).toMatchObject({ name: 'commands', data: { commands: [{ command: 'help' }] } });
    await running.stop();
    expect(await stream.next()).toBe('');
    await stream.ended;
  });

  it('a page that comes back gets what it missed; a number of another process gets everything', async () => {
    const running = await runConsole();
    const first = await listen(running);
    const { id } = parse(await first.next());
    await running.bot.api.sendMessage(1, 'missed');
    const again = await listen(running, id);
    expect(await again.next()).toBe(': resumed');
    expect(parse(await again.next())).toMatchObject({ name: 'message', data: { message: { text: 'missed' } } });
    for (const stranger of ['1-0', `${id}9`, 'x', '']) expect(parse(await (await listen(running, stranger)).next()).name).toBe('sync');
    await running.stop();
  });

  it('says that it lives, and leaves no timer when the last page is gone', async () => {
    const clock = createFakeClock();
    const running = await runConsole({ clock });
    const stream = await listen(running);
    await stream.next();
    await clock.advance(HEARTBEAT_MS);
    expect(await stream.next()).toBe(': still here');
    for (const stop of stops.splice(0)) stop();
    while (clock.pendingTimers() > 0) await clock.settle();
    await running.stop();
  });

  it(`is open to ${STREAMS_MAX} pages`, async () => {
    const running = await runConsole();
    for (let index = 0; index < STREAMS_MAX; index += 1) expect((await listen(running)).status).toBe(200);
    expect((await listen(running)).status).toBe(503);
    await running.stop();
  });
});

it('a picture is a picture, a document is only ever downloaded', async () => {
  const { InputFile } = await import('grammy');
  const document = await made.bot.api.sendDocument(1, new InputFile(Buffer.from('<script>alert(1)</script>'), 'x.html'));
  const answer = await raw(made.port, `/console/files/${document.document.file_id}`, { headers: signedIn });
  expect(answer).toMatchObject({
    status: 200,
    headers: { 'content-type': 'application/octet-stream', 'x-content-type-options': 'nosniff' },
  });
  expect(answer.headers['content-disposition']).toContain('attachment; filename="x.html"');
  expect(answer.text).toBe('<script>alert(1)</script>');
});
