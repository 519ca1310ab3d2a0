import { daysBetween } from '../../src/domain/campaign';
import { serviceNow } from '../api/serviceTime';
import { currentLanguage } from './language';

const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(currentLanguage(), options);

/** Today as `YYYY-MM-DD` in the reader's zone. */
export function today(now = serviceNow()): string {
  const pad = (part: number) => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

const noon = (date: string): Date => new Date(`${date.slice(0, 10)}T12:00:00`);

/** "30 June", with the year when it is not this one. Takes a calendar date or a time. */
export function day(value: string): string {
  const when = value.length === 10 ? noon(value) : new Date(value);
  if (Number.isNaN(when.getTime())) return value;
  const isThisYear = when.getFullYear() === serviceNow().getFullYear();
  return format({ day: 'numeric', month: 'long', year: isThisYear ? undefined : 'numeric' }).format(when);
}

/** An answer in words, a calendar date as people say it. */
export const answerWords = (answer: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(answer) ? day(answer) : answer);

/** "today 16:10", "yesterday 09:02", "Friday 16:10", "3 May 16:10". */
export function moment(value: string): string {
  const when = new Date(value);
  if (Number.isNaN(when.getTime())) return value;
  const time = format({ hour: 'numeric', minute: '2-digit' }).format(when);
  const days = daysBetween(today(when), today());
  if (days === 0) return `today ${time}`;
  if (days === 1) return `yesterday ${time}`;
  if (days > 1 && days < 7) return `${format({ weekday: 'long' }).format(when)} ${time}`;
  return `${day(value)}, ${time}`;
}

/** As `moment`, where there is little room: "16:10", "Fri 16:10", "3 May", "3 May 2025". */
export function shortMoment(value: string): string {
  const when = new Date(value);
  if (Number.isNaN(when.getTime())) return value;
  const days = daysBetween(today(when), today());
  const time = { hour: 'numeric', minute: '2-digit' } as const;
  if (days === 0) return format(time).format(when);
  if (days > 0 && days < 7) return format({ weekday: 'short', ...time }).format(when);
  const isThisYear = when.getFullYear() === serviceNow().getFullYear();
  return format({ day: 'numeric', month: 'short', year: isThisYear ? undefined : 'numeric' }).format(when);
}

/** "in 12 days", "tomorrow", "today", "yesterday", "3 days ago". */
export function inDays(date: string): string {
  const days = daysBetween(today(), date.slice(0, 10));
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(days, 'day');
}

/** "due 30 June, in 12 days"; "was due 30 June, 3 days ago". */
export function due(date: string): string {
  const isPast = daysBetween(today(), date) < 0;
  return `${isPast ? 'was due' : 'due'} ${day(date)}, ${inDays(date)}`;
}
