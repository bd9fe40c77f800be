// Owns: tables as text that a spreadsheet cannot take for more than text: a cell that begins like a formula gets an apostrophe
// before it, also behind blanks, and also in the full-width forms that some spreadsheets take for the same signs.

const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/u;
const QUOTED = /[",\r\n]/;

/** `value`: text without control characters (cleanText) or our own. */
export function csvCell(value: string | null): string {
  if (value === null) return '';
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line with its end. */
export const csvRow = (values: readonly (string | null)[]): string => `${values.map(csvCell).join(',')}\n`;
