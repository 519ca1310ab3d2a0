import type { SectionPlace } from './delegation';
import type { Actor } from './person';

/** One message of a question and its answers. */
export interface RequestMessage {
  /** The `requestId` of the call that wrote it, so that a repeated call writes nothing twice. */
  readonly id?: string;
  readonly by: Actor;
  /** ISO date and time. */
  readonly at: string;
  readonly text: string;
}

interface RequestBase {
  /** ULID in lower case, made by the caller. */
  readonly key: string;
  readonly assessmentKey: string;
  readonly partnerKey: string;
  /** The contact who asks. */
  readonly contactKey: string;
  readonly at: string;
  /** When the customer's person was told by mail; absent while nobody was. */
  readonly toldAt?: string;
}

/** A contact asks the customer for help with a question, or with the whole. */
export interface HelpRequest extends RequestBase {
  readonly kind: 'help';
  readonly place?: SectionPlace & { readonly questionId?: string };
  /** The question or section in words, as it was asked. */
  readonly about?: string;
  /** The contact's own words come first; never empty. */
  readonly messages: readonly RequestMessage[];
  /** `answered` once the customer has replied to the newest message. */
  readonly state: 'open' | 'answered';
}

/**
 * A contact names a colleague whom the customer must agree to, because the address is not of the contact's own company
 * or is with a public mail provider; or says only that somebody else should be asked.
 */
export interface ColleagueRequest extends RequestBase {
  readonly kind: 'colleague';
  /**
   * `notMe`: the colleague takes the contact's place. `delegate`: the colleague answers `places` only. `whole`: a
   * colleague who answers parts is to answer everything.
   */
  readonly reason: 'notMe' | 'delegate' | 'whole';
  /** Absent when the contact does not know who. */
  readonly colleague?: { readonly name: string; readonly email: string; readonly jobTitle?: string };
  readonly places?: readonly SectionPlace[];
  readonly note?: string;
  readonly state: 'open' | 'agreed' | 'refused';
  readonly decidedBy?: Actor;
  readonly decidedAt?: string;
  /** What the customer's person wants the contact to know. */
  readonly decisionNote?: string;
  /** How often it was decided, from the second time: a decision can be changed while nothing was built on it. */
  readonly decisions?: number;
  /** Together with `refused`: it was about a questionnaire that was over, so nobody was refused. */
  readonly isClosed?: boolean;
  /** Another decision settled this one too, and tells the contact. */
  readonly isSettled?: boolean;
}

/** What a contact asks of the customer's people. A row of its own list. */
export type PartnerRequest = HelpRequest | ColleagueRequest;

/** Names a decision among those made about the same request: `requestKey-n`, where n counts from 1. */
export const decisionId = ({ key, decisions = 1 }: Pick<ColleagueRequest, 'key' | 'decisions'>): string =>
  `${key}-${decisions}`;

/** Whether the customer's people decided about the name, in a way that the contact is to hear of. */
export const isNewsToContact = ({ state, decidedBy, isClosed, isSettled }: ColleagueRequest): boolean =>
  state !== 'open' && decidedBy?.id.startsWith('oid:') === true && !isClosed && !isSettled;

/** Whether the contact is not asked any more by this decision, whoever comes instead. */
export const endsForContact = ({ reason, state }: Pick<ColleagueRequest, 'reason' | 'state'>): boolean =>
  reason === 'notMe' && state === 'agreed';

/** Whether a contact has said that somebody else should be asked, and the customer has not decided yet. */
export const saysNotMe = (requests: readonly PartnerRequest[], contactKey: string): boolean =>
  requests.some(
    (each) =>
      each.kind === 'colleague' && each.contactKey === contactKey && each.reason === 'notMe' && each.state === 'open',
  );
