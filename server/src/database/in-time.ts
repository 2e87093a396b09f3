/**
 * What the database answers, if it does so within `patienceMilliseconds`. A later answer is dropped here; whoever keeps it
 * in another way keeps it all the same.
 * @throws Error when it takes too long
 */
export async function inTime<T>(answer: Promise<T>, patienceMilliseconds: number): Promise<T> {
  answer.catch(() => {});
  let clock: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const complaint = `the database did not answer within ${patienceMilliseconds} ms`;
    clock = setTimeout(() => reject(new Error(complaint)), patienceMilliseconds);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(clock);
  }
}
