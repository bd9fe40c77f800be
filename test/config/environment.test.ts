// The environment: .env, precedence, defaults, the registry and what is generated from it.

import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderEnvExample } from '../../src/config/environment/env-example.ts';
import { parseEnvFile } from '../../src/config/environment/env-file.ts';
import { envSchema } from '../../src/config/environment/env-schema.ts';
import { ENV_KEY_NAMES, envKey } from '../../src/config/environment/env-table.ts';
import { formatProblems } from '../../src/config/problem.ts';
import { load, problemsOf } from './load.ts';

const values = (text: string) => Object.fromEntries(parseEnvFile(text, '.env').entries.map(({ key, value }) => [key, value]));

describe('a .env file', () => {
  test('is read as dotenv and Node read it', () => {
    const text = [
      '# comment',
      'PLAIN=value',
      '  export SPACED = with blanks  ',
      "SINGLE='a # b \\n'",
      'DOUBLE="a # b"',
      'BACK=`it\'s "both"`',
      'COMMENTED=false  # like this',
      'EMPTY=',
      'EQUALS=a=b==',
      'MULTI="first',
      'second"',
      'LAST=1',
    ].join('\r\n');
    expect(values(text)).toEqual({
      PLAIN: 'value',
      SPACED: 'with blanks',
      SINGLE: 'a # b \\n',
      DOUBLE: 'a # b',
      BACK: 'it\'s "both"',
      COMMENTED: 'false',
      EMPTY: '',
      EQUALS: 'a=b==',
      MULTI: 'first\nsecond',
      LAST: '1',
    });
    expect(values(text)).toEqual(parseEnv(text.replaceAll('\r\n', '\n')));
  });

  test('agrees with Node on every plain assignment', () => {
    const key = fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,12}$/);
    const value = fc.stringMatching(/^[A-Za-z0-9_:/@=.,+-]{0,30}$/);
    fc.assert(
      fc.property(fc.dictionary(key, value), fc.constantFrom('', "'", '"', '`'), (entries, quote) => {
        const text = Object.entries(entries)
          .map(([name, content]) => `${name}=${quote}${content}${quote}\n`)
          .join('');
        expect(values(text)).toEqual({ ...parseEnv(text) });
      }),
    );
  });

  test('has every line that is wrong named, and the rest read', () => {
    const { entries, problems } = parseEnvFile('A=1\njust words\nB=x#y\nC="open\nA=2\nD=1\nE="x" y\n=3\nD=1', '.env');
    expect(problems.map(({ place, message }) => [place.line, place.key, message])).toEqual([
      [2, null, 'this is neither KEY=value nor a comment.'],
      [3, 'B', 'the value has a # in it, which some programs take for the start of a comment.'],
      [4, 'C', 'there is text behind the closing quote.'],
      [5, 'A', 'it stands on line 1 too, with another value.'],
      [7, 'E', 'there is text behind the closing quote.'],
      [8, null, 'this is neither KEY=value nor a comment.'],
    ]);
    expect(entries.map(({ key }) => key)).toEqual(['A', 'D']);
    expect(parseEnvFile('C="open', '.env').problems[0]?.message).toBe('the closing " is missing.');
  });

  test('that cannot be read, or is not UTF-8, is a problem', () => {
    expect(problemsOf(load({ files: { '.env': { type: 'unreadable', reason: 'it is not UTF-8 text' } } }))).toEqual([
      '.env: the file cannot be read: it is not UTF-8 text.',
    ]);
  });
});

describe('the registry of keys', () => {
  test('has the same keys as the schema', () => {
    expect(Object.keys(envSchema.shape)).toEqual(ENV_KEY_NAMES);
  });

  test('is what .env.example says', () => {
    expect(readFileSync(new URL('../../.env.example', import.meta.url), 'utf8')).toBe(renderEnvExample());
    for (const name of ENV_KEY_NAMES) expect(renderEnvExample()).toMatch(new RegExp(`^#${name}=`, 'm'));
  });

  test('gives a .env.example whose copy changes nothing', () => {
    const plain = load({});
    const copied = load({ files: { '.env': renderEnvExample() } });
    expect(copied).toEqual(plain);
  });

  test('has defaults and examples that are accepted', () => {
    for (const name of ENV_KEY_NAMES) {
      const { fallback, example, secret } = envKey(name);
      const text = fallback ?? example;
      if (text === undefined) continue;
      expect(secret, name).toBeUndefined();
      expect(envSchema.safeParse({ [name]: text }).success, name).toBe(true);
    }
  });
});

describe('the environment', () => {
  test('without anything gives the demonstration', () => {
    const loaded = load({});
    expect(loaded).toMatchObject({
      type: 'ok',
      warnings: [],
      config: {
        host: '127.0.0.1',
        port: 8080,
        dataDir: '/home/me/data',
        configFile: null,
        timezone: 'Europe/Vienna',
        logLevel: 'info',
        liveTrading: false,
        webhookSecret: 'made-WEBHOOK_SECRET',
        adminToken: 'made-ADMIN_TOKEN',
        consoleToken: 'made-CONSOLE_TOKEN',
        generated: ['WEBHOOK_SECRET', 'ADMIN_TOKEN', 'CONSOLE_TOKEN'],
        webhookHmacSecret: null,
        requireHmac: false,
        requireTimestamp: false,
        allowedIps: [],
        trustedProxies: [],
        rateLimit: 100,
        waitMs: 0,
        telegram: { token: null, admins: [], traders: [], viewers: [], chats: [], apiRoot: 'https://api.telegram.org' },
        email: null,
      },
    });
    if (loaded.type !== 'ok') throw new Error('invalid');
    const { settings, paperAccounts } = loaded.config;
    expect([...settings.accounts.values()]).toMatchObject([{ name: 'paper', broker: 'paper', mode: 'paper', quoteCurrency: 'USDT' }]);
    expect([...paperAccounts]).toEqual([['paper', { balances: new Map([['USDT', '10000']]), prices: 'demo' }]]);
    expect([...settings.strategies.values()]).toMatchObject([
      { name: 'default', account: 'paper', approval: { type: 'confirm' }, maxLagMs: null, approvalTtlMs: 120_000 },
    ]);
    expect(settings).toMatchObject({ liveTrading: false, entriesPerMinuteMax: 100, mail: false });
  });

  test('is understood in every key', () => {
    const loaded = load({
      env: {
        HOST: '0.0.0.0',
        PORT: '9000',
        DATA_DIR: '/var/lib/signalman',
        TIMEZONE: 'europe/berlin',
        LOG_LEVEL: 'WARNING',
        LIVE_TRADING: 'TRUE',
        WEBHOOK_SECRET: 'a-long-enough-one',
        WEBHOOK_HMAC_SECRET: 'another-long-one',
        WEBHOOK_REQUIRE_HMAC: 'true',
        WEBHOOK_REQUIRE_TIMESTAMP: 'true',
        WEBHOOK_ALLOWED_IPS: 'TradingView, 192.0.2.7 ,2001:db8::/32',
        TRUSTED_PROXIES: '127.0.0.1,10.0.0.0/8',
        WEBHOOK_RATE_LIMIT: '7',
        WEBHOOK_WAIT_MS: '2500',
        ADMIN_TOKEN: 'the-admin-token-1',
        CONSOLE_TOKEN: 'the-console-token',
        TELEGRAM_BOT_TOKEN: '7031415926:AAE-planted_token_0123456789abcdefgh',
        TELEGRAM_ADMINS: '1, 2,1',
        TELEGRAM_TRADERS: '3',
        TELEGRAM_VIEWERS: '4',
        TELEGRAM_CHAT_ID: '-1001234567890/42, 77,@my_channel',
        TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/',
        SMTP_URL: 'smtps://me%40example.com:p%40ss-w0rd@mail.example.com:465',
        EMAIL_TO: 'you@example.com, ops@example.com',
      },
    });
    if (loaded.type !== 'ok') throw new Error(formatProblems(loaded.problems));
    expect(loaded.config).toMatchObject({
      host: '0.0.0.0',
      port: 9000,
      dataDir: '/var/lib/signalman',
      timezone: 'Europe/Berlin',
      logLevel: 'warn',
      liveTrading: true,
      webhookHmacSecret: 'another-long-one',
      requireHmac: true,
      requireTimestamp: true,
      allowedIps: ['tradingview', '192.0.2.7', '2001:db8::/32'],
      trustedProxies: ['127.0.0.1', '10.0.0.0/8'],
      rateLimit: 7,
      waitMs: 2500,
      generated: [],
      telegram: {
        admins: [1, 2],
        traders: [3],
        viewers: [4],
        chats: [
          { chatId: '-1001234567890', topicId: 42 },
          { chatId: '77', topicId: null },
          { chatId: '@my_channel', topicId: null },
        ],
        apiRoot: 'http://127.0.0.1:8081',
      },
      email: { from: 'me@example.com', to: ['you@example.com', 'ops@example.com'] },
      settings: { liveTrading: true, entriesPerMinuteMax: 7, mail: true },
    });
    expect(loaded.config.secrets).toEqual(
      expect.arrayContaining([
        'a-long-enough-one',
        'another-long-one',
        'the-admin-token-1',
        'the-console-token',
        '7031415926:AAE-planted_token_0123456789abcdefgh',
        'AAE-planted_token_0123456789abcdefgh',
        'p@ss-w0rd',
        'p%40ss-w0rd',
      ]),
    );
    expect(loaded.warnings.map(({ place }) => place.key)).toEqual(['WEBHOOK_REQUIRE_HMAC', 'LIVE_TRADING', 'HOST']);
  });

  test('wins over .env, and the command line over both', () => {
    const files = { '.env': 'PORT=1000\nHOST=localhost\n' };
    expect(load({ files })).toMatchObject({ config: { port: 1000, host: 'localhost' } });
    expect(load({ files, env: { PORT: '2000' } })).toMatchObject({ config: { port: 2000, host: 'localhost' } });
    expect(load({ files, env: { PORT: '2000' }, argv: ['--port', '3333'] })).toMatchObject({ config: { port: 3333 } });
    expect(problemsOf(load({ argv: ['--port=x'] }))).toEqual(['command line, --port: "x" is not a whole number from 0 to 65535.']);
  });

  test('has empty values count as absent, except secrets', () => {
    expect(load({ env: { PORT: '', TIMEZONE: ' ', EMAIL_TO: '' } })).toMatchObject({ type: 'ok', config: { port: 8080 } });
    for (const key of ['WEBHOOK_SECRET', 'WEBHOOK_HMAC_SECRET', 'ADMIN_TOKEN', 'CONSOLE_TOKEN', 'TELEGRAM_BOT_TOKEN']) {
      expect(problemsOf(load({ env: { [key]: '' } })), key).toHaveLength(1);
    }
  });

  test.each([
    ['PORT', '70000'],
    ['PORT', '0x50'],
    ['HOST', 'http://localhost'],
    ['HOST', '1.2.3'],
    ['TIMEZONE', 'Mars/Base'],
    ['LOG_LEVEL', 'loud'],
    ['LIVE_TRADING', 'yes'],
    ['WEBHOOK_ALLOWED_IPS', '10.0.0.0/33'],
    ['WEBHOOK_ALLOWED_IPS', ','],
    ['WEBHOOK_ALLOWED_IPS', '010.0.0.1'],
    ['TRUSTED_PROXIES', 'tradingview'],
    ['WEBHOOK_RATE_LIMIT', '0'],
    ['WEBHOOK_WAIT_MS', '2501'],
    ['TELEGRAM_BOT_TOKEN', 'YOUR_TELEGRAM_BOT_TOKEN'],
    ['TELEGRAM_BOT_TOKEN', 'no colon in this one'],
    ['TELEGRAM_ADMINS', '@someone'],
    ['TELEGRAM_CHAT_ID', 'YOUR_TELEGRAM_CHAT_ID'],
    ['TELEGRAM_API_ROOT', 'api.telegram.org'],
    ['SMTP_URL', 'https://mail.example.com'],
    ['SMTP_URL', 'smtp://me:your-password@mail.example.com'],
    ['DHAN_ACCESS_TOKEN', 'your_token'],
  ])('refuses %s=%s with a remedy', (key, text) => {
    const loaded = load({
      env: {
        [key]: text,
        EMAIL_TO: key === 'SMTP_URL' ? 'you@example.com' : undefined,
        EMAIL_FROM: key === 'SMTP_URL' ? 'me@example.com' : undefined,
      },
    });
    if (loaded.type === 'ok') throw new Error(`${key}=${text} was accepted`);
    expect(loaded.problems).toHaveLength(1);
    expect(loaded.problems[0]?.place).toEqual({ file: null, line: null, key });
    expect(loaded.problems[0]?.remedy).not.toBe('');
  });

  test('must fit together', () => {
    expect(problemsOf(load({ env: { WEBHOOK_REQUIRE_HMAC: 'true' } }))).toEqual([
      'environment, WEBHOOK_REQUIRE_HMAC: signatures are demanded, but there is no WEBHOOK_HMAC_SECRET to check them with.',
    ]);
    expect(problemsOf(load({ env: { SMTP_URL: 'smtp://localhost:25' } }))).toEqual([
      'environment, SMTP_URL: there is nobody to write to.',
      'environment, SMTP_URL: the mails have no sender.',
    ]);
    expect(problemsOf(load({ env: { EMAIL_TO: 'you@example.com' } }))).toEqual([
      'environment, EMAIL_TO: there is no SMTP_URL: no mail would ever be sent.',
    ]);
  });

  test('has a slip in .env named, and what is not ours mentioned', () => {
    const loaded = load({ files: { '.env': 'WEBHOK_SECRET=a-long-enough-one\n' } });
    expect(problemsOf(loaded)).toEqual(['.env line 1, WEBHOK_SECRET: the key WEBHOK_SECRET is not known.']);
    expect(load({ files: { '.env': 'COMPOSE_PROJECT=x\n' }, env: { WEBHOOK_URL: 'x', PATH: '/bin' } })).toMatchObject({
      type: 'ok',
      warnings: [{ place: { file: '.env', line: 1, key: 'COMPOSE_PROJECT' } }, { place: { file: null, key: 'WEBHOOK_URL' } }],
    });
  });
});

describe('a secret', () => {
  const published = [
    'your-secret-key',
    'changeme',
    'GTcl4',
    'abc123',
    'iilqB',
    'your_secret_here',
    'your-webhook-secret',
    'your_secret',
    'secret',
    'password',
  ];
  test.each([...published, 'Change-Me-Please-1', '<your secret>', 'elevenchars'])('such as %s stops the start', (secret) => {
    for (const key of ['WEBHOOK_SECRET', 'WEBHOOK_HMAC_SECRET', 'ADMIN_TOKEN', 'CONSOLE_TOKEN']) {
      const loaded = load({ env: { [key]: secret } });
      if (loaded.type === 'ok') throw new Error(`${key} was accepted`);
      expect(loaded.problems).toMatchObject([{ place: { key }, remedy: expect.stringContaining('at least 12 random characters') }]);
    }
  });

  test('is never quoted in a problem', () => {
    const loaded = load({
      env: {
        WEBHOOK_SECRET: 'hunter2!',
        ADMIN_TOKEN: ' hunter2-hunter2',
        SMTP_URL: 'smtp://me:hunter2@',
        TELEGRAM_BOT_TOKEN: 'hunter2-hunter2',
        API_KEY: 'hunter2-hunter2',
      },
      files: { 'config.yaml': 'webhook: { secret: hunter2 }\nstrategies: { a: { secret: hunter2 } }' },
    });
    if (loaded.type === 'ok') throw new Error('accepted');
    expect(loaded.problems.length).toBeGreaterThanOrEqual(6);
    expect(formatProblems(loaded.problems)).not.toContain('hunter2');
  });

  test('that serves two ends is mentioned', () => {
    const env = { WEBHOOK_SECRET: 'one-for-everything', ADMIN_TOKEN: 'one-for-everything' };
    expect(load({ env })).toMatchObject({ type: 'ok', warnings: [{ place: { key: 'ADMIN_TOKEN' } }] });
  });
});
