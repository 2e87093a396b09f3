import pg from 'pg';
import { vi } from 'vitest';

/** What the line that listens for changes sends once a second, whatever happens. */
const heartbeat = 'SELECT 1';

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
      .filter((sql) => sql !== heartbeat);
  } finally {
    sent.mockRestore();
  }
}
