import { useI18n } from 'vue-i18n';
import { duration } from './duration.ts';

const anHour = 3600;

/**
 * The line of help under a field that is written in minutes: from an hour on it begins with what that comes to, so that
 * 1440 needs no arithmetic.
 */
export function useDurationHelp(): (seconds: number | null, help: string) => string {
  const { t, locale } = useI18n();
  return (seconds, help) =>
    seconds !== null && seconds >= anHour
      ? `${t('ui.thatIs', { time: duration(seconds, locale.value) })} ${help}`
      : help;
}
