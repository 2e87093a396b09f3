import { changedFields, draftFields, type ClientDraft, type DraftField } from './client-draft.ts';

/** One field that somebody else changed meanwhile. `mine` is undefined where this person left the field alone. */
export interface ConflictingField {
  field: DraftField;
  theirs: string | string[];
  mine: string | string[] | undefined;
}

/** What was changed meanwhile, field by field in the form's order: `base` is what this person started from. */
export function conflictingFields(
  base: ClientDraft,
  theirs: ClientDraft,
  mine: ClientDraft,
): ConflictingField[] {
  const theirChanges = changedFields(base, theirs);
  const myChanges = changedFields(base, mine);
  return draftFields
    .filter((field) => field in theirChanges)
    .map((field) => ({ field, theirs: theirs[field], mine: myChanges[field] }));
}

/** Their version with this person's own changes on top: what only they changed stays theirs. */
export function mineOnTop(base: ClientDraft, theirs: ClientDraft, mine: ClientDraft): ClientDraft {
  return { ...theirs, ...changedFields(base, mine) };
}
