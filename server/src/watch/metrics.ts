import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import { basePathOf } from '../config.ts';
import type { DeliveryState } from '../generated/prisma/client.ts';

/** What is counted while requests are answered. One for each process, with a registry of its own. */
export type Metrics = {
  registry: Registry;
  /** A request at this route was answered; routes that are not counted cost a look into a map. */
  answered(route: string | undefined, status: number, milliseconds: number): void;
  /** A request at an OAuth endpoint was refused. */
  refused(endpoint: string, reason: string): void;
  /** A message to a webhook was tried, or called off: in which state it is now. */
  delivered(state: DeliveryState): void;
};

const endpoints = ['/token', '/introspect', '/revoke', '/verify', '/graphql'];

/** In seconds: from a token for a proven secret to one that waited for the slow comparison. */
const buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** `basePath` is what stands before every route. */
export function createMetrics({ issuer }: { issuer: string }): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'llavero_requests_total',
    help: 'Requests that were answered, by endpoint and status.',
    labelNames: ['endpoint', 'status'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'llavero_request_seconds',
    help: 'How long an answer took, in seconds.',
    labelNames: ['endpoint'],
    buckets,
    registers: [registry],
  });
  const refusals = new Counter({
    name: 'llavero_refusals_total',
    help: 'Refused requests of OAuth endpoints, by their exact cause.',
    labelNames: ['endpoint', 'reason'],
    registers: [registry],
  });
  const deliveries = new Counter({
    name: 'llavero_webhook_attempts_total',
    help: 'Attempts to send to a webhook, by outcome: delivered, pending (to be tried again), failed; and called_off.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const basePath = basePathOf(issuer);
  const counted = new Map(endpoints.map((endpoint) => [`${basePath}${endpoint}`, countOf(endpoint)]));
  counted.set(`${basePath}/verify/*`, countOf('/verify'));

  return {
    registry,
    answered(route, status, milliseconds) {
      const count = route === undefined ? undefined : counted.get(route);
      if (!count) return;
      count.seconds.observe(milliseconds / 1000);
      let ofStatus = count.byStatus.get(status);
      if (!ofStatus) count.byStatus.set(status, (ofStatus = requests.labels(count.endpoint, String(status))));
      ofStatus.inc();
    },
    refused: (endpoint, reason) => refusals.inc({ endpoint, reason: reason.toLowerCase() }),
    delivered: (state) => deliveries.inc({ outcome: state.toLowerCase() }),
  };

  /** Labels are looked up once: that costs more than counting. */
  function countOf(endpoint: string) {
    return { endpoint, seconds: seconds.labels(endpoint), byStatus: new Map<number, Counter.Internal>() };
  }
}
