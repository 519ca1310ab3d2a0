import { createHash } from 'node:crypto';
import type { DelegationView, SectionPlaceView } from '../../../src/contracts/collaboration';
import type { QuestionnaireView } from '../../../src/contracts/questionnaire';
import type { Contact } from '../../../src/domain/contact';
import type { UseCases } from '../../../src/useCases/useCases';
import { Refusal } from '../problem';
import type { LinkSession } from './linkSession';

/**
 * What one browser session wrote itself. It matters while the one-time code has not been typed: such a session may
 * read a questionnaire only as long as every answer in it was written by this very session. An untouched form has
 * none, so it opens without a code; a form that somebody else has begun (the same person on another browser, or in
 * chat) does not; and a session that opened an empty form early goes blind the moment somebody else answers.
 *
 * Every write of a section raises its revision by one, so the count of own writes equals the section's revision exactly
 * while nobody else wrote. It is counted section by section, because which sections somebody sees may change: parts are
 * handed over and taken back, sites come and go. The counts travel in the signed cookie, to outlive a restart of the
 * service, and in memory, where two replies that cross cannot lose one.
 */
export interface OwnWork {
  /** The session with everything known of it, to be read and put into the cookie again. */
  of(session: LinkSession): LinkSession;
  /** One write of one section by this session. */
  noteSave(session: LinkSession, assessmentKey: string, place: SectionPlaceView): void;
  /** A file that this session added, or a question that it asked. */
  noteFile(session: LinkSession, key: string): void;
  /** Runs one at a time per session, so that a look never falls between a write and its count. */
  inTurn<T>(session: LinkSession, act: () => Promise<T>): Promise<T>;
}

interface Known {
  own: Record<string, number>;
  files: string[];
  last: Promise<unknown>;
}

const MOST_SESSIONS = 20_000;

/** A section of a questionnaire in ten characters, so that the counts of a hundred sections fit into a cookie. */
const markOf = (assessmentKey: string, { sectionId, siteId }: SectionPlaceView): string =>
  createHash('sha256')
    .update(`${assessmentKey}|${sectionId}|${siteId ?? '-'}`)
    .digest('base64url')
    .slice(0, 10);

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
    noteSave(session, assessmentKey, place) {
      const { own } = knownOf(session);
      const mark = markOf(assessmentKey, place);
      own[mark] = (own[mark] ?? 0) + 1;
    },
    noteFile(session, key) {
      knownOf(session).files.push(key);
    },
    inTurn(session, act) {
      const known = knownOf(session);
      const next = known.last.then(act, act);
      known.last = next.catch(() => undefined);
      return next;
    },
  };
}

/** Whether this session may see sections with these revisions: each holds nothing but its own writes. */
export const maySeeSections = (
  session: LinkSession,
  assessmentKey: string,
  sections: readonly (SectionPlaceView & { readonly revision: number })[],
): boolean =>
  session.codeOk ||
  sections.every((section) => section.revision === (session.own[markOf(assessmentKey, section)] ?? 0));

/** Whether this session may see what is in this questionnaire. */
export const maySee = (session: LinkSession, view: Pick<QuestionnaireView, 'assessmentKey' | 'sections'>): boolean =>
  maySeeSections(
    session,
    view.assessmentKey,
    view.sections.map(({ id, siteId, revision }) => ({ sectionId: id, siteId, revision })),
  );

/** Runs something for a session with what is there now. Throws `codeNeeded` when it may not see that. */
export type WhileVisible = <T>(
  session: LinkSession,
  contact: Contact,
  assessmentKey: string,
  act: (before: QuestionnaireView | undefined) => Promise<T>,
) => Promise<T>;

/** A proven session needs no look beforehand, so `before` is `undefined` for it. */
export const createWhileVisible =
  (deps: { useCases: Pick<UseCases, 'questionnaire'>; ownWork: OwnWork }): WhileVisible =>
  (session, contact, assessmentKey, act) => {
    if (session.codeOk) return act(undefined);
    return deps.ownWork.inTurn(session, async () => {
      const before = await deps.useCases.questionnaire({ contact, source: 'page' }, assessmentKey);
      if (!maySee(deps.ownWork.of(session), before)) throw codeNeeded();
      return act(before);
    });
  };

/** The refusal that makes the page ask for the code. */
export const codeNeeded = (
  message = 'There are answers in here already. To see them, type the code that we send to your mail address.',
): Refusal => new Refusal('forbidden', message, { problemCode: 'codeNeeded' });

/**
 * Files that others added, questions that others asked, what one colleague wrote to another and which names the customer
 * is asked about stay out of sight until the code was typed. What was written to this contact stands in their mail too.
 */
export const withoutForeignFiles = (session: LinkSession, view: QuestionnaireView): QuestionnaireView => {
  if (session.codeOk) return view;
  const isOwn = ({ key }: { readonly key: string }): boolean => session.files.includes(key);
  const isToThem = ({ to }: DelegationView): boolean => to.contactKey === session.linkKey;
  const withoutNote = ({ note: _, ...delegation }: DelegationView): DelegationView => delegation;
  return {
    ...view,
    evidence: view.evidence.filter(isOwn),
    ...(view.help ? { help: view.help.filter(isOwn) } : {}),
    ...(view.delegations
      ? { delegations: view.delegations.map((each) => (isToThem(each) ? each : withoutNote(each))) }
      : {}),
    ...(view.named ? { named: [] } : {}),
  };
};
