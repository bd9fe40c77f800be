import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GENERATED_NAMES, openGeneratedSecrets, type GeneratedName } from '../../src/config/environment/generated-secrets.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { processInput } from '../../src/config/environment/process-input.ts';

let folder = '';
let dataDir = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalman-'));
  dataDir = join(folder, 'deep', 'data');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const path = () => join(dataDir, 'generated.env');
const mode = () => lstatSync(path()).mode & 0o777;
function open(names: readonly GeneratedName[] = GENERATED_NAMES) {
  const opened = openGeneratedSecrets(dataDir, names);
  if (opened.type === 'invalid') throw new Error(JSON.stringify(opened.problems));
  return opened;
}

describe('generated secrets', () => {
  test('are made at the first start, for the owner only, and stay', () => {
    const first = open();
    expect(first.created).toEqual(['WEBHOOK_SECRET', 'ADMIN_TOKEN', 'CONSOLE_TOKEN']);
    expect(new Set(first.secrets.values()).size).toBe(3);
    for (const secret of first.secrets.values()) expect(secret).toMatch(/^[0-9a-f]{40}$/);
    expect(mode()).toBe(0o600);
    expect(lstatSync(dataDir).mode & 0o077).toBe(0);
    const second = open();
    expect(second.created).toEqual([]);
    expect(second.secrets).toEqual(first.secrets);
    expect(readdirSync(dataDir)).toEqual(['generated.env']);
  });

  test('are made only for what nobody set, and never touch the disk otherwise', () => {
    expect(open([])).toEqual({ type: 'ok', secrets: new Map(), created: [], warnings: [] });
    expect(readdirSync(folder)).toEqual([]);
    const first = open(['ADMIN_TOKEN']);
    expect(first.created).toEqual(['ADMIN_TOKEN']);
    const second = open();
    expect(second.created).toEqual(['WEBHOOK_SECRET', 'CONSOLE_TOKEN']);
    expect(second.secrets.get('ADMIN_TOKEN')).toBe(first.secrets.get('ADMIN_TOKEN'));
    expect(mode()).toBe(0o600);
    expect(readdirSync(dataDir)).toEqual(['generated.env']);
  });

  test('that others could read are closed to them again, and told', () => {
    const first = open();
    chmodSync(path(), 0o644);
    const second = open();
    expect(mode()).toBe(0o600);
    expect(second.warnings).toMatchObject([{ message: expect.stringContaining('others could read') }]);
    expect(second.secrets).toEqual(first.secrets);
  });

  test.each([
    ['too short', 'WEBHOOK_SECRET=short\n', 'the secret has 5 characters, fewer than 12.'],
    ['torn', 'WEBHOOK_SECR', 'this is neither KEY=value nor a comment.'],
    ['published', 'ADMIN_TOKEN=changeme\n', 'this is an example from published documentation, which everyone knows.'],
  ])('that are %s stop the start', (_name, text, message) => {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(path(), text, { mode: 0o600 });
    expect(openGeneratedSecrets(dataDir, GENERATED_NAMES)).toMatchObject({
      type: 'invalid',
      problems: [{ place: { file: path(), line: 1 }, message }],
    });
    expect(readFileSync(path(), 'utf8')).toBe(text);
  });

  test('are not written through a symbolic link', () => {
    mkdirSync(dataDir, { recursive: true });
    const elsewhere = join(folder, 'elsewhere');
    writeFileSync(elsewhere, '');
    symlinkSync(elsewhere, path());
    expect(openGeneratedSecrets(dataDir, GENERATED_NAMES)).toMatchObject({
      type: 'invalid',
      problems: [{ message: 'it is a symbolic link.' }],
    });
    expect(readFileSync(elsewhere, 'utf8')).toBe('');
  });

  test('are a problem, not a crash, where the folder cannot be', () => {
    writeFileSync(join(folder, 'deep'), 'a file, not a folder');
    const opened = openGeneratedSecrets(dataDir, GENERATED_NAMES);
    expect(opened).toMatchObject({ type: 'invalid', problems: [{ remedy: expect.stringContaining('DATA_DIR') }] });
  });

  test('belong to a whole start: made once, read again, and given way to what .env says', () => {
    const input = { ...processInput([]), env: { DATA_DIR: dataDir }, cwd: folder };
    const first = loadConfig(input);
    const second = loadConfig(input);
    if (first.type !== 'ok' || second.type !== 'ok') throw new Error('invalid');
    expect(first.config.generated).toHaveLength(3);
    expect(second.config).toEqual({ ...first.config, generated: [] });
    writeFileSync(join(folder, '.env'), 'WEBHOOK_SECRET=my-own-secret-now\n');
    expect(loadConfig(input)).toMatchObject({ config: { webhookSecret: 'my-own-secret-now', adminToken: first.config.adminToken } });
  });

  test('are not made while anything is wrong', () => {
    expect(loadConfig({ ...processInput([]), env: { DATA_DIR: dataDir, PORT: 'x' }, cwd: folder }).type).toBe('invalid');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('are not made where .env is no text', () => {
    writeFileSync(join(folder, '.env'), Buffer.from([0xff, 0xfe, 0x41, 0x00]));
    expect(loadConfig({ ...processInput([]), env: { DATA_DIR: dataDir }, cwd: folder })).toMatchObject({
      type: 'invalid',
      problems: [{ place: { file: '.env' }, message: 'the file cannot be read: it is not UTF-8 text.' }],
    });
  });
});
