// What proves that nothing has left this machine, and what only looks like it.

import { expect, it } from 'vitest';
import { classifyFailure } from '../../src/brokers/alpaca/classify-failure.ts';
import { neverConnected } from '../../src/brokers/never-connected.ts';

const fetchFailed = (cause: object): Error => new TypeError('fetch failed', { cause });
const failed = (code: string, syscall: string): Error => Object.assign(new Error(`${syscall} ${code}`), { code, syscall });

it.each([
  ['ECONNREFUSED', 'connect'],
  ['ENOTFOUND', 'getaddrinfo'],
  ['EAI_AGAIN', 'getaddrinfo'],
  ['UND_ERR_CONNECT_TIMEOUT', ''],
  ['EHOSTUNREACH', 'connect'],
  ['ENETUNREACH', 'connect'],
  ['ETIMEDOUT', 'connect'],
  ['CERT_HAS_EXPIRED', ''],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', ''],
  ['ERR_TLS_CERT_ALTNAME_INVALID', ''],
])('%s at %s: nothing was sent', (code, syscall) => {
  expect(neverConnected(fetchFailed(failed(code, syscall)))).toBe(true);
  expect(classifyFailure(fetchFailed(failed(code, syscall))).type).toBe('unavailable');
});

it.each([
  ['EHOSTUNREACH', 'read'],
  ['ENETUNREACH', 'write'],
  ['ECONNRESET', 'read'],
  ['ETIMEDOUT', 'read'],
  ['EPIPE', 'write'],
  ['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', ''],
])('%s at %s: a request may have been on its way', (code, syscall) => {
  expect(neverConnected(fetchFailed(failed(code, syscall)))).toBe(false);
  expect(classifyFailure(fetchFailed(failed(code, syscall))).type).toBe('ambiguous');
});

it('an error that causes itself is looked at for a while only', () => {
  const error: Error & { cause?: unknown } = new Error('round');
  error.cause = error;
  expect(neverConnected(error)).toBe(false);
});

it('several addresses of one name: nothing was sent where none of them was reached', () => {
  const all = (...errors: Error[]): Error => fetchFailed(new AggregateError(errors, ''));
  expect(neverConnected(all(failed('ETIMEDOUT', 'connect'), failed('ENETUNREACH', 'connect')))).toBe(true);
  expect(neverConnected(all(failed('ETIMEDOUT', 'connect'), failed('ECONNRESET', 'read')))).toBe(false);
  expect(neverConnected(all())).toBe(false);
});
