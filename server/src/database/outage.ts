/**
 * PostgreSQL's classes of errors for which no question is to blame: the connection (08), too few resources (53: the disk is
 * full, no connection left), and the server being stopped, started or crashed (57P). A question that took too long
 * (57014) is not among them.
 */
const sqlStates = /^(08\w{3}|53\w{3}|57P\w{2})$/;

/**
 * Prisma's codes for the same, and for a connection or a transaction that could not be had in time; and better-auth's for a
 * session that it could not look up, which is all that it tells.
 */
const otherCodes = new Set([
  ...['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037'],
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND'],
  'FAILED_TO_GET_SESSION',
]);

/** pg and its adapter have no code for these. */
const withoutCode =
  /Connection terminated|Server has closed the connection|timeout exceeded when trying to connect|Query read timeout/;

/** Whether this error, or what caused it, means that the database could not do its work now, whatever it was asked. */
export function isOutage(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, originalCode, message, cause, meta, body } = error as Record<string, unknown>;
  if ([code, originalCode].some((each) => isOutageCode(each))) return true;
  if (typeof message === 'string' && withoutCode.test(message)) return true;
  const driverError = (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError;
  return [cause, driverError, body].some(isOutage);
}

function isOutageCode(code: unknown): boolean {
  return typeof code === 'string' && (otherCodes.has(code) || sqlStates.test(code));
}

/** When whoever met an outage should come back. */
export const outageRetrySeconds = 5;

/** What a person or a tool is told of it. A change may have been made though its answer was lost. */
export function outageMessage(requestId: string): string {
  return `The database cannot be used now. Try again shortly; if this was a change, look first whether it was made. The log has the cause under the request id ${requestId}.`;
}
