// Owns: how the text of one environment key is read. Each reader gets text that is not empty (an empty one counts as
// absent), except those of secrets, which judge the empty text too.

import ipaddr from 'ipaddr.js';
import { LOG_LEVELS, type LogLevel } from '../../log.ts';
import { ok, wrong, type Read } from '../field.ts';
import { suggestName } from '../suggest-name.ts';
import { shown } from '../problem.ts';
import { judgeCredential, judgeSecret } from './secret-policy.ts';

export interface ChatTarget {
  /** Numeric id as text (groups are negative), or `@name` of a public channel. */
  readonly chatId: string;
  readonly topicId: number | null;
}

export const readText = (text: string): Read<string> => ok(text);

/** A whole number within [min, max]. */
export const integerBetween =
  (min: number, max: number) =>
  (text: string): Read<number> => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    return value >= min && value <= max
      ? ok(value)
      : wrong(`${shown(text)} is not a whole number from ${min} to ${max}.`, `Write a number from ${min} to ${max}.`);
  };

export function readFlag(text: string): Read<boolean> {
  const flag = text.toLowerCase();
  return flag === 'true' || flag === 'false'
    ? ok(flag === 'true')
    : wrong(`${shown(text)} is neither true nor false.`, 'Write true or false.');
}

export function readHost(text: string): Read<string> {
  const bare = text.replace(/^\[(.*)\]$/, '$1');
  const isName = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})?(?:\.[a-z0-9_-]{1,63})*\.?$/i.test(bare) && !/^[\d.]+$/.test(bare);
  if (isName || ipaddr.IPv4.isValidFourPartDecimal(bare) || ipaddr.IPv6.isValid(bare)) return ok(bare);
  return wrong(`${shown(text)} is not an address or host name.`, 'Write an address such as 127.0.0.1 or 0.0.0.0, without port or http://.');
}

export function readLogLevel(text: string): Read<LogLevel> {
  const lower = text.toLowerCase();
  const name = lower === 'warning' ? 'warn' : lower === 'critical' ? 'fatal' : lower;
  const level = LOG_LEVELS.find((known) => known === name);
  return level === undefined ? wrong(`${shown(text)} is not a log level.`, suggestName(text, LOG_LEVELS)) : ok(level);
}

export function readTimeZone(text: string): Read<string> {
  try {
    return ok(new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return wrong(
      `${shown(text)} is not a time zone.`,
      `${suggestZone(text)} Write a name such as Europe/Berlin or America/New_York.`.trim(),
    );
  }
}

const suggestZone = (text: string): string => {
  const suggestion = suggestName(text, Intl.supportedValuesOf('timeZone'));
  return suggestion.startsWith('Did') ? suggestion : '';
};

/** Addresses and CIDR ranges; `words` are accepted too, in lower case. */
export const addressList =
  (...words: string[]) =>
  (text: string): Read<readonly string[]> => {
    const items = listItems(text).map((item) => (words.includes(item.toLowerCase()) ? item.toLowerCase() : item));
    const bad = items.filter((item) => !words.includes(item) && !isAddressOrRange(item));
    if (bad.length === 0 && items.length > 0) return ok(items);
    if (items.length === 0)
      return wrong('the list is empty, which would let nobody or everybody in.', 'Write an address, or delete the line.');
    const also = words.length === 0 ? '' : `, or ${words.join(', ')}`;
    return wrong(
      `${bad.map(shown).join(', ')} ${bad.length === 1 ? 'is no address or range' : 'are no addresses or ranges'}.`,
      `Write addresses such as 192.0.2.7 and ranges such as 198.51.100.0/24 or 2001:db8::/32, separated by commas${also}.`,
    );
  };

function isAddressOrRange(item: string): boolean {
  const [base = '', bits, ...rest] = item.split('/');
  const isIPv4 = ipaddr.IPv4.isValidFourPartDecimal(base);
  if (rest.length > 0 || base.includes('%') || !(isIPv4 || (base.includes(':') && ipaddr.IPv6.isValid(base)))) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (isIPv4 ? 32 : 128));
}

/** Telegram user ids. */
export function readUserIds(text: string): Read<readonly number[]> {
  const items = listItems(text);
  const bad = items.filter((item) => !/^[1-9]\d{0,15}$/.test(item) || !Number.isSafeInteger(Number(item)));
  if (bad.length === 0) return ok([...new Set(items.map(Number))]);
  return wrong(
    `${bad.map(shown).join(', ')} ${bad.length === 1 ? 'is no user id' : 'are no user ids'}.`,
    'Write the numeric ids of persons, separated by commas (a @name is not enough: names can change hands). @userinfobot tells yours.',
  );
}

export function readChats(text: string): Read<readonly ChatTarget[]> {
  const chats: ChatTarget[] = [];
  for (const item of listItems(text)) {
    const match = /^(-?[1-9]\d{0,15}|@[A-Za-z]\w{3,31})(?:\/([1-9]\d{0,9}))?$/.exec(item);
    if (match === null)
      return wrong(
        `${shown(item)} is not a chat.`,
        'Write the number of the chat (groups begin with -), or chat/topic, such as -1001234567890/42.',
      );
    chats.push({ chatId: match[1] ?? '', topicId: match[2] === undefined ? null : Number(match[2]) });
  }
  return ok(chats);
}

/** An http(s) address without a trailing slash. */
export function readHttpUrl(text: string): Read<string> {
  const url = parseUrl(text, ['http:', 'https:']);
  if (url === null || url.search !== '' || url.hash !== '')
    return wrong(`${shown(text)} is not an address of a server.`, 'Write https:// and the host, such as https://alerts.example.com.');
  return ok(url.href.replace(/\/+$/, ''));
}

/** Never quotes the text: a password stands in it. */
export function readSmtpUrl(text: string): Read<string> {
  const remedy =
    'Write smtps://user:password@host:465 (or smtp://host:587), with special characters of the password percent-encoded (@ is %40, / is %2F, # is %23).';
  const url = parseUrl(text, ['smtp:', 'smtps:']);
  if (url === null || url.hostname === '') return wrong('this is not the address of a mail server.', remedy);
  try {
    const fault = url.password === '' ? null : judgeCredential(decodeURIComponent(url.password));
    if (fault !== null) return wrong(`in the password, ${fault.message}`, remedy);
    decodeURIComponent(url.username);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return wrong('a % in user or password is not percent-encoded.', remedy);
  }
  return ok(text);
}

export function readMailAddress(text: string): Read<string> {
  const bare = /^[^<>\r\n]*<([^<>\s]+)>$/.exec(text)?.[1] ?? text;
  if (/^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/.test(bare) && !/\p{Cc}/u.test(text)) return ok(text);
  return wrong(`${shown(text)} is not a mail address.`, 'Write an address such as you@example.com.');
}

export function readMailAddresses(text: string): Read<readonly string[]> {
  const reads = listItems(text).map(readMailAddress);
  const bad = reads.find((read) => read.type === 'wrong');
  return bad ?? ok(listItems(text));
}

/** A secret of our own choosing, such as ADMIN_TOKEN. */
export const readOwnSecret =
  (remedy: string) =>
  (text: string): Read<string> => {
    const fault = judgeSecret(text, remedy);
    return fault === null ? ok(text) : wrong(fault.message, fault.remedy);
  };

export function readCredential(text: string): Read<string> {
  const fault = judgeCredential(text);
  return fault === null ? ok(text) : wrong(fault.message, fault.remedy);
}

export function readBotToken(text: string): Read<string> {
  const remedy = 'Copy the token from @BotFather (digits, a colon, letters), or delete the line to use the chat in the local web page.';
  const fault = judgeCredential(text);
  if (fault !== null) return wrong(fault.message, remedy);
  return /^\d{1,20}:[A-Za-z0-9_-]{3,200}$/.test(text) && text.length >= 12 ? ok(text) : wrong('this is not a bot token.', remedy);
}

const listItems = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

function parseUrl(text: string, protocols: readonly string[]): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && protocols.includes(url.protocol) ? url : null;
}
