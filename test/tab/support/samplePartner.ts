import type {
  AnswerView,
  AssessmentView,
  DeliveryView,
  EvidenceView,
  PartnerDetail,
  PartnerRow,
  ScoreView,
} from '../../../src/contracts/partners';
import { keyOf } from './samplePartners';

export const EVIDENCE_KEY = keyOf('e', 1);

const evidence = (number: number, over: Partial<EvidenceView>): EvidenceView => ({
  key: keyOf('e', number),
  version: '"1"',
  questionId: 'seals.policy',
  name: 'Seal log, October.png',
  contentType: 'image/png',
  size: 248_112,
  sha256: 'a3f1c09d5be4471f8e2d6c7b9a0f1e2d3c4b5a69788796a5b4c3d2e1f0a9b8c7',
  reviewState: 'toReview',
  addedBy: 'Guadalupe Hernández',
  addedAt: '2026-11-19T15:20:00Z',
  ...over,
});

const answer = (over: Partial<AnswerView> & Pick<AnswerView, 'questionId' | 'question'>): AnswerView => ({
  outcome: 'met',
  obligation: 'must',
  criteria: ['1.1'],
  answer: 'Yes',
  by: 'Guadalupe Hernández',
  at: '2026-11-19T15:10:00Z',
  source: 'in Teams',
  evidence: [],
  evidenceWanted: true,
  ...over,
});

const FENCE = 'Is the yard fenced on all sides and watched at night?';

const answers = (row: PartnerRow): AssessmentView['sections'] =>
  [
    {
      id: 'management',
      title: 'Leadership and commitment',
      answers: [
        answer({
          questionId: 'vision.statement',
          question: 'Has your top management signed a statement that supply chain security is a goal of the company?',
        }),
        answer({
          questionId: 'seals.policy',
          question: 'Do you keep a written log of every seal you put on a container?',
          criteria: ['2.2'],
          evidence: [
            evidence(1, {}),
            evidence(2, {
              name: 'Seal procedure.pdf',
              contentType: 'application/pdf',
              reviewState: 'accepted',
              reviewedBy: 'Jonas Berg',
              validUntil: '2027-05-12',
            }),
            evidence(3, {
              name: '‮gpj.exe <script>alert(1)</script>.docx',
              contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
              reviewState: 'rejected',
              reviewNote: 'This is the procedure, not the log.',
              reviewedBy: 'Jonas Berg',
            }),
          ],
        }),
        answer({
          questionId: 'owner',
          question: 'Who is responsible for supply chain security at your company?',
          answer: 'Rosa Villarreal, jefa de seguridad',
          obligation: 'should',
          criteria: ['1.4'],
          outcome: 'met',
          evidenceWanted: false,
        }),
      ],
    },
    {
      id: 'transport',
      title: 'Transport',
      siteId: 'apodaca',
      siteName: 'Planta Apodaca',
      handedTo: ['Rosa Villarreal'],
      answers: [
        answer({
          questionId: 'inspection',
          siteId: 'apodaca',
          siteName: 'Planta Apodaca',
          question: 'How often is each part of an empty container checked?',
          answer: '6 of 7 answered. Every time: 4 of 7. Never: Doors, inside and outside; Roof',
          answerLines: ['6 of 7 answered', 'Every time: 4 of 7', 'Never: Doors, inside and outside; Roof'],
          outcome: 'unanswered',
          criteria: ['5.4'],
        }),
        answer({
          questionId: 'yard.fence',
          siteId: 'apodaca',
          siteName: 'Planta Apodaca',
          question: FENCE,
          answer: 'Partly',
          outcome: 'partlyMet',
          comment: 'The east side is being rebuilt until March.',
          criteria: ['3.1'],
        }),
        answer({
          questionId: 'subcontract',
          siteId: 'apodaca',
          siteName: 'Planta Apodaca',
          question: 'Do you check the security of carriers you hire yourselves?',
          answer: 'No',
          outcome: 'notMet',
          criteria: ['3.8'],
        }),
        answer({
          questionId: 'rail',
          siteId: 'apodaca',
          siteName: 'Planta Apodaca',
          question: 'Are rail cars checked before loading?',
          answer: 'Does not apply: We do not use rail. (not agreed yet)',
          outcome: 'unanswered',
          naReason: 'We do not use rail.',
          naState: 'proposed',
          obligation: 'should',
          criteria: ['3.6'],
        }),
        answer({
          questionId: 'gps',
          siteId: 'apodaca',
          siteName: 'Planta Apodaca',
          question: 'How many of your trucks report their position?',
          answer: undefined,
          outcome: 'unanswered',
          by: undefined,
          at: undefined,
          source: undefined,
          criteria: ['3.9'],
        }),
      ],
    },
    {
      id: 'transport',
      title: 'Transport',
      siteId: 'saltillo',
      siteName: 'Bodega Saltillo',
      answers: [
        answer({
          questionId: 'yard.fence',
          siteId: 'saltillo',
          siteName: 'Bodega Saltillo',
          question: FENCE,
          sameAs: 'Planta Apodaca',
          evidenceWanted: false,
        }),
      ],
    },
  ].map((section) =>
    row.figures
      ? section
      : {
          ...section,
          answers: section.answers.map(
            (one): AnswerView => ({
              ...one,
              answer: undefined,
              outcome: 'unanswered',
              naState: undefined,
              naReason: undefined,
              comment: undefined,
              by: undefined,
              at: undefined,
              source: undefined,
              evidence: [],
            }),
          ),
        },
  );

const score = (row: PartnerRow): ScoreView | undefined =>
  row.figures && {
    figures: row.figures,
    categories: [
      {
        id: '1',
        title: 'Security vision and responsibility',
        declared: 1,
        evidenced: 2,
        best: 1,
        worst: 2,
        openMusts: 0,
        unproven: 2,
        answered: 6,
        total: 6,
        conformity: 100,
      },
      {
        id: '2',
        title: 'Risk assessment',
        declared: 3,
        evidenced: 3,
        best: 3,
        worst: 3,
        openMusts: 2,
        unproven: 1,
        answered: 8,
        total: 8,
        conformity: 71.4,
      },
      {
        id: '3',
        title: 'Business partners',
        declared: 'notRated',
        evidenced: 'notRated',
        best: 1,
        worst: 3,
        openMusts: 0,
        unproven: 4,
        answered: 5,
        total: 9,
        conformity: 80,
      },
    ],
    threat: {
      country: row.country,
      attribution: 'World Bank, Worldwide Governance Indicators 2024 update, CC BY 4.0.',
      factors: [
        { id: 'terrorism', title: 'Terrorism', level: 3, proxy: 'Political stability', percentile: 22.6, year: 2023 },
        { id: 'crime', title: 'Organised crime', level: 2, proxy: 'Rule of law', percentile: 27.4, year: 2023 },
        { id: 'contraband', title: 'Contraband', level: 'notRated', proxy: 'Control of corruption' },
      ],
    },
    explanation: [
      'Threat is high, because one of five factors is high.',
      'Vulnerability is "musts open", because 2 musts are not met in Risk assessment.',
      'Threat high and musts open give risk high.',
    ],
    // The receipt is read for one site, so that every question stands in it once.
    receipt: answers(row)
      .filter(({ siteId }) => siteId !== 'saltillo')
      .flatMap((section) => section.answers)
      .map((one) => ({
        questionId: one.questionId,
        siteName: one.siteName,
        question: one.question,
        answer: one.answer ?? 'No answer',
        outcome: one.outcome,
        criterion: one.criteria[0] ?? '',
        obligation: one.obligation ?? 'must',
        proof: one.evidence.length > 0 ? 'to review' : 'none',
        effect: one.outcome === 'met' ? 'Met; counts as unproven until a proof is accepted.' : 'Leaves the must open.',
      })),
    sensitivity: 'Closing 2 open points (2.2, 3.8) would bring the risk to medium.',
    basis: ['Criterion 3.8 applies to carriers by our reading; to be checked with the text of CBP.'],
  };

const delivery = (number: number, over: Partial<DeliveryView>): DeliveryView => ({
  key: `d${number}`,
  contact: 'Guadalupe Hernández',
  step: 'Invitation',
  channel: 'teams',
  state: 'sent',
  queuedAt: '2026-11-01T09:00:00Z',
  finalAt: '2026-11-01T09:00:03Z',
  ...over,
});

export const sampleDeliveries = (row: PartnerRow): DeliveryView[] => {
  if (row.group === 'waiting') return [delivery(1, { state: 'queued', finalAt: undefined, channel: 'mail' })];
  if (row.group === 'notReached')
    return [
      delivery(1, {
        state: 'notReached',
        channel: 'mail',
        reason: 'The receiving server said that the mailbox does not exist (550 5.1.1).',
      }),
    ];
  return [
    delivery(1, {}),
    delivery(2, { step: 'Reminder 3 days before', channel: 'mail', contact: 'Rosa Villarreal' }),
    delivery(3, { step: 'Reminder on the day', state: 'notNeeded', reason: 'The answers had been submitted.' }),
  ];
};

/** One partner, whole, as its row tells. */
export function samplePartner(row: PartnerRow, revision: number): PartnerDetail {
  const isAsked = row.group !== undefined;
  const assessment: AssessmentView = {
    key: `${keyOf('c', 1)}|${row.key}`,
    campaignKey: keyOf('c', 1),
    campaignTitle: 'Supply chain security 2026',
    dueOn: '2026-12-15',
    status: row.group === 'done' ? 'submitted' : 'open',
    group: row.group ?? 'waiting',
    progress: { answered: row.figures ? 6 : 0, total: 7, percent: row.progress ?? 0 },
    submittedAt: row.group === 'done' ? '2026-11-20T14:10:00Z' : undefined,
    submittedBy: row.group === 'done' ? 'Guadalupe Hernández' : undefined,
    openMustsReason:
      row.group === 'done' ? 'Our yard is being rebuilt; we answer the last question in March.' : undefined,
    sections: answers(row),
    differences: row.figures && [
      {
        questionId: 'yard.fence',
        question: FENCE,
        sites: [
          { siteId: 'apodaca', siteName: 'Planta Apodaca', answer: 'Partly' },
          { siteId: 'saltillo', siteName: 'Bodega Saltillo', answer: 'Yes' },
          { siteId: 'puebla', siteName: 'Centro Puebla', answer: 'Yes' },
          { siteId: 'ramos', siteName: 'Ramos Arizpe' },
        ],
      },
    ],
    score: score(row),
    deliveries: sampleDeliveries(row),
  };
  return {
    revision,
    version: '"3"',
    key: row.key,
    partner: {
      name: row.name,
      tradingNames: [],
      country: row.country,
      city: row.city,
      types: row.types,
      reference: 'V-10442',
      ownerEmail: 'luis@northgate.example',
      ownerName: row.ownerName,
      sites: [
        { id: 'apodaca', name: 'Planta Apodaca' },
        { id: 'saltillo', name: 'Bodega Saltillo', addedBy: 'Guadalupe Hernández' },
      ],
      exposure: { shipmentsPerYear: 420, isSoleSource: true },
    },
    may: { edit: true, chase: true, review: true, decide: true },
    contacts:
      row.contacts === 0
        ? []
        : [
            {
              key: keyOf('k', 1),
              version: '"1"',
              name: 'Guadalupe Hernández',
              email: 'lupe@acerosdelnorte.example',
              jobTitle: 'Jefa de embarques',
              status: 'active',
              reach: 'mail',
              inTeams: false,
              link: { expiresAt: '2027-02-15T00:00:00Z', isRevoked: false },
            },
            {
              key: keyOf('k', 2),
              version: '"1"',
              name: 'Rosa Villarreal',
              email: 'rosa@acerosdelnorte.example',
              status: 'active',
              reach: 'Teams',
              inTeams: true,
              namedBy: 'Guadalupe Hernández',
              answersOnly: ['Computers and networks', 'Yard and buildings, Bodega Saltillo'],
            },
          ],
    assessments: isAsked ? [assessment] : [],
    history: [
      { at: '2026-11-20T14:10:00Z', who: 'Guadalupe Hernández', text: 'Submitted the answers.' },
      { at: '2026-11-20T12:00:00Z', who: 'Jonas Berg', text: 'Accepted "Seal procedure.pdf".' },
      { at: '2026-11-01T09:00:00Z', who: 'Maya Okafor', text: 'Asked in "Supply chain security 2026".' },
    ],
  };
}
