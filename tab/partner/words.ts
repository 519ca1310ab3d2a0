/** Dates and sizes as people say them, in the reader's own zone. */
const LANGUAGE = 'en-GB';

/** "30 June 2027", of a calendar date. */
export const longDate = (date: string): string =>
  new Intl.DateTimeFormat(LANGUAGE, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );

/** "3 May 2027", of a moment, where the reader is. */
export const dayWords = (iso: string): string =>
  new Intl.DateTimeFormat(LANGUAGE, { day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(iso));

export const clockTime = (iso: string): string =>
  new Intl.DateTimeFormat(LANGUAGE, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(iso));

/** "3 May 2027 at 10:42", where the reader is. */
export const momentWords = (iso: string): string => `${dayWords(iso)} at ${clockTime(iso)}`;

/** Today where the reader is, YYYY-MM-DD. */
export const today = (now = new Date()): string => new Intl.DateTimeFormat('en-CA').format(now);

/** "Due 30 June 2027, in 12 days"; `due` is a calendar date. */
export function dueWords(due: string, now = new Date()): string {
  const days = Math.round((Date.parse(due) - Date.parse(today(now))) / 86_400_000);
  if (days < 0) return `Was due ${longDate(due)}, ${days === -1 ? 'yesterday' : `${-days} days ago`}`;
  const when = days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`;
  return `Due ${longDate(due)}, ${when}`;
}

export const sizeWords = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

export const countOf = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
