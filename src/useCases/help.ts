import type { HelpInput } from '../contracts/collaboration';
import { cleanParagraphs } from '../domain/cleanText';
import type { HelpRequest, PartnerRequest, RequestMessage } from '../domain/partnerRequest';
import type { Actor, Person } from '../domain/person';
import { mayActOn } from '../domain/scope';
import { textIn } from '../domain/text';
import { AppError } from '../errors';
import {
  type AnsweringScope,
  actorOf,
  actorOfContact,
  assessmentFor,
  demand,
  demandPlace,
  isOpenTo,
  partnerFor,
} from './access';
import { changeRequest } from './changeRequest';
import type { FrozenContents } from './frozenContent';
import type { KeyedQueue } from './keyedQueue';
import type { People } from './people';
import { placeInWords } from './placeWords';
import type { Clock, Stores } from './ports';
import type { UseCases } from './useCases';

/** Questions of one questionnaire that wait for an answer at a time. */
const MOST_OPEN = 20;
/** Messages of one question, so that its row holds them; the customer's people may write some more than the partner's. */
const MOST_WORDS = 18;
const MOST_MESSAGES = 24;
const MOST_CHARACTERS = 2_000;

const NOT_THERE = 'This question is not here any more, or it is not yours.';

function cleanWords(text: string): string {
  const clean = cleanParagraphs(text);
  if (clean === '') throw new AppError('invalid', 'Write what you would like to say.');
  if (clean.length > MOST_CHARACTERS) throw new AppError('invalid', 'Use at most 2,000 characters.');
  return clean;
}

/** Questions of contacts to the customer's person, and what is answered. */
export function createHelp(deps: {
  stores: Stores;
  clock: Clock;
  queue: KeyedQueue;
  contents: FrozenContents;
  people: People;
}): Pick<UseCases, 'askForHelp' | 'addToHelp' | 'replyToHelp'> {
  const { stores, clock, queue, contents, people } = deps;
  const now = (): string => clock.now().toISOString();

  /** The question or section in words. Throws `notFound` for a place that is not asked, or not of the contact. */
  const aboutOf = async (scope: AnsweringScope, place: NonNullable<HelpInput['place']>): Promise<string> => {
    const { sectionId, siteId, questionId } = place;
    const here = { sectionId, ...(siteId === undefined ? {} : { siteId }) };
    demandPlace(scope, here);
    const content = await contents.of(scope.campaign.value);
    const questionnaire = contents.questionnaire(content, scope.campaign.value, scope.partner.value);
    const title = placeInWords(questionnaire, here);
    const question = questionnaire.sections
      .find((section) => section.id === sectionId && section.siteId === siteId)
      ?.questions.find(({ id }) => id === questionId);
    if (title === undefined || (questionId !== undefined && !question))
      throw new AppError('notFound', 'This question is not in your questionnaire any more. Please load it again.');
    return question ? textIn(question.text) : title;
  };

  const isSame = (there: PartnerRequest, wanted: Pick<PartnerRequest, 'contactKey' | 'assessmentKey'>): boolean =>
    there.kind === 'help' && there.contactKey === wanted.contactKey && there.assessmentKey === wanted.assessmentKey;

  const adopt = (there: PartnerRequest | undefined, wanted: HelpRequest): { key: string } => {
    if (there && isSame(there, wanted)) return { key: there.key };
    throw new AppError('conflict', 'This was not sent. Please load the page again and ask once more.');
  };

  const create = async (request: HelpRequest): Promise<{ key: string }> => {
    try {
      return { key: (await stores.partnerRequests.create(request)).value.key };
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
      return adopt((await stores.partnerRequests.refresh(request.key))?.value, request);
    }
  };

  /** Now, and later than all before: whether somebody was told of a word is seen from its time. */
  const after = ({ messages, toldAt = '' }: HelpRequest): string => {
    const last = [...messages.map(({ at }) => at), toldAt].reduce((a, b) => (a > b ? a : b));
    const at = now();
    return at > last ? at : new Date(Date.parse(last) + 1).toISOString();
  };

  /** The question with one more message; as it is when this message stands in it already. */
  const withMessage = (
    request: HelpRequest,
    more: { readonly id: string; readonly by: Actor; readonly text: string; readonly most: number },
    state: HelpRequest['state'],
  ): HelpRequest | undefined => {
    const { id, by, text } = more;
    if (request.messages.some((each) => each.id === id)) return undefined;
    if (request.messages.length >= more.most)
      throw new AppError('tooMany', 'This conversation has become long, so nothing was added. Please begin a new one.');
    const message: RequestMessage = { id, by, at: after(request), text };
    return { ...request, messages: [...request.messages, message], state };
  };

  return {
    async askForHelp(by, assessmentKey, input) {
      const scope = assessmentFor(stores, by, assessmentKey);
      const text = cleanWords(input.text);
      const { contact } = scope;
      const place = input.place && {
        sectionId: input.place.sectionId,
        ...(input.place.siteId === undefined ? {} : { siteId: input.place.siteId }),
        ...(input.place.questionId === undefined ? {} : { questionId: input.place.questionId }),
      };
      const about = place && (await aboutOf(scope, place));
      return queue.run(`help ${assessmentKey}`, async () => {
        const at = now();
        const request: HelpRequest = {
          kind: 'help',
          key: input.requestId,
          assessmentKey,
          partnerKey: scope.partner.value.key,
          contactKey: contact.key,
          at,
          ...(place ? { place } : {}),
          ...(about === undefined ? {} : { about }),
          messages: [{ id: input.requestId, by: actorOfContact(contact), at, text }],
          state: 'open',
        };
        const there = stores.partnerRequests.get(input.requestId)?.value;
        if (there) return adopt(there, request);
        const open = stores.partnerRequests
          .by('assessmentKey', assessmentKey)
          .filter(({ value }) => value.kind === 'help' && value.state === 'open');
        if (open.length >= MOST_OPEN)
          throw new AppError(
            'tooMany',
            `${open.length} of your questions wait for an answer, so this one was not sent. Please wait for an answer, or write to ${scope.campaign.value.askedBy.name}.`,
          );
        return create(request);
      });
    },

    async addToHelp(by, assessmentKey, requestKey, input) {
      const scope = assessmentFor(stores, by, assessmentKey);
      const text = cleanWords(input.text);
      const { contact } = scope;
      await queue.run(`help ${assessmentKey}`, () =>
        changeRequest(stores, requestKey, (current) => {
          const isOwn = current.kind === 'help' && current.assessmentKey === assessmentKey;
          if (!isOwn || (scope.places !== undefined && current.contactKey !== contact.key))
            throw new AppError('notFound', NOT_THERE);
          if (current.place && !isOpenTo(scope, current.place)) throw new AppError('notFound', NOT_THERE);
          const more = { id: input.requestId, by: actorOfContact(contact), text, most: MOST_WORDS };
          return withMessage(current, more, 'open');
        }),
      );
    },

    async replyToHelp(by: Person, requestKey, input) {
      people.learn(by);
      demand(by, 'read');
      const there = stores.partnerRequests.get(requestKey)?.value;
      const partner = there && stores.partners.get(there.partnerKey)?.value;
      if (!there || !partner || !mayActOn(by, 'read', partner)) throw new AppError('notFound', NOT_THERE);
      partnerFor(stores, by, 'reply', partner.key);
      if (there.kind !== 'help')
        throw new AppError('invalid', 'This is no question. Agree to the colleague, or refuse.');
      const text = cleanWords(input.text);
      await queue.run(`help ${there.assessmentKey}`, () =>
        changeRequest(stores, requestKey, (current) =>
          current.kind === 'help'
            ? withMessage(current, { id: input.requestId, by: actorOf(by), text, most: MOST_MESSAGES }, 'answered')
            : undefined,
        ),
      );
    },
  };
}
