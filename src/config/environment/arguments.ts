// Owns: the command line: --port, --doctor, --help, --version.

import { suggestName } from '../suggest-name.ts';
import { problem, shown, type Problem } from '../problem.ts';

export type Arguments =
  | { readonly type: 'run'; readonly port: string | null }
  /** Checks everything, and ends. */
  | { readonly type: 'doctor'; readonly port: string | null }
  | { readonly type: 'help' }
  | { readonly type: 'version' }
  | { readonly type: 'invalid'; readonly problems: readonly Problem[] };

const OPTIONS = ['--port', '--doctor', '--help', '--version'] as const;

export const HELP_TEXT = `Signalman: trade alerts come in by webhook, people approve them in a chat, orders go out exactly once.

  npm start                     start; without any file: a paper account, the chat in a local web page
  npm start -- --port 3333      listen on another port
  npm run doctor                check configuration, keys, venues, chat and mail, beside a running one too
  npm start -- --version        print the version

Everything else is set in .env (see .env.example) and config.yaml (see config.example.yaml).
`;

/** `argv` without node and script. Every option that is wrong is named. */
export function readArguments(argv: readonly string[]): Arguments {
  const problems: Problem[] = [];
  let port: string | null = null;
  let asked: 'help' | 'version' | null = null;
  let isDoctor = false;
  const words = [...argv];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const [name, attached] = splitOption(word);
    if (name === '--help' || name === '-h') asked ??= 'help';
    else if (name === '--version' || name === '-v') asked ??= 'version';
    else if (name === '--doctor') isDoctor = true;
    else if (name === '--port' || name === '-p') {
      const value = attached ?? (words[0]?.startsWith('-') === true ? undefined : words.shift());
      if (value === undefined || value === '')
        problems.push(problem(placeOf('--port'), 'the number of the port is missing.', 'Write --port 3333.'));
      else port = value;
    } else {
      problems.push(problem(placeOf(name), `the option ${shown(name)} is not known.`, suggestName(name, OPTIONS)));
      // What follows belongs to the unknown option, most likely.
      if (name.startsWith('-') && words[0]?.startsWith('-') === false) words.shift();
    }
  }
  if (asked !== null) return { type: asked };
  return problems.length > 0 ? { type: 'invalid', problems } : { type: isDoctor ? 'doctor' : 'run', port };
}

function splitOption(word: string): [string, string?] {
  const at = word.indexOf('=');
  return word.startsWith('--') && at !== -1 ? [word.slice(0, at), word.slice(at + 1)] : [word];
}

const placeOf = (name: string) => ({ file: null, line: null, key: name.startsWith('-') ? name : `-- ${name}` });
