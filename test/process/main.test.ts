// The program itself, as `npm start` runs it: what it prints, how it ends.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { compileBundle } from '../../src/compile-bundle.ts';
import { BUILD_MS_MAX } from '../crash/build-app.ts';
import { createFakeTelegram, TOKEN } from '../telegram/fake-telegram.ts';
import { until } from '../until.ts';
import { buildProgram, type Program, urlOf } from './program.ts';

let program: Program;
beforeAll(async () => {
  program = await buildProgram('main');
}, BUILD_MS_MAX);
afterAll(() => program.remove());
afterEach(() => program.end());

describe('npm start', () => {
  it('with nothing set prints webhook, chat, accounts and one next step; the printed line works as it is', async () => {
    const first = program.run(['--port', '0']);
    const url = await urlOf(first);
    await until('the last line', () => first.output().includes('Secrets:'));
    const output = first.output();
    expect(output).toMatch(/Chat: +http:\/\/127\.0\.0\.1:\d+\/console\?token=\w+/);
    expect(output).toContain('paper PAPER');
    const [, secret, body] = /X-Webhook-Secret: (\S+)' -d '([^']+)'/.exec(output) ?? [];
    const answer = await fetch(`${url}/webhook`, { method: 'POST', body: body ?? '', headers: { 'X-Webhook-Secret': secret ?? '' } });
    expect(answer.status).toBe(202);
    expect(statSync(join(program.folder, 'data', 'generated.env')).mode & 0o777).toBe(0o600);

    // the page's own line holds no secret: its shell reads it
    const token = /console\?token=(\w+)/.exec(output)?.[1];
    const page = await fetch(`${url}/console?token=${token}`, { redirect: 'manual' });
    const events = await fetch(`${url}/console/events`, { headers: { Cookie: page.headers.getSetCookie()[0] ?? '' } });
    const { value } = (await events.body?.getReader().read()) ?? {};
    const { sampleCommand } = JSON.parse(/data: (.*)/.exec(new TextDecoder().decode(value))?.[1] ?? '{}') as { sampleCommand: string };
    expect(sampleCommand).not.toContain(secret);
    const [shell, rest = ''] = sampleCommand.split('; ');
    expect(rest).toBe(`curl -X POST '${url}/webhook' -H "X-Webhook-Secret: $WEBHOOK_SECRET" -d '${body}'`);
    expect(execFileSync('sh', ['-c', `${shell}; printf %s "$WEBHOOK_SECRET"`], { encoding: 'utf8' })).toBe(secret);

    const second = program.run(['--port', '0']);
    expect(await second.exited).not.toBe(0);
    expect(second.errors()).toMatch(/in use|another|already/i);
    // any free port was asked for: it names the one that was got
    expect(second.errors()).toContain(`webhook ${url}/webhook`);

    first.signal('SIGTERM');
    expect(await first.exited).toBe(0);
    const state = JSON.parse(readFileSync(join(program.folder, 'data', 'state.json'), 'utf8')) as { state: { signals: object } };
    expect(Object.keys(state.state.signals)).toHaveLength(1);

    const again = program.run(['--port', '0']);
    await urlOf(again);
    await until('the greeting', () => again.output().includes('Next:'));
    expect(again.output()).not.toContain(secret);
  });

  it('ends in order when npm is ended, whose shell keeps the signal to itself', async () => {
    const npm = program.runWithNpm(['--port', '0'], { DATA_DIR: 'ended' });
    const url = await urlOf(npm);
    const lock = join(program.folder, 'ended', 'lock');
    npm.signal('SIGTERM');
    await npm.exited;
    await until('the end', () => !existsSync(lock));
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  it('takes the two signals of one Ctrl-C for one', async () => {
    const started = program.run(['--port', '0'], { DATA_DIR: 'interrupted' });
    await urlOf(started);
    await until('the last line', () => started.output().includes('Secrets:'));
    started.signal('SIGINT');
    started.signal('SIGTERM');
    expect(await started.exited).toBe(0);
  });

  it('ends in order also when it is asked to while it still starts', async () => {
    const silent = createServer((socket) => void socket.on('error', () => undefined).resume()).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const nobody = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    writeFileSync(
      join(program.folder, 'starting.yaml'),
      `accounts: { stocks: { broker: alpaca, base_url: "${nobody}", data_url: "${nobody}" } }
strategies: { default: { account: stocks, max_notional: 1 } }
`,
    );
    const started = program.run(['--port', '0'], {
      DATA_DIR: 'starting',
      CONFIG_FILE: 'starting.yaml',
      STOCKS_API_KEY: 'key-of-stocks',
      STOCKS_API_SECRET: 'x'.repeat(40),
    });
    const lock = join(program.folder, 'starting', 'lock');
    // HTTP listens, and the venue is waited for
    await until('the address in the lock', () => existsSync(lock) && readFileSync(lock, 'utf8').includes('"webhook":"http'));
    expect(started.output()).toBe('');
    started.signal('SIGTERM');
    expect(await started.exited).toBe(0);
    expect(existsSync(lock)).toBe(false);
    silent.close();
  });

  it('with a broken configuration says everything that is wrong at once, and ends with 78', async () => {
    writeFileSync(join(program.folder, '.env'), 'WEBHOOK_SECRET=changeme\nPORT=eighty\n');
    writeFileSync(
      join(program.folder, 'config.yaml'),
      'accounts:\n  paper: { broker: papr }\nstrategies:\n  a: { account: nosuch, aproval: auto }\n',
    );
    const broken = program.run([]);
    expect(await broken.exited).toBe(78);
    for (const word of ['WEBHOOK_SECRET', 'PORT', 'papr', 'aproval', 'approval', 'config.yaml line 2', '.env line 1'])
      expect(broken.errors()).toContain(word);
    rmSync(join(program.folder, '.env'));
    rmSync(join(program.folder, 'config.yaml'));
  });

  it('on a data folder that is none says which, why and what to do, and ends with 78, with and without secrets of its own', async () => {
    const file = join(program.folder, 'a-file');
    writeFileSync(file, '');
    const secrets = { WEBHOOK_SECRET: 'a-secret-of-senders', ADMIN_TOKEN: 'a-token-of-readers', CONSOLE_TOKEN: 'a-token-of-the-chat' };
    for (const env of [{}, secrets]) {
      const refused = program.run(['--port', '0'], { DATA_DIR: file, ...env });
      expect(await refused.exited).toBe(78);
      expect(refused.errors()).toMatch(
        /environment, DATA_DIR: \S+a-file\S* cannot be used: .* is no folder.*\n +Name a folder as DATA_DIR/,
      );
    }
    rmSync(file);
  });

  it.each([
    ['--version', /^\d+\.\d+\.\d+\n$/],
    ['--help', /--port/],
  ])('%s answers and ends', async (option, answer) => {
    const asked = program.run([option]);
    expect(await asked.exited).toBe(0);
    expect(asked.output()).toMatch(answer);
  });

  // The folder of a fresh clone is open to everybody.
  it('writes for its own user alone, also where the folder is open and no secret had to be made', async () => {
    const data = join(program.folder, 'open');
    mkdirSync(data, { mode: 0o755 });
    const secrets = { WEBHOOK_SECRET: 'a-secret-of-senders', ADMIN_TOKEN: 'a-token-of-readers', CONSOLE_TOKEN: 'a-token-of-the-chat' };
    const started = program.run(['--port', '0'], { DATA_DIR: 'open', ...secrets });
    const url = await urlOf(started);
    const headers = { 'X-Webhook-Secret': secrets.WEBHOOK_SECRET };
    expect((await fetch(`${url}/webhook`, { method: 'POST', body: 'BUY BTCUSDT @ 45000 qty=0.1', headers })).status).toBe(202);
    await until('the chat on disk', () => readdirSync(data).includes('console.json'));
    started.signal('SIGTERM');
    await started.exited;
    const entries = readdirSync(data, { recursive: true, withFileTypes: true });
    expect(entries.map(({ name }) => name)).toEqual(expect.arrayContaining(['state.json', 'console.json', 'journal']));
    const open = entries.filter(({ parentPath, name }) => (statSync(join(parentPath, name)).mode & 0o077) !== 0);
    expect(open.map(({ name }) => name)).toEqual([]);
  });

  it('is one file that was compiled by the build; without it the modules run', async () => {
    const { bundle } = program;
    expect(compileBundle(join(bundle, 'signalman.cjs'))?.isCompiledAnew).toBe(false);
    // Node 22 and newer warn of it at every start
    expect(readFileSync(join(bundle, 'signalman.cjs'), 'latin1')).not.toMatch(/require\("(?:node:)?punycode"\)/);
    renameSync(bundle, `${bundle}-away`);
    const modules = program.run(['--version']);
    expect(await modules.exited).toBe(0);
    expect(modules.output()).toMatch(/^\d+\.\d+\.\d+\n$/);
    renameSync(`${bundle}-away`, bundle);
  });

  // the text of the one file is read as ASCII
  it('reads letters of other scripts out of the one file as its modules do', async () => {
    expect(readFileSync(join(program.bundle, 'signalman.cjs')).filter((byte) => byte > 0x7f)).toHaveLength(0);
    const secret = 'a-secret-of-senders';
    const started = program.run(['--port', '0'], { DATA_DIR: 'scripts', WEBHOOK_SECRET: secret });
    const body = JSON.stringify({ message: '平仓成交: SOL/USDT', pair: 'SOL/USDT', amount: '1.5', price: '150' });
    const answer = await fetch(`${await urlOf(started)}/webhook/test`, { method: 'POST', body, headers: { 'X-Webhook-Secret': secret } });
    expect(await answer.json()).toMatchObject({ kind: 'fill_report', symbol: 'SOL/USDT', fill_quantity: 1.5 });
  });

  it('opens accounts at venues out of the one file', async () => {
    // port 9 answers nothing: that the libraries of all three are loaded is what counts
    const nowhere = 'http://127.0.0.1:9';
    writeFileSync(
      join(program.folder, 'venues.yaml'),
      `accounts:
  crypto: { broker: ccxt, exchange: kraken, ccxt: { urls: { api: { public: "${nowhere}", private: "${nowhere}" } } } }
  stocks: { broker: alpaca, base_url: "${nowhere}", data_url: "${nowhere}" }
  india: { broker: dhan, base_url: "${nowhere}", stream_url: "ws://127.0.0.1:9", scrip_master_url: "${nowhere}" }
strategies: { a: { account: crypto, max_notional: 1 } }
`,
    );
    const keys = ['CRYPTO', 'STOCKS', 'INDIA'].flatMap((name) => [
      [`${name}_API_KEY`, `key-of-${name}`],
      [`${name}_API_SECRET`, `c2VjcmV0LW9mLXRoZS1hY2NvdW50`],
    ]);
    const started = program.run(['--port', '0'], { DATA_DIR: 'venues', CONFIG_FILE: 'venues.yaml', ...Object.fromEntries(keys) });
    await urlOf(started);
    expect(started.output()).toContain('crypto SANDBOX, stocks SANDBOX, india SANDBOX');
    started.signal('SIGTERM');
    expect(await started.exited).toBe(0);
  });

  it('speaks to Telegram out of the one file: pairs, shows the card, and trades at the tap', async () => {
    const telegram = await createFakeTelegram(() => Date.now());
    const secret = 'a-secret-of-senders';
    const started = program.run(['--port', '0'], {
      DATA_DIR: 'telegram',
      WEBHOOK_SECRET: secret,
      TELEGRAM_BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: telegram.apiRoot,
    });
    const url = await urlOf(started);
    const code = await until('the code', () => /\/pair (\d{6})/.exec(started.output())?.[1]);
    const user = { id: 4_001, name: 'Ada' };
    await until('the menu', () => telegram.menu.length > 0);
    telegram.says(user, `/pair ${code}`);
    await until('the greeting', () => telegram.messages.some(({ chatId }) => chatId === user.id));
    const body = 'BUY BTCUSDT @ 45000 qty=0.1 tp=47000 sl=44000';
    expect((await fetch(`${url}/webhook`, { method: 'POST', body, headers: { 'X-Webhook-Secret': secret } })).status).toBe(202);
    const card = await until('the card', () => telegram.messages.find(({ keyboard }) => JSON.stringify(keyboard).includes('Approve')));
    telegram.taps(user, card, 'Approve');
    await until('the fill on the card', () => card.text.includes('illed'));
    started.signal('SIGTERM');
    // the waiting poll is let go of
    expect(await started.exited).toBe(0);
    await telegram.close();
  });

  it('ends in order within ten seconds although Telegram, a venue, a mail server and a sender say nothing any more', async () => {
    const silent = createServer((socket) => void socket.on('error', () => undefined).resume()).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const nobody = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const secret = 'a-secret-of-senders';
    writeFileSync(
      join(program.folder, 'silent.yaml'),
      `accounts:
  paper: { broker: paper, balances: { USDT: 10000 } }
  stocks: { broker: alpaca, base_url: "http://${nobody}", data_url: "http://${nobody}", stream_url: "ws://${nobody}" }
strategies: { default: { account: paper }, stocks: { account: stocks, approval: auto, max_notional: 1000 } }
`,
    );
    const started = program.run(['--port', '0'], {
      DATA_DIR: 'silent',
      CONFIG_FILE: 'silent.yaml',
      WEBHOOK_SECRET: secret,
      STOCKS_API_KEY: 'key-of-stocks',
      STOCKS_API_SECRET: 'x'.repeat(40),
      TELEGRAM_BOT_TOKEN: TOKEN,
      TELEGRAM_ADMINS: '4001',
      TELEGRAM_API_ROOT: `http://${nobody}`,
      SMTP_URL: `smtp://${nobody}`,
      EMAIL_FROM: 'a@example.com',
      EMAIL_TO: 'b@example.com',
    });
    const url = await urlOf(started);
    await until('the last line', () => started.output().includes('Secrets:'));
    const send = (path: string, body: string) => fetch(url + path, { method: 'POST', body, headers: { 'X-Webhook-Secret': secret } });
    expect((await send('/webhook', 'BUY BTCUSDT @ 45000 qty=0.1')).status).toBe(202);
    expect((await send('/webhook/stocks', 'BUY AAPL qty=1')).status).toBe(202);
    expect((await send('/webhook', 'what is this')).status).toBe(400);
    const slow = connect(Number(new URL(url).port), '127.0.0.1');
    slow
      .on('error', () => undefined)
      .write(`POST /webhook HTTP/1.1\r\nHost: x\r\nX-Webhook-Secret: ${secret}\r\nContent-Length: 100\r\n\r\n{`);
    await once(slow, 'connect');

    const askedAt = performance.now();
    started.signal('SIGTERM');
    expect(await started.exited).toBe(0);
    expect(performance.now() - askedAt).toBeLessThan(10_000);
    expect(existsSync(join(program.folder, 'silent', 'lock'))).toBe(false);
    const state = JSON.parse(readFileSync(join(program.folder, 'silent', 'state.json'), 'utf8')) as { state: { signals: object } };
    expect(Object.keys(state.state.signals)).toHaveLength(3);
    slow.destroy();
    silent.close();
  }, 30_000);

  it('--doctor checks everything and ends, with 0 or with 1', async () => {
    const sound = program.run(['--doctor', '--port', '0']);
    expect(await sound.exited).toBe(0);
    expect(sound.output()).toContain('webhook: an alert with the secret is taken and understood');
    expect(sound.output()).toContain('Nothing has to be mended');
    const broken = program.run(['--doctor', '--port', '0'], {
      SMTP_URL: 'smtp://127.0.0.1:1',
      EMAIL_FROM: 'a@example.com',
      EMAIL_TO: 'b@example.com',
    });
    expect(await broken.exited).toBe(1);
    expect(broken.output()).toMatch(/MEND +mail:/);
  });

  it('on a port that is taken says so', async () => {
    const first = program.run(['--port', '0'], { DATA_DIR: 'one' });
    const url = await urlOf(first);
    const second = program.run(['--port', new URL(url).port], { DATA_DIR: 'two' });
    expect(await second.exited).not.toBe(0);
    expect(second.errors()).toContain(`port ${new URL(url).port} of 127.0.0.1 is taken`);
    expect(second.errors()).toContain('--port');
  });
});
