import { describe, expect, it } from 'vitest';
import { createFakeDispatcher } from './fake-dispatcher.ts';
import { alertBody, openRaw, post, send } from './http-client.ts';
import { signal } from './samples.ts';
import { SECRET, withServer } from './test-server.ts';

/** A dispatcher whose answers wait until they are let go. */
function holdingBack() {
  const dispatcher = createFakeDispatcher();
  let letGo: () => void = () => undefined;
  const mayAnswer = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const asked = new Promise<void>((resolve) => {
    dispatcher.answerWith(async (command) => {
      resolve();
      await mayAnswer;
      if (command.type !== 'receive_alert') throw new Error(command.type);
      dispatcher.commit((state) => ({ ...state, signals: state.signals.set(command.signalId, signal(command.signalId)) }));
      return { type: 'signal', signalId: command.signalId, duplicate: false };
    });
  });
  return { dispatcher, asked, letGo };
}

describe('stopping', () => {
  it('refuses alerts with 503 and goes on telling how things are', async () => {
    await withServer({}, async ({ port, server, dispatcher }) => {
      server.beginStopping();
      const answer = await post(port, '/webhook', alertBody());
      expect([answer.status, answer.headers['retry-after'], answer.headers['connection']]).toEqual([503, '5', 'close']);
      expect(answer.json()).toMatchObject({ success: false, code: 'STOPPING' });
      expect(dispatcher.commands).toHaveLength(0);
      expect((await send(port, { path: '/health' })).status).toBe(200);
      expect((await send(port, { path: '/' })).json()).toMatchObject({ status: 'stopping' });
      expect((await send(port, { path: '/ready' })).json()).toEqual({ status: 'not_ready', reasons: ['Signalman is stopping'] });
    });
  });

  it('keeps the order of checks', async () => {
    await withServer({}, async ({ port, server }) => {
      server.beginStopping();
      expect((await post(port, '/webhook', '{}')).status).toBe(401);
      expect((await post(port, '/webhook', 'no JSON {', { 'X-Webhook-Secret': SECRET })).status).toBe(400);
      expect((await post(port, '/webhook', alertBody({ quantity: -1 }))).status).toBe(422);
    });
  });

  it('answers what is in flight before it ends, and takes nothing new', async () => {
    const { dispatcher, asked, letGo } = holdingBack();
    await withServer({ dispatcher }, async ({ port, server }) => {
      const request = post(port, '/webhook', alertBody());
      await asked;
      let isStopped = false;
      const stopped = server.stop().then(() => {
        isStopped = true;
      });
      await expect(post(port, '/webhook', alertBody())).rejects.toThrow('ECONNREFUSED');
      expect(isStopped).toBe(false);
      letGo();
      expect((await request).status).toBe(202);
      await stopped;
    });
  });

  it('does not wait for idle connections, nor for those that were kept alive', async () => {
    const { dispatcher, asked, letGo } = holdingBack();
    await withServer({ dispatcher }, async ({ port, server }) => {
      const idle = await openRaw(port);
      const used = await openRaw(port);
      used.write('GET /health HTTP/1.1\r\nHost: test\r\n\r\n');
      await used.until(/healthy/);
      const busy = await openRaw(port);
      const body = alertBody();
      busy.write(`POST /webhook HTTP/1.1\r\nHost: test\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
      await asked;
      const stopped = server.stop();
      // While the busy one still waits: at the end of the grace all would be cut off, and it would get no answer.
      await Promise.all([idle.closed(), used.closed()]);
      letGo();
      expect(await busy.closed()).toContain('202 Accepted');
      await stopped;
    });
  });

  it('may be done twice, and before anything was opened', async () => {
    await withServer({}, async ({ server }) => {
      await server.stop();
      await server.stop();
    });
  });
});
