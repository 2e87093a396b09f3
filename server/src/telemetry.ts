import type { IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import { FastifyOtelInstrumentation } from '@fastify/otel';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { NodeSDK } from '@opentelemetry/sdk-node';

/**
 * Traces requests and what they ask of the database, and sends their times. Where to, how many and in what manner is said
 * by OpenTelemetry's own environment variables. No header but the User-Agent, no body, query string, parameter of a
 * statement or error message is in a span: any of them could hold a secret.
 *
 * Loaded only where tracing is asked for. Returns what sends the rest and ends it.
 */
export function startTelemetry({ serviceName }: { serviceName: string }): () => Promise<void> {
  const sdk = new NodeSDK({
    serviceName,
    instrumentations: [
      new HttpInstrumentation({
        // By the exporter, and by webhooks, whose addresses may hold a secret.
        disableOutgoingRequestInstrumentation: true,
        requestHook: (span, request) => {
          const { url = '' } = request as IncomingMessage;
          span.setAttribute('url.path', withoutQuery(url));
          if (url.includes('?')) span.setAttribute('url.query', '');
        },
      }),
      new FastifyOtelInstrumentation({
        registerOnInitialization: true,
        instrumentHooks: false,
        instrumentHandler: false,
        recordExceptions: false,
        requestHook: (span, request) => void span.setAttribute('url.path', withoutQuery(request.url)),
      }),
      new PgInstrumentation({ requireParentSpan: true }),
    ],
  });
  sdk.start();
  // Both are loaded already; the hooks take hold of what is required from now on.
  const require = createRequire(import.meta.url);
  for (const name of ['http', 'pg']) require(name);
  return () => sdk.shutdown();
}

function withoutQuery(url: string): string {
  return url.replace(/\?.*$/s, '');
}
