/** Dates and sizes as people say them, in the reader's own zone. */
export const longDate = (date: string): string =>
  new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );

export const momentWords = (iso: string): string =>
  new Intl.DateTimeFormat('en', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(iso));

export const clockTime = (iso: string): string =>
  new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hour12: false }).format(new Date(iso));

/** "in 12 days", "today", "3 days ago"; `due` is a calendar date. */
export function dueWords(due: string, now = new Date()): string {
  const today = new Intl.DateTimeFormat('en-CA').format(now);
  const days = Math.round((Date.parse(due) - Date.parse(today)) / 86_400_000);
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  return days > 0 ? `in ${days} days` : `${-days} ${days === -1 ? 'day' : 'days'} ago`;
}

export const sizeWords = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

export const minutesWords = (minutes: number): string =>
  minutes <= 1 ? 'about a minute left' : `about ${minutes} minutes left`;
