// Owns: recording what V8 compiles for a start. Arguments: the bundle, and an empty folder to start it in. Ends by itself.

import { compileBundle } from '../src/compile-bundle.ts';

/** After the lines of the start: what the first moments need. */
const SETTLE_MS = 500;

const [path = '', scratch = ''] = process.argv.splice(2);
const bundle = compileBundle(path);
if (bundle === null) throw new Error(`there is no bundle at ${path}`);
process.chdir(scratch);

const write = process.stdout.write.bind(process.stdout);
process.stdout.write = ((...given: Parameters<typeof write>) => {
  setTimeout(() => {
    bundle.keepCode();
    process.exit(0);
  }, SETTLE_MS);
  return write(...given);
}) as typeof write;
bundle.run();
