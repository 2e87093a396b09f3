import { Prisma } from '../generated/prisma/client.ts';

/** Whether a write failed because of this unique index. With a driver adapter its name is in the cause alone. */
export function isUniqueViolation(error: unknown, index: string): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') return false;
  return JSON.stringify(error.meta).includes(index);
}
