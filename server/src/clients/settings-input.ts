import { readTokenLifetime } from '../apis/token-lifetime.ts';
import { required, type FieldError } from '../errors.ts';
import type { Client } from '../generated/prisma/client.ts';
import { readAllowedAddresses } from './allowed-addresses.ts';
import { readContact, type ContactInput, type Contacts } from './contact-input.ts';
import { grantTypes, readGrantTypes } from './grant-types.ts';
import { readLabels } from './labels-input.ts';

/** What is set of a client beside its name, permissions and description; hardly any needs it. */
export type Settings = Contacts &
  Pick<Client, 'grantTypes' | 'enabled' | 'accessTokenLifetimeSeconds' | 'allowedAddresses' | 'labels'>;

/** What a caller says of it. What is absent stays as it is. */
export type SettingsInput = {
  grantTypes?: readonly string[] | null | undefined;
  enabled?: boolean | null | undefined;
  /** Null: that of the API. */
  accessTokenLifetimeSeconds?: number | null | undefined;
  allowedAddresses?: readonly string[] | null | undefined;
  /** Null: nobody. */
  owner?: ContactInput | null | undefined;
  technicalContact?: ContactInput | null | undefined;
  labels?: readonly string[] | null | undefined;
};

/** What is said of a new client: nothing stands for what is usual. */
export function orUsual(input: SettingsInput): SettingsInput {
  return {
    grantTypes: input.grantTypes ?? grantTypes,
    enabled: input.enabled ?? true,
    accessTokenLifetimeSeconds: input.accessTokenLifetimeSeconds ?? null,
    allowedAddresses: input.allowedAddresses ?? [],
    owner: input.owner ?? null,
    technicalContact: input.technicalContact ?? null,
    labels: input.labels ?? [],
  };
}

/** What changes, and what is wrong with it. */
export function readSettings(input: SettingsInput): { settings: Partial<Settings>; bad: FieldError[] } {
  const settings: Partial<Settings> = {};
  const bad: FieldError[] = [];
  const take = (read: Partial<Settings> | FieldError) => {
    if ('code' in read) bad.push(read);
    else Object.assign(settings, read);
  };
  if (input.grantTypes !== undefined) take(readGrantTypes(input.grantTypes));
  if (input.enabled !== undefined) take(readEnabled(input.enabled));
  if (input.accessTokenLifetimeSeconds !== undefined) take(readLifetime(input.accessTokenLifetimeSeconds));
  if (input.allowedAddresses !== undefined) take(readAllowedAddresses(input.allowedAddresses));
  for (const field of ['owner', 'technicalContact'] as const) {
    const contact = input[field];
    if (contact !== undefined) take(readContact(field, contact));
  }
  if (input.labels !== undefined) take(readLabels(input.labels));
  return { settings, bad };
}

/** The settings that a client's row holds. */
export function settingsOf(client: Client): Settings {
  const { grantTypes: ways, enabled, accessTokenLifetimeSeconds, allowedAddresses } = client;
  const { ownerName, ownerEmail, technicalContactName, technicalContactEmail, labels } = client;
  return {
    ...{ grantTypes: ways, enabled, accessTokenLifetimeSeconds, allowedAddresses },
    ...{ ownerName, ownerEmail, technicalContactName, technicalContactEmail, labels },
  };
}

function readEnabled(enabled: boolean | null): Pick<Settings, 'enabled'> | FieldError {
  return enabled === null ? required('enabled') : { enabled };
}

function readLifetime(seconds: number | null): Pick<Settings, 'accessTokenLifetimeSeconds'> | FieldError {
  if (seconds === null) return { accessTokenLifetimeSeconds: null };
  const read = readTokenLifetime('accessTokenLifetimeSeconds', seconds);
  return 'code' in read ? read : { accessTokenLifetimeSeconds: read.seconds };
}
