import pg from 'pg';
import { vi } from 'vitest';

/** The SQL that goes to the database while `act` runs. */
export async function queriesOf(act: () => Promise<unknown>): Promise<string[]> {
  const sent = vi.spyOn(pg.Client.prototype, 'query');
  try {
    await act();
    return sent.mock.calls.map(([query]) => {
      const { text = query } = query as unknown as { text?: unknown };
      return String(text);
    });
  } finally {
    sent.mockRestore();
  }
}
