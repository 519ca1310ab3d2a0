import type { Partner } from './partner';
import type { Person, Role } from './person';

/** What a person may do to a partner and all that belongs to it. Decided here and nowhere else. */
export type Act =
  | 'read'
  | 'edit'
  | 'chase'
  | 'review'
  | 'openCampaign'
  | 'importPartners'
  | 'decide'
  | 'setApplicability'
  | 'reply';

const GRANTS: Record<Role, readonly Act[]> = {
  Manager: ['read', 'edit', 'chase', 'review', 'openCampaign', 'importPartners', 'decide', 'setApplicability', 'reply'],
  Reviewer: ['read', 'review', 'decide', 'reply'],
  Buyer: ['read', 'chase', 'edit', 'reply'],
  Reader: ['read'],
};

/** Whether a person may act at all, for acts that are not about one partner. */
export const mayAct = (person: Pick<Person, 'roles'>, act: Act): boolean =>
  person.roles.some((role) => GRANTS[role].includes(act));

/** Whether a person may act on this partner. A buyer's acts reach own partners only. */
export const mayActOn = (person: Pick<Person, 'roles' | 'oid'>, act: Act, partner: Pick<Partner, 'ownerId'>): boolean =>
  person.roles.some((role) => GRANTS[role].includes(act) && (role !== 'Buyer' || partner.ownerId === person.oid));
