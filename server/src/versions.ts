/** What several people may change: `updatedAt` tells its versions apart. */
type Versioned = { updatedAt: Date };

/** The `updatedAt` of the version after this one: later, also within one millisecond. */
export function nextVersion({ updatedAt }: Versioned): Date {
  return new Date(Math.max(Date.now(), updatedAt.getTime() + 1));
}

/** Whether a change was made from another version than this; who names none takes it as it is. */
export function isOtherVersion(
  { updatedAt }: Versioned,
  expectedUpdatedAt: Date | null | undefined,
): boolean {
  return expectedUpdatedAt ? expectedUpdatedAt.getTime() !== updatedAt.getTime() : false;
}
