const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** "hace 2 horas", "in 3 days": rounded, in the largest unit that fits; "ahora" within the minute. */
export function relativeTime(moment: Date, now: Date, locale: string): string {
  const seconds = (moment.getTime() - now.getTime()) / 1000;
  for (const [unit, length] of units) {
    // A hair less than one is one too: "in 1 hour" and never "in 60 minutes".
    const isLongEnough = Math.abs(seconds) >= 0.99 * length;
    if (isLongEnough) return new Intl.RelativeTimeFormat(locale).format(Math.round(seconds / length), unit);
  }
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'second');
}

/** "dentro de 40 segundos", "in 15 minutes": how long to wait, never less than it takes. */
export function waitingTime(seconds: number, locale: string): string {
  const format = new Intl.RelativeTimeFormat(locale);
  return seconds < 90
    ? format.format(Math.ceil(seconds), 'second')
    : format.format(Math.ceil(seconds / 60), 'minute');
}

/** "21 de noviembre de 2025, 14:03:07 CET": with the time zone, the reader's own unless another is named. */
export function exactTime(moment: Date, locale: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
    timeZone,
  }).format(moment);
}
