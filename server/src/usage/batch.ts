/** What is noted in memory, at once, and written to the database now and then. */
export type Batch<T> = {
  note(what: T): void;
  /** Writes what has been noted. What could not be written is kept, within bounds. */
  write(): Promise<void>;
};
