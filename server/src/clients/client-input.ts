import { required, ValidationError, type FieldError } from '../errors.ts';
import { identityKey, readText, sortKey, wordsKey } from '../text.ts';
import { readClientId, type ChosenClientId } from './client-id-input.ts';
import { readAuthentication, type Authentication, type AuthenticationInput } from './authentication-input.ts';
import { readPermissions, type Offer, type Permissions, type PermissionsInput } from './permissions-input.ts';
import { readEnd } from './secret-input.ts';
import { orUsual, readSettings, type Settings, type SettingsInput } from './settings-input.ts';

/** What a caller gives of a client. In an update an absent field stays as it is, and null is refused. */
export type ClientInput = AuthenticationInput &
  PermissionsInput &
  SettingsInput & {
    name?: string | null;
    description?: string | null;
    mayIntrospect?: boolean | null | undefined;
  };

/** The same, checked and as it is stored. */
export type ClientDefinition = Authentication &
  Permissions &
  Settings & {
    name: string;
    description: string;
    mayIntrospect: boolean;
  };

/** What is given of a new client alone: an end of its secret, and a client ID. */
export type NewClientInput = ClientInput & {
  secretExpiresAt?: Date | null | undefined;
  clientId?: string | number | null | undefined;
};

/** A new client; null for a secret without an end. */
export type NewClientDefinition = ClientDefinition & { secretExpiresAt: Date | null };

/**
 * Checks a whole new client of an organisation that has this to give; `chosen` where its client ID is not to be generated.
 * @throws ValidationError naming every bad field.
 */
export function readNewClient(
  input: NewClientInput,
  offer: Offer,
  chosen: ChosenClientId | null,
): NewClientDefinition {
  const whole = {
    ...input,
    ...orUsual(input),
    name: input.name ?? null,
    description: input.description ?? null,
    scopes: input.scopes ?? [],
    permissionGroupIds: input.permissionGroupIds ?? [],
    mayIntrospect: input.mayIntrospect ?? false,
    authenticationMethod: input.authenticationMethod ?? undefined,
  };
  const bad: FieldError[] = [];
  const secretExpiresAt = input.secretExpiresAt ?? null;
  const end = readEnd('secretExpiresAt', secretExpiresAt);
  if ('code' in end) bad.push(end);
  if (secretExpiresAt && whole.authenticationMethod === 'PRIVATE_KEY_JWT') bad.push(hasNoSecret);
  const clientId = chosen && readClientId(chosen);
  if (clientId && 'code' in clientId) bad.push(clientId);
  const authentication = { authenticationMethod: 'CLIENT_SECRET', jwks: null } as const;
  const before = { ...authentication, scopes: [], permissionGroupIds: [] };
  const definition = readFields(whole, before, offer, bad);
  return { ...(definition as ClientDefinition), secretExpiresAt };
}

/** Checks the fields that are given, on a client that is like this now. @throws ValidationError naming every bad field. */
export function readClientChange(
  input: ClientInput,
  current: Authentication & Permissions,
  offer: Offer,
): Partial<ClientDefinition> {
  return readFields(input, current, offer, []);
}

const hasNoSecret: FieldError = {
  field: 'secretExpiresAt',
  code: 'NO_SECRET',
  message: 'A client that authenticates with its private key has no secret to end. Leave this out.',
};

/** The columns that follow from a definition: by which names are unique, ordered and searched. */
export function derivedColumns(
  definition: Pick<ClientDefinition, 'name' | 'description'> & Partial<Pick<Settings, SearchedSetting>>,
) {
  const { name, description, labels = [] } = definition;
  const contacts = searchedContacts.map((column) => definition[column] ?? '');
  return {
    nameKey: identityKey(name),
    nameSort: sortKey(name),
    // Each text on a line of its own, or a word with a sign in it would be found across the end of one.
    searchKey: [name, description, ...labels, ...contacts].map(wordsKey).join('\n'),
  };
}

const searchedContacts = [
  'ownerName',
  'ownerEmail',
  'technicalContactName',
  'technicalContactEmail',
] as const satisfies (keyof Settings)[];

type SearchedSetting = (typeof searchedContacts)[number] | 'labels';

/** Beside what is `bad` already. */
function readFields(
  input: ClientInput,
  current: Authentication & Permissions,
  offer: Offer,
  bad: FieldError[],
): Partial<ClientDefinition> {
  const change: Partial<ClientDefinition> = {};
  if (input.name !== undefined) {
    const read = readText(input.name, { field: 'name', maxLength: 255 });
    if ('text' in read) change.name = read.text;
    else bad.push(read);
  }
  if (input.description !== undefined) {
    const read = readText(input.description, { field: 'description', maxLength: 500, multiline: true });
    if ('text' in read) change.description = read.text;
    else bad.push(read);
  }
  const permissions = readPermissions(input, current, offer);
  if (Array.isArray(permissions)) bad.push(...permissions);
  else
    Object.assign(change, { scopes: permissions.scopes, permissionGroupIds: permissions.permissionGroupIds });
  if (input.mayIntrospect === null) {
    bad.push(required('mayIntrospect'));
  } else if (input.mayIntrospect !== undefined) {
    change.mayIntrospect = input.mayIntrospect;
  }
  const { settings, bad: badSettings } = readSettings(input);
  bad.push(...badSettings);
  Object.assign(change, settings);
  const read = readAuthentication(input, current);
  if ('code' in read) bad.push(read);
  else Object.assign(change, read);
  if (bad.length > 0) throw new ValidationError(bad);
  return change;
}
