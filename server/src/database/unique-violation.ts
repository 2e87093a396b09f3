import { Prisma } from '../generated/prisma/client.ts';

/**
 * A write that may meet what is there already: `refusals` says for each unique index which error that is.
 * @throws the error of the index that was met, or whatever else the write throws
 */
export async function refusingDoubles<T>(
  write: Promise<T>,
  refusals: Readonly<Record<string, () => Error>>,
): Promise<T> {
  try {
    return await write;
  } catch (error) {
    for (const [index, refuse] of Object.entries(refusals)) {
      if (isUniqueViolation(error, index)) throw refuse();
    }
    throw error;
  }
}

/** Whether a write failed because of this unique index. With a driver adapter its name is in the cause alone. */
function isUniqueViolation(error: unknown, index: string): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') return false;
  return JSON.stringify(error.meta).includes(index);
}
