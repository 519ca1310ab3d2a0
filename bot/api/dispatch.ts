import { mayAct } from '../../src/domain/scope';
import { AppError } from '../../src/errors';
import type { Changes, Clock } from '../../src/useCases/ports';
import type { UseCases } from '../../src/useCases/useCases';
import type { HttpReply, HttpRequest } from './http';
import type { LinkSessions } from './partnerPage/linkSession';
import type { OwnWork } from './partnerPage/ownWork';
import { replyForError } from './problem';
import { createRateLimit } from './rateLimit';
import type { Answer, Caller, Route } from './route';
import { checkSameOrigin } from './sameOrigin';
import type { TabTokens } from './tabTokens';

export interface DispatchDeps {
  readonly useCases: Pick<UseCases, 'contactOfLink'>;
  readonly changes: Pick<Changes, 'touch'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly tokens: TabTokens;
  readonly sessions: LinkSessions;
  readonly ownWork: OwnWork;
  /** Whether the read model is whole; until then no caller can be told what is and what is not there. */
  readonly isReady: () => boolean;
  readonly publicUrl: string;
  /** Called with every bug and with every refusal that has a cause behind it, for the log. */
  readonly onTrouble: (request: HttpRequest, error: unknown) => void;
  /** For tests: replies are held against their schema. */
  readonly checkReplies?: boolean;
}

const SLOW_DOWN = 'That was a lot at once. Wait a moment, then go on; nothing that was saved is lost.';

/**
 * Lets a caller in or not, runs the route, and turns whatever comes of it into a reply. Nothing here or before the
 * route's own handler touches SharePoint, so a caller without a right to be here costs the customer nothing.
 */
export function createDispatch(deps: DispatchDeps): (route: Route, request: HttpRequest) => Promise<HttpReply> {
  const limit = (count: number, message = SLOW_DOWN) =>
    createRateLimit({ clock: deps.clock, limit: count, seconds: 60, message });
  const perPerson = limit(1200);
  const perLink = limit(300);
  // Counts refusals only: good callers behind the same address are never held up by bad ones.
  const refusedPerAddress = limit(
    60,
    'There were too many calls without a good sign-in. Wait a minute, then sign in again.',
  );
  const openPerAddress = limit(240);
  const publicOrigin = new URL(deps.publicUrl).origin;

  async function personFrom(request: HttpRequest): Promise<Caller & { kind: 'person' }> {
    try {
      return { kind: 'person', person: await deps.tokens.personOf(request.headers.authorization) };
    } catch (error) {
      if (error instanceof AppError && error.code === 'unauthenticated') refusedPerAddress.take(request.address);
      throw error;
    }
  }

  function contactFrom(request: HttpRequest): Caller & { kind: 'linkSession' } {
    try {
      const session = deps.sessions.read(request.headers.cookie);
      if (!session)
        throw new AppError('unauthenticated', 'Open the link in your message again. Your answers are kept.');
      const contact = deps.useCases.contactOfLink(session.linkKey, session.generation);
      return { kind: 'linkSession', session: deps.ownWork.of(session), contact };
    } catch (error) {
      if (error instanceof AppError && error.code === 'unauthenticated') refusedPerAddress.take(request.address);
      throw error;
    }
  }

  function checkReady() {
    if (deps.isReady()) return;
    throw new AppError(
      'unavailable',
      'Trustlane is just starting and reads what is kept in SharePoint. Try again in a few seconds.',
    );
  }

  async function letIn(route: Route, request: HttpRequest): Promise<Caller> {
    if (route.access === 'public') {
      openPerAddress.take(request.address);
      return { kind: 'anybody' };
    }
    if (route.access === 'person') {
      const caller = await personFrom(request);
      perPerson.take(caller.person.oid);
      if (route.act && !mayAct(caller.person, route.act)) {
        throw new AppError('forbidden', 'Your role does not cover this. Ask a compliance manager at your company.');
      }
      checkReady();
      if (route.method === 'GET') deps.changes.touch();
      return caller;
    }
    if (route.method !== 'GET') checkSameOrigin(request.headers, publicOrigin);
    checkReady();
    if (route.access === 'link') {
      openPerAddress.take(request.address);
      return { kind: 'anybody' };
    }
    const caller = contactFrom(request);
    perLink.take(caller.session.linkKey);
    deps.changes.touch();
    return caller;
  }

  const callerId = (caller: Caller): string | undefined =>
    caller.kind === 'person'
      ? `oid:${caller.person.oid}`
      : caller.kind === 'linkSession'
        ? `contact:${caller.contact.key}`
        : undefined;

  function toReply(route: Route, answer: Answer<unknown>): HttpReply {
    if ('json' in answer) {
      if (deps.checkReplies) route.schemas.response?.parse(answer.json);
      return { status: answer.status, headers: answer.headers, json: answer.json };
    }
    if ('file' in answer) {
      const content = typeof answer.file === 'string' ? { text: answer.file } : { stream: answer.file };
      return { status: answer.status, headers: answer.headers, ...content };
    }
    return { status: 204, headers: answer.headers };
  }

  return async (route, request) => {
    let by: string | undefined;
    try {
      const caller = await letIn(route, request);
      by = callerId(caller);
      return { ...toReply(route, await route.run(caller, request)), by };
    } catch (error) {
      if (!(error instanceof AppError) || error.cause !== undefined) deps.onTrouble(request, error);
      return { ...replyForError(error), by };
    }
  };
}
