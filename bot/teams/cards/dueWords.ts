import { rangeInWords } from '../../../src/contracts/timeInWords';
import { daysBetween } from '../../../src/domain/campaign';
import { dayIn } from '../../../src/useCases/calendar';

/** The moment at which a card is made, and the customer's zone, in which all its days are counted. */
export interface CardTime {
  /** ISO date and time. */
  readonly now: string;
  /** Without it days are those of UTC. */
  readonly timeZone?: string;
}

/** The customer's calendar date at the moment of the card. */
export const todayAt = ({ now, timeZone }: CardTime): string => dayIn(new Date(now), timeZone);

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });
const DAY_AND_YEAR = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

/** "3 May", with the year when it is another one. Both are calendar dates; for a moment there is `dayOfMoment`. */
export function dayInWords(date: string, today: string): string {
  const format = date.slice(0, 4) === today.slice(0, 4) ? DAY : DAY_AND_YEAR;
  return format.format(new Date(`${date}T00:00:00Z`));
}

/** "3 May": the customer's day of something that happened. @param at ISO date and time */
export const dayOfMoment = (at: string, time: CardTime): string =>
  dayInWords(dayIn(new Date(at), time.timeZone), todayAt(time));

/** "31 May 2026" of a calendar date that somebody answered; what is none stays as it is. */
export const dateInWords = (date: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(date))
    ? DAY_AND_YEAR.format(new Date(`${date}T00:00:00Z`))
    : date;

const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' });

/** "Monday 3 May". Both are calendar dates. */
export const weekdayInWords = (date: string, today: string): string =>
  `${WEEKDAY.format(new Date(`${date}T00:00:00Z`))} ${dayInWords(date, today)}`;

/** "just now", "5 minutes ago", "2 hours ago", "on 3 May". @param at ISO date and time */
export function agoInWords(at: string, time: CardTime): string {
  const minutes = Math.floor((Date.parse(time.now) - Date.parse(at)) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return minutes === 1 ? '1 minute ago' : `${minutes} minutes ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return hours === 1 ? '1 hour ago' : `${hours} hours ago`;
  return `on ${dayOfMoment(at, time)}`;
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
