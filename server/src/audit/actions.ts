/**
 * Everything that is put on record, as `<noun>.<past participle>`. What is added here gets its words in the console
 * (`audit.action` in both locales).
 */
export const auditActions = [
  'client.created',
  'client.updated',
  'client.deleted',
  'client.tokens_revoked',
  'secret.created',
  'secret.rotated',
  'secret.updated',
  'secret.revoked',
  'organisation.created',
  'organisation.renamed',
  'administrator.left',
] as const;

export type AuditAction = (typeof auditActions)[number];
