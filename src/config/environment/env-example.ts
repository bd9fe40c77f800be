// Owns: the text of .env.example, generated from the registry of keys. Every line is a comment, so that a plain copy
// changes nothing.

import { ENV_KEY_NAMES, envKey, type EnvKey } from './env-table.ts';

const WIDTH = 110;

/** The whole file, ending with a newline. */
export function renderEnvExample(): string {
  const parts = [
    wrap(
      'Copy this file to .env and take the # away in front of what you want to set. Nothing here is needed for a start. The environment wins over .env.',
    ),
    wrap('Generated from src/config/environment/env-table.ts: change it there.'),
  ];
  let section = '';
  for (const name of ENV_KEY_NAMES) {
    const key = envKey(name);
    if (key.section !== section) parts.push(`\n# ── ${key.section} ${'─'.repeat(Math.max(3, WIDTH - key.section.length - 6))}\n`);
    section = key.section;
    parts.push(`\n${wrap(key.meaning)}#${name}=${exampleOf(key)}\n`);
  }
  parts.push(
    `\n${wrap('Accounts with `broker: ccxt` read <ACCOUNT>_API_KEY, <ACCOUNT>_API_SECRET and <ACCOUNT>_PASSWORD, where <ACCOUNT> is the name of the account in upper case, - as _.')}`,
  );
  return parts.join('');
}

const exampleOf = ({ fallback, example }: EnvKey): string => fallback ?? example ?? '';

function wrap(text: string): string {
  const lines: string[] = [];
  let line = '#';
  for (const word of text.split(' ')) {
    if (line.length + word.length + 1 > WIDTH) {
      lines.push(line);
      line = '#';
    }
    line += ` ${word}`;
  }
  return `${[...lines, line].join('\n')}\n`;
}
