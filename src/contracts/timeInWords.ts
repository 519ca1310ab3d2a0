const HOURS_FROM = 100;

/** What is left, in whole minutes, and what it may come to should everything be asked that no gate has closed yet. */
interface Estimate {
  readonly minutesLeft: number;
  /** Absent when it is the same. */
  readonly minutesAtMost?: number;
}

/** "25 minutes", "2½ hours". */
function duration(minutes: number): string {
  if (minutes < HOURS_FROM) return `${Math.max(5, Math.ceil(minutes / 5) * 5)} minutes`;
  const halves = Math.round(minutes / 30);
  return `${Math.floor(halves / 2)}${halves % 2 === 1 ? '½' : ''} hours`;
}

const isRange = ({ minutesLeft, minutesAtMost = 0 }: Estimate): boolean =>
  minutesAtMost > minutesLeft * 1.2 && duration(minutesLeft) !== duration(minutesAtMost);

/** "about 25 minutes", "20 to 60 minutes", or "25 minutes to 2½ hours" where later questions depend on answers that are not there yet. */
export function rangeInWords(time: Estimate): string {
  const [least, most] = [duration(time.minutesLeft), duration(time.minutesAtMost ?? 0)];
  if (!isRange(time)) return `about ${duration(Math.max(time.minutesLeft, time.minutesAtMost ?? 0))}`;
  return most.endsWith(' minutes') ? `${least.replace(/ minutes$/, '')} to ${most}` : `${least} to ${most}`;
}

/** The same, and why nobody knows it better. */
export const timeInWords = (time: Estimate): string =>
  `${rangeInWords(time)}${isRange(time) ? ', depending on what applies to you' : ''}`;
