// Owns: URLs as they may stand in a log. Every value of the query is masked unless its name is known to be harmless:
// secrets come under many names, also percent-encoded ones.

const HARMLESS: ReadonlySet<string> = new Set([
  'strategy',
  'state',
  'limit',
  'before',
  'open',
  'dialect',
  'symbol',
  'code',
  'from',
  'to',
  'format',
  'dry_run',
]);

/** `/webhook?secret=abc&strategy=x` → `/webhook?secret=***&strategy=x`. `url` as in the request line. */
export function maskUrl(url: string): string {
  const start = url.indexOf('?');
  if (start === -1) return url;
  const shown = [...new URLSearchParams(url.slice(start))].map(
    ([name, value]) => `${encodeURIComponent(name)}=${HARMLESS.has(name) ? encodeURIComponent(value) : '***'}`,
  );
  return `${url.slice(0, start)}?${shown.join('&')}`;
}
