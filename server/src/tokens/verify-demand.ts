import type { FastifyRequest } from 'fastify';
import { countHeaders } from '../count-headers.ts';
import { BearerError } from './bearer.ts';

/** What a token must be good for. `scope` undefined: nothing allows it. `audience` undefined: that of the operator's default API. */
export type Demand = { scope: string | undefined; audience: string | undefined };

/** Which scope a method needs. Any other method needs one that nobody has. */
const scopeOfMethod = new Map([
  ['GET', 'read'],
  ['HEAD', 'read'],
  ['POST', 'create'],
  ['PUT', 'update'],
  ['PATCH', 'update'],
  ['DELETE', 'delete'],
]);

/**
 * Reads what the proxy asks for: `?scope=` names a scope; else the method's is needed, which stands in the one header that
 * `?method_header=` names, or is the request's own; `?resource=` names the audience (RFC 8707).
 * @throws BearerError 400 for a parameter that is repeated, empty or malformed
 */
export function readDemand(request: FastifyRequest, isQueryOurs: boolean): Demand {
  if (!isQueryOurs) return { scope: scopeOfMethod.get(request.method), audience: undefined };
  const query = request.query as Record<string, unknown>;
  const scope = readParameter(query, 'scope');
  const methodHeader = readParameter(query, 'method_header');
  const audience = readParameter(query, 'resource');
  if (scope !== undefined) return { scope, audience };
  const method = methodHeader === undefined ? request.method : methodIn(request, methodHeader.toLowerCase());
  return { scope: method === undefined ? undefined : scopeOfMethod.get(method), audience };
}

/** Twice the same header may be the proxy's and the caller's: neither counts. */
function methodIn({ headers, raw }: FastifyRequest, name: string): string | undefined {
  return countHeaders(raw.rawHeaders, name) === 1 ? String(headers[name]) : undefined;
}

/** Visible ASCII without quotes and backslashes, as a scope (RFC 6749, section 3.3), a header's name and a URI are. */
function readParameter(query: Record<string, unknown>, name: string): string | undefined {
  const value = query[name];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && /^[\x21\x23-\x5B\x5D-\x7E]+$/.test(value)) return value;
  throw new BearerError(400, 'invalid_request', `${name} is repeated, empty or malformed.`);
}
