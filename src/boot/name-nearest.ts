// Owns: an alert about a symbol that its venue does not list, as it is explained: refused, with the names that may have been
// meant. Only whoever explains asks for them; the alert itself is refused by the core, or when its price is asked for.

import type { Priced } from '../brokers/broker.ts';
import { routeOn, routeStrategy } from '../core/engine/alerts/route-alert.ts';
import type { ReceiveAlert } from '../core/engine/command.ts';
import type { Verdict } from '../core/engine/explain/explain-verdict.ts';
import type { Denial } from '../core/model/denial.ts';
import { nearestWords, unknownMarket } from '../core/model/markets/unknown-market.ts';
import type { Ground } from './ground.ts';
import { withinPreview } from './within-preview.ts';

const NEAREST_SHOWN = 3;

interface Explained {
  readonly command: ReceiveAlert;
  readonly verdict: Verdict;
  readonly isPriced: boolean;
}

function refusedAs(verdict: Verdict, check: string, denial: Denial): Verdict {
  const failed = { check, passed: false, detail: denial.message };
  const checks = verdict.checks.map((each) => (each.check === check || each.detail === verdict.denial?.message ? failed : each));
  return { ...verdict, would: 'deny', checks, denial };
}

export async function nameNearest({ brokers, clock, config }: Ground, { command, verdict, isPriced }: Explained): Promise<Verdict> {
  const { reading, strategyHint } = command;
  const { denial } = verdict;
  const isUnknown = denial?.code === 'UNKNOWN_SYMBOL';
  const wantsPrice = denial === null && !isPriced && verdict.checks.some(({ check }) => check === 'price');
  const strategy = routeStrategy(config.settings, strategyHint, reading);
  if (!(isUnknown || wantsPrice) || reading.symbol === null || 'code' in strategy) return verdict;
  const route = routeOn(config.settings, strategy, strategy.account, reading);
  const symbol = 'code' in route ? reading.symbol : route.symbol;
  let answer = null as Priced | null;
  const asked = brokers.get(strategy.account)?.price(symbol, null, 'explain') ?? Promise.resolve(null);
  await withinPreview(
    clock,
    asked.then((priced) => void (answer = priced)),
    () => null,
  );
  if (answer?.type !== 'unknown_symbol') return verdict;
  const nearest = answer.nearest.slice(0, NEAREST_SHOWN);
  if (isUnknown) {
    const message = `${denial.message.replace(/\.$/, '')}${nearestWords(nearest)}`;
    return refusedAs(verdict, 'strategy and symbol', { ...denial, message });
  }
  return refusedAs(verdict, 'price', unknownMarket(strategy.account, symbol, nearest, clock.now()));
}
