// Owns: what is wrong with the configuration, in words that a person can act on. A problem never carries the value of a
// secret.

/** Where it stands. `file` null: the environment or the command line, as `key` says. `line` counts from 1. */
export interface Place {
  readonly file: string | null;
  readonly line: number | null;
  /** `PORT`, `strategies.my-ma-cross.approval`, `--port`; null where a whole file is meant. */
  readonly key: string | null;
}

export interface Problem {
  readonly place: Place;
  /** One sentence: what is wrong. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

export const problem = (place: Place, message: string, remedy: string): Problem => ({ place, message, remedy });

/** A file with secrets in it that other users of this machine can read. */
export const openFile = (file: string): Problem =>
  problem({ file, line: null, key: null }, 'secrets stand in it, and other users of this machine can read it.', `chmod 600 ${file}`);

/** All problems at once, as printed before the process ends with 78. Ends with a newline. */
export function formatProblems(problems: readonly Problem[]): string {
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
  return `Signalman cannot start: the configuration has ${count}.\n\n${problems.map(formatProblem).join('\n')}`;
}

/** What works, but is worth a word. Empty where there is nothing; else ends with a newline. */
export const formatWarnings = (warnings: readonly Problem[]): string =>
  warnings.length === 0 ? '' : `The configuration works. Worth a look:\n\n${warnings.map(formatProblem).join('\n')}`;

/** One problem or warning on two lines. Ends with a newline. */
export const formatProblem = ({ place, message, remedy }: Problem): string => `  ${formatPlace(place)}: ${message}\n      ${remedy}\n`;

function formatPlace({ file, line, key }: Place): string {
  const where =
    file === null ? (key?.startsWith('-') === true ? 'command line' : 'environment') : line === null ? file : `${file} line ${line}`;
  return key === null ? where : `${where}, ${key}`;
}

/** Command line and environment first, then each file by its lines; otherwise in the order of finding. */
export function sortByPlace(problems: readonly Problem[]): readonly Problem[] {
  const files = [...new Set(problems.map(({ place }) => place.file))].sort((a, b) => Number(a !== null) - Number(b !== null));
  return files.flatMap((file) =>
    problems.filter(({ place }) => place.file === file).sort((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0)),
  );
}

/** A value as it may be shown in a message: quoted, short, without control characters. Never for secrets. */
export const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 62 ? `${text.slice(0, 60)}…"` : text;
};
