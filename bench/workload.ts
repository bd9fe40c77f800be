// Owns: the alerts of the benchmark, as a TradingView user writes them.

/** `exits`: each is accepted and completed. `entries`: the first hundred become cards, the rest is refused for that, on disk all the same. */
export type Workload = 'exits' | 'entries';

export const BENCH_SECRET = 'benchmark-webhook-secret';
export const BENCH_ADMIN_TOKEN = 'benchmark-admin-token';

export const alertBody = (workload: Workload, secret: string, name: string): string =>
  JSON.stringify({
    secret,
    strategy: 'default',
    symbol: 'BTCUSDT',
    action: workload === 'exits' ? 'close' : 'buy',
    quantity: '0.01',
    price: '45000.5',
    comment: `bench ${name}`,
  });
