import type { Readable } from 'node:stream';
import type {
  CampaignDetail,
  CampaignInput,
  CampaignList,
  CampaignPreview,
  OpenCampaignInput,
} from '../contracts/campaigns';
import type {
  AccessInput,
  AddSiteInput,
  CopySiteInput,
  CopySiteResult,
  DecideColleagueInput,
  DelegateInput,
  HelpInput,
  NamingResult,
  NotMeInput,
  Pulse,
  RemindInput,
  ReplyInput,
  RequestList,
  WidenInput,
} from '../contracts/collaboration';
import type { ImportChoices, ImportPreview, ImportReport, ImportStatus, StagedImport } from '../contracts/imports';
import type { Me } from '../contracts/me';
import type { Overview } from '../contracts/overview';
import type { ProgramView, SetApplicabilityInput } from '../contracts/program';
import type {
  ContactInput,
  DecideNotApplicable,
  PartnerDetail,
  PartnerInput,
  PartnerList,
  ReviewEvidence,
  TeamsProposals,
} from '../contracts/partners';
import type {
  EvidenceItem,
  PartnerSession,
  QuestionnaireView,
  SaveResult,
  SaveSection,
  SubmitInput,
  SubmitResult,
} from '../contracts/questionnaire';
import type { Contact } from '../domain/contact';
import type { Person } from '../domain/person';

/** A contact who was let in by a verified token (chat) or a link session, and through which channel they answer. */
export interface Answering {
  readonly contact: Contact;
  readonly source: 'card' | 'page';
}

/** A file's bytes on their way out. */
export interface Download {
  readonly name: string;
  readonly contentType: string;
  readonly size?: number;
  readonly body: Readable;
}

/**
 * Everything the product can be asked to do, one function per act. The tab's API, the partner page's API, the bot and
 * the jobs call these and nothing below. All refuse with `AppError`: `forbidden` outside the person's scope (the same
 * `notFound` for rows that do not exist and rows one may not know of), `invalid` with a sentence, `conflict` when a
 * version is no longer current, `unavailable` when SharePoint did not answer (then nothing was acknowledged).
 */
/**
 * What a caller does around the save of an answer that follows from a file, such as counting it. It runs the save once,
 * and gives back or throws what that does.
 */
export type AroundSave = (
  place: { readonly sectionId: string; readonly siteId?: string },
  save: () => Promise<SaveResult>,
) => Promise<SaveResult>;

export interface UseCases {
  // -- the customer's people (tab) --
  me(by: Person): Me;
  overview(by: Person): Overview;
  listPartners(by: Person): PartnerList;
  viewPartner(by: Person, partnerKey: string): Promise<PartnerDetail>;
  addPartner(by: Person, input: PartnerInput & { requestId: string }): Promise<{ key: string }>;
  changePartner(by: Person, partnerKey: string, input: PartnerInput & { version: string }): Promise<void>;
  addContact(by: Person, partnerKey: string, input: ContactInput & { requestId: string }): Promise<{ key: string }>;
  changeContact(by: Person, contactKey: string, input: ContactInput & { version: string }): Promise<void>;
  proposeTeams(by: Person, contactKey: string): Promise<TeamsProposals>;
  bindTeams(by: Person, contactKey: string, input: { oid: string; version: string }): Promise<void>;
  /** Ends the contact's earlier links and sessions. The next message carries a fresh link. */
  revokeLink(by: Person, contactKey: string): Promise<void>;

  stageImport(by: Person, file: { name: string; bytes: Buffer }): Promise<StagedImport>;
  previewImport(by: Person, importKey: string, choices: ImportChoices): Promise<ImportPreview>;
  /** Stores the plan with its keys, then returns; rows are written in the background and resumed after a restart. */
  startImport(by: Person, importKey: string, choices: ImportChoices): Promise<ImportStatus>;
  cancelImport(by: Person, importKey: string): Promise<ImportStatus>;
  importStatus(by: Person, importKey: string): Promise<ImportStatus>;
  listImports(by: Person): Promise<readonly ImportStatus[]>;
  importReport(by: Person, importKey: string): Promise<ImportReport>;

  previewCampaign(by: Person, input: CampaignInput): Promise<CampaignPreview>;
  openCampaign(by: Person, input: OpenCampaignInput): Promise<{ key: string }>;
  listCampaigns(by: Person): CampaignList;
  viewCampaign(by: Person, campaignKey: string): CampaignDetail;

  /** What partners are assessed against, with the customer's decisions. Throws `conflict` while there are no questions. */
  viewProgram(by: Person): ProgramView;
  /** Says to which types a criterion applies in campaigns opened from now on. Repeated with the same input: nothing. */
  setApplicability(by: Person, input: SetApplicabilityInput): Promise<void>;
  /** Keeps a document of the authority, which decisions then name. Repeated with the same `requestId`: nothing. */
  addAuthorityDocument(
    by: Person,
    file: { requestId: string; name: string; expectedSize?: number; body: Readable },
  ): Promise<{ key: string }>;
  authorityDocumentContent(by: Person, documentKey: string): Promise<Download>;

  reviewEvidence(by: Person, evidenceKey: string, input: ReviewEvidence): Promise<void>;
  evidenceContent(by: Person, evidenceKey: string): Promise<Download>;
  decideNotApplicable(by: Person, assessmentKey: string, input: DecideNotApplicable): Promise<void>;
  /** What a partner sent last, as a document. Throws `notFound` while nothing was sent. */
  answersCopy(by: Person, assessmentKey: string, format: 'docx' | 'xlsx'): Promise<Download>;

  /** What contacts ask: help, or a colleague in their place; of the partners that the person may see, open ones first. */
  listRequests(by: Person): RequestList;
  /** Answers a contact's question. The contact is told in chat or by mail. Repeated with the same `requestId`: nothing. */
  replyToHelp(by: Person, requestKey: string, input: ReplyInput): Promise<void>;
  /**
   * Agrees to a colleague whom a contact named, who then becomes a contact; or refuses. The contact is told. Throws
   * `conflict` when it was decided otherwise, unless the caller means to change that and it still can be.
   */
  decideColleague(by: Person, requestKey: string, input: DecideColleagueInput): Promise<void>;
  /** Asks a contact for everything, or again for the handed-over parts only. Throws `conflict` like `narrowColleague`. */
  changeAccess(by: Person, contactKey: string, input: AccessInput): Promise<void>;

  // -- contacts (bot and page) --
  /** The contacts bound to this person of the directory. Empty for anybody else. */
  contactsOf(person: { oid: string; tid: string }): readonly Contact[];
  /** The contact's open and submitted questionnaires, the most urgent first. */
  assessmentsOf(contact: Contact): PartnerSession['assessments'];
  questionnaire(by: Answering, assessmentKey: string): Promise<QuestionnaireView>;
  saveAnswers(
    by: Answering,
    at: { assessmentKey: string; sectionId: string; siteId?: string },
    input: SaveSection,
  ): Promise<SaveResult>;
  submitAssessment(by: Answering, assessmentKey: string, input: SubmitInput): Promise<SubmitResult>;
  attachEvidence(
    by: Answering,
    at: { assessmentKey: string; questionId: string; siteId?: string },
    file: { name: string; declaredType?: string; expectedSize?: number; body: Readable },
    around?: AroundSave,
  ): Promise<EvidenceItem>;
  withdrawEvidence(by: Answering, assessmentKey: string, evidenceKey: string, around?: AroundSave): Promise<void>;
  /** Revisions and names only, from the read model: how one person's page learns of another's saves. */
  pulse(by: Answering, assessmentKey: string): Pulse;

  /** Adds a place of the partner. Its questions come at the end. */
  addSite(by: Answering, assessmentKey: string, input: AddSiteInput): Promise<{ siteId: string }>;
  /** Only of a site that a contact added. */
  renameSite(by: Answering, assessmentKey: string, siteId: string, input: { name: string }): Promise<void>;
  /** Only of a site that a contact added and nobody has submitted. Its answers stay stored and count nowhere. */
  removeSite(by: Answering, assessmentKey: string, siteId: string): Promise<void>;
  /** "Same as": takes over another site's answers, marked as copied, files not. */
  copySite(by: Answering, assessmentKey: string, toSiteId: string, input: CopySiteInput): Promise<CopySiteResult>;

  /** Hands parts over. A colleague who is new becomes a contact at once, or waits for the customer's agreement. */
  delegate(by: Answering, assessmentKey: string, input: DelegateInput): Promise<NamingResult>;
  withdrawDelegation(by: Answering, assessmentKey: string, delegationKey: string): Promise<void>;
  /**
   * Asks a colleague who answers parts for everything, at once or after the customer has agreed. Throws `conflict` where
   * there is nothing to compare the colleague's address with.
   */
  widenColleague(by: Answering, assessmentKey: string, input: WidenInput): Promise<NamingResult>;
  /** Takes that back: the parts that were handed over stay. Throws `conflict` for somebody who never was widened. */
  narrowColleague(by: Answering, assessmentKey: string, contactKey: string): Promise<void>;
  /** "My part is done": ends the delegations to this contact. The one who handed over is told. */
  finishDelegation(by: Answering, assessmentKey: string): Promise<void>;
  /** Somebody else should be asked. The colleague takes the contact's place, at once or after agreement. */
  notMe(by: Answering, assessmentKey: string, input: NotMeInput): Promise<NamingResult>;
  /** Asks the customer's person. The reply comes back into chat or mail, and onto the page. */
  askForHelp(by: Answering, assessmentKey: string, input: HelpInput): Promise<{ key: string }>;
  /** One more word to a question that is there. */
  addToHelp(by: Answering, assessmentKey: string, requestKey: string, input: ReplyInput): Promise<void>;
  /** Replaces the reminders before that day by one on it. */
  remindOn(by: Answering, assessmentKey: string, input: RemindInput): Promise<void>;
  /** The newest submission as a document to keep. Throws `notFound` while nothing was sent. */
  submittedCopy(by: Answering, assessmentKey: string, format: 'docx' | 'xlsx'): Promise<Download>;

  // -- links --
  /** The contact's link for a message: creates its row when there is none or it ran out. `url` holds the secret in its fragment, `code` the same to type in. */
  linkFor(contact: Contact): Promise<{ url: string; code: string; expiresAt: string }>;
  /** From the text in a link or typed code. Throws `notFound` (unknown), `forbidden` (revoked) or `invalid` (run out) with the page's sentence. Causes no SharePoint call. */
  openLink(secret: string): { linkKey: string; generation: number; contact: Contact; needsCode: boolean };
  /** The session's contact, re-read; throws `unauthenticated` when the link was revoked, replaced or has run out. */
  contactOfLink(linkKey: string, generation: number): Contact;
  /** Whether this contact has answers that a new browser must not see before a code was typed. */
  needsCode(contact: Contact): boolean;
  /** Sends a one-time code (30 minutes, few tries, few resends). Returns the masked address. */
  sendCode(contact: Contact): Promise<{ sentTo: string }>;
  /** Throws `invalid` with the tries left, `tooMany` when none are. Causes no SharePoint call. */
  verifyCode(contact: Contact, code: string): void;

  // -- conversations learnt from authenticated activities --
  rememberConversation(reference: {
    oid: string;
    tid: string;
    conversationId: string;
    serviceUrl: string;
    state: 'active' | 'blocked';
  }): Promise<void>;
  /**
   * The messages in the person's chat that may go on with a questionnaire, newest first: the one that does, and older
   * ones that a message of the service may have left standing. Reads memory only, and holds over a restart.
   */
  liveCardsOf(person: { oid: string; tid: string }, assessmentKey: string): readonly string[];
  /** Keeps that another message goes on with it now. Nothing when that is known, or the chat is not. */
  noteLiveCard(person: { oid: string; tid: string }, assessmentKey: string, activityId: string): Promise<void>;
}

/** Work that runs by itself. Each is level-triggered: it looks at what is, does what is missing, and can be killed anywhere. */
export interface Jobs {
  /** Computes due steps that are not in the ledger and writes their rows. */
  planDeliveries(): Promise<void>;
  /** Sends what is queued in the ledger, people's calls first, within the platforms' limits. */
  sendDeliveries(): Promise<void>;
  /** Tells the customer's people by mail of what contacts ask. */
  tellCustomer(): Promise<void>;
  /** Goes on with imports that were running and campaigns that were being opened. */
  resumeImports(): Promise<void>;
  /** Reads non-delivery reports and marks their deliveries. */
  readBounces(): Promise<void>;
  /** Scores again what people reviewed, in the tab or in the library. */
  rescore(): Promise<void>;
}
