import type { Credential } from '../src/entra/credential';
import { daysBetween } from '../src/domain/campaign';
import { dayIn, dayInWords } from '../src/useCases/calendar';
import type { Clock, Log } from '../src/useCases/ports';

/** From so many days before a credential runs out, people are told. */
export const WARN_DAYS = 30;
const EVERY_MS = 3_600_000;

/** A credential that is watched, and what it is for in words. */
export interface WatchedCredential {
  /** "service", "bot". */
  readonly whose: string;
  /** What is no longer possible without it: "nothing can be read or saved". */
  readonly consequence: string;
  readonly credential: Credential;
}

export interface CredentialWatch {
  /** What runs out soon or has run out, in sentences; `undefined` when nothing does. */
  notice(): string | undefined;
  /** Writes it to the log at once, and then once a day for as long as it holds. */
  start(): void;
}

/**
 * Watches when certificates and secrets run out. A certificate says so itself; of a secret it is known only where a
 * setting says it; a managed identity has nothing that runs out.
 * @param timeZone IANA name of the zone whose calendar days are told
 */
export function createCredentialWatch(
  watched: readonly WatchedCredential[],
  { clock, log, timeZone }: { clock: Pick<Clock, 'now'>; log: Pick<Log, 'warn' | 'error'>; timeZone: string },
): CredentialWatch {
  const sentences = () => watched.flatMap((each) => sentenceOf(each, clock.now(), timeZone) ?? []);
  let told = '';

  const look = (): void => {
    const now = sentences();
    const text = now.map((each) => each.text).join(' ');
    // The sentence counts the days, so it is another one each day.
    const key = text && `${dayIn(clock.now(), timeZone)} ${text}`;
    if (key !== told && now.length > 0)
      log[now.some(({ isOver }) => isOver) ? 'error' : 'warn']({ credentials: text }, 'A credential runs out.');
    told = key;
  };

  return {
    notice: () =>
      sentences()
        .map(({ text }) => text)
        .join(' ') || undefined,
    start() {
      look();
      setInterval(look, EVERY_MS).unref();
    },
  };
}

function sentenceOf(
  { whose, consequence, credential }: WatchedCredential,
  now: Date,
  timeZone: string,
): { readonly text: string; readonly isOver: boolean } | undefined {
  if (credential.kind === 'managedIdentity') return undefined;
  const isCertificate = credential.kind === 'certificate';
  const what = `The ${whose}’s ${isCertificate ? 'certificate' : 'client secret'}`;
  const today = dayIn(now, timeZone);
  if (isCertificate && now.getTime() < Date.parse(credential.validFrom)) {
    const from = dayInWords(dayIn(new Date(credential.validFrom), timeZone));
    return { text: `${what} is not valid before ${from}: ${consequence} until then.`, isOver: true };
  }
  const lastDay = isCertificate ? dayIn(new Date(credential.validTo), timeZone) : credential.expiresOn;
  if (lastDay === undefined) return undefined;
  const isOver = isCertificate ? now.getTime() >= Date.parse(credential.validTo) : today > lastDay;
  if (isOver)
    return { text: `${what} ran out on ${dayInWords(lastDay)}: ${consequence} until it is replaced.`, isOver };
  const left = daysBetween(today, lastDay);
  if (left > WARN_DAYS) return undefined;
  const when = left === 0 ? 'today' : left === 1 ? 'tomorrow' : `in ${left} days`;
  return {
    text: `${what} runs out ${when}, on ${dayInWords(lastDay)}. After that ${consequence} until it is replaced.`,
    isOver,
  };
}
