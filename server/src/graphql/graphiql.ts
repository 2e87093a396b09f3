import type { FastifyReply } from 'fastify';
import { readPage } from '../console-route.ts';

/** The editor ships with us and is loaded from nowhere else. It writes its own styles, and its workers are made of its script. */
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  'worker-src blob:',
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Sends GraphiQL's page, which works on the address that it is sent from. */
export function createGraphiQL(issuer: string): (reply: FastifyReply) => FastifyReply {
  const page = readPage('graphiql.html', issuer);
  return (reply) =>
    reply.header('content-security-policy', policy).type('text/html; charset=utf-8').send(page);
}
