import { describe, expect, test } from 'vitest';
import { HELP_TEXT, readArguments } from '../../src/config/environment/arguments.ts';

describe('the command line', () => {
  test.each([
    [[], { type: 'run', port: null }],
    [['--port', '3333'], { type: 'run', port: '3333' }],
    [['--port=3333'], { type: 'run', port: '3333' }],
    [['-p', '3333'], { type: 'run', port: '3333' }],
    [['--doctor', '--port', '0'], { type: 'doctor', port: '0' }],
    [['--help'], { type: 'help' }],
    [['-h'], { type: 'help' }],
    [['--version', '--port', '1'], { type: 'version' }],
  ])('%j is understood', (argv, expected) => {
    expect(readArguments(argv)).toEqual(expected);
  });

  test.each([
    [['--port'], '--port', 'the number of the port is missing.', 'Write --port 3333.'],
    [['--port', '--help2'], '--port', 'the number of the port is missing.', 'Write --port 3333.'],
    [['--prot', '3333'], '--prot', 'the option "--prot" is not known.', 'Did you mean --port?'],
    [['3333'], '-- 3333', 'the option "3333" is not known.', 'Known here: --port, --doctor, --help, --version.'],
  ])('%j is refused with a remedy', (argv, key, message, remedy) => {
    expect(readArguments(argv)).toMatchObject({
      type: 'invalid',
      problems: expect.arrayContaining([{ place: { file: null, line: null, key }, message, remedy }]),
    });
  });

  test('has a help text that names every option', () => {
    for (const option of ['--port', 'doctor', '--version', '.env', 'config.yaml']) expect(HELP_TEXT).toContain(option);
  });
});
