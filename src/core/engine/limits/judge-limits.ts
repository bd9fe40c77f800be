// Owns: an entry before the limits of its scopes: what was compared with what, and the first reason against it. What a reason
// does beyond refusing: breach-limit.ts. Exits never come here.

import type { Account } from '../../model/account.ts';
import type { Decimal } from '../../model/decimal.ts';
import { deny, type Denial } from '../../model/denial.ts';
import type { ExchangeRate, ExchangeRates } from '../../model/money/exchange-rate.ts';
import type { AccountName, Instant } from '../../model/ids.ts';
import { clockText, localTime } from '../../model/time/local-time.ts';
import type { Breach } from '../../model/risk-limits.ts';
import type { Settings, Strategy } from '../../model/settings.ts';
import type { Proposal } from '../../model/signal.ts';
import type { Marks } from '../command.ts';
import { joinRates, noRateRemedy } from './count-money.ts';
import type { EntryAsked, Judged, LimitKind } from './limit-kind.ts';
import { LIMIT_KINDS, limitKind } from './limit-kinds.ts';
import { scopesOfEntry, type Beside, type RiskGround, type Scope } from './risk-scope.ts';
import type { State } from '../state.ts';

export interface LimitSubject {
  readonly settings: Settings;
  readonly state: State;
  readonly now: Instant;
  readonly marks: Marks;
  readonly rates: ExchangeRates;
  /** As it holds on the account. */
  readonly strategy: Strategy;
  readonly account: Account;
  readonly entry: EntryAsked;
  /** What goes only together with it. */
  readonly beside?: readonly Beside[];
  readonly equities?: ReadonlyMap<AccountName, Decimal>;
}

export interface LimitResult {
  readonly check: string;
  readonly denial: Denial | null;
  readonly shows: string;
  readonly scope: Scope;
  /** Null: nothing follows from it beyond the refusal (it was breached before, or cannot be told). */
  readonly kind: LimitKind | null;
  /** It was counted at these. */
  readonly rates?: readonly ExchangeRate[];
}

export const isActive = ({ liftedBy, until }: Breach, now: Instant): boolean => liftedBy === null && (until === null || until > now);

/** A person has let entries pass although it is reached: it is not judged again until its time is over. */
export const isLifted = ({ riskBook }: State, { key }: Scope, { name }: LimitKind, now: Instant): boolean => {
  const breach = riskBook.breaches.get(`${name}@${key}`);
  return breach !== undefined && breach.liftedBy !== null && (breach.until === null || breach.until > now);
};

/** "2026-11-29 00:00 (Europe/Zurich)". */
export function untilShown(until: Instant | null, timeZone: string): string {
  if (until === null) return 'somebody sends /unlock';
  const { day, minuteOfDay } = localTime(until, timeZone);
  return `${day} ${clockText(minuteOfDay)} (${timeZone})`;
}

function denyBreached(scope: Scope, { limit, detail, action, until }: Breach, timeZone: string): Denial {
  const remedy =
    action === 'kill'
      ? 'Send /unlock in the chat to let entries pass again. Exits pass all the time.'
      : `Send /resume ${limit} in the chat to let entries pass again before that. Exits pass all the time.`;
  const what = `${scope.name}: ${limit} was reached, no entries until ${untilShown(until, timeZone)}: ${detail}`;
  return deny(limitKind(limit).code, what, remedy);
}

/** What was reached before and still holds back entries. */
export const breachesOf = (state: State, scope: Scope, now: Instant): readonly Breach[] =>
  [...state.riskBook.breaches.values()].filter((breach) => breach.scope === scope.key && isActive(breach, now));

function judgeBreaches(scope: Scope, { state, now, settings }: LimitSubject): LimitResult {
  const [breach] = breachesOf(state, scope, now);
  return {
    check: `${scope.name} is not held back`,
    denial: breach === undefined ? null : denyBreached(scope, breach, settings.timeZone),
    shows: 'no limit of it was reached',
    scope,
    kind: null,
  };
}

const NO_PRICE_REMEDY =
  'The limit counts what is held at its last price. Look at /positions and at the venue: is that market open? Exits pass all the time.';

function resultOf(scope: Scope, kind: LimitKind, { passes, shows, unknown, noRate, noPrice, rates = [] }: Judged): LimitResult {
  const check = `${kind.name} of ${scope.name}`;
  const said = `${check}: ${shows}`;
  const why = noPrice === true ? deny('NO_PRICE', said, NO_PRICE_REMEDY) : deny(kind.code, said);
  const denial = noRate === undefined ? why : deny('NO_RATE', said, noRateRemedy(noRate));
  return { check, denial: passes ? null : denial, shows, scope, kind: unknown === true ? null : kind, rates };
}

/** All that an entry was counted at. */
export const ratesUsed = (results: readonly LimitResult[]): readonly ExchangeRate[] =>
  joinRates(...results.map(({ rates }) => rates ?? []));

const LIFTED: Judged = { passes: true, shows: 'it was reached, and a person has let entries pass again' };

const groundOf = ({ settings, state, now, marks, rates, beside = [], equities }: LimitSubject, scope: Scope): RiskGround => ({
  settings,
  state,
  now,
  marks,
  rates,
  scope,
  beside,
  ...(equities === undefined ? {} : { equities }),
});

function judgeScope(subject: LimitSubject, scope: Scope, judge: (ground: RiskGround, kind: LimitKind) => Judged | null): LimitResult[] {
  const ground = groundOf(subject, scope);
  return LIMIT_KINDS.filter(({ isSet }) => isSet(scope.limits)).flatMap((kind) => {
    const judged = isLifted(subject.state, scope, kind, subject.now) ? LIFTED : judge(ground, kind);
    return judged === null ? [] : [resultOf(scope, kind, judged)];
  });
}

/** A kill outlives the lines of config.yaml that led to it. */
const scopesOf = ({ settings, state, now, strategy, account }: LimitSubject): readonly Scope[] =>
  scopesOfEntry(settings, strategy, account).filter((scope) => scope.isLimited || breachesOf(state, scope, now).length > 0);

/** What can be judged before there is a price. */
export const limitGates = (subject: LimitSubject): readonly LimitResult[] =>
  scopesOf(subject).flatMap((scope) => [
    judgeBreaches(scope, subject),
    ...judgeScope(subject, scope, (ground, kind) => (kind.stage === 'gate' ? kind.judge(ground, subject.entry) : null)),
  ]);

/** What is judged with the size; of a layered entry also what is judged before it, now that its orders are known. */
export function limitChecks(subject: LimitSubject, proposal: Proposal): readonly LimitResult[] {
  const orders = proposal.layers?.length ?? 1;
  const entry = { ...subject.entry, orders };
  return scopesOf(subject).flatMap((scope) =>
    judgeScope(subject, scope, (ground, kind) => {
      if (kind.stage === 'size') return kind.judge(ground, entry, proposal);
      return orders > 1 ? kind.judge(ground, entry) : null;
    }),
  );
}

export const firstRefusal = (results: readonly LimitResult[]): (LimitResult & { readonly denial: Denial }) | null => {
  const found = results.find(({ denial }) => denial !== null);
  return found === undefined || found.denial === null ? null : { ...found, denial: found.denial };
};

/** Of an order that waits to be sent: what was reached since it was made. */
export function refuseBreached(settings: Settings, state: State, strategy: Strategy, account: Account, now: Instant): Denial | null {
  for (const scope of scopesOfEntry(settings, strategy, account)) {
    const [breach] = breachesOf(state, scope, now);
    if (breach !== undefined) return denyBreached(scope, breach, settings.timeZone);
  }
  return null;
}

/** Whether some limit of an entry is counted in percent of what the account is worth. */
export const needsEquity = (settings: Settings, strategy: Strategy, account: Account): boolean =>
  scopesOfEntry(settings, strategy, account).some(({ limits }) =>
    LIMIT_KINDS.some((kind) => kind.isSet(limits) && kind.needsEquity(limits)),
  );
