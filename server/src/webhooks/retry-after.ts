/** The statuses whose `Retry-After` counts: too many requests (RFC 6585, section 4), and unavailable (RFC 9110, section 15.6.4). */
const meant = [429, 503];

/**
 * For how many seconds from `now` on a receiver wants to be left alone (RFC 9110, section 10.2.3): a number of them or an HTTP date,
 * rounded up; 0 for one that is past. Null where it does not say so, in a way that can be read.
 */
export function readRetryAfter(status: number, header: string | undefined, now: Date): number | null {
  if (header === undefined || !meant.includes(status)) return null;
  const value = header.trim();
  if (/^\d+$/.test(value)) return Number(value);
  const date = readHttpDate(value);
  return date === null ? null : Math.max(0, Math.ceil((date - now.getTime()) / 1000));
}

/** The three forms of RFC 9110, section 5.6.7, all in UTC: the one of today, that of RFC 850, and that of C's `asctime`. */
function readHttpDate(text: string): number | null {
  const isInUtc = dated.test(text) || dated850.test(text);
  if (!isInUtc && !datedByC.test(text)) return null;
  const time = Date.parse(isInUtc ? text : `${text} GMT`);
  return Number.isNaN(time) ? null : time;
}

const dated = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
const dated850 =
  /^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/;
const datedByC = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;
