import { graphql, type ResultOf } from '../graphql.ts';

/** What the console shows of a permission group. */
export const PermissionGroupFields = graphql(`
  fragment PermissionGroupFields on PermissionGroup @_unmask {
    id
    name
    description
    scopes
    clientCount
    updatedAt
  }
`);

export type PermissionGroup = ResultOf<typeof PermissionGroupFields>;
