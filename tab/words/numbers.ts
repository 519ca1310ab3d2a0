import { currentLanguage } from './language';

/** 6287 -> "6,287" */
export const figure = (value: number): string => new Intl.NumberFormat(currentLanguage()).format(value);

/** A number with its noun: "1 partner", "6,287 partners". */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${figure(value)} ${value === 1 ? one : many}`;

/** Bytes as people say them: "2.4 MB". */
export function fileSize(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB'];
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)));
  const value = bytes / 1024 ** step;
  return `${new Intl.NumberFormat(currentLanguage(), { maximumFractionDigits: value < 10 && step > 0 ? 1 : 0 }).format(value)} ${units[step]}`;
}

/** Seconds as people say them: "about 40 seconds", "about 12 minutes", "about 3 hours". */
export function duration(seconds: number): string {
  if (seconds < 55) return `about ${counted(Math.max(5, Math.ceil(seconds / 5) * 5), 'second')}`;
  if (seconds < 55 * 60) return `about ${counted(Math.ceil(seconds / 60), 'minute')}`;
  return `about ${counted(Math.ceil(seconds / 3600), 'hour')}`;
}
