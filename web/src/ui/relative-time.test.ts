import { expect, test } from 'vitest';
import { exactTime, relativeTime, waitingTime } from './relative-time.ts';

const now = new Date('2026-03-10T12:00:00Z');

test.each([
  ['2026-03-10T11:59:30Z', 'ahora', 'now'],
  ['2026-03-10T11:58:40Z', 'hace 1 minuto', '1 minute ago'],
  ['2026-03-10T11:00:20Z', 'hace 1 hora', '1 hour ago'],
  ['2026-03-10T10:00:00Z', 'hace 2 horas', '2 hours ago'],
  ['2026-03-09T11:00:00Z', 'hace 1 día', '1 day ago'],
  ['2026-01-01T12:00:00Z', 'hace 2 meses', '2 months ago'],
  ['2023-03-10T12:00:00Z', 'hace 3 años', '3 years ago'],
  ['2026-03-17T11:59:50Z', 'dentro de 7 días', 'in 7 days'],
])('says %s as "%s" and "%s"', (at, spanish, english) => {
  expect(relativeTime(new Date(at), now, 'es')).toBe(spanish);
  expect(relativeTime(new Date(at), now, 'en')).toBe(english);
});

test.each([
  ['en', 'UTC', /March 10, 2026.*12:00:00.*UTC/],
  ['es', 'America/Bogota', /10 de marzo de 2026.*0?7:00:00.*GMT-5/],
])('gives the exact time with its time zone in %s', (locale, zone, exact) => {
  expect(exactTime(now, locale, zone)).toMatch(exact);
});

test.each([
  [1, 'in 1 second'],
  [40.2, 'in 41 seconds'],
  [91, 'in 2 minutes'],
  [900, 'in 15 minutes'],
])('after %s seconds is %s', (seconds, when) => {
  expect(waitingTime(seconds, 'en')).toBe(when);
});
