// What the load generator uses of autocannon, which brings no types.
declare module 'autocannon' {
  export interface Client {
    setRequests(requests: readonly { readonly body: string }[]): void;
  }
  export interface Options {
    readonly url: string;
    readonly connections: number;
    /** Requests in all. */
    readonly amount: number;
    readonly method: 'POST';
    readonly headers: Readonly<Record<string, string>>;
    readonly setupClient: (client: Client) => void;
  }
  export interface Result {
    readonly errors: number;
    readonly timeouts: number;
    readonly '2xx': number;
    readonly non2xx: number;
  }
  export interface Run extends Promise<Result> {
    on(event: 'response', listener: (client: Client, statusCode: number, bytes: number, responseTimeMs: number) => void): this;
  }
  const autocannon: (options: Options) => Run;
  // biome-ignore lint/style/noDefaultExport: it is autocannon's form
  export default autocannon;
}
