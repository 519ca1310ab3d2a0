import { Readable } from 'node:stream';
import { type MakeCopy, makeCopy as makeCopyHere } from '../documents/makeCopy';
import type { Assessment } from '../domain/assessment';
import type { Campaign } from '../domain/campaign';
import type { SectionPlace } from '../domain/delegation';
import type { Partner } from '../domain/partner';
import type { Submission } from '../domain/submission';
import { textIn } from '../domain/text';
import { AppError } from '../errors';
import { assessmentFor, isOpenTo, partnerFor } from './access';
import { dayIn } from './calendar';
import { displayName } from './fileName';
import type { FrozenContents } from './frozenContent';
import type { Stores } from './ports';
import { readSubmission } from './scoreSubmission';
import { submissionName } from './submissionCheck';
import type { Download, UseCases } from './useCases';

const TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/**
 * A submission without what was answered at other places, without the sites that have none of the parts, and without
 * the sender's words about all that is open. That an answer was taken over from such a site is left out with its name.
 */
function onlyAt(
  { openMustsReason: _, ...submission }: Submission,
  isTheirs: (place: SectionPlace) => boolean,
): Submission {
  const answers = submission.answers.filter(isTheirs);
  const siteIds = new Set(answers.map(({ siteId }) => siteId));
  return {
    ...submission,
    sites: submission.sites.filter(({ id }) => siteIds.has(id)),
    answers: answers.map(({ answer, ...asked }) => {
      if (!answer) return asked;
      const { copiedFrom, ...own } = answer;
      return { ...asked, answer: copiedFrom === undefined || siteIds.has(copiedFrom) ? answer : own };
    }),
    missing: submission.missing.filter(isTheirs),
  };
}

/**
 * Copies of what was sent, for those who sent it and those who asked. They are made of the document of the submission,
 * so that they say for ever what was sent, whatever is changed afterwards.
 */
export function createSubmittedCopies(deps: {
  stores: Pick<Stores, 'partners' | 'contacts' | 'assessments' | 'campaigns' | 'evidence' | 'submissions'>;
  contents: FrozenContents;
  customerName: string;
  timeZone?: string;
  /** Said where questions are still to be compared with the authority's text. */
  basisNote?: string;
  /** Makes the files; here and now when absent. */
  makeCopy?: MakeCopy;
}): Pick<UseCases, 'submittedCopy' | 'answersCopy'> {
  const { stores, contents, customerName, timeZone, basisNote, makeCopy = makeCopyHere } = deps;

  const copyOf = async (
    of: { readonly assessment: Assessment; readonly campaign: Campaign; readonly partner: Partner },
    format: 'docx' | 'xlsx',
    narrowed: (submission: Submission) => Submission,
  ): Promise<Download> => {
    const { assessment, campaign, partner } = of;
    const notSent = (): AppError =>
      new AppError(
        'notFound',
        'These answers were not sent yet, so there is no copy of them. It is here once they are.',
      );
    if (assessment.submissions === 0) throw notSent();
    const [json, content] = await Promise.all([
      stores.submissions.read(submissionName(assessment.key, assessment.submissions)),
      contents.of(campaign),
    ]);
    if (json === undefined) throw notSent();
    const submission = narrowed(readSubmission(json));
    const pack = content.packs.find(({ id }) => id === submission.content.program);
    const isToBeChecked = pack && (pack.basis !== '' || pack.criteria.some(({ confirmed }) => !confirmed));
    const names = {
      ...(pack ? { program: pack.title } : {}),
      ...(isToBeChecked && basisNote !== undefined ? { basisNote } : {}),
      partner: partner.name,
      customer: customerName,
      campaign: campaign.title,
      sectionTitles: new Map(content.sections.map(({ id, title }) => [id, textIn(title)])),
      fileNames: new Map(
        submission.evidence.flatMap(({ evidenceId }) => {
          const file = stores.evidence.get(evidenceId)?.value;
          return file ? [[evidenceId, file.originalName] as const] : [];
        }),
      ),
      ...(timeZone === undefined ? {} : { timeZone }),
    };
    const bytes = await makeCopy(format, submission, names);
    const day = dayIn(new Date(submission.submittedAt), timeZone);
    return {
      name: displayName(`${partner.name} - ${campaign.title} - sent ${day}.${format}`.replace(/[\\/]/g, '-'), format),
      contentType: TYPES[format],
      size: bytes.length,
      body: Readable.from([bytes]),
    };
  };

  return {
    submittedCopy: async (by, assessmentKey, format) => {
      const scope = assessmentFor(stores, by, assessmentKey);
      const of = { assessment: scope.assessment.value, campaign: scope.campaign.value, partner: scope.partner.value };
      return copyOf(of, format, (submission) =>
        scope.places === undefined ? submission : onlyAt(submission, (place) => isOpenTo(scope, place)),
      );
    },

    answersCopy: async (by, assessmentKey, format) => {
      const notHere = (): AppError =>
        new AppError('notFound', 'This questionnaire is not here any more, or it is not one of yours.');
      const assessment = stores.assessments.get(assessmentKey)?.value;
      // Before anything is said about the questionnaire, so that nobody learns which ones there are.
      const partner = partnerFor(stores, by, 'read', assessment?.partnerKey ?? '').value;
      const campaign = assessment && stores.campaigns.get(assessment.campaignKey)?.value;
      if (!assessment || !campaign) throw notHere();
      return copyOf({ assessment, campaign, partner }, format, (submission) => submission);
    },
  };
}
