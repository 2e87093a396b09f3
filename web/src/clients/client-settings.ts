import type { Client } from './client.ts';

/** A person or a team as it is written; empty where there is nobody, or no address. */
export interface ContactDraft {
  name: string;
  email: string;
}

/** What may be set of a client beside what each one has, as it is written in the form. */
export interface SettingsDraft {
  /** Whether it is served; a new one is. */
  enabled: boolean;
  /** How long its tokens live; null where the API says so. */
  accessTokenLifetimeSeconds: number | null;
  /** From where it may ask, one address or range a line; nothing: from anywhere. */
  allowedAddresses: string;
  owner: ContactDraft;
  technicalContact: ContactDraft;
  /** One a line. */
  labels: string;
}

export const settingsFields = [
  'enabled',
  'accessTokenLifetimeSeconds',
  'allowedAddresses',
  'owner',
  'technicalContact',
  'labels',
] as const satisfies (keyof SettingsDraft)[];

export function usualSettings(): SettingsDraft {
  return {
    enabled: true,
    accessTokenLifetimeSeconds: null,
    allowedAddresses: '',
    owner: contactDraftOf(null),
    technicalContact: contactDraftOf(null),
    labels: '',
  };
}

/** The settings of a client as they are stored, or a draft of them. */
export type SettingsSource = {
  [field in keyof SettingsDraft]: SettingsDraft[field] | Client[field];
};

export function settingsDraftOf(source: SettingsSource): SettingsDraft {
  const { enabled, accessTokenLifetimeSeconds, allowedAddresses, owner, technicalContact, labels } = source;
  return {
    enabled,
    accessTokenLifetimeSeconds,
    allowedAddresses: textOf(allowedAddresses),
    owner: contactDraftOf(owner),
    technicalContact: contactDraftOf(technicalContact),
    labels: textOf(labels),
  };
}

/** What is sent of these settings: lists and contacts as the server takes them. */
export function settingsInputOf({
  allowedAddresses,
  owner,
  technicalContact,
  labels,
}: Partial<SettingsDraft>) {
  return {
    ...(allowedAddresses === undefined ? {} : { allowedAddresses: linesOf(allowedAddresses) }),
    ...(owner === undefined ? {} : { owner: contactInputOf(owner) }),
    ...(technicalContact === undefined ? {} : { technicalContact: contactInputOf(technicalContact) }),
    ...(labels === undefined ? {} : { labels: linesOf(labels) }),
  };
}

/** A contact in one line, as it is shown: `Ana, ana@example.com`. */
export function contactLine({ name, email }: { name: string; email: string | null }): string {
  return [name, email].filter(Boolean).join(', ');
}

/** How long a token may live, in seconds. */
const lifetimeBounds = { min: 60, max: 86_400 };

/** What can be told wrong before the server is asked. */
export function findSettingsProblems(draft: SettingsDraft) {
  const { accessTokenLifetimeSeconds: seconds, owner, technicalContact } = draft;
  const isWithin = seconds === null || (seconds >= lifetimeBounds.min && seconds <= lifetimeBounds.max);
  return {
    ...(isWithin ? {} : { accessTokenLifetimeSeconds: 'OUT_OF_RANGE' as const }),
    ...(isNameless(owner) ? { owner: 'REQUIRED' as const } : {}),
    ...(isNameless(technicalContact) ? { technicalContact: 'REQUIRED' as const } : {}),
  };
}

function isNameless({ name, email }: ContactDraft): boolean {
  return name.trim() === '' && email.trim() !== '';
}

function contactDraftOf(contact: { name: string; email: string | null } | null): ContactDraft {
  return { name: contact?.name ?? '', email: contact?.email ?? '' };
}

function contactInputOf({ name, email }: ContactDraft) {
  return name.trim() === '' && email.trim() === '' ? null : { name, email: email.trim() || null };
}

function textOf(list: string | readonly string[]): string {
  return typeof list === 'string' ? list : list.join('\n');
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}
