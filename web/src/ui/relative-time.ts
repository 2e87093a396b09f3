const seconds = {
  year: 31_557_600,
  month: 2_629_800,
  week: 604_800,
  day: 86_400,
  hour: 3600,
  minute: 60,
} as const;

/** "hace 2 horas", "in 3 days": in the largest unit that fits at least once, down to "ahora". */
export function relativeTime(moment: Date, now: Date, locale: string): string {
  const difference = (moment.getTime() - now.getTime()) / 1000;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  for (const [unit, length] of Object.entries(seconds) as [keyof typeof seconds, number][]) {
    if (Math.abs(difference) >= length) return format.format(Math.trunc(difference / length), unit);
  }
  return format.format(0, 'second');
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
