const hoursThatCount = 24;

/** Whether a client was used so lately that an application most likely still depends on it. */
export function wasUsedRecently(lastUsedAt: string | null, now: Date): boolean {
  return lastUsedAt !== null && now.getTime() - Date.parse(lastUsedAt) < hoursThatCount * 3_600_000;
}

/** Whether the typed name is the client's, blanks around it and ways of writing an accent aside. */
export function isNameOf(typed: string, name: string): boolean {
  return typed.normalize('NFC').trim() === name.normalize('NFC').trim();
}
