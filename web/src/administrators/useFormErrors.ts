import { computed, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';

/** What a mutation may answer instead of its payload. No answer at all counts as an outage. */
export type Refusal =
  | { __typename: 'ValidationError'; fields: { field: string; code: string }[] }
  | { __typename: 'TooManyAttemptsError'; retryAfterSeconds: number }
  | { __typename: string }
  | undefined;

/** The server's refusals in the chosen language, by type and code: beside a field, or for the form as a whole. */
export function useFormErrors() {
  const { t, te } = useI18n();
  const refusal = shallowRef<{ is: Refusal } | null>(null);

  const fields = computed(() => {
    const is = refusal.value?.is;
    return is && 'fields' in is ? is.fields : [];
  });

  return {
    show: (is: Refusal) => (refusal.value = { is }),
    clear: () => (refusal.value = null),
    /** The error of a field; undefined while there is none. */
    of(field: string): string | undefined {
      const code = fields.value.find((error) => error.field === field)?.code;
      if (!code) return undefined;
      const key = `administrators.errors.${code}`;
      return te(key) ? t(key) : t('administrators.errors.INVALID');
    },
    /** The error of the whole form; undefined while there is none. */
    general: computed(() => {
      if (!refusal.value || fields.value.length > 0) return undefined;
      const is = refusal.value.is;
      if (is && 'retryAfterSeconds' in is) {
        return t('administrators.errors.TooManyAttemptsError', { seconds: is.retryAfterSeconds });
      }
      const key = `administrators.errors.${is?.__typename ?? 'outage'}`;
      return te(key) ? t(key) : t('administrators.errors.outage');
    }),
  };
}
