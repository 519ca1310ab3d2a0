const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?(Z|[+-]\d{2}:\d{2})?)?$/;
/** No place on Earth is further from UTC. */
const FURTHEST_MINUTES = 14 * 60;

/**
 * Milliseconds since 1970 of a date, or a date with a time, in ISO 8601; undefined for any other text and for a date
 * that no calendar has, such as 30 February. Without a zone it is UTC, where the sites are, wherever the machine stands.
 */
export function isoTime(text: string): number | undefined {
  const match = ISO.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const milliseconds = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const date = new Date(0);
  // Date.UTC takes the years 0 to 99 for those of the last century.
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const offset = minutesOf(match[8]);
  if (offset === undefined) return undefined;
  return date.setUTCHours(hour, minute - offset, second, milliseconds);
}

/** Minutes that a zone such as `+05:30` is ahead of UTC. */
function minutesOf(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4))];
  const total = hours * 60 + minutes;
  if (minutes > 59 || total > FURTHEST_MINUTES) return undefined;
  return zone.startsWith('-') ? -total : total;
}
