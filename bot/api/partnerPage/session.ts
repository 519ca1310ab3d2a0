import { type PartnerSession, partnerSession } from '../../../src/contracts/questionnaire';
import { codeSent, openLinkInput, verifyCodeInput } from '../../../src/contracts/requests';
import type { Contact } from '../../../src/domain/contact';
import { AppError } from '../../../src/errors';
import type { ApiDeps } from '../deps';
import { createRateLimit } from '../rateLimit';
import { type Answer, linkSessionRoute, openRoute, type Route } from '../route';
import type { LinkSession } from './linkSession';
import { maySee } from './ownWork';

type SessionView = Answer<PartnerSession>;

/**
 * Opening a link, and proving by a one-time code that the person also reads the contact's mail. None of these calls
 * reaches SharePoint, except to look at what a session without a code has written itself.
 */
export const partnerSessionRoutes = (deps: ApiDeps): Route[] => {
  const { useCases, sessions, ownWork, clock } = deps;
  // A right link is never held up by wrong ones: it cannot be guessed at any speed, so only refusals are counted.
  const wrongLinks = createRateLimit({
    clock,
    limit: 20,
    seconds: 600,
    message:
      'There were many tries from your network that did not fit. Wait ten minutes, then type the code from your message again.',
  });
  // The use case counts the tries of one code; these bounds hold over all codes, whoever asks for new ones.
  const tooManyTries = 'There were too many tries. Wait half an hour, then ask for a new code.';
  const wrongCodes = createRateLimit({ clock, limit: 15, seconds: 1800, message: tooManyTries });
  const wrongCodesPerAddress = createRateLimit({ clock, limit: 60, seconds: 1800, message: tooManyTries });
  const codesAsked = createRateLimit({
    clock,
    limit: 6,
    seconds: 3600,
    message:
      'Several codes were sent already. Look into your mail, also among the unwanted messages, or try again in an hour.',
  });

  async function needsCode(session: LinkSession, contact: Contact, assessmentKey: string): Promise<boolean> {
    if (session.codeOk || !useCases.needsCode(contact)) return false;
    return ownWork.inTurn(session, async () => {
      const view = await useCases.questionnaire({ contact, source: 'page' }, assessmentKey);
      return !maySee(ownWork.of(session), view);
    });
  }

  async function view(session: LinkSession, contact: Contact, cookie?: string): Promise<SessionView> {
    const assessments = await Promise.all(
      useCases.assessmentsOf(contact).map(async ({ submittedBy: _, ...assessment }) => ({
        // A name of a colleague is for those who have shown who they are; the page tells it where it shows the answers.
        ...assessment,
        needsCode: await needsCode(session, contact, assessment.key),
      })),
    );
    return {
      status: 200,
      json: {
        contactName: contact.name,
        contactKey: contact.key,
        customerName: deps.customerName,
        needsCode: assessments.some((assessment) => assessment.needsCode),
        assessments,
      },
      ...(cookie === undefined ? {} : { headers: { 'set-cookie': cookie } }),
    };
  }

  return [
    openRoute({
      access: 'link',
      method: 'POST',
      path: '/partner/session',
      summary: 'Opens a link (or its typed code) and begins a session of 12 hours in a cookie.',
      tag: 'partner page',
      body: openLinkInput,
      response: partnerSession,
      handle: async ({ body, request }) => {
        let link: ReturnType<typeof useCases.openLink>;
        try {
          link = useCases.openLink(body.secret);
        } catch (error) {
          if (error instanceof AppError) wrongLinks.take(request.address);
          throw error;
        }
        // The link opened again on a browser that has a session of it goes on with that one, and with what it may see.
        const earlier = sessions.read(request.headers.cookie);
        const isSame = earlier?.linkKey === link.linkKey && earlier.generation === link.generation;
        const session = isSame ? ownWork.of(earlier) : sessions.start(link, false);
        return view(session, link.contact, sessions.cookie(session));
      },
    }),
    linkSessionRoute({
      method: 'GET',
      path: '/partner/session',
      summary: 'Whose session this is, and which questionnaires it opens.',
      tag: 'partner page',
      response: partnerSession,
      handle: ({ session, contact }) => view(session, contact),
    }),
    linkSessionRoute({
      method: 'POST',
      path: '/partner/session/code',
      summary: 'Sends a one-time code to the contact.',
      tag: 'partner page',
      response: codeSent,
      handle: async ({ session, contact }) => {
        codesAsked.take(session.linkKey);
        return { status: 200, json: await useCases.sendCode(contact) };
      },
    }),
    linkSessionRoute({
      method: 'POST',
      path: '/partner/session/verify',
      summary: 'Checks the one-time code. From then on this browser sees the answers that are there.',
      tag: 'partner page',
      body: verifyCodeInput,
      response: partnerSession,
      handle: ({ session, contact, body, request }) => {
        wrongCodes.check(session.linkKey);
        wrongCodesPerAddress.check(request.address);
        try {
          useCases.verifyCode(contact, body.code.replace(/[\s-]/g, ''));
        } catch (error) {
          wrongCodes.take(session.linkKey);
          wrongCodesPerAddress.take(request.address);
          throw error;
        }
        const proven = sessions.start(session, true);
        return view(proven, contact, sessions.cookie(proven));
      },
    }),
    linkSessionRoute({
      method: 'DELETE',
      path: '/partner/session',
      summary: 'Ends the session on this browser. Nothing that was saved is lost.',
      tag: 'partner page',
      handle: () => ({ status: 204, headers: { 'set-cookie': sessions.endingCookie } }),
    }),
  ];
};
