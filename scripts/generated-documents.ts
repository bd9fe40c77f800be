// Owns: the documents, or parts of them, that are made from the registries of the code. A part stands between a line
// `<!-- generated: name -->` and the next `<!-- end of name -->`; what is between them is replaced as a whole.

import { renderEnvExample } from '../src/config/environment/env-example.ts';
import { ENV_KEY_NAMES, envKey } from '../src/config/environment/env-table.ts';
import { renderLimitTable } from '../src/core/engine/limits/limit-kinds.ts';
import { dialects } from '../src/core/signals/registry.ts';
import { renderCommandTable } from '../src/telegram/commands/registry.ts';

export interface GeneratedDocument {
  /** From the root of the repository. */
  readonly path: string;
  /** The whole file as it should be, made from the text that is there now. Throws where a part has lost its marks. */
  readonly render: (now: string) => string;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

/** The keys of the environment: name, default, consequence. Markdown. */
function renderEnvTable(): string {
  const rows = ENV_KEY_NAMES.map((name) => {
    const { fallback, meaning } = envKey(name);
    return `| \`${name}\` | ${fallback === null ? 'none' : `\`${fallback}\``} | ${cell(meaning)} |`;
  });
  return ['| key | default | meaning |', '|---|---|---|', ...rows].join('\n');
}

/** Longer examples are cut: the table says what a form looks like, not all that it can hold. Characters. */
const EXAMPLE_MAX = 110;

/** The dialects with the head of their first example. Markdown. */
function renderDialectTable(): string {
  const rows = dialects
    .map(({ name, examples }) => {
      const text = (examples[0]?.body ?? '').replaceAll(/\s*\n\s*/g, ' ⏎ ').replaceAll('`', "'");
      const head = text.length > EXAMPLE_MAX ? `${text.slice(0, EXAMPLE_MAX - 1)}…` : text;
      return `| ${name} | \`${cell(head)}\` |`;
    })
    .sort();
  return ['| form | for example |', '|---|---|', ...rows].join('\n');
}

export function replacePart(text: string, name: string, content: string): string {
  const start = `<!-- generated: ${name} -->\n`;
  const end = `\n<!-- end of ${name} -->`;
  const from = text.indexOf(start);
  const to = text.indexOf(end, from);
  if (from === -1 || to === -1)
    throw new Error(`the marks of the part "${name}" are missing: it needs a line ${start.trim()} and a line ${end.trim()}`);
  return text.slice(0, from + start.length) + content + text.slice(to);
}

export const GENERATED_DOCUMENTS: readonly GeneratedDocument[] = [
  { path: '.env.example', render: () => renderEnvExample() },
  { path: 'docs/alerts.md', render: (now) => replacePart(now, 'dialects', renderDialectTable()) },
  { path: 'docs/limits.md', render: (now) => replacePart(now, 'limits', renderLimitTable()) },
  { path: 'README.md', render: (now) => replacePart(now, 'commands', renderCommandTable()) },
  { path: 'docs/settings.md', render: (now) => replacePart(now, 'environment', renderEnvTable()) },
];
