import { computed, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { waitingTime } from '../ui/relative-time.ts';

/** What a mutation answers instead of its payload; undefined when there was no answer at all. */
export type Refusal =
  | { __typename: 'ValidationError'; fields: { field: string; code: string }[] }
  | { __typename: 'TooManyAttemptsError'; retryAfterSeconds: number }
  | { __typename: string }
  | undefined;

/** The server's refusals in the chosen language, by type and code: beside a field, or for the form as a whole. */
export function useFormErrors() {
  const { t, te, locale } = useI18n();
  const refusal = shallowRef<{ reason: Refusal } | null>(null);
  const fields = computed(() => {
    const reason = refusal.value?.reason;
    return reason && 'fields' in reason ? reason.fields : [];
  });
  const say = (key: string, otherwise: string) => {
    const known = te(`administrators.errors.${key}`) ? key : otherwise;
    return t(`administrators.errors.${known}`, { min: passwordLength.min, max: passwordLength.max });
  };

  return {
    show(reason: Refusal) {
      refusal.value = { reason };
    },
    clear() {
      refusal.value = null;
    },
    /** Whether a field was refused with this code. */
    has: (field: string, code: string) =>
      fields.value.some((error) => error.field === field && error.code === code),
    /** The error of a field; undefined while there is none. */
    of(field: string): string | undefined {
      const code = fields.value.find((error) => error.field === field)?.code;
      if (!code) return undefined;
      const isAboutLength = code === 'TOO_SHORT' || code === 'TOO_LONG';
      return say(isAboutLength && /password/i.test(field) ? `PASSWORD_${code}` : code, 'INVALID');
    },
    /** The error of the whole form; undefined while there is none. */
    general: computed(() => {
      if (!refusal.value || fields.value.length > 0) return undefined;
      const { reason } = refusal.value;
      if (reason && 'retryAfterSeconds' in reason) {
        const when = waitingTime(reason.retryAfterSeconds, locale.value);
        return t('administrators.errors.TooManyAttemptsError', { when });
      }
      return say(reason?.__typename ?? 'outage', 'outage');
    }),
  };
}

/** How many characters (code points) a new password has: the server's rule, shown before it is broken. */
export const passwordLength = { min: 12, max: 128 };
