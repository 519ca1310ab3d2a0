import type { HelpThread, RequestView } from '../contracts/collaboration';
import type { Contact } from '../domain/contact';
import type { ColleagueRequest, HelpRequest, PartnerRequest } from '../domain/partnerRequest';
import type { Person } from '../domain/person';
import { mayActOn } from '../domain/scope';
import { actorOfContact } from './access';
import { mayBeChanged, overSentence } from './decideRules';
import type { Stores } from './ports';
import type { RequestAbout } from './requestAbout';

const isOfPartner = ({ id }: { readonly id: string }): boolean => id.startsWith('contact:');

/** The newest word of the contact's side; for a named colleague when the name was given. */
export const newestWordAt = (request: PartnerRequest): string =>
  request.kind === 'help' ? (request.messages.findLast(({ by }) => isOfPartner(by))?.at ?? request.at) : request.at;

/** The contact's words since the customer answered last, the oldest first. */
export const wordsWaiting = ({ messages }: HelpRequest): readonly string[] =>
  messages.slice(messages.findLastIndex(({ by }) => !isOfPartner(by)) + 1).map(({ text }) => text);

const domainOf = (email: string | undefined): string => email?.slice(email.lastIndexOf('@') + 1) ?? '';

/** Why somebody at the customer must look at a name that a contact gave. */
export function whyAsked(
  { reason, colleague, partnerKey, contactKey }: ColleagueRequest,
  stores: Pick<Stores, 'contacts' | 'partners'>,
): string {
  const contact = stores.contacts.get(contactKey)?.value;
  const name = contact?.name ?? 'A contact';
  const partnerName = stores.partners.get(partnerKey)?.value.name ?? 'the partner';
  if (!colleague) return `${name} says that somebody else should answer for ${partnerName}, and does not know who.`;
  const wish = {
    notMe: `${name} says that ${colleague.name} should answer instead.`,
    delegate: `${name} wants to hand parts over to ${colleague.name}.`,
    whole: `${name} wants ${colleague.name}, who answers parts, to answer everything.`,
  }[reason];
  return `${wish} ${doubt(colleague, contact, stores, partnerKey)}`;
}

function doubt(
  colleague: { readonly name: string; readonly email: string },
  contact: Contact | undefined,
  stores: Pick<Stores, 'contacts'>,
  partnerKey: string,
): string {
  const known = stores.contacts
    .by('email', colleague.email)
    .find(({ value }) => value.partnerKey === partnerKey && value.status === 'left');
  if (known) return `${colleague.name} answered for this partner before and does not any more.`;
  const [own, theirs] = [domainOf(contact?.email), domainOf(colleague.email)];
  if (own === '') return `There is no mail address of ${contact?.name ?? 'the contact'} to compare with.`;
  if (own !== theirs) return `The address ends in ${theirs}, that of ${contact?.name ?? 'the contact'} in ${own}.`;
  return `Anybody can have an address that ends in ${theirs}.`;
}

/** One request as the customer's people see it. */
export function requestView(
  request: PartnerRequest,
  by: Person,
  stores: Pick<Stores, 'contacts' | 'partners' | 'assessments' | 'campaigns'>,
  aboutOf: RequestAbout,
): RequestView {
  const partner = stores.partners.get(request.partnerKey)?.value;
  const base = {
    key: request.key,
    assessmentKey: request.assessmentKey,
    partnerKey: request.partnerKey,
    partnerName: partner?.name ?? 'A former partner',
    contactName: stores.contacts.get(request.contactKey)?.value.name ?? 'A former contact',
    at: request.at,
  };
  if (request.kind === 'help') {
    const { questionId, siteId } = request.place ?? {};
    return {
      ...base,
      kind: 'help',
      state: request.state,
      about: aboutOf(request),
      ...(questionId === undefined ? {} : { questionId }),
      ...(siteId === undefined ? {} : { siteId }),
      messages: request.messages.map((each) => ({
        by: each.by.name,
        isPartner: isOfPartner(each.by),
        at: each.at,
        text: each.text,
      })),
      mayReply: partner !== undefined && mayActOn(by, 'reply', partner),
    };
  }
  const mayDecide = partner !== undefined && mayActOn(by, 'edit', partner);
  const over = request.state === 'open' ? overSentence(stores, request) : undefined;
  return {
    ...base,
    kind: 'colleague',
    state: request.state,
    about: aboutOf(request),
    messages: [],
    reason: request.reason,
    ...(request.colleague ? { colleague: { ...request.colleague } } : {}),
    why: whyAsked(request, stores),
    note: request.note,
    decidedBy: request.decidedBy?.name,
    decidedAt: request.decidedAt,
    decisionNote: request.decisionNote,
    mayReply: false,
    mayDecide,
    ...(over === undefined ? {} : { over }),
    ...(request.isClosed ? { isClosed: true } : {}),
    ...(mayDecide && mayBeChanged(stores, request) ? { mayChange: true } : {}),
  };
}

/**
 * The questions of an assessment to the customer, as a contact sees them, the newest first. Who answers the whole sees
 * all of the own company; who answers parts sees the own ones.
 */
export function helpThreads(
  stores: Pick<Stores, 'partnerRequests'>,
  contact: Contact,
  assessmentKey: string,
): HelpThread[] {
  const own = actorOfContact(contact).id;
  return stores.partnerRequests
    .by('assessmentKey', assessmentKey)
    .flatMap(({ value }) => (value.kind === 'help' ? [value] : []))
    .filter((each) => contact.access !== 'delegated' || each.contactKey === contact.key)
    .sort((a, b) => (newestWordAt(a) < newestWordAt(b) ? 1 : -1))
    .map((each) => ({
      key: each.key,
      ...(each.about === undefined ? {} : { about: each.about }),
      ...(each.place ? { place: { ...each.place } } : {}),
      state: each.state,
      messages: each.messages.map(({ by, at, text }) => ({ by: by.name, isYou: by.id === own, at, text })),
    }));
}
