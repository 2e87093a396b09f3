import { randomUUID } from 'node:crypto';
import fastify, { LogController, type FastifyError, type FastifyInstance } from 'fastify';
import { registerAuthRoutes } from './administrators/auth-route.ts';
import { registerExportRoute } from './audit/export-route.ts';
import { basePathOf } from './config.ts';
import { registerConsoleRoutes } from './console-route.ts';
import { isOutage, outageMessage, outageRetrySeconds } from './database/outage.ts';
import { registerGraphQLRoute } from './graphql/graphql-route.ts';
import type { Parts } from './parts.ts';
import { refusePlainConnection } from './plain-connection.ts';
import { securityHeaders } from './security-headers.ts';
import { registerIntrospectRoute } from './tokens/introspect-route.ts';
import { registerMetadataOfPath, registerMetadataRoutes } from './tokens/metadata-route.ts';
import { registerRevocationListRoute } from './tokens/revocation-list-route.ts';
import { registerRevokeRoute } from './tokens/revoke-route.ts';
import { registerTokenRoute } from './tokens/token-route.ts';
import { registerVerifyRoutes } from './tokens/verify-route.ts';
import {
  dropAbandoned,
  passOverExpectations,
  refuseUnclearHost,
  refuseUnreadableAddress,
  refuseUnreadableRequest,
} from './unreadable-requests.ts';
import { registerHealthRoutes } from './watch/health-routes.ts';
import { registerMetricsRoute } from './watch/metrics-route.ts';

/** The table of routes: what answers at which path. Everything stands under the path of the issuer. */
export async function createApp(parts: Parts): Promise<FastifyInstance> {
  const { config, db, log, auth, attempts, links, authentication, changes, signingKeys, usage } = parts;
  const { court, knownApis, revokedTokens, revocationLists, metrics, readiness, sealKey, postOffice } = parts;
  const { issuer } = config;
  const app = fastify({
    loggerInstance: log as FastifyInstance['log'],
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    trustProxy: config.trustProxy,
    genReqId: () => randomUUID(),
    bodyLimit: 64 * 1024,
    // Looked at half a minute apart, as Node would, what never ends would meet the silence of `connectionTimeout` first.
    http: { maxHeaderSize: 16 * 1024, requireHostHeader: false, connectionsCheckingInterval: 5000 },
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    exposeHeadRoutes: true,
    frameworkErrors: refuseUnreadableAddress,
    clientErrorHandler: refuseUnreadableRequest,
  }) as unknown as FastifyInstance;
  passOverExpectations(app);

  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).send({ code: error.code, message: error.message });
    request.log.error({ err: error }, 'request failed');
    // better-auth does not tell why it could sign nobody in or out, so the database is asked.
    if (isOutage(error) || (await readiness.look()).missing.includes('database')) {
      const outage = {
        code: 'SERVICE_UNAVAILABLE',
        message: outageMessage(request.id),
        requestId: request.id,
      };
      return reply.code(503).header('retry-after', outageRetrySeconds).send(outage);
    }
    const message = `Something went wrong on our side. The log has it under the request id ${request.id}.`;
    return reply.code(500).send({ code: 'INTERNAL_SERVER_ERROR', message, requestId: request.id });
  });
  app.setNotFoundHandler(async (_, reply) =>
    reply.code(404).send({ code: 'NOT_FOUND', message: 'Nothing answers here.' }),
  );
  const headers = securityHeaders(issuer);
  app.addHook('onRequest', dropAbandoned);
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers).header('x-request-id', request.id);
    done();
  });
  app.addHook('onRequest', refuseUnclearHost);
  app.addHook('onResponse', (request, reply, done) => {
    // The route and not the address: a query string may hold what nobody should read.
    const { method, routeOptions } = request;
    metrics.answered(routeOptions.url, reply.statusCode, reply.elapsedTime);
    request.log.debug(
      { method, route: routeOptions.url, status: reply.statusCode, ms: reply.elapsedTime },
      'answered',
    );
    done();
  });

  registerMetadataOfPath(app, issuer);
  await app.register(
    async (routes) => {
      registerHealthRoutes(routes, readiness);
      registerMetricsRoute(routes, { registry: metrics.registry, token: config.metricsToken });
      registerMetadataRoutes(routes, { issuer, signingKeys });
      registerRevocationListRoute(routes, { revocationLists, knownApis });
      await registerConsoleRoutes(routes, { issuer });
      await routes.register(async (credentials) => {
        credentials.addHook('onRequest', refusePlainConnection);
        await registerTokenRoute(credentials, { authentication, issuer, signingKeys, usage });
        await registerIntrospectRoute(credentials, { authentication, court, usage });
        await registerRevokeRoute(credentials, { authentication, court, revokedTokens, usage });
        await registerVerifyRoutes(credentials, { court });
        registerAuthRoutes(credentials, { db, auth, attempts, issuer });
        registerGraphQLRoute(credentials, {
          db,
          auth,
          attempts,
          links,
          changes,
          signingKeys,
          sealKey,
          postOffice,
          issuer,
        });
        registerExportRoute(credentials, { db, auth, issuer });
      });
    },
    { prefix: basePathOf(issuer) },
  );
  return app;
}
