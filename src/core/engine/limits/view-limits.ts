// Owns: every limit with how much of it is used, as /risk and GET /status show it.

import type { LimitView } from '../../model/limit-view.ts';
import type { Breach } from '../../model/risk-limits.ts';
import type { RiskSight } from './judge-risk.ts';
import type { LimitKind, Used } from './limit-kind.ts';
import { actionOf, LIMIT_KINDS, limitKind, windDownOf } from './limit-kinds.ts';
import { allScopes, type RiskGround } from './risk-scope.ts';

function viewOf(ground: RiskGround, kind: LimitKind): LimitView {
  const { scope, settings, state, now } = ground;
  const known = state.riskBook.breaches.get(`${kind.name}@${scope.key}`);
  const breach = known !== undefined && (known.until === null || known.until > now) ? known : null;
  const onBreach = actionOf(scope.limits, kind);
  const used: Used = kind.isSet(scope.limits) ? kind.used(ground) : { used: '', of: 'no longer in config.yaml', percent: null };
  return {
    limit: kind.name,
    code: kind.code,
    scope: scope.name,
    accounts: scope.accounts.flatMap((name) => settings.accounts.get(name) ?? []).map(({ name, mode }) => ({ name, mode })),
    ...used,
    rates: used.rates ?? [],
    uncounted: used.uncounted ?? null,
    isClosed: used.isClosed ?? false,
    onBreach: breach?.action ?? onBreach,
    windDown: breach?.windDown ?? windDownOf(scope.limits, onBreach),
    breached: breach,
  };
}

/** Also those that are no longer set and still hold entries back. */
export const viewLimits = (sight: RiskSight): readonly LimitView[] =>
  allScopes(sight.settings).flatMap((scope) => {
    const ground = { ...sight, scope };
    const left = ({ scope: key, limit }: Breach): boolean => key === scope.key && !limitKind(limit).isSet(scope.limits);
    const kinds = new Set([
      ...LIMIT_KINDS.filter(({ isSet }) => isSet(scope.limits)),
      ...[...sight.state.riskBook.breaches.values()].filter(left).map(({ limit }) => limitKind(limit)),
    ]);
    return [...kinds].map((kind) => viewOf(ground, kind));
  });
