import type { QuestionView, SectionView } from '../../../src/contracts/questionnaire';

const yesNo = (id: string, text: string, more: Partial<QuestionView> = {}): QuestionView => ({
  id,
  type: 'yesPartlyNo',
  text,
  evidenceWanted: false,
  isMust: true,
  choices: [
    { id: 'yes', text: 'Yes' },
    { id: 'partly', text: 'Partly' },
    { id: 'no', text: 'No' },
  ],
  ...more,
});

/** Three short sections with every kind of question, two gates, and a site whose name looks like markup. */
export const SECTIONS: readonly SectionView[] = [
  {
    id: 'leadership',
    title: 'Leadership and responsibility',
    revision: 0,
    state: 'notStarted',
    groups: [['statement', 'reviewed', 'guards'], ['hired']],
    questions: [
      yesNo('statement', 'Has your top management signed a security statement?', {
        evidenceWanted: true,
        proof: 'The statement with its signature.',
        help: 'One page is enough.',
      }),
      {
        id: 'reviewed',
        type: 'date',
        text: 'When was it last looked at?',
        evidenceWanted: false,
        isMust: false,
      },
      {
        id: 'guards',
        type: 'number',
        text: 'How many guards work for you?',
        unit: 'guards',
        min: 0,
        max: 500,
        evidenceWanted: false,
        isMust: true,
        naReasons: [{ id: 'noGuards', text: 'We have no premises' }],
      },
      {
        id: 'hired',
        type: 'singleChoice',
        text: 'Do you hire other carriers?',
        choices: [
          { id: 'always', text: 'Yes, for all loads' },
          { id: 'never', text: 'No, never' },
        ],
        evidenceWanted: false,
        isMust: true,
      },
    ],
  },
  {
    id: 'carriers',
    title: 'Carriers you hire',
    revision: 0,
    state: 'notStarted',
    groups: [['approved', 'measures']],
    questions: [
      yesNo('approved', 'Is every carrier bound to your rules?', { gate: { question: 'hired', in: ['always'] } }),
      {
        id: 'measures',
        type: 'multipleChoice',
        text: 'What do you check?',
        choices: [
          { id: 'papers', text: 'Papers' },
          { id: 'seals', text: 'Seals' },
        ],
        evidenceWanted: false,
        isMust: false,
        gate: { question: 'hired', in: ['always'] },
      },
    ],
  },
  {
    id: 'site',
    siteId: 's1',
    siteName: 'Monterrey *yard*',
    title: 'At this site',
    revision: 0,
    state: 'notStarted',
    groups: [['shown', 'story']],
    questions: [
      yesNo('shown', 'Is the statement on display at this site?', {
        siteId: 's1',
        naReasons: [
          { id: 'nobody', text: 'Nobody comes here' },
          { id: 'closed', text: 'The site is closed' },
        ],
      }),
      {
        id: 'story',
        siteId: 's1',
        type: 'longText',
        text: 'What happens at night?',
        evidenceWanted: false,
        isMust: false,
        maxLength: 2000,
      },
    ],
  },
];
