import type { Submission, SubmittedAnswer } from '../../src/domain/submission';
import type { SubmissionNames } from '../../src/documents/submittedContent';

/** What an answer was, with everything a copy could show. */
const asked = (over: Partial<SubmittedAnswer> & Pick<SubmittedAnswer, 'questionId' | 'shown'>): SubmittedAnswer => ({
  sectionId: 'gates',
  questionVersion: 1,
  question: `Question ${over.questionId}?`,
  ...(over.shown === 'No answer'
    ? {}
    : {
        answer: {
          questionId: over.questionId,
          questionVersion: 1,
          ...(over.siteId === undefined ? {} : { siteId: over.siteId }),
          value: 'yes',
          by: { id: 'contact:1', name: 'Guadalupe Hernández' },
          at: '2027-05-03T14:05:00.000Z',
          source: 'page' as const,
          revision: 1,
        },
      }),
  ...over,
});

/** Two plants, one answer taken over, one left open. */
export const aSubmission = (over: Partial<Submission> = {}): Submission => ({
  schemaVersion: 1,
  assessmentKey: 'c|p',
  number: 1,
  submittedAt: '2027-05-03T15:00:00.000Z',
  submittedBy: { id: 'contact:1', name: 'Guadalupe Hernández', title: 'Security manager' },
  confirmation: 'These answers are true to the best of my knowledge.',
  openMustsReason: 'The guard firm has not replied.',
  content: { hash: 'h', program: 'ctpat', programVersion: '1', policyVersion: '1' },
  partnerTypes: ['foreignManufacturer'],
  country: 'MX',
  sites: [
    { id: 'mty', name: 'Monterrey' },
    { id: 'slt', name: 'Saltillo' },
  ],
  answers: [
    asked({ sectionId: 'company', questionId: 'vision', shown: 'Yes' }),
    asked({ siteId: 'mty', questionId: 'fence', shown: 'Yes' }),
    asked({ siteId: 'mty', questionId: 'guard', shown: 'No answer' }),
    asked({
      siteId: 'slt',
      questionId: 'fence',
      shown: 'Yes',
      answer: {
        questionId: 'fence',
        questionVersion: 1,
        siteId: 'slt',
        value: 'yes',
        comment: 'Two lines:\nthe north one is new.',
        by: { id: 'contact:1', name: 'Guadalupe Hernández' },
        at: '2027-05-03T14:05:00.000Z',
        source: 'page',
        copiedFrom: 'mty',
        revision: 1,
      },
    }),
  ],
  parked: [],
  evidence: [{ evidenceId: 'e1', questionId: 'fence', siteId: 'mty', state: 'toReview' }],
  missing: [{ sectionId: 'gates', questionId: 'guard', siteId: 'mty' }],
  ...over,
});

export const someNames = (over: Partial<SubmissionNames> = {}): SubmissionNames => ({
  partner: 'Aceros del Norte S.A. de C.V.',
  customer: 'Northgate Trading Ltd',
  campaign: 'Security 2027',
  sectionTitles: new Map([
    ['company', 'Security vision'],
    ['gates', 'Fences and gates'],
  ]),
  fileNames: new Map([['e1', 'fence north.jpg']]),
  timeZone: 'America/Toronto',
  ...over,
});

/** Words that a program could take for something else: formulas, markup, text that turns round, no characters at all. */
export const HOSTILE = [
  '=HYPERLINK("http://evil.example","click")',
  '+1+cmd|calc!A0',
  '@SUM(1)',
  '-2+3',
  '\t=1+1',
  '\u200b=1+1',
  '＝1+1',
  '<w:r><w:t>markup</w:t></w:r>&amp;]]>',
  'a\u0000b\u0008c\u001bd\ufffee\uffff',
  '\u202egnp.exe',
  '\ud800 alone',
  '👩‍🏭 نص عربي',
] as const;
