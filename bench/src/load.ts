import autocannon from 'autocannon';

/** One request; `path` with a slash in front. */
export type LoadRequest = {
  method?: 'GET' | 'POST';
  path: string;
  headers?: Record<string, string>;
  body?: string;
};

/** What is sent: always the same, or the next one each time it is asked. */
export type Requests = LoadRequest | (() => LoadRequest);

export type LoadOptions = { seconds: number; connections?: number };

export type LoadResult = {
  answered: number;
  requestsPerSecond: number;
  p50Milliseconds: number;
  p99Milliseconds: number;
  /** How often which status came back. */
  statuses: Record<string, number>;
};

/** Requests one after the other on so many connections, as fast as they are answered. @throws Error for a broken connection */
export async function load(
  url: string,
  requests: Requests,
  { seconds, connections = 32 }: LoadOptions,
): Promise<LoadResult> {
  const next = typeof requests === 'function' ? requests : undefined;
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    // The mean of whole seconds would leave the rest out.
    sampleInt: 100,
    requests: [next ? { setupRequest: (request) => ({ ...request, ...next() }) } : (requests as LoadRequest)],
  });
  const failed = result.errors + result.timeouts;
  if (failed > 0) throw new Error(`${failed} requests to ${url} were not answered`);
  const statuses = Object.fromEntries(
    Object.entries(result.statusCodeStats ?? {}).map(([status, { count }]) => [status, Number(count)]),
  );
  const answered = Object.values(statuses).reduce((sum, count) => sum + count, 0);
  return {
    answered,
    requestsPerSecond: answered / result.duration,
    p50Milliseconds: result.latency.p50,
    p99Milliseconds: result.latency.p99,
    statuses,
  };
}

/** @throws Error when anything but `status` came back */
export function expectOnly(status: number, { statuses }: LoadResult, who: string): void {
  const others = Object.keys(statuses).filter((each) => Number(each) !== status);
  if (others.length > 0) throw new Error(`${who} answered ${JSON.stringify(statuses)}`);
}
