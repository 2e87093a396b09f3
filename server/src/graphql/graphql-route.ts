import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createYoga } from 'graphql-yoga';
import type { Auth } from '../administrators/auth.ts';
import { originOf, readCaller } from '../administrators/caller.ts';
import { basePathOf } from '../config.ts';
import { refuseForeignOrigin } from '../same-origin.ts';
import { createUsesInLastDay } from '../usage/uses-in-last-day.ts';
import type { Context, GraphQLParts } from './context.ts';
import { documentLimits } from './document-limits.ts';
import { createGraphiQL } from './graphiql.ts';
import { hearOwnChanges } from './hear-own-changes.ts';
import { maskErrors } from './mask-errors.ts';
import { schema } from './schema.ts';

/** `/graphql`: JSON over POST (or a query in a GET), and GraphiQL for an administrator who comes with a browser. */
export function registerGraphQLRoute(
  app: FastifyInstance,
  parts: GraphQLParts & { auth: Auth; issuer: string },
): void {
  const { auth, issuer, ...graphqlParts } = parts;
  const graphqlEndpoint = `${basePathOf(issuer)}/graphql`;
  const sendGraphiQL = createGraphiQL(issuer);
  const yoga = createYoga<Context>({
    schema,
    graphqlEndpoint,
    graphiql: false,
    landingPage: false,
    cors: false,
    batching: false,
    logging: false,
    maskedErrors: false,
    plugins: [documentLimits, hearOwnChanges, maskErrors],
  });

  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    bodyLimit: 256 * 1024,
    preHandler: [refuseForeignOrigin(issuer), refuseOtherTypes, refuseBrokenParameters],
    handler: async (request, reply) => {
      const { person, caller, setCookies } = await readCaller(parts.db, auth, request);
      for (const cookie of setCookies) reply.header('set-cookie', cookie);
      reply.header('cache-control', 'no-store');
      const { query } = request.query as { query?: string };
      if (request.method === 'GET' && query === undefined) {
        return caller ? sendGraphiQL(reply) : reply.callNotFound();
      }
      const { id: requestId, log } = request;
      const usesInLastDay = createUsesInLastDay(parts.db);
      const context = {
        ...graphqlParts,
        ...originOf(request),
        requestId,
        log,
        usesInLastDay,
        person,
        caller,
      };
      const response = await yoga.handleNodeRequestAndResponse(request, reply, context);
      for (const [name, value] of response.headers) reply.header(name, value);
      if (response.status === 406) return reply.code(406).send(notAcceptable);
      return reply.code(response.status).send(Buffer.from(await response.arrayBuffer()));
    },
  });
}

/** Yoga says nothing but the status. */
const notAcceptable = {
  code: 'NOT_ACCEPTABLE',
  message: 'Accept application/json, or application/graphql-response+json.',
};

/** JSON alone: what a form of any page could send (`text/plain` among it) is no request (OWASP ASVS 5.0, 3.5.2). */
async function refuseOtherTypes(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const isJson = /^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '');
  if (request.method === 'GET' || isJson) return undefined;
  return reply.code(415).send({ code: 'UNSUPPORTED_MEDIA_TYPE', message: 'Send JSON, as application/json.' });
}

/** Of a query in an address. Yoga would fail of what is no JSON. */
async function refuseBrokenParameters(
  { query }: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const parameters = query as Record<string, unknown>;
  const broken = ['variables', 'extensions'].filter((name) => !isJson(parameters[name]));
  if (broken.length === 0) return undefined;
  const errors = broken.map((name) => ({
    message: `${name} is no JSON.`,
    extensions: { code: 'BAD_REQUEST' },
  }));
  return reply.code(400).send({ errors });
}

function isJson(text: unknown): boolean {
  if (text === undefined || text === '') return true;
  try {
    JSON.parse(String(text));
    return true;
  } catch {
    return false;
  }
}
