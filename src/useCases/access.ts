import type { Assessment } from '../domain/assessment';
import type { Campaign } from '../domain/campaign';
import type { Contact } from '../domain/contact';
import { isSamePlace, placesOf, type SectionPlace } from '../domain/delegation';
import type { Partner } from '../domain/partner';
import type { Actor, Person } from '../domain/person';
import { type Act, mayAct, mayActOn } from '../domain/scope';
import { AppError } from '../errors';
import type { Stored, Stores } from './ports';
import type { Answering } from './useCases';

export const actorOf = (by: Person): Actor => ({ id: `oid:${by.oid}`, name: by.name });
export const actorOfContact = (contact: Contact): Actor => ({ id: `contact:${contact.key}`, name: contact.name });

const DENIED: Record<Act, string> = {
  read: 'You have no role in Trustlane yet. Ask your administrator for one.',
  edit: 'Your role does not change partners. Ask a manager.',
  chase: 'Your role does not write to partners. Ask a manager.',
  review: 'Your role does not review proofs. Ask a reviewer.',
  openCampaign: 'Only a manager can open a campaign.',
  importPartners: 'Only a manager can import partners.',
  decide: 'Your role does not decide this. Ask a reviewer.',
  reply: 'Your role does not answer partners. Ask a manager, a reviewer or the partner’s buyer.',
  setApplicability: 'Only a manager decides to whom a criterion applies.',
};

/** Throws `forbidden` unless one of the person's roles allows the act at all. */
export function demand(by: Person, act: Act): void {
  if (!mayAct(by, act)) throw new AppError('forbidden', DENIED[act]);
}

/**
 * The partner, for a person who acts on it. Throws `notFound` for partners that are not there and, the same, for those
 * that the person may not know of; `forbidden` for an act that the person's role does not allow.
 */
export function partnerFor(
  stores: Pick<Stores, 'partners'>,
  by: Person,
  act: Act,
  partnerKey: string,
): Stored<Partner> {
  demand(by, 'read');
  const stored = stores.partners.get(partnerKey);
  if (!stored || !mayActOn(by, 'read', stored.value)) {
    throw new AppError('notFound', 'This partner is not here any more, or it is not one of yours.');
  }
  if (!mayActOn(by, act, stored.value)) throw new AppError('forbidden', DENIED[act]);
  return stored;
}

/** The contact, for a person who acts on its partner. Throws like `partnerFor`. */
export function contactFor(
  stores: Pick<Stores, 'partners' | 'contacts'>,
  by: Person,
  act: Act,
  contactKey: string,
): { contact: Stored<Contact>; partner: Stored<Partner> } {
  demand(by, 'read');
  const contact = stores.contacts.get(contactKey);
  if (!contact) throw new AppError('notFound', 'This contact is not here any more.');
  return { contact, partner: partnerFor(stores, by, act, contact.value.partnerKey) };
}

/** What a contact answers: the assessment with what belongs to it. */
export interface AnsweringScope {
  readonly contact: Contact;
  readonly partner: Stored<Partner>;
  readonly assessment: Stored<Assessment>;
  readonly campaign: Stored<Campaign>;
  /** Set for somebody who answers only what was handed over: those parts, at least one. Everything else is not theirs. */
  readonly places?: readonly SectionPlace[];
}

/** The parts of an assessment that are open to a contact; `undefined` for the whole. */
export const placesFor = (
  contact: Contact,
  assessment: Pick<Assessment, 'delegations'>,
): readonly SectionPlace[] | undefined =>
  contact.access === 'delegated' ? placesOf(assessment.delegations ?? [], contact.key) : undefined;

/**
 * The assessment, for a contact who answers. Contact and parts are read again at every call: somebody who left answers
 * nothing more, and a part that was taken back closes at once. Throws `notFound` for what is not the contact's own,
 * whether it exists or not. Callers hold what they do against `places` (`demandPlace`, `demandWhole`).
 */
export function assessmentFor(
  stores: Pick<Stores, 'partners' | 'contacts' | 'assessments' | 'campaigns'>,
  by: Answering,
  assessmentKey: string,
): AnsweringScope {
  const contact = stores.contacts.get(by.contact.key)?.value;
  if (contact?.status !== 'active') {
    throw new AppError(
      'forbidden',
      'You are not a contact of this partner any more. Please write to the person who asked you.',
    );
  }
  const assessment = stores.assessments.get(assessmentKey);
  const campaign = assessment && stores.campaigns.get(assessment.value.campaignKey);
  const partner = stores.partners.get(contact.partnerKey);
  if (!assessment || !campaign || !partner || assessment.value.partnerKey !== contact.partnerKey) throw notYours();
  const places = placesFor(contact, assessment.value);
  if (places?.length === 0) throw notYours();
  return { contact, partner, assessment, campaign, ...(places ? { places } : {}) };
}

const notYours = (): AppError =>
  new AppError(
    'notFound',
    'This questionnaire is not here, or it is not yours. Please open it from the last message you got.',
  );

/** Whether a part of the assessment is open to the contact. */
export const isOpenTo = ({ places }: Pick<AnsweringScope, 'places'>, place: SectionPlace): boolean =>
  places === undefined || places.some((each) => isSamePlace(each, place));

/** Throws `notFound`, as for a questionnaire that is not theirs, for a part that was not handed over to the contact. */
export function demandPlace(scope: Pick<AnsweringScope, 'places'>, place: SectionPlace): void {
  if (!isOpenTo(scope, place)) throw notYours();
}

/** Throws `forbidden` for somebody who answers only what was handed over. */
export function demandWhole({ places }: Pick<AnsweringScope, 'places'>): void {
  if (places === undefined) return;
  throw new AppError(
    'forbidden',
    'You answer only the parts that a colleague handed over to you, so nothing was done. Please ask that colleague.',
  );
}

/** Throws `conflict` with the sentence that partners read when answers can no longer be changed. */
export function demandOpen({ assessment, campaign }: Pick<AnsweringScope, 'assessment' | 'campaign'>): void {
  if (assessment.value.status === 'submitted') {
    throw new AppError(
      'conflict',
      'These answers were sent already, so nothing was changed. To correct one, write to the person who asked you.',
    );
  }
  if (campaign.value.status === 'closed') {
    throw new AppError(
      'conflict',
      'This questionnaire is closed, so nothing was changed. Write to the person who asked you.',
    );
  }
}
