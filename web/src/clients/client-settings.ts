import type { Client } from './client.ts';

/** What may be set of a client beside what each one has, as it is written in the form. */
export interface SettingsDraft {
  /** Whether it is served; a new one is. */
  enabled: boolean;
  /** How long its tokens live; null where the API says so. */
  accessTokenLifetimeSeconds: number | null;
  /** From where it may ask, one address or range a line; nothing: from anywhere. */
  allowedAddresses: string;
}

export const settingsFields = ['enabled', 'accessTokenLifetimeSeconds', 'allowedAddresses'] as const;

export const usualSettings: SettingsDraft = {
  enabled: true,
  accessTokenLifetimeSeconds: null,
  allowedAddresses: '',
};

/** The settings of a client as they are stored, or a draft of them. */
export type SettingsSource = {
  [field in keyof SettingsDraft]: SettingsDraft[field] | Client[field];
};

export function settingsDraftOf(source: SettingsSource): SettingsDraft {
  const { enabled, accessTokenLifetimeSeconds, allowedAddresses } = source;
  return {
    enabled,
    accessTokenLifetimeSeconds,
    allowedAddresses: typeof allowedAddresses === 'string' ? allowedAddresses : allowedAddresses.join('\n'),
  };
}

/** What stands on the lines of a text. */
export function linesOf(text: string): string[] {
  return text
    .split(/[\n,;]/)
    .map((line) => line.trim())
    .filter(Boolean);
}

/** How long a token may live, in seconds. */
const lifetimeBounds = { min: 60, max: 86_400 };

/** What can be told wrong before the server is asked. */
export function findSettingsProblems({ accessTokenLifetimeSeconds: seconds }: SettingsDraft) {
  const isWithin = seconds === null || (seconds >= lifetimeBounds.min && seconds <= lifetimeBounds.max);
  return isWithin ? {} : { accessTokenLifetimeSeconds: 'OUT_OF_RANGE' as const };
}
