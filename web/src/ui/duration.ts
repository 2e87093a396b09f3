const units: [string, number][] = [
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/**
 * "24 horas", "1 hour 30 minutes": a time in whole seconds as people say it. Not by Intl.DurationFormat: some of the
 * browsers that the console otherwise runs in do not have it.
 */
export function duration(seconds: number, locale: string): string {
  let left = Math.round(seconds);
  const parts: string[] = [];
  for (const [unit, length] of units) {
    const count = Math.floor(left / length);
    left -= count * length;
    if (count > 0)
      parts.push(new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count));
  }
  return new Intl.ListFormat(locale, { type: 'unit', style: 'narrow' }).format(parts);
}
