// The program on a disk without a free byte, killed and started again: the way out is never blocked.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { ADMIN_TOKEN, AppClient, CONSOLE_TOKEN, WEBHOOK_SECRET } from '../app-client.ts';
import { BUILD_MS_MAX } from '../crash/build-app.ts';
import { until } from '../until.ts';
import { buildProgram, type Program, type Run, urlOf } from './program.ts';
import { openSmallDisk, type SmallDisk } from './small-disk.ts';

const disk = await openSmallDisk();
if (disk === null) process.stdout.write('skipped: no disk was filled, because nobody may mount one here\n');

let program: Program;
beforeAll(async () => {
  program = await buildProgram('full-disk');
  writeFileSync(
    join(program.folder, 'config.yaml'),
    'accounts: { paper: { broker: paper, balances: { USDT: 100000 }, prices: demo } }\nstrategies: { default: { account: paper, approval: auto } }\n',
  );
}, BUILD_MS_MAX);
afterEach(() => program.end());
afterAll(async () => {
  program.remove();
  await disk?.end();
});

const SECRETS = { WEBHOOK_SECRET, ADMIN_TOKEN, CONSOLE_TOKEN };

async function start({ folder, enter }: SmallDisk, env: Readonly<Record<string, string>>): Promise<{ run: Run; client: AppClient }> {
  const run = program.runUnder(enter, ['--port', '0'], {
    LOG_LEVEL: 'error',
    DATA_DIR: join(folder, 'data'),
    CONFIG_FILE: join(program.folder, 'config.yaml'),
    ...env,
  });
  return { run, client: new AppClient(await urlOf(run)) };
}

/** Where it listens, as its lock says; null as long as it does not. */
const webhookIn = (lock: string): string | null =>
  existsSync(lock) ? (/"webhook":"(http[^"]+)"/.exec(readFileSync(lock, 'utf8'))?.[1] ?? null) : null;
const held = async (client: AppClient): Promise<readonly string[]> => {
  const { body } = await client.read('/positions');
  return (body['positions'] as { symbol: string }[]).map(({ symbol }) => symbol).toSorted();
};
const told = async (client: AppClient): Promise<string> => (await client.messages()).map(({ text }) => text).join();
const send = (client: AppClient, body: string, secret: string): ReturnType<AppClient['alert']> =>
  client.alert(body, '/webhook', { 'X-Webhook-Secret': secret });
const buy = (client: AppClient, symbol: string, secret: string = WEBHOOK_SECRET): ReturnType<AppClient['alert']> =>
  send(client, `BUY ${symbol} qty=1`, secret);

it.skipIf(disk === null)('comes up, lets exits out and entries not in, says so, and goes on by itself when there is room', async () => {
  if (disk === null) return;
  const first = await start(disk, SECRETS);
  for (const symbol of ['SOLUSDT', 'XRPUSDT']) expect((await buy(first.client, symbol)).status).toBe(202);
  await until('two positions', async () => (await held(first.client)).length === 2);
  disk.fill();
  first.run.signal('SIGKILL');
  await first.run.exited;

  // a secret that has to be made finds no room either
  const { WEBHOOK_SECRET: _, ...known } = SECRETS;
  const { run, client } = await start(disk, known);
  await until('the greeting', () => run.output().includes('Secrets:'));
  const [, secret = ''] = /X-Webhook-Secret: (\w+)/.exec(run.output()) ?? [];
  expect(run.errors()).toContain('holds for this run only (WEBHOOK_SECRET)');
  expect(run.output()).toMatch(/^DISK: {5}The disk is full\. New entries are refused/m);
  expect((await buy(client, 'ETHUSDT', secret)).status).toBe(503);
  await until('the alarm in the chat', async () => (await told(client)).includes('The disk is full'));
  expect((await send(client, '{"action":"close","symbol":"SOLUSDT"}', secret)).status).toBeLessThan(300);
  await until('one position', async () => (await held(client)).join() === 'XRP/USDT');
  const { body } = await client.read('/orders');
  expect((body['orders'] as { status: string }[]).map(({ status }) => status)).toEqual(['filled', 'filled', 'filled']);

  // whoever fills the disk takes what was given up for that exit: there is more of it
  disk.fill();
  expect((await send(client, '{"action":"close","symbol":"XRPUSDT"}', secret)).status).toBeLessThan(300);
  await until('no position', async () => (await held(client)).length === 0);

  disk.makeRoom();
  await until('an entry that is taken', async () => (await buy(client, 'BTCUSDT', secret)).status < 300);
  await until('a position', async () => (await held(client)).join() === 'BTC/USDT');
  run.signal('SIGTERM');
  expect(await run.exited).toBe(0);
});

it.skipIf(disk === null)('does the same on a disk that has room, and on which no file can be made any more', async () => {
  if (disk === null) return;
  const DATA_DIR = join(disk.folder, 'files');
  const first = await start(disk, { ...SECRETS, DATA_DIR });
  for (const symbol of ['SOLUSDT', 'XRPUSDT']) expect((await buy(first.client, symbol)).status).toBe(202);
  await until('two positions', async () => (await held(first.client)).length === 2);
  disk.fillWithFiles();
  first.run.signal('SIGKILL');
  await first.run.exited;

  const { run, client } = await start(disk, { ...SECRETS, DATA_DIR });
  expect((await buy(client, 'ETHUSDT')).status).toBe(503);
  await until('the alarm in the chat', async () => (await told(client)).includes('df -i'));
  for (const [symbol, left] of [
    ['SOLUSDT', 'XRP/USDT'],
    ['XRPUSDT', ''],
  ] as const) {
    // whoever makes the files takes what was given up, too
    disk.fillWithFiles();
    expect((await send(client, `{"action":"close","symbol":"${symbol}"}`, WEBHOOK_SECRET)).status).toBeLessThan(300);
    await until('the exit', async () => (await held(client)).join() === left);
  }

  disk.removeFiles();
  await until('an entry that is taken', async () => (await buy(client, 'BTCUSDT')).status < 300);
  run.signal('SIGTERM');
  expect(await run.exited).toBe(0);
});

it.skipIf(!existsSync('/dev/full'))('trades on where its output cannot be written', async () => {
  const run = program.runUnder(['sh', '-c', 'exec "$0" "$@" >/dev/full 2>&1'], ['--port', '0'], { LOG_LEVEL: 'info', ...SECRETS });
  const lock = join(program.folder, 'data', 'lock');
  const url = await until('the address in the lock', () => webhookIn(lock));
  expect((await fetch(url.replace(/webhook$/, 'health'))).status).toBe(200);
  expect((await buy(new AppClient(url.replace(/\/webhook$/, '')), 'SOLUSDT')).status).toBe(202);
  run.signal('SIGTERM');
  expect(await run.exited).toBe(0);
});
