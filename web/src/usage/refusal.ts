import { graphql, type ResultOf } from '../graphql.ts';

/** What the console shows of a refusal. The server's own explanation is English, so the code is translated instead. */
export const RefusalFields = graphql(`
  fragment RefusalFields on Refusal @_unmask {
    errorId
    at
    code
    endpoint
    address
    clientId
    secretHint
    secretReplacedAt
    refusedScopes
  }
`);

export type Refusal = ResultOf<typeof RefusalFields>;

/** The `error_id` in what somebody pasted, be it alone or with the whole answer around it. */
export function errorIdIn(text: string): string | undefined {
  return /(?<![\w-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\w-])/i.exec(text)?.[0];
}
