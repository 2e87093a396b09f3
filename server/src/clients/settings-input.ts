import { readTokenLifetime } from '../apis/token-lifetime.ts';
import type { FieldError } from '../errors.ts';
import type { Client } from '../generated/prisma/client.ts';
import { grantTypes, readGrantTypes } from './grant-types.ts';

/** What is set of a client beside its name, permissions and description; hardly any needs it. */
export type Settings = Pick<Client, 'grantTypes' | 'enabled' | 'accessTokenLifetimeSeconds'>;

/** What a caller says of it. What is absent stays as it is. */
export type SettingsInput = {
  grantTypes?: readonly string[] | null | undefined;
  enabled?: boolean | null | undefined;
  /** Null: that of the API. */
  accessTokenLifetimeSeconds?: number | null | undefined;
};

/** What is said of a new client: nothing stands for what is usual. */
export function orUsual(input: SettingsInput): SettingsInput {
  return {
    grantTypes: input.grantTypes ?? grantTypes,
    enabled: input.enabled ?? true,
    accessTokenLifetimeSeconds: input.accessTokenLifetimeSeconds ?? null,
  };
}

/** What changes, and what is wrong with it. */
export function readSettings(input: SettingsInput): { settings: Partial<Settings>; bad: FieldError[] } {
  const settings: Partial<Settings> = {};
  const bad: FieldError[] = [];
  const { enabled, accessTokenLifetimeSeconds } = input;
  if (input.grantTypes !== undefined) {
    const read = readGrantTypes(input.grantTypes);
    if ('code' in read) bad.push(read);
    else settings.grantTypes = read.grantTypes;
  }
  if (enabled === null) bad.push({ field: 'enabled', code: 'REQUIRED', message: 'This field is required.' });
  else if (enabled !== undefined) settings.enabled = enabled;
  if (accessTokenLifetimeSeconds === null) settings.accessTokenLifetimeSeconds = null;
  else if (accessTokenLifetimeSeconds !== undefined) {
    const read = readTokenLifetime('accessTokenLifetimeSeconds', accessTokenLifetimeSeconds);
    if ('code' in read) bad.push(read);
    else settings.accessTokenLifetimeSeconds = read.seconds;
  }
  return { settings, bad };
}

/** The settings that a client's row holds. */
export function settingsOf({ grantTypes: ways, enabled, accessTokenLifetimeSeconds }: Client): Settings {
  return { grantTypes: ways, enabled, accessTokenLifetimeSeconds };
}
