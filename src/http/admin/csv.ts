// Owns: tables as text that a spreadsheet cannot take for more than text: a cell that begins like a formula gets an apostrophe
// before it, also behind blanks, behind a semicolon (which parts cells where the comma is the decimal sign, quoted or not), and
// in the full-width forms that some spreadsheets take for the same signs. A number below zero stays a number.

const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/u;
const INNER_FORMULA = /(;\s*)(?=[=+\-@＝＋－＠])/gu;
const NUMBER = /^-\d+(?:\.\d+)?$/;
const QUOTED = /[",\r\n]/;

/** `value`: text without control characters (cleanText) or our own. */
export function csvCell(value: string | null): string {
  if (value === null) return '';
  if (NUMBER.test(value)) return value;
  const inside = value.replace(INNER_FORMULA, "$1'");
  const safe = FORMULA.test(inside) ? `'${inside}` : inside;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line with its end. */
export const csvRow = (values: readonly (string | null)[]): string => `${values.map(csvCell).join(',')}\n`;
