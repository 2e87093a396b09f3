import { PothosValidationError } from '@pothos/core';
import { GraphQLError, type ExecutionResult } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { isOutage, outageMessage, outageRetrySeconds } from '../database/outage.ts';
import type { Context } from './context.ts';

/**
 * Bugs and outages reach the caller as the request's id alone; the log has the rest under it. What was meant for the
 * caller stays as it is.
 */
export const maskErrors: Plugin<Context> = {
  onExecute: ({ args }) => ({
    onExecuteDone({ result, setResult }) {
      const { errors } = result as ExecutionResult;
      if (!errors) return;
      setResult({
        ...result,
        errors: errors.map((error) => mask(error, args.contextValue as Context)),
      } as ExecutionResult);
    },
  }),
};

function mask(error: GraphQLError, { log, requestId }: Context): GraphQLError {
  const cause = error.originalError;
  const { nodes, path } = error;
  // Pothos refuses a page of -1 clients with a GraphQLError that has no code.
  if (cause instanceof PothosValidationError) {
    return new GraphQLError(cause.message, { nodes, path, extensions: { code: 'BAD_USER_INPUT' } });
  }
  if (cause === undefined || cause instanceof GraphQLError) return error;
  log.error({ err: cause, path }, 'a field failed');
  if (isOutage(cause)) {
    const http = { status: 503, headers: { 'retry-after': String(outageRetrySeconds) } };
    const extensions = { code: 'SERVICE_UNAVAILABLE', requestId, http };
    return new GraphQLError(outageMessage(requestId), { nodes, path, extensions });
  }
  return new GraphQLError(
    `Something went wrong on our side. The log has it under the request id ${requestId}.`,
    {
      nodes,
      path,
      extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
    },
  );
}
