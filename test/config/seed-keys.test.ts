// The keys of the documents that Signalman grew from: they work, or stop the start with the name of what replaces them.

import { describe, expect, test } from 'vitest';
import { load, problemsOf } from './load.ts';

const env = (text: string) => load({ files: { '.env': text } });
const yaml = (text: string) => load({ files: { 'config.yaml': text } });

describe('a key of the first documents', () => {
  test('WEBHOOK_HOST and WEBHOOK_PORT work, with a word about their new names', () => {
    expect(env('WEBHOOK_SECRET=a-long-enough-one\nWEBHOOK_HOST=0.0.0.0\nWEBHOOK_PORT=80\nENABLE_DHAN=false  # testing\n')).toMatchObject({
      type: 'ok',
      config: { host: '0.0.0.0', port: 80, liveTrading: false },
      warnings: [
        { place: { line: 3 }, message: 'WEBHOOK_PORT is called PORT here. It works.' },
        { place: { line: 2 }, message: 'WEBHOOK_HOST is called HOST here. It works.' },
        { place: { line: 4 }, message: 'ENABLE_DHAN is replaced by LIVE_TRADING, which says the same.' },
        { place: { line: 2 }, message: expect.stringContaining('other machines reach this address') },
      ],
    });
    expect(env('PORT=80\nWEBHOOK_PORT=80')).toMatchObject({ type: 'ok', config: { port: 80 } });
    expect(problemsOf(env('WEBHOOK_PORT=eighty'))).toEqual(['.env line 1, WEBHOOK_PORT: "eighty" is not a whole number from 0 to 65535.']);
  });

  test('that contradicts its successor stops the start', () => {
    expect(problemsOf(env('PORT=81\nWEBHOOK_PORT=80'))).toEqual([
      '.env line 2, WEBHOOK_PORT: WEBHOOK_PORT and PORT say two different things.',
    ]);
    expect(problemsOf(env('LIVE_TRADING=true\nENABLE_DHAN=false'))).toEqual([
      '.env line 2, ENABLE_DHAN: ENABLE_DHAN is replaced by LIVE_TRADING, which says something else.',
    ]);
  });

  test('ENABLE_DHAN=true does not switch real money on by itself', () => {
    const loaded = env('ENABLE_DHAN=true');
    expect(problemsOf(loaded)).toHaveLength(1);
    if (loaded.type === 'invalid') expect(loaded.problems[0]?.remedy).toContain('LIVE_TRADING=true');
  });

  test('API_KEY and API_SECRET name what replaces them', () => {
    const loaded = env('API_KEY=PKABCDEFGHIJKLMNOP\nAPI_SECRET=abcdefghijklmnopqrstuvwxyz');
    if (loaded.type === 'ok') throw new Error('accepted');
    expect(loaded.problems.map(({ place, remedy }) => [place.key, remedy])).toEqual([
      ['API_KEY', 'Write APCA_API_KEY_ID for Alpaca, or <ACCOUNT>_API_KEY for an account of config.yaml.'],
      ['API_SECRET', 'Write APCA_API_SECRET_KEY for Alpaca, or <ACCOUNT>_API_SECRET for an account of config.yaml.'],
    ]);
  });

  test('EMAIL_USERNAME and EMAIL_PASSWORD work for Gmail', () => {
    const loaded = env('EMAIL_USERNAME=me@gmail.com\nEMAIL_PASSWORD=abcd efgh ijkl mnop\n');
    expect(loaded).toMatchObject({
      type: 'ok',
      config: {
        email: { smtpUrl: 'smtps://me%40gmail.com:abcdefghijklmnop@smtp.gmail.com:465', from: 'me@gmail.com', to: ['me@gmail.com'] },
      },
      warnings: [{ message: expect.stringContaining('replaced by SMTP_URL') }],
    });
    if (loaded.type === 'ok') expect(loaded.config.secrets).toEqual(expect.arrayContaining(['abcd efgh ijkl mnop', 'abcdefghijklmnop']));
  });

  test.each([
    ['EMAIL_USERNAME=me@work.example\nEMAIL_PASSWORD=long-enough-pw', 'the mail server of this address is not known.'],
    ['EMAIL_USERNAME=me@gmail.com', 'EMAIL_PASSWORD is missing.'],
    ['EMAIL_USERNAME=your_email@gmail.com\nEMAIL_PASSWORD=your_email_password', 'this is a placeholder from documentation.'],
    [
      'SMTP_URL=smtp://localhost\nEMAIL_FROM=a@b\nEMAIL_TO=a@b\nEMAIL_USERNAME=me@gmail.com\nEMAIL_PASSWORD=long-enough-pw',
      'and SMTP_URL is set too.',
    ],
  ])('%j stops the start', (text, message) => {
    const problems = problemsOf(env(text));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(message);
  });

  test('webhook: and logging: of config.yaml work', () => {
    expect(yaml('webhook: { port: 8081, host: 0.0.0.0, secret: "a-long-enough-one" }\nlogging: { level: DEBUG }\n')).toMatchObject({
      type: 'ok',
      config: {
        port: 8081,
        host: '0.0.0.0',
        webhookSecret: 'a-long-enough-one',
        logLevel: 'debug',
        generated: ['ADMIN_TOKEN', 'CONSOLE_TOKEN'],
      },
      warnings: [
        { place: { file: 'config.yaml', line: 1, key: 'webhook.host' } },
        {},
        {},
        { place: { line: 2, key: 'logging.level' } },
        { place: { key: 'webhook.host' } },
      ],
    });
    const loaded = yaml('webhook: { secret: "a-long-enough-one" }');
    if (loaded.type === 'ok') expect(loaded.config.secrets).toContain('a-long-enough-one');
  });

  test('the whole file of the first receiver stops the start and says what replaces each part', () => {
    const text = `webhook:
  port: 8080
  secret: "your-secret-key"  # Optional authentication

strategies:
  my-ma-cross:
    exchange: binance
    default_quantity: 0.01
    use_market_orders: true

logging:
  level: INFO
  file: webhook_alerts.log
`;
    expect(problemsOf(yaml(text))).toEqual([
      'config.yaml line 3, webhook.secret: this is an example from published documentation, which everyone knows.',
      'config.yaml line 7, strategies.my-ma-cross.exchange: exchange is replaced by account: a strategy names an account, and the account names its venue.',
      'config.yaml line 13, logging.file: there are no log files: the log goes to standard output.',
    ]);
  });

  test('exchange works where an account has that name', () => {
    const loaded = yaml('accounts: { binance: { broker: paper, balances: { USDT: 5 } } }\nstrategies:\n  a:\n    exchange: binance\n');
    expect(loaded).toMatchObject({
      type: 'ok',
      warnings: [{ place: { line: 4 }, message: expect.stringContaining('exchange is called account here') }],
    });
  });
});
