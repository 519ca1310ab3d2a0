import { codeCard } from '../../../bot/teams/cards/codeCard';
import { groupCard } from '../../../bot/teams/cards/groupCard';
import { helpCard } from '../../../bot/teams/cards/helpCard';
import { invitationCard } from '../../../bot/teams/cards/invitationCard';
import { receiptCard } from '../../../bot/teams/cards/receiptCard';
import { reminderCard } from '../../../bot/teams/cards/reminderCard';
import { sectionsCard } from '../../../bot/teams/cards/sectionsCard';
import { statusCard } from '../../../bot/teams/cards/statusCard';
import { submitCard } from '../../../bot/teams/cards/submitCard';
import { submittedCard } from '../../../bot/teams/cards/submittedCard';
import { summaryCard } from '../../../bot/teams/cards/summaryCard';
import { supersededCard } from '../../../bot/teams/cards/supersededCard';
import { outlineOf } from '../../../bot/teams/outline';
import { togetherCards } from './sampleTogether';
import type { QuestionnaireView, QuestionView } from '../../../src/contracts/questionnaire';
import type { MessageView } from '../../../src/useCases/messages';
import type { OutboundCard } from '../../../src/useCases/ports';

const KEY = '01hzzzzzzzzzzzzzzzzzzzzzz1|01hzzzzzzzzzzzzzzzzzzzzaaa';
const TODAY = '2026-11-22';
const time = { now: '2026-11-22T15:30:00Z', timeZone: 'America/Toronto' };
const pageUrl = 'https://trustlane.example/answer/#0123456789';

/** Names that would be markup, a function or a turned line somewhere. */
export const HOSTILE =
  '[Free gift](https://evil.example) **Now** <b>x</b> {{DATE(2026-01-01T00:00:00Z, SHORT)}} `y` # 1';

const choices = [
  { id: 'yes', text: 'Yes' },
  { id: 'partly', text: 'Partly' },
  { id: 'no', text: 'No' },
];
const question = (id: string, text: string, more: Partial<QuestionView> = {}): QuestionView => ({
  id,
  type: 'yesPartlyNo',
  text,
  choices,
  evidenceWanted: false,
  isMust: true,
  ...more,
});

/** A questionnaire with one full card. @param name stands wherever a text comes from outside */
export function sampleView(name: string): QuestionnaireView {
  return {
    assessmentKey: KEY,
    partnerName: name,
    customerName: 'Northgate Trading Ltd',
    askedBy: { name: 'Maya Okafor', email: 'maya@northgate.example' },
    why: 'We take part in a trade security program and have to know how our partners protect our shared shipments.',
    dueOn: '2026-12-04',
    status: 'open',
    contactName: 'Guadalupe Hernández',
    basisNote: 'The wording of some points is still to be checked with the authority’s text.',
    sections: [
      {
        id: 'seals',
        siteId: 's1',
        siteName: name === HOSTILE ? HOSTILE : 'Monterrey yard',
        title: 'Seals',
        revision: 3,
        state: 'started',
        groups: [['used', 'guards', 'checked'], ['other']],
        questions: [
          question('used', 'Do you use high-security seals (ISO 17712) on every loaded container?', {
            siteId: 's1',
            help: 'What counts: a bolt or cable seal marked “H”.',
            naReasons: [{ id: 'none', text: 'No containers are loaded here' }],
            evidenceWanted: true,
            proof: 'A photo of a seal with its mark, or the order.',
          }),
          question('guards', 'How many people may take seals from the store?', {
            siteId: 's1',
            type: 'number',
            choices: undefined,
            min: 0,
            max: 500,
            unit: 'people',
            naReasons: [{ id: 'none', text: 'No seals are kept here' }],
          }),
          question('checked', 'When were the seal records last compared with the seals in the store?', {
            siteId: 's1',
            type: 'date',
            choices: undefined,
            naReasons: [{ id: 'none', text: 'No seals are kept here' }],
          }),
          question('other', 'What do you do when a seal is broken or its number is another one?', {
            siteId: 's1',
            type: 'longText',
            choices: undefined,
          }),
        ],
      },
    ],
    answers: [],
    evidence: [],
    progress: {
      answered: 20,
      total: 24,
      percent: 83.3,
      minutesLeft: 12,
      missing: ['used', 'guards', 'checked', 'other'].map((questionId) => ({
        sectionId: 'seals',
        siteId: 's1',
        questionId,
        text: 'Do you use high-security seals (ISO 17712) on every loaded container?',
        isMust: questionId !== 'other',
      })),
    },
  };
}

/** Sixteen parts of a company and of each of four sites. */
function manySections(view: QuestionnaireView): QuestionnaireView {
  const places = [undefined, 's1', 's2', 's3', 's4'];
  const sections = places.flatMap((siteId) =>
    Array.from({ length: 16 }, (_, n) => ({
      ...view.sections[0]!,
      id: `part${n}`,
      siteId,
      siteName: siteId && view.sections[0]?.siteName,
      title: `Containers, trailers and trucks that wait at the yard over night ${n}`,
    })),
  );
  const missing = sections.flatMap(({ id, siteId }, n) =>
    n % 3 === 0 ? [] : view.progress.missing.slice(0, n % 5).map((each) => ({ ...each, sectionId: id, siteId })),
  );
  return { ...view, sections, progress: { ...view.progress, missing } };
}

/** Every card that the bot can show, by name. @param name stands wherever a text comes from outside */
export function sampleCards(name = 'Aceros del Norte S.A. de C.V.'): Readonly<Record<string, OutboundCard>> {
  const view = sampleView(name);
  const [first, second] = outlineOf(view);
  if (!first || !second) throw new Error('The sample has no groups.');
  const done = { ...view, progress: { ...view.progress, answered: 24, percent: 100, minutesLeft: 0, missing: [] } };
  const message: MessageView = {
    step: 'invitation',
    assessmentKey: KEY,
    customerName: view.customerName,
    askedBy: view.askedBy,
    contactName: name === HOSTILE ? HOSTILE : 'Guadalupe Hernández',
    partnerName: name,
    campaignTitle: name === HOSTILE ? HOSTILE : 'Supply chain security 2026',
    why: name === HOSTILE ? HOSTILE : view.why,
    dueOn: view.dueOn,
    dueInWords: '4 December 2026',
    daysLeft: 12,
    dueSentence: 'due 4 December 2026, in 12 days',
    minutesLeft: 23,
    answered: 0,
    total: 24,
    whoSees: 'The compliance team of Northgate Trading Ltd reads your answers, nobody else.',
    link: {
      url: pageUrl,
      code: 'ABCD-EFGH',
      pageUrl: 'https://trustlane.example/answer/',
      expiresInWords: '2 February 2027',
    },
  };
  const receipt = {
    assessmentKey: KEY,
    place: { sectionId: 'seals', siteId: 's1', group: 0 },
    text: 'Saved: Seals, Monterrey yard, 3 answers',
  };
  const listed = (key: string, percent: number, status: 'open' | 'submitted' = 'open') => ({
    key: KEY.replace('aaa', key),
    title: name,
    dueOn: view.dueOn,
    status,
    percent,
    ...(status === 'open' ? { answered: Math.round(percent * 1.2), total: 120 } : { submittedBy: name }),
  });
  const sent = {
    partnerName: name,
    customerName: view.customerName,
    submittedOn: '2026-11-22',
    submittedBy: name,
    pageUrl,
    today: TODAY,
  };
  return {
    invitation: invitationCard(message),
    before3: reminderCard({
      ...message,
      step: 'before3',
      answered: 20,
      minutesLeft: 6,
      dueSentence: 'due 4 December 2026, in 3 days',
    }),
    dueDay: reminderCard({ ...message, step: 'dueDay', dueSentence: 'due today, 4 December 2026' }),
    after3: reminderCard({
      ...message,
      step: 'after3',
      answered: 24,
      dueSentence: 'was due 4 December 2026, 3 days ago',
    }),
    code: codeCard({ customerName: name, contactName: name, code: '482913', validMinutes: 30 }),
    group: groupCard({ view, placed: first, pageUrl }),
    groupAnswered: groupCard({
      view: {
        ...view,
        answers: [
          { questionId: 'used', siteId: 's1', value: 'yes', by: name, at: TODAY },
          { questionId: 'guards', siteId: 's1', value: null, naReason: 'none', by: name, at: TODAY },
          { questionId: 'checked', siteId: 's1', value: '2026-05-31', by: name, at: TODAY },
        ],
      },
      placed: first,
      pageUrl,
      receipt,
    }),
    groupProblem: groupCard({
      view,
      placed: first,
      pageUrl,
      notice: 'The other answers are saved. Please look at what is marked.',
      entered: new Map([
        ['used', { value: 'no' }],
        ['guards', { value: '501' }],
      ]),
      problems: new Map([
        [
          'used',
          `${name} answered “Yes” on 21 November, after you opened this card. Below is yours. Save again to use yours, or choose theirs.`,
        ],
        ['guards', 'Write a number from 0 to 500.'],
      ]),
    }),
    groupLast: groupCard({ view, placed: second, pageUrl, receipt }),
    receipt: receiptCard(receipt),
    sections: sectionsCard({ view, pageUrl, time, receipt }),
    sectionsMany: sectionsCard({ view: manySections(view), pageUrl, time, page: 3 }),
    summaryMissing: summaryCard(view, pageUrl, TODAY, receipt),
    summaryDone: summaryCard(done, pageUrl, TODAY),
    submit: submitCard({ view: done, entered: { name: 'Guadalupe Hernández', jobTitle: 'Yard manager' } }),
    submitOpen: submitCard({
      view,
      entered: { name: 'G' },
      problems: [
        'Write your full name.',
        'Tick the box to confirm that the answers are true to the best of your knowledge.',
      ],
    }),
    submitted: submittedCard({
      ...sent,
      isNew: true,
      next: [
        'Maya Okafor’s team reads your answers, as a rule within two weeks.',
        'If something is unclear, they write to you here.',
      ],
    }),
    submittedBefore: submittedCard({ ...sent, isNew: false, next: [] }),
    superseded: supersededCard({
      reason: 'Pedro Ruiz sent these answers on 22 November, so they cannot be changed here any more.',
      notSaved: [{ question: 'How many people may take seals from the store?', answer: name }],
      assessmentKey: KEY,
    }),
    supersededOther: supersededCard({
      reason: 'This questionnaire is closed, or it is not one of yours.',
      notSaved: [],
    }),
    statusOne: statusCard({ title: 'Your questionnaires', assessments: [listed('aaa', 83.3)], pageUrl, today: TODAY }),
    statusMany: statusCard({
      title: 'Which questionnaire?',
      assessments: ['aaa', 'bbb', 'ccc', 'ddd', 'eee', 'fff', 'ggg'].map((key, index) =>
        listed(key, index * 14, index === 1 ? 'submitted' : 'open'),
      ),
      pageUrl,
      today: TODAY,
    }),
    help: helpCard({
      title: 'What you can do here',
      lead: 'Here you answer the security questions of Northgate Trading Ltd, one card at a time. What you save is kept, and you can stop at any time.',
      askedBy: view.askedBy,
      pageUrl,
      canContinue: true,
    }),
    ...togetherCards(view, message, name, name === HOSTILE),
  };
}
