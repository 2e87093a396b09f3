import { expect, test } from 'vitest';
import { duration } from './duration.ts';

test.each([
  [86_400, '24 horas', '24 hours'],
  [5400, '1 hora 30 minutos', '1 hour 30 minutes'],
  [3600, '1 hora', '1 hour'],
  [600, '10 minutos', '10 minutes'],
  [90, '1 minuto 30 segundos', '1 minute 30 seconds'],
  [60, '1 minuto', '1 minute'],
] as const)('%i seconds are said as people say them', (seconds, es, en) => {
  expect([duration(seconds, 'es'), duration(seconds, 'en')]).toEqual([es, en]);
});
