// Planted secrets must not come out anywhere: not in answers, not in the log, not in the commands (which become state and
// journal), wherever a sender puts them.

import { describe, expect, it } from 'vitest';
import { StorageError } from '../../src/store/dispatch.ts';
import { createFakeDispatcher } from './fake-dispatcher.ts';
import { alertBody, post, send, type Received } from './http-client.ts';
import { ADMIN_TOKEN, ALPHA_SECRET, HMAC_SECRET, PLANTED, SECRET, withServer, type TestServer } from './test-server.ts';

const FOREIGN = 'token-of-another-service-5';
const everywhere = (secret: string): Record<string, unknown> => ({
  secret,
  comment: `my secret is ${secret}`,
  strategy: secret,
  order_id: secret,
  exchange: secret,
  [secret]: secret,
  timestamp: `at ${secret}`,
  unknown_field: { nested: [secret] },
});

/** Every text that left the server or went into the core. */
const traces = ({ dispatcher, logLines }: TestServer, answers: readonly Received[]): string =>
  [...answers.map((answer) => answer.text + JSON.stringify(answer.headers)), JSON.stringify(dispatcher.commands), ...logLines].join('\n');

function expectClean(text: string, secrets: readonly string[]): void {
  const bytes = (secret: string): Buffer => Buffer.from(secret);
  const leaks = secrets.flatMap((secret) =>
    [secret, bytes(secret).toString('base64').replace(/=+$/, ''), bytes(secret).toString('hex')].flatMap((spelling) => {
      const at = text.indexOf(spelling);
      return at === -1 ? [] : [text.slice(Math.max(0, at - 60), at + spelling.length + 20)];
    }),
  );
  expect(leaks).toEqual([]);
}

const BODIES: readonly (readonly [string, string])[] = [
  ['everywhere in a good alert', alertBody(everywhere(SECRET))],
  ['in the comment, and proved by the header', JSON.stringify({ action: 'buy', symbol: 'BTCUSDT', quantity: 1, comment: `is ${SECRET}` })],
  ['as the symbol', alertBody({ symbol: SECRET })],
  ['as the action', alertBody({ action: SECRET })],
  ['as the quantity', alertBody({ quantity: SECRET })],
  ['in broken JSON', `{"secret":"${SECRET}","action":"buy", ${SECRET}`],
  ['in a line of text', `BUY ${SECRET} qty=1 secret=${SECRET}`],
  ['as nothing but itself', SECRET],
  ['escaped', `{"secret":"${SECRET}","action":"buy","symbol":"BTCUSDT","comment":"${SECRET.replace('p', '\\u0070')}"}`],
  ['in a form', `secret=${SECRET}&action=buy&symbol=${SECRET}&comment=${SECRET}`],
  ['beside that of another service', alertBody({ api_key: FOREIGN, comment: `key ${FOREIGN}` })],
];

describe('planted secrets', () => {
  it.each(BODIES)('%s', async (_case, body) => {
    await withServer({}, async (started) => {
      const headers = { 'X-Webhook-Secret': SECRET };
      const answers: Received[] = [];
      for (const path of [
        '/webhook',
        `/webhook?secret=${SECRET}`,
        '/webhook/test',
        '/webhook/cancel',
        '/webhook/status',
        `/webhook/${SECRET}`,
      ]) {
        answers.push(await post(started.port, path, body, headers));
      }
      expect(started.dispatcher.alerts().length).toBeGreaterThan(0);
      expectClean(traces(started, answers), [...PLANTED, FOREIGN]);
    });
  });

  it('in requests that are refused', async () => {
    await withServer({ http: { unauthenticatedPerMinuteMax: 3 }, senders: { hmacSecret: HMAC_SECRET } }, async (started) => {
      const answers: Received[] = [];
      const almost = SECRET.slice(0, -1);
      for (const body of [JSON.stringify({ secret: almost, token: ADMIN_TOKEN }), `secret=${ALPHA_SECRET.slice(1)}`]) {
        for (const path of ['/webhook', `/webhook?secret=${almost}&token=${ADMIN_TOKEN}`, '/webhook/test']) {
          answers.push(await post(started.port, path, body, { 'X-Webhook-Secret': almost, 'X-Signature': SECRET }));
        }
      }
      for (const path of ['/status', `/history?secret=${SECRET}&limit=${SECRET}`, `/orders/${SECRET}`]) {
        answers.push(await send(started.port, { path, headers: { Authorization: `Bearer ${ADMIN_TOKEN}` } }));
        answers.push(await send(started.port, { path, headers: { Authorization: `Bearer ${almost}` } }));
      }
      expect(started.dispatcher.commands).toEqual([]);
      const text = traces(started, answers);
      expectClean(text, PLANTED);
      // Guesses are nobody's business either.
      expect(text).not.toContain(almost);
    });
  });

  it('in faults of ours', async () => {
    const dispatcher = createFakeDispatcher();
    await withServer({ dispatcher }, async (started) => {
      const answers: Received[] = [];
      for (const error of [new Error(`failed with ${SECRET}`), new StorageError('full', `write ${SECRET}`)]) {
        dispatcher.answerWith(() => Promise.reject(error));
        answers.push(await post(started.port, `/webhook?secret=${SECRET}`, alertBody()));
      }
      expect(answers.map((answer) => answer.status)).toEqual([500, 503]);
      expectClean(traces(started, answers), PLANTED);
      expect(started.faults.map(({ where }) => where)).toEqual(['POST /webhook?secret=***']);
    });
  });
});
