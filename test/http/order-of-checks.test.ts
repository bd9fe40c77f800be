// The order of the checks: each row breaks everything from its own check on that can be broken at once; the first one answers.

import { describe, expect, it } from 'vitest';
import { deny } from '../../src/core/model/denial.ts';
import { StorageError } from '../../src/store/dispatch.ts';
import { alertBody, send } from './http-client.ts';
import { createFakeDispatcher } from './fake-dispatcher.ts';
import { SECRET, withServer } from './test-server.ts';

const BIG = 'x'.repeat(65_537);
const WRONG = JSON.stringify({ secret: 'wrong-secret' });
const GZIP = { 'Content-Encoding': 'gzip' };

const diskFull = (): never => {
  throw new StorageError('full', 'no space left on device');
};
const fault = (): never => {
  throw new Error('a programmer was wrong');
};

describe('what answers first', () => {
  it.each([
    { expected: 413, code: 'BODY_TOO_LARGE', body: BIG, headers: GZIP, from: '127.0.0.9', answer: diskFull },
    { expected: 415, code: 'COMPRESSED_BODY', body: WRONG, headers: GZIP, from: '127.0.0.9', answer: diskFull },
    { expected: 403, code: 'ADDRESS_NOT_ALLOWED', body: WRONG, headers: {}, from: '127.0.0.9', answer: diskFull },
    { expected: 401, code: 'WRONG_SECRET', body: 'no JSON {', headers: {}, from: '127.0.0.1', answer: diskFull },
    { expected: 429, code: 'TOO_MANY_REQUESTS', body: 'no JSON {', headers: {}, from: '127.0.0.2', answer: diskFull },
    {
      expected: 400,
      code: 'NOT_UNDERSTOOD',
      body: '{"action": ',
      headers: { 'X-Webhook-Secret': SECRET },
      from: '127.0.0.1',
      answer: diskFull,
    },
    { expected: 422, code: 'INVALID_QUANTITY', body: alertBody({ quantity: -1 }), headers: {}, from: '127.0.0.1', answer: diskFull },
    { expected: 503, code: 'NOT_STORED', body: alertBody(), headers: {}, from: '127.0.0.1', answer: diskFull },
    { expected: 500, code: 'INTERNAL', body: alertBody(), headers: {}, from: '127.0.0.1', answer: fault },
  ])('$expected $code', async ({ expected, code, body, headers, from, answer }) => {
    const dispatcher = createFakeDispatcher();
    dispatcher.answerWith(answer);
    const http = { allowedAddresses: ['127.0.0.1', '127.0.0.2'], unauthenticatedPerMinuteMax: 1 };
    await withServer({ dispatcher, http }, async ({ port }) => {
      // 127.0.0.2 has used up its failures.
      await send(port, { method: 'POST', path: '/webhook', body: '{}', from: '127.0.0.2' });
      const received = await send(port, { method: 'POST', path: '/webhook', body, headers, from });
      expect(received.status).toBe(expected);
      const json = received.json();
      expect(json).toMatchObject({ success: false, status: 'error', code });
      for (const field of ['error', 'remedy', 'detail']) expect(json[field]).toEqual(expect.stringMatching(/\S/));
    });
  });

  it('404 comes before 503: the strategy is known not to exist only when the core said so', async () => {
    const dispatcher = createFakeDispatcher();
    dispatcher.answerWith(() => ({ type: 'refused', denial: deny('UNKNOWN_STRATEGY', 'there is no strategy "nobody"') }));
    await withServer({ dispatcher }, async ({ port }) => {
      const received = await send(port, { method: 'POST', path: '/webhook/nobody', body: alertBody() });
      expect(received.status).toBe(404);
      expect(received.json()).toMatchObject({ code: 'UNKNOWN_STRATEGY', error: 'there is no strategy "nobody"' });
    });
  });
});
