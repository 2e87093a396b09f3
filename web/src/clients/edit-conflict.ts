import { changedFields, draftFields, type ClientDraft, type DraftField } from './client-draft.ts';

/** A field in which the two versions differ. `mine` is undefined where this person left the field alone. */
export interface DifferingField {
  field: DraftField;
  theirs: ClientDraft[DraftField];
  mine: ClientDraft[DraftField] | undefined;
}

/** Every field that either of the two changed, in the form's order: `base` is what this person started from. */
export function differingFields(base: ClientDraft, theirs: ClientDraft, mine: ClientDraft): DifferingField[] {
  const theirChanges = changedFields(base, theirs);
  const myChanges = changedFields(base, mine);
  return draftFields
    .filter((field) => field in theirChanges || field in myChanges)
    .map((field) => ({ field, theirs: theirs[field], mine: myChanges[field] }));
}

/** Their version with this person's own changes on top: what only they changed stays theirs. */
export function mineOnTop(base: ClientDraft, theirs: ClientDraft, mine: ClientDraft): ClientDraft {
  return { ...theirs, ...changedFields(base, mine) };
}
