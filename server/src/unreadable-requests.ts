import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionError, FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { countHeaders } from './count-headers.ts';

/** Nothing that is answered here is a page, or to be kept. */
const headers = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
};

/** An address that the router cannot read (`/%`) meets no hook, and is echoed unless we answer. */
export function refuseUnreadableAddress(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  void reply
    .code(error.statusCode ?? 400)
    .headers({ ...headers, 'x-request-id': request.id })
    .send({ code: error.code, message: 'This address is malformed.' });
}

/**
 * What is no HTTP, too large in its headers, or never comes to an end reaches no route: it is answered on the connection
 * itself, which then ends. Of the error only the code is logged, since the rest holds what was sent.
 */
export function refuseUnreadableRequest(this: FastifyInstance, error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const { status, message } = refusals[error.code] ?? {
    status: 400,
    message: 'This is no valid HTTP request.',
  };
  const requestId = randomUUID();
  this.log.info({ requestId, status, cause: error.code }, 'an unreadable request');
  const body = JSON.stringify({ code: 'UNREADABLE_REQUEST', message });
  const lines = Object.entries({
    ...headers,
    'x-request-id': requestId,
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}`);
  if (socket.writable)
    socket.write([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n'));
  socket.destroy(error);
}

const refusals: Record<string, { status: number; message: string }> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, message: 'The request did not come to its end in time.' },
  HPE_HEADER_OVERFLOW: { status: 431, message: 'The headers are larger than 16 KiB.' },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, message: 'The chunk extensions are too large.' },
};

/**
 * Who hung up before the request was read (behind another one on the same connection) hears no answer, and has no address
 * any more to be judged by.
 */
export function dropAbandoned(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  if (request.raw.socket.remoteAddress === undefined) reply.hijack();
  else done();
}

/** RFC 9112, section 3.2. Node would refuse a missing `Host` with a bare answer, and takes the first of two. */
export function refuseUnclearHost(
  { raw }: FastifyRequest,
  _: FastifyReply,
  done: (error?: Error) => void,
): void {
  const mayHaveNone = raw.httpVersion === '1.0' && raw.headers.host === undefined;
  if (mayHaveNone || countHeaders(raw.rawHeaders, 'host') === 1) done();
  else done(new UnclearHostError());
}

class UnclearHostError extends Error {
  readonly statusCode = 400;
  readonly code = 'UNCLEAR_HOST';

  constructor() {
    super('Send one Host header.');
    this.name = new.target.name;
  }
}

/** RFC 9110, section 10.1.1: an expectation that nobody knows is passed over. Node would refuse it with a bare answer. */
export function passOverExpectations(app: FastifyInstance): void {
  app.server.on('checkExpectation', (request, response) => app.routing(request, response));
}
