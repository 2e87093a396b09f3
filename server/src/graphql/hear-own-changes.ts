import { getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Context } from './context.ts';

/** A mutation is answered when this process has heard of what it changed: the next token already obeys it. */
export const hearOwnChanges: Plugin<Context> = {
  onExecute: ({ args }) => {
    const operation = getOperationAST(args.document, args.operationName);
    if (operation?.operation !== 'mutation') return undefined;
    return { onExecuteDone: () => (args.contextValue as Context).changes.caughtUp() };
  },
};
