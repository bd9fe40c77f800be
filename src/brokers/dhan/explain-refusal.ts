// Owns: what Dhan's error codes mean for a person, and which of them leave it open whether something happened.

/** Server, network behind it, "other": for an order the outcome is unknown. */
const UNCLEAR: ReadonlySet<string> = new Set(['DH-908', 'DH-909', 'DH-910', '800']);
const BUSY: ReadonlySet<string> = new Set(['DH-904', '805']);
/** Looked for, and not there. */
const MISSING: ReadonlySet<string> = new Set(['404', 'DH-906', 'DH-907']);
/** The code of a missing order is that of whatever else is wrong with a question as well: a token that has ended, a wrong address. */
const OTHERWISE = /token|\bip\b|auth|session|access|permission|closed|maintenance|too many|try again/i;

export const isUnclear = (code: string): boolean => UNCLEAR.has(code);
export const isBusy = (code: string): boolean => BUSY.has(code);

interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** Of one order, or of what hangs on it. */
export const isMissing = ({ code, message }: Refusal): boolean => MISSING.has(code) && !OTHERWISE.test(message);
/** Of a list of the day, which is empty where there is nothing: an error of an order is none of its own. */
export const isEmptyList = ({ code, message }: Refusal): boolean => code === 'DH-907' && !OTHERWISE.test(message);

const NEW_TOKEN =
  'make a new access token at web.dhan.co, write it into .env as DHAN_ACCESS_TOKEN and start again (a token lives 24 hours)';
const ADDRESS =
  'Dhan takes orders only from a registered static address: register that of this machine at web.dhan.co (a change locks for 7 days)';

const REMEDIES: Readonly<Record<string, string>> = {
  'DH-901': NEW_TOKEN,
  'DH-902': 'the account has no access to this API: subscribe to it at web.dhan.co',
  'DH-903': 'the segment is not active, or the account is not set up: see the profile at web.dhan.co',
  'DH-905': 'Dhan says the same where the order comes from an address that is not registered: npm run doctor compares the addresses',
  'DH-911': ADDRESS,
  '806': 'prices need the Data API, a paid plan: subscribe to it at web.dhan.co',
  '807': NEW_TOKEN,
  '808': NEW_TOKEN,
  '809': NEW_TOKEN,
  '810': 'DHAN_CLIENT_ID is not the client id that the token was made for',
};

/** The refusal in Dhan's words, and what mends it where that is known. A wrong address hides behind the code of a wrong field. */
export function explainRefusal(code: string, message: string): string {
  const said = message === '' ? 'no reason was given' : message;
  const isAddress = /\binvalid ip\b|\bip\b.*\b(?:whitelist|match|static)/i.test(message);
  const isToken = /invalid token/i.test(message);
  const remedy = isAddress ? ADDRESS : isToken ? NEW_TOKEN : (REMEDIES[code] ?? null);
  return `${code}: ${said}${remedy === null ? '' : ` (${remedy})`}`;
}

/** Of an order that was taken and rejected behind it, in the words of Dhan or the exchange, and what mends it where that is known. */
export function explainRejection(said: string): string {
  const isUnauthorised = /\be-?dis\b|\bt-?pin\b|\bddpi\b|\bpoa\b/i.test(said);
  return isUnauthorised
    ? `${said} (a sale of delivered shares wants your authorisation: give it at Dhan with the TPIN for today, or DDPI once and for all)`
    : said;
}
