import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Auth } from '../administrators/auth.ts';
import { organisationHeader, readCaller } from '../administrators/caller.ts';
import type { Db } from '../database/connect.ts';
import { refuseForeignOrigin } from '../same-origin.ts';
import { readAuditFilter } from './audit-filter.ts';
import { exportFormats, exportRecord } from './export.ts';

/** `actions` may stand several times; moments are in ISO 8601. A link has no headers, so `organisation` may stand here. */
const exportQuery = z.strictObject({
  format: z.enum(exportFormats),
  organisation: z.string().optional(),
  search: z.string().optional(),
  actions: z.union([z.array(z.string()), z.string().transform((action) => [action])]).optional(),
  actor: z.string().optional(),
  subject: z.string().optional(),
  from: z.iso.datetime({ offset: true }).pipe(z.coerce.date()).optional(),
  to: z.iso.datetime({ offset: true }).pipe(z.coerce.date()).optional(),
});

const types = { csv: 'text/csv; charset=utf-8', jsonl: 'application/jsonl; charset=utf-8' };

/**
 * `GET /audit/export?format=csv|jsonl`, with the filter of `auditLog`: the record as a file, to whoever may read it there. Its
 * name and the header `Llavero-Audit-Head` carry the head of the chain, so that an export shows what was cut off after it.
 */
export function registerExportRoute(
  app: FastifyInstance,
  { db, auth, issuer }: { db: Db; auth: Auth; issuer: string },
): void {
  app.route({
    method: 'GET',
    url: '/audit/export',
    exposeHeadRoute: false,
    preHandler: refuseForeignOrigin(issuer),
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const { organisation } = request.query as { organisation?: unknown };
      const headers = {
        ...request.headers,
        ...(typeof organisation === 'string' && { [organisationHeader]: organisation }),
      };
      const { person, caller } = await readCaller(db, auth, { headers, ip: request.ip });
      if (!caller) return refuseStranger(reply, person !== undefined);
      const asked = exportQuery.safeParse(request.query);
      if (!asked.success) return refuse(reply, z.prettifyError(asked.error));
      const { format, organisation: _, ...wanted } = asked.data;
      const read = readAuditFilter(wanted);
      if ('complaints' in read) return refuse(reply, read.complaints.join(' '));
      const { head, content } = await exportRecord(db, caller, read.filter, format);
      request.log.info(
        { organisationId: caller.organisationId, userId: caller.userId, head },
        'the record is exported',
      );
      return reply
        .type(types[format])
        .header('llavero-audit-head', `${head.sequence} ${head.hash}`)
        .header(
          'content-disposition',
          `attachment; filename="llavero-audit-${head.sequence}-${head.hash}.${format}"`,
        )
        .send(content);
    },
  });
}

function refuse(reply: FastifyReply, message: string): FastifyReply {
  return reply.code(400).send({ code: 'BAD_USER_INPUT', message });
}

function refuseStranger(reply: FastifyReply, isSignedIn: boolean): FastifyReply {
  return isSignedIn
    ? reply
        .code(403)
        .send({ code: 'FORBIDDEN', message: 'Your role does not allow this. Ask an owner for it.' })
    : reply.code(401).send({ code: 'UNAUTHENTICATED', message: 'Sign in first.' });
}
