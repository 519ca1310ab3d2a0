import type { Actor } from './person';

/** How a person was bound to a contact, so that a later reader can judge it. */
export interface TeamsBinding {
  readonly oid: string;
  readonly tid: string;
  readonly boundBy: string;
  readonly boundAt: string;
}

/** Who asked a colleague with parts for the whole, and when. */
export interface Widened {
  /** ULID in lower case, of the call that did it. */
  readonly key: string;
  readonly by: Actor;
  /** ISO date and time. */
  readonly at: string;
}

/** A person who answers for a partner. Teams and the mail link are two channels of the one contact. */
export interface Contact {
  /** ULID in lower case. */
  readonly key: string;
  readonly partnerKey: string;
  readonly name: string;
  /** Lower case. */
  readonly email?: string;
  readonly jobTitle?: string;
  readonly language: 'en';
  readonly teams?: TeamsBinding;
  readonly status: 'active' | 'left';
  /** `delegated`: answers only the parts that a colleague handed over. Absent means the whole. */
  readonly access?: 'delegated';
  /** Key of the contact who named this one; absent when the customer's people did. */
  readonly namedBy?: string;
  /** ISO date and time of that; counted, so that nobody can have the world written to. */
  readonly namedAt?: string;
  /** Set when somebody who answered parts was asked for the whole, so that it can be taken back. */
  readonly widened?: Widened;
  /** Key of the contact who took the place of this one. */
  readonly replacedBy?: string;
}

/** Whether a contact is asked as a whole: somebody who answers only what was handed over is not asked by a campaign. */
export const isAsked = ({ status, access }: Pick<Contact, 'status' | 'access'>): boolean =>
  status === 'active' && access === undefined;

export type Channel = 'teams' | 'mail';

/** The first rung of the contact's channel ladder; `undefined` when no channel can reach them. */
export const channelOf = (contact: Contact): Channel | undefined =>
  contact.teams ? 'teams' : contact.email ? 'mail' : undefined;
