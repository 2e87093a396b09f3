import { computed, ref, watch } from 'vue';
import { focusFirstError } from '../ui/focus-first-error.ts';
import {
  changedFields,
  draftFields,
  draftOf,
  findProblems,
  problemsByField,
  type ClientDraft,
  type DraftProblems,
} from './client-draft.ts';

/** A client being written: the draft, what it started from, and what is wrong with it so far. */
export function useClientDraft(start: Parameters<typeof draftOf>[0]) {
  const base = ref(draftOf(start));
  const draft = ref(draftOf(start));
  const problems = ref<DraftProblems>({});
  const changes = computed(() => changedFields(base.value, draft.value));

  // A complaint, once made, follows what is written: it goes with its cause.
  for (const field of draftFields) {
    watch(
      () => draft.value[field],
      () => {
        if (problems.value[field]) problems.value[field] = findProblems(draft.value)[field];
        // One of the two is enough.
        if (field === 'permissionGroupIds' && problems.value.scopes)
          problems.value.scopes = findProblems(draft.value).scopes;
      },
    );
  }

  // Keys are pasted, so they are checked as soon as there is something: a private key is better noticed now than when sent.
  watch([() => draft.value.jwks, () => draft.value.authenticationMethod], ([jwks]) => {
    if (problems.value.jwks || jwks.trim() !== '') problems.value.jwks = findProblems(draft.value).jwks;
  });

  function complain(found: DraftProblems) {
    problems.value = found;
    void focusFirstError(document.body);
  }

  return {
    draft,
    base,
    problems,
    changes,
    isChanged: computed(() => Object.keys(changes.value).length > 0),

    /** Whether the draft may be sent. If not, it says so field by field and moves to the first. */
    check(): boolean {
      complain(findProblems(draft.value));
      return Object.keys(problems.value).length === 0;
    },

    complain,

    /** Shows the server's complaints beside their fields. False when none of them belongs to a field. */
    complainOf(fields: { field: string; code: string }[]): boolean {
      const found = problemsByField(fields);
      if (found) complain(found);
      return found !== undefined;
    },

    /** Starts anew from another version of the client, with a draft on top of it. */
    rebase(newBase: Parameters<typeof draftOf>[0], newDraft: ClientDraft) {
      base.value = draftOf(newBase);
      draft.value = draftOf(newDraft);
      problems.value = {};
    },
  };
}
