// Owns: text from outside made harmless for a plain mail: no control characters, nothing that turns the reading direction.

const UNSAFE = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]+/gu;

/** One line; what would break or steer it becomes a blank. */
export const oneLine = (text: string): string => text.replace(UNSAFE, ' ').replace(/ {2,}/g, ' ').trim();

/** At most `lengthMax` characters, cut between characters, with … where something is missing. */
export function cut(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text;
  const end = lengthMax - 1;
  const isSplit = /[\ud800-\udbff]/.test(text[end - 1] ?? '');
  return `${text.slice(0, isSplit ? end - 1 : end)}…`;
}

/** Each line set off, so that no text from outside can pass for a line of ours. */
export const quoted = (text: string, prefix: string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) => `${prefix}${oneLine(line)}`.trimEnd())
    .join('\n');
