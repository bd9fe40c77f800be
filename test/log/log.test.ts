import { describe, expect, test } from 'vitest';
import { createLog, readableLine, type LogLevel } from '../../src/log.ts';
import { createRedactor, MASK } from '../../src/redact.ts';

const SECRET = 'planted "secret" of 2026';

function capture(level: LogLevel = 'trace', readable = false) {
  const lines: string[] = [];
  const stream = { write: (line: string) => lines.push(line) };
  const log = createLog({ level, redactor: createRedactor([SECRET, 'nightingale-1']), stream, readable });
  return { log, lines, records: () => lines.map((line): Record<string, unknown> => JSON.parse(line)) };
}

describe('the log', () => {
  test('writes one JSON line a record with level, time, fields and message', () => {
    const { log, lines, records } = capture();
    log.info({ orderId: 'ab12', qty: '0.1' }, 'order sent');
    log.warn('plain');
    expect(lines.every((line) => line.endsWith('\n') && line.indexOf('\n') === line.length - 1)).toBe(true);
    expect(records()).toMatchObject([
      { level: 'info', msg: 'order sent', orderId: 'ab12', qty: '0.1' },
      { level: 'warn', msg: 'plain' },
    ]);
    expect(records()[0]?.['time']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  test('leaves out what is below its level', () => {
    const { log, lines } = capture('warn');
    log.info('no');
    log.error('yes');
    expect(lines).toHaveLength(1);
  });

  test('masks a secret in message, fields, nested fields, errors with causes and bindings of children', () => {
    const { log, lines, records } = capture();
    log.info(`message ${SECRET}`);
    log.info({ field: SECRET, nested: { deep: [SECRET] }, map: new Map([[SECRET, SECRET]]) }, 'fields');
    log.error({ err: new Error(`outer ${SECRET}`, { cause: new Error(`inner ${SECRET}`) }) }, 'error');
    log.child({ url: `http://h/?secret=${encodeURIComponent(SECRET)}`, bound: SECRET }).info('child');
    log.child({ err: new Error(SECRET) }).info('child error');
    const all = lines.join('');
    expect(all).not.toContain(JSON.stringify(SECRET).slice(1, -1));
    expect(all).not.toContain('planted');
    expect(records()).toMatchObject([
      { msg: `message ${MASK}` },
      { field: MASK, nested: { deep: [MASK] }, map: { [MASK]: MASK } },
      { err: { message: `outer ${MASK}`, cause: { message: `inner ${MASK}` } } },
      { url: `http://h/?secret=${MASK}`, bound: MASK },
      { err: { message: MASK } },
    ]);
  });

  test('stays JSON where masking would cut an escape in two', () => {
    const { log, records } = capture();
    // In JSON the line feed is written \n, so that the text seems to hold the secret one letter early.
    log.info('first line\nightingale-1 is not the secret, nightingale-1 is');
    expect(records()[0]?.['msg']).toBe(`first line\nightingale-1 is not the secret, ${MASK} is`);
  });

  test('survives values that are cyclic or not serialisable', () => {
    const { log, records } = capture();
    const cyclic: Record<string, unknown> = { big: 1n };
    cyclic['self'] = cyclic;
    log.info({ cyclic }, 'odd');
    expect(records()[0]).toMatchObject({ msg: 'odd', cyclic: { big: '1', self: '[circular]' } });
  });
});

describe('the readable form', () => {
  test('is one line for a person, with the error below', () => {
    const { log, lines } = capture('info', true);
    log.warn({ orderId: 'ab12', attempts: 3 }, 'order is looked up');
    log.error({ err: new Error('refused', { cause: new Error('closed port') }) }, 'mail failed');
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d\.\d{3} WARN {2}order is looked up orderId=ab12 attempts=3\n$/);
    expect(lines[1]).toMatch(/ERROR mail failed\n {4}Error: refused\n {4}at /);
    expect(lines[1]).toMatch(/ {4}caused by\n {4}Error: closed port\n/);
  });

  test('cannot be steered by text from a sender', () => {
    const { log, lines } = capture('info', true);
    log.info({ comment: 'a\u202eb\u009b2J' }, 'alert \u001b[2J\nfake line');
    expect(lines[0]).toContain('alert \\u001b[2J\\u000afake line comment=a\\u202eb\\u009b2J\n');
    expect(lines[0]?.indexOf('\n')).toBe((lines[0]?.length ?? 0) - 1);
  });

  test('is masked like the other', () => {
    const { log, lines } = capture('info', true);
    log.info({ field: SECRET }, SECRET);
    expect(lines[0]).toMatch(/\[redacted\] field=\[redacted\]\n$/);
  });

  test('needs no message', () => {
    expect(readableLine('{"level":"info","time":"2026-11-22T07:00:00.000Z","a":1}\n')).toBe('07:00:00.000 INFO   a=1\n');
  });
});
