import { computed, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';

type Refusal =
  | { __typename: 'ValidationError'; fields: { field: string; code: string }[] }
  | { __typename: string }
  | undefined;

/** The server's refusals of an API or a permission group in the chosen language: beside a field, or for the whole form. */
export function useApiErrors() {
  const { t, te } = useI18n();
  const refusal = shallowRef<{ reason: Refusal }>();
  const fields = computed(() => {
    const reason = refusal.value?.reason;
    if (reason?.__typename === 'NameTakenError') return [{ field: 'name', code: 'TAKEN' }];
    return reason && 'fields' in reason ? reason.fields : [];
  });

  return {
    show: (reason: Refusal) => void (refusal.value = { reason }),
    clear: () => void (refusal.value = undefined),
    /** The error of a field (`scopes.0.name`); undefined while there is none. */
    of(field: string): string | undefined {
      const code = fields.value.find((error) => error.field === field)?.code;
      if (!code) return undefined;
      const kind = field.replace(/^scopes\.\d+\./, 'scope.').replace(/\.(en|es)$/, '');
      const key = [`apis.problems.${kind}.${code}`, `apis.problems.${code}`].find((known) => te(known));
      return t(key ?? 'apis.problems.OTHER');
    },
    /** The error of the whole form; undefined while there is none. */
    general: computed(() => {
      if (!refusal.value || fields.value.length > 0) return undefined;
      const key = `apis.errors.${refusal.value.reason?.__typename ?? 'outage'}`;
      return t(te(key) ? key : 'apis.errors.outage');
    }),
  };
}
