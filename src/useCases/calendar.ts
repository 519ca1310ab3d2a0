import { daysBetween } from '../domain/campaign';

/** The calendar day (`YYYY-MM-DD`) of a moment in a zone. */
export function dayIn(moment: Date, timeZone = 'UTC'): string {
  if (timeZone === 'UTC') return moment.toISOString().slice(0, 10);
  // The Swedish form of a date is the ISO one.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    moment,
  );
}

const DAY_FORMAT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** "30 June 2027" of `2027-06-30` or of an ISO time. */
export const dayInWords = (day: string): string => DAY_FORMAT.format(new Date(`${day.slice(0, 10)}T00:00:00Z`));

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

/** "due 30 June 2027, in 12 days" | "due today, 30 June 2027" | "was due 30 June 2027, 3 days ago". */
export function dueSentence(dueOn: string, today: string): string {
  const left = daysBetween(today, dueOn);
  if (left === 0) return `due today, ${dayInWords(dueOn)}`;
  return left > 0 ? `due ${dayInWords(dueOn)}, in ${days(left)}` : `was due ${dayInWords(dueOn)}, ${days(-left)} ago`;
}
