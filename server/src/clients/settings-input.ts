import type { FieldError } from '../errors.ts';
import type { Client } from '../generated/prisma/client.ts';

/** What is set of a client beside its name, permissions and description; hardly any needs it. */
export type Settings = Pick<Client, 'enabled'>;

/** What a caller says of it. What is absent stays as it is. */
export type SettingsInput = { enabled?: boolean | null | undefined };

/** Those of a client of which nothing is said. */
const usualSettings: Settings = { enabled: true };

/** What is said of a new client: nothing stands for what is usual. */
export function orUsual(input: SettingsInput): SettingsInput {
  return { enabled: input.enabled ?? usualSettings.enabled };
}

/** What changes, and what is wrong with it. */
export function readSettings({ enabled }: SettingsInput): { settings: Partial<Settings>; bad: FieldError[] } {
  const settings: Partial<Settings> = {};
  const bad: FieldError[] = [];
  if (enabled === null) bad.push({ field: 'enabled', code: 'REQUIRED', message: 'This field is required.' });
  else if (enabled !== undefined) settings.enabled = enabled;
  return { settings, bad };
}

/** The settings that a client's row holds. */
export function settingsOf({ enabled }: Client): Settings {
  return { enabled };
}
