import autocannon from 'autocannon';
import { percentile } from './median.ts';

/** One request; `path` with a slash in front. */
export type LoadRequest = {
  method?: 'GET' | 'POST';
  path: string;
  headers?: Record<string, string>;
  body?: string;
};

/** What is sent: always the same, or the next one each time it is asked. */
export type Requests = LoadRequest | (() => LoadRequest);

export type LoadOptions = {
  connections?: number;
  /** So many a second, all connections together; without it, as many as are answered. */
  rate?: number;
} & ({ seconds: number } | { count: number });

export type LoadResult = {
  answered: number;
  seconds: number;
  requestsPerSecond: number;
  p50Milliseconds: number;
  p99Milliseconds: number;
  /** How often which status came back. */
  statuses: Record<string, number>;
};

/** Who waits for a slow hash waits behind others. */
const timeoutSeconds = 60;

/** Sends requests one after the other on each of some connections. @throws Error when one is not answered */
export async function load(url: string, requests: Requests, options: LoadOptions): Promise<LoadResult> {
  const { connections = 32, rate } = options;
  const milliseconds: number[] = [];
  const statuses: Record<string, number> = {};
  const since = performance.now();
  const { errors, timeouts } = await new Promise<autocannon.Result>((resolve, reject) => {
    const running = autocannon(
      {
        url,
        connections,
        timeout: timeoutSeconds,
        ...('count' in options ? { amount: options.count } : { duration: options.seconds }),
        ...(rate === undefined ? {} : { overallRate: rate }),
        requests: [
          typeof requests === 'function'
            ? { setupRequest: (request) => ({ ...request, ...requests() }) }
            : requests,
        ],
      },
      (error: Error | null, result) => (error ? reject(error) : resolve(result)),
    );
    // Its own figures are whole milliseconds.
    running.on('response', (_, status, _bytes, took) => {
      statuses[status] = (statuses[status] ?? 0) + 1;
      milliseconds.push(took);
    });
  });
  const seconds = (performance.now() - since) / 1000;
  if (milliseconds.length === 0) throw new Error(`no request to ${url} was answered in ${seconds} s`);
  if (errors + timeouts > 0) throw new Error(`${errors + timeouts} requests to ${url} were not answered`);
  return {
    answered: milliseconds.length,
    seconds,
    requestsPerSecond: milliseconds.length / seconds,
    p50Milliseconds: percentile(milliseconds, 0.5),
    p99Milliseconds: percentile(milliseconds, 0.99),
    statuses,
  };
}

/** @throws Error when anything but `status` came back */
export function expectOnly(status: number, { statuses }: LoadResult, who: string): void {
  const others = Object.keys(statuses).filter((each) => Number(each) !== status);
  if (others.length > 0) throw new Error(`${who} answered ${JSON.stringify(statuses)}`);
}

/** The same requests again and again, one after the other. */
export function inTurn(requests: readonly LoadRequest[]): Requests {
  const [first, ...others] = requests;
  if (!first) throw new RangeError('there is nothing to send');
  if (others.length === 0) return first;
  let next = 0;
  return () => requests[next++ % requests.length] as LoadRequest;
}

/** A form from whoever authenticates by HTTP Basic. */
export function formRequest(path: string, authorization: string, form: Record<string, string>): LoadRequest {
  return {
    method: 'POST',
    path,
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  };
}
