// Loaded before a measured process (`node --import …`): SIGUSR2 makes it collect garbage, so that what is read afterwards
// is what it holds, not what it has not yet thrown away. Without an option of V8 on the command line: code that was
// compiled before is taken only by a process with the same options, as in life.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

process.on('SIGUSR2', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let round = 0; round < 3; round += 1) collect();
});
