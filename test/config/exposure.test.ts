// Configurations that are valid and unsafe: which of them stop the start, and which are told at it.

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readTextFile } from '../../src/config/read-text-file.ts';
import { load, problemsOf, type Given } from './load.ts';

const warningsOf = (given: Given): string[] => {
  const loaded = load(given);
  if (loaded.type !== 'ok') throw new Error('refused');
  return loaded.warnings.map(({ place, message }) => `${place.key ?? place.file}: ${message}`);
};
const SECRETS = { WEBHOOK_SECRET: 'the-shared-secret', ADMIN_TOKEN: 'the-admin-token-1', CONSOLE_TOKEN: 'the-console-token' };
const strategies = (alpha: string, beta: string): Given => ({
  env: SECRETS,
  files: { 'config.yaml': `strategies:\n  alpha: { secret: "${alpha}" }\n  beta: { secret: "${beta}" }\n` },
});

describe("strategies' secrets", () => {
  test('that differ are accepted', () => {
    expect(warningsOf(strategies('the-secret-of-alpha', 'the-secret-of-beta'))).toEqual([]);
  });

  // The alert of the second strategy was traded for the first.
  test('that are the same stop the start', () => {
    expect(problemsOf(load(strategies('one-for-both-of-them', 'one-for-both-of-them')))).toEqual([
      'config.yaml line 3, strategies.beta.secret: it is the same as the secret of strategy alpha.',
    ]);
  });

  test.each(Object.entries(SECRETS))('that are %s too stop the start', (key, secret) => {
    expect(problemsOf(load(strategies(secret, 'the-secret-of-beta')))).toEqual([
      `environment, ${key}: it is the same as the secret of strategy alpha, which would open more than that strategy.`,
    ]);
  });
});

describe('what opens more than people may mean is told', () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ['HOST: other machines reach', { HOST: '0.0.0.0' }],
    ['HOST: other machines reach', { HOST: '::' }],
    ['HOST: other machines reach', { HOST: 'signalman.example.com' }],
    ['TRUSTED_PROXIES: every address is a proxy', { TRUSTED_PROXIES: '10.0.0.1,0.0.0.0/0' }],
    ['TRUSTED_PROXIES: every address is a proxy', { TRUSTED_PROXIES: '::/0' }],
    ['WEBHOOK_ALLOWED_IPS: it holds every address', { WEBHOOK_ALLOWED_IPS: 'tradingview,0.0.0.0/0' }],
    ['TELEGRAM_API_ROOT: the bot token goes over the network unencrypted', { TELEGRAM_API_ROOT: 'http://bot-api.example.com' }],
    ['TELEGRAM_VIEWERS: 7 stands in a list with more rights', { TELEGRAM_ADMINS: '7', TELEGRAM_VIEWERS: '8,7' }],
    ['TELEGRAM_TRADERS: 7, 8 stand in a list with more rights', { TELEGRAM_ADMINS: '8,7', TELEGRAM_TRADERS: '7,8' }],
    [
      'WEBHOOK_REQUIRE_TIMESTAMP: every alert must be signed',
      { WEBHOOK_HMAC_SECRET: 'another-long-one', WEBHOOK_REQUIRE_TIMESTAMP: 'true' },
    ],
  ])('%s: %j', (start, env) => {
    const warnings = warningsOf({ env });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]?.startsWith(start)).toBe(true);
  });

  test.each<Readonly<Record<string, string>>>([
    { HOST: 'localhost' },
    { HOST: '::1' },
    { HOST: '127.0.0.2' },
    { TRUSTED_PROXIES: '10.0.0.0/8' },
    { TELEGRAM_API_ROOT: 'http://[::1]:8081' },
    { TELEGRAM_ADMINS: '7', TELEGRAM_VIEWERS: '8' },
  ])('but not %j', (env) => expect(warningsOf({ env })).toEqual([]));
});

describe('two sources', () => {
  test('that disagree are told, without the values', () => {
    const files = { '.env': 'LIVE_TRADING=false\nWEBHOOK_SECRET=the-secret-in-the-file\nPORT=1000' };
    const env = { LIVE_TRADING: 'true', WEBHOOK_SECRET: 'the-secret-outside', PORT: '1000' };
    const loaded = load({ env, files });
    if (loaded.type !== 'ok') throw new Error('refused');
    expect(loaded.config).toMatchObject({ liveTrading: true, webhookSecret: 'the-secret-outside' });
    const told = loaded.warnings.filter(({ message }) => message.includes('wins'));
    expect(told.map(({ place }) => [place.file, place.line, place.key])).toEqual([
      ['.env', 1, 'LIVE_TRADING'],
      ['.env', 2, 'WEBHOOK_SECRET'],
    ]);
    expect(JSON.stringify(loaded.warnings)).not.toContain('the-secret');
  });
});

describe('a file that others can read', () => {
  test('is told where secrets stand in it', () => {
    const open = (text: string) => ({ type: 'text', text, open: true }) as const;
    const told = 'secrets stand in it, and other users of this machine can read it.';
    expect(warningsOf({ files: { '.env': open('WEBHOOK_SECRET=the-shared-secret') } })).toEqual([`.env: ${told}`]);
    expect(warningsOf({ files: { '.env': open('PORT=1') } })).toEqual([]);
    const yaml = 'strategies: { a: { secret: "the-secret-of-a" } }';
    expect(warningsOf({ files: { 'config.yaml': open(yaml) } })).toEqual([`config.yaml: ${told}`]);
    expect(warningsOf({ files: { 'config.yaml': open('strategies: { a: {} }') } })).toEqual([]);
  });

  test('is known by its mode', () => {
    const folder = mkdtempSync(join(tmpdir(), 'signalman-mode-'));
    const path = join(folder, '.env');
    writeFileSync(path, 'A=1');
    const openAt = (mode: number): boolean | undefined => {
      chmodSync(path, mode);
      const read = readTextFile(path);
      return read.type === 'text' ? read.open : undefined;
    };
    expect([0o600, 0o640, 0o604, 0o644].map(openAt)).toEqual([false, true, true, true]);
    rmSync(folder, { recursive: true });
  });
});
