import pg from 'pg';
import { vi } from 'vitest';

/** What is sent whatever happens: by the line that listens for changes, and when old uses are forgotten. */
const byTheClock = /^SELECT 1$|^\s*DELETE FROM "(ClientUse|ReplacedSecret)"/;

/** The SQL that goes to the database because of `act`. */
export async function queriesOf(act: () => Promise<unknown>): Promise<string[]> {
  const sent = vi.spyOn(pg.Client.prototype, 'query');
  try {
    await act();
    return sent.mock.calls
      .map(([query]) => {
        const { text = query } = query as unknown as { text?: unknown };
        return String(text);
      })
      .filter((sql) => !byTheClock.test(sql));
  } finally {
    sent.mockRestore();
  }
}
