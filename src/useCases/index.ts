import type { Channel } from '../domain/contact';
import { createAnsweringReader } from './answering';
import { createApplicability } from './applicability';
import { attachEvidence, withdrawEvidence } from './attachEvidence';
import { createAuthorityDocuments } from './authorityDocuments';
import { createCampaignViews } from './campaignViews';
import { createChannelCircuit } from './channelCircuit';
import { createColleagueAccess } from './colleagueAccess';
import { createColleagueActs } from './colleagueActs';
import { createColleagueRequests } from './colleagueRequests';
import { createColleagues } from './colleagues';
import { createContactReach } from './contactReach';
import { createContacts } from './contacts';
import { createConversations } from './conversations';
import { copySite } from './copySite';
import { decideColleague } from './decideColleague';
import { decideNotApplicable } from './decideNotApplicable';
import type { Dependencies } from './dependencies';
import { createFrozenContents } from './frozenContent';
import { createHelp } from './help';
import { createImportFiles } from './importFiles';
import { createImports } from './imports';
import { createJournal } from './journal';
import { createKeyedQueue, neverOverlapping } from './keyedQueue';
import { createLinks } from './links';
import { createListPartners } from './listPartners';
import { me } from './me';
import { createMessageAbout } from './messageAbout';
import { createMessageView } from './messageView';
import { createOneTimeCodes } from './oneTimeCodes';
import { createCampaigns } from './openCampaign';
import { createOverview } from './overview';
import { createPartners } from './partners';
import { createPeople } from './people';
import { createPlanner } from './planDeliveries';
import { createAssessmentProgress } from './progress';
import { createPictureViews } from './pictureViews';
import { createPulse } from './pulse';
import { createQuestionnaires } from './questionnaire';
import { createBounceReader } from './readBounces';
import { createReadIndex } from './readIndex';
import { remindOn } from './remindOn';
import { createRequestAbout } from './requestAbout';
import { createRequests } from './requests';
import { createRescoreJob } from './rescoreJob';
import { evidenceContent, reviewEvidence } from './reviewEvidence';
import { createImportRunner } from './runImport';
import { saveAnswers } from './saveAnswers';
import { createScoring } from './scoring';
import { createSender } from './sendDeliveries';
import { createSendingPace } from './sendingPace';
import { createSay } from './sentences';
import { createSentPlaces } from './sentPlaces';
import { createSharePointEdits, type SharePointEdits } from './sharePointEdits';
import { createSites } from './sites';
import { createStandings } from './standings';
import { createSubmissionCheck } from './submissionCheck';
import { submitAssessment } from './submitAssessment';
import { createSubmittedCopies } from './submittedCopy';
import { createCustomerTeller } from './tellCustomer';
import type { Jobs, UseCases } from './useCases';
import { createViewPartner } from './viewPartner';

export type { Dependencies } from './dependencies';
export { createLinkSecrets, type LinkSecrets } from './linkSecret';

const DEFAULT_UNITS_PER_MINUTE = 1_250;

/** Everything the product does, over what is passed in. Called once, by the composition root or a test. */
export function createUseCases(given: Dependencies): {
  useCases: UseCases;
  jobs: Jobs;
  /** To be told of people's work in SharePoint itself. */
  edits: SharePointEdits;
} {
  const { stores, changes, clock, crypto, log, content, customer } = given;
  const { timeZone, name: customerName, tenantId } = customer;
  const countries = content.countries;
  const resourceUnitsPerMinute = given.resourceUnitsPerMinute ?? DEFAULT_UNITS_PER_MINUTE;

  // What several of them share.
  const queue = createKeyedQueue();
  const say = createSay(content.texts);
  const people = createPeople({ stores, directory: given.directory, changes, clock, log });
  const reach = createContactReach({ stores, crypto });
  const index = createReadIndex({ stores, changes, reach });
  const journal = createJournal({ stores, crypto, clock });
  const contents = createFrozenContents({ stores, crypto, log, content });
  const progress = createAssessmentProgress({ stores, contents });
  const standings = createStandings({ stores, changes, index, progress });
  const reader = createAnsweringReader({ stores, contents, progress });
  const scoring = createScoring({ stores, clock, crypto, queue, reader, journal, timeZone });
  const submissionCheck = createSubmissionCheck({ stores, complete: scoring.complete });
  const pace = createSendingPace(clock);
  // No row changes when a way stops answering, and still the pages have something new to show.
  const wayOf = (channel: Channel) =>
    createChannelCircuit({ channel, clock, log, onTurn: () => changes.tell('sending', [channel]) });
  const ways = { teams: wayOf('teams'), mail: wayOf('mail') };
  const rescore = createRescoreJob({ stores, changes, clock, log, scoring, submissionCheck, timeZone });
  const { endLinks, ...links } = createLinks({ ...given, queue });
  const messageView = createMessageView({
    clock,
    progress,
    contents,
    publicUrl: given.publicUrl,
    customerName,
    say,
    timeZone,
    keepAnswersYears: customer.keepAnswersYears,
  });
  const files = createImportFiles({ stores });
  const runner = createImportRunner({ stores, clock, log, files });
  const campaigns = createCampaigns({
    ...given,
    contents,
    index,
    journal,
    people,
    reach,
    messageView,
    submissionCheck,
    resourceUnitsPerMinute,
    timeZone,
  });

  const shared = {
    stores,
    changes,
    clock,
    crypto,
    log,
    queue,
    reach,
    index,
    people,
    journal,
    contents,
    progress,
    standings,
    reader,
    scoring,
    submissionCheck,
    sentPlaces: createSentPlaces({ stores }),
    countries,
    contentFault: content.fault,
    say,
    customerName,
    tenantId,
    timeZone,
    pictureOf: createPictureViews(content.pictures, given.publicUrl),
    keepAnswersYears: customer.keepAnswersYears,
  };

  const acts = createColleagueActs({ ...shared, endLinks });
  const save = saveAnswers(shared);
  const useCases: UseCases = {
    me: me({ ...shared, rowsToMend: given.rowsToMend, credentialNotice: given.credentialNotice }),
    overview: createOverview({ ...shared, feedStatus: given.feedStatus }),
    listPartners: createListPartners(shared),
    viewPartner: createViewPartner(shared),
    ...createPartners({ ...shared, directory: given.directory }),
    ...createContacts({ ...shared, directory: given.directory, endLinks }),
    ...createImports({ ...shared, files, runner, resourceUnitsPerMinute }),
    previewCampaign: campaigns.previewCampaign,
    openCampaign: campaigns.openCampaign,
    ...createCampaignViews({ ...shared, ways }),
    ...createApplicability(shared),
    ...createAuthorityDocuments({ ...shared, spoolDir: given.spoolDir }),
    reviewEvidence: reviewEvidence(shared),
    evidenceContent: evidenceContent(shared),
    decideNotApplicable: decideNotApplicable(shared),
    ...createQuestionnaires(shared),
    saveAnswers: save,
    submitAssessment: submitAssessment({ ...shared, onIncomplete: rescore.add }),
    attachEvidence: attachEvidence({ ...shared, saveAnswers: save, spoolDir: given.spoolDir }),
    withdrawEvidence: withdrawEvidence({ ...shared, saveAnswers: save }),
    pulse: createPulse(shared),
    ...createSites(shared),
    copySite: copySite(shared),
    ...createSubmittedCopies({ ...shared, basisNote: say('basisToBeChecked'), makeCopy: given.makeCopy }),
    ...createRequests(shared),
    ...createHelp(shared),
    remindOn: remindOn(shared),
    ...createColleagues({ ...shared, acts }),
    ...createColleagueAccess({ ...shared, acts, requests: createColleagueRequests({ ...shared, acts }) }),
    decideColleague: decideColleague({ ...shared, acts }),
    ...links,
    ...createOneTimeCodes({ ...given, pace, customerName }),
    ...createConversations(shared),
  };

  const sender = createSender({
    ...given,
    reach,
    pace,
    ways,
    messageView,
    about: createMessageAbout({ stores, reader }),
    linkFor: links.linkFor,
  });
  const jobs: Jobs = {
    planDeliveries: neverOverlapping(createPlanner(shared)),
    sendDeliveries: neverOverlapping(sender),
    tellCustomer: neverOverlapping(
      createCustomerTeller({
        ...given,
        pace,
        customerName,
        aboutOf: createRequestAbout(shared),
        pageOf: given.partnerPageUrl ?? ((key) => `${given.publicUrl}/tab/#/partners/${key}`),
      }),
    ),
    resumeImports: neverOverlapping(async () => {
      await campaigns.resumeOpening();
      await runner.run();
    }),
    readBounces: neverOverlapping(createBounceReader({ ...shared, mailer: given.mailer })),
    rescore: neverOverlapping(rescore.run),
  };
  return { useCases, jobs, edits: createSharePointEdits(shared) };
}
