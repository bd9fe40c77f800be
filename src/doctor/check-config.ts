// Owns: the configuration as findings.

import type { LoadedConfig } from '../config/load-config.ts';
import type { Problem } from '../config/problem.ts';
import { failed, ok, warning, type Finding } from './finding.ts';

const placeOf = ({ place: { file, line, key } }: Problem): string =>
  [file === null ? null : `${file}${line === null ? '' : `:${line}`}`, key].filter((part) => part !== null && part !== '').join(' ');

export function checkConfig(loaded: LoadedConfig): readonly Finding[] {
  if (loaded.type === 'invalid')
    return loaded.problems.map((each) => failed('configuration', `${placeOf(each)}: ${each.message}`, each.remedy));
  const { config, warnings } = loaded;
  const where = config.configFile === null ? 'no config.yaml: the demo account on paper' : config.configFile;
  const live = [...config.settings.accounts.values()].filter(({ mode }) => mode === 'live').map(({ name }) => name);
  return [
    ok('configuration', where),
    ...(live.length === 0 || config.liveTrading
      ? []
      : [
          warning(
            'live trading',
            `${live.join(', ')} is LIVE, and LIVE_TRADING is off: no order is sent there`,
            'Set LIVE_TRADING=true in .env when you mean it.',
          ),
        ]),
    ...warnings.map((each) => warning('configuration', `${placeOf(each)}: ${each.message}`, each.remedy)),
  ];
}
