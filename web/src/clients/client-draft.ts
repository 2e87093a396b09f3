import type { AuthenticationMethod } from './client.ts';
import { indentKeys, readKeys } from './client-keys.ts';
import {
  findSettingsProblems,
  settingsDraftOf,
  settingsFields,
  settingsInputOf,
  usualSettings,
  type SettingsDraft,
  type SettingsSource,
} from './client-settings.ts';

/** What a person may write about a client; everything else the server gives. */
export interface ClientDraft extends SettingsDraft {
  name: string;
  scopes: string[];
  /** The permission groups it is given, beside its single scopes. */
  permissionGroupIds: string[];
  description: string;
  authenticationMethod: AuthenticationMethod;
  /** A JWKS; of no meaning where the client authenticates with a secret. */
  jwks: string;
  /** Whether it may ask what tokens are good for. */
  mayIntrospect: boolean;
}

export type DraftField = keyof ClientDraft;

/** In the order of the form: the first with a problem takes the focus. */
export const draftFields = [
  'name',
  'scopes',
  'permissionGroupIds',
  'description',
  'authenticationMethod',
  'jwks',
  'mayIntrospect',
  ...settingsFields,
] as const satisfies DraftField[];

/** Those that are folded away. */
export const advancedFields = draftFields.slice(draftFields.indexOf('authenticationMethod'));

/** In code points after NFC, as the server counts. */
export const lengthLimits = { name: 255, description: 500 } as const;

const problems = [
  ...(['REQUIRED', 'TOO_LONG', 'UNKNOWN_SCOPE', 'UNKNOWN_GROUP', 'CONTROL_CHARACTER', 'NAME_TAKEN'] as const),
  ...(['NOT_JSON', 'NOT_A_SET', 'KEY_COUNT', 'PRIVATE_KEY', 'UNSUPPORTED_KEY', 'SAME_KID'] as const),
  ...(['INVALID_JWKS', 'OUT_OF_RANGE', 'INVALID_ADDRESS', 'INVALID_EMAIL', 'TOO_MANY'] as const),
] as const;

/** A field's problem by its code; OTHER stands for a code that this console does not know yet. */
export type Problem = (typeof problems)[number] | 'OTHER';
export type DraftProblems = Partial<Record<DraftField, Problem>>;

export function emptyDraft(): ClientDraft {
  return {
    name: '',
    scopes: [],
    permissionGroupIds: [],
    description: '',
    authenticationMethod: 'CLIENT_SECRET',
    jwks: '',
    mayIntrospect: false,
    ...usualSettings(),
  };
}

/** Whether something was chosen that hardly anyone needs to choose. */
export function isAdvanced(draft: ClientDraft): boolean {
  const chosen = changedFields(emptyDraft(), draft);
  return advancedFields.some((field) => field in chosen);
}

/** A client as it is stored, or a draft of one. */
type DraftSource = Omit<ClientDraft, 'jwks' | 'permissionGroupIds' | keyof SettingsDraft> &
  SettingsSource & {
    jwks: string | null;
    permissionGroups?: { id: string }[];
    permissionGroupIds?: string[];
  };

/** The draft that shows a client as it is stored. */
export function draftOf(client: DraftSource): ClientDraft {
  const { permissionGroups = [], permissionGroupIds = permissionGroups.map(({ id }) => id) } = client;
  const { name, scopes, description, authenticationMethod, jwks, mayIntrospect } = client;
  return {
    name,
    scopes: [...scopes],
    permissionGroupIds: [...permissionGroupIds],
    description,
    authenticationMethod,
    jwks: indentKeys(jwks),
    mayIntrospect,
    ...settingsDraftOf(client),
  };
}

/** What is sent of a draft, or of its changes: keys only where there are any. */
export function inputOf<Part extends Partial<ClientDraft>>(draft: Part) {
  const { jwks, allowedAddresses, owner, technicalContact, labels, ...rest } = draft;
  const hasKeys = jwks && draft.authenticationMethod !== 'CLIENT_SECRET';
  return {
    ...rest,
    ...(hasKeys ? { jwks } : {}),
    ...settingsInputOf({ allowedAddresses, owner, technicalContact, labels }),
  };
}

export function countCodePoints(text: string): number {
  return [...text.normalize('NFC')].length;
}

/** What can be told wrong before the server is asked: what is missing and what is too long. */
export function findProblems(draft: ClientDraft): DraftProblems {
  const found: DraftProblems = {};
  for (const field of ['name', 'description'] as const) {
    const text = draft[field].trim();
    if (text === '') found[field] = 'REQUIRED';
    else if (countCodePoints(text) > lengthLimits[field]) found[field] = 'TOO_LONG';
  }
  if (draft.scopes.length + draft.permissionGroupIds.length === 0) found.scopes = 'REQUIRED';
  if (draft.authenticationMethod === 'PRIVATE_KEY_JWT') {
    const read = readKeys(draft.jwks);
    if ('problem' in read) found.jwks = read.problem;
  }
  return { ...found, ...findSettingsProblems(draft) };
}

/**
 * The server's complaints by field, the first of each. Returns undefined when none of them belongs to a field of the form.
 * An item of a list (`scopes.0`) counts as its list.
 */
export function problemsByField(fields: { field: string; code: string }[]): DraftProblems | undefined {
  const found: DraftProblems = {};
  for (const { field: path, code } of fields) {
    const field = draftFields.find((known) => path.split(/[.[]/).includes(known));
    if (field) found[field] ??= problems.find((known) => known === code) ?? 'OTHER';
  }
  return Object.keys(found).length > 0 ? found : undefined;
}

/** The fields in which two drafts differ, with the values of the second. Keys that have no meaning are none. */
export function changedFields(before: ClientDraft, after: ClientDraft): Partial<ClientDraft> {
  const [one, other] = [withoutIdleKeys(before), withoutIdleKeys(after)];
  const changed = draftFields.filter((field) => !isSame(one[field], other[field]));
  return Object.fromEntries(changed.map((field) => [field, other[field]]));
}

function withoutIdleKeys(draft: ClientDraft): ClientDraft {
  return draft.authenticationMethod === 'CLIENT_SECRET' ? { ...draft, jwks: '' } : draft;
}

/** Scopes and groups are sets: their order changes nothing. */
function isSame(one: ClientDraft[DraftField], other: ClientDraft[DraftField]): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return JSON.stringify(one) === JSON.stringify(other);
  return one.length === other.length && one.every((scope) => other.includes(scope));
}
