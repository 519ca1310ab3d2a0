import { rangeInWords } from '../../../src/contracts/timeInWords';
import { daysBetween } from '../../../src/domain/campaign';

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });
const DAY_AND_YEAR = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

/** "3 May", with the year when it is another one. `date` is a calendar date or ISO time. */
export function dayInWords(date: string, today: string): string {
  const format = date.slice(0, 4) === today.slice(0, 4) ? DAY : DAY_AND_YEAR;
  return format.format(new Date(date.length === 10 ? `${date}T00:00:00Z` : date));
}

const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' });

/** "Monday 3 May". Both are calendar dates. */
export const weekdayInWords = (date: string, today: string): string =>
  `${WEEKDAY.format(new Date(`${date}T00:00:00Z`))} ${dayInWords(date, today)}`;

/** "just now", "5 minutes ago", "2 hours ago", "on 3 May". Both are ISO times. */
export function agoInWords(at: string, now: string): string {
  const minutes = Math.floor((Date.parse(now) - Date.parse(at)) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return minutes === 1 ? '1 minute ago' : `${minutes} minutes ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return hours === 1 ? '1 hour ago' : `${hours} hours ago`;
  return `on ${dayInWords(at, now.slice(0, 10))}`;
}

/** "due 30 June, in 12 days". Both are calendar dates. */
export function dueInWords(dueOn: string, today: string): string {
  const left = daysBetween(today, dueOn);
  const day = dayInWords(dueOn, today);
  if (left === 0) return `due today, ${day}`;
  if (left === 1) return `due tomorrow, ${day}`;
  return left > 0 ? `due ${day}, in ${days(left)}` : `was due ${day}, ${days(-left)} ago`;
}

/** "12 min left", or "40 minutes to 2 hours left" while answers decide how much is asked; nothing when nothing is left. */
export const timeLeftInWords = (progress: { minutesLeft: number; minutesAtMost?: number }): string => {
  const { minutesLeft, minutesAtMost = 0 } = progress;
  if (minutesLeft <= 0) return '';
  if (minutesLeft > 30 || minutesAtMost > 30) return `${rangeInWords(progress)} left`;
  return `${Math.max(1, Math.round(minutesLeft))} min left`;
};
