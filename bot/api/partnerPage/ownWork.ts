import type { QuestionnaireView } from '../../../src/contracts/questionnaire';
import { Refusal } from '../problem';
import type { LinkSession } from './linkSession';

/**
 * What one browser session wrote itself. It matters while the one-time code has not been typed: such a session may
 * read a questionnaire only as long as every answer in it was written by this very session. An untouched form has
 * none, so it opens without a code; a form that somebody else has begun (the same person on another browser, or in
 * chat) does not; and a session that opened an empty form early goes blind the moment somebody else answers.
 *
 * Every write of a section raises its revision by one, so the count of own writes equals the sum of the revisions
 * exactly while nobody else wrote. The counts travel in the signed cookie, to outlive a restart of the service, and
 * in memory, where two replies that cross cannot lose one.
 */
export interface OwnWork {
  /** The session with everything known of it, to be read and put into the cookie again. */
  of(session: LinkSession): LinkSession;
  noteSave(session: LinkSession, assessmentKey: string): void;
  noteFile(session: LinkSession, evidenceKey: string): void;
  /** Runs one at a time per session, so that a look never falls between a write and its count. */
  inTurn<T>(session: LinkSession, act: () => Promise<T>): Promise<T>;
}

interface Known {
  own: Record<string, number>;
  files: string[];
  last: Promise<unknown>;
}

const MOST_SESSIONS = 20_000;

export function createOwnWork(): OwnWork {
  const sessions = new Map<string, Known>();

  const knownOf = (session: LinkSession): Known => {
    const known = sessions.get(session.nonce) ?? { own: {}, files: [], last: Promise.resolve() };
    // Put back at the end: the sessions not seen for longest are forgotten first, and then live on in their cookie.
    sessions.delete(session.nonce);
    sessions.set(session.nonce, known);
    for (const [key, count] of Object.entries(session.own)) known.own[key] = Math.max(known.own[key] ?? 0, count);
    known.files = [...new Set([...session.files, ...known.files])];
    if (sessions.size > MOST_SESSIONS) {
      const oldest = sessions.keys().next();
      if (!oldest.done) sessions.delete(oldest.value);
    }
    return known;
  };

  return {
    of: (session) => {
      const { own, files } = knownOf(session);
      return { ...session, own: { ...own }, files: [...files] };
    },
    noteSave(session, assessmentKey) {
      const { own } = knownOf(session);
      own[assessmentKey] = (own[assessmentKey] ?? 0) + 1;
    },
    noteFile(session, evidenceKey) {
      knownOf(session).files.push(evidenceKey);
    },
    inTurn(session, act) {
      const known = knownOf(session);
      const next = known.last.then(act, act);
      known.last = next.catch(() => undefined);
      return next;
    },
  };
}

/** Whether this session may see what is in this questionnaire. */
export const maySee = (session: LinkSession, view: Pick<QuestionnaireView, 'assessmentKey' | 'sections'>): boolean =>
  session.codeOk ||
  view.sections.reduce((sum, { revision }) => sum + revision, 0) === (session.own[view.assessmentKey] ?? 0);

/** The refusal that makes the page ask for the code. */
export const codeNeeded = (): Refusal =>
  new Refusal(
    'forbidden',
    'There are answers in here already. To see them, type the code that we send to your mail address.',
    {
      problemCode: 'codeNeeded',
    },
  );

/** Files that others added stay out of sight until the code was typed. */
export const withoutForeignFiles = (session: LinkSession, view: QuestionnaireView): QuestionnaireView =>
  session.codeOk ? view : { ...view, evidence: view.evidence.filter(({ key }) => session.files.includes(key)) };
