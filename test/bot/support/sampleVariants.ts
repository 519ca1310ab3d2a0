import type { QuestionnaireView } from '../../../src/contracts/questionnaire';

/** The same two places with answers taken over, all answered, a part that cannot be saved, and with many parts. */
export function variantsOf(view: QuestionnaireView, text: (own: string) => string) {
  const at = '2026-11-22T09:25:00Z';
  const said = (siteId: string, questionId: string, value: string | number, more: object = {}) => ({
    siteId,
    questionId,
    value,
    by: text('Juan Pérez'),
    at,
    ...more,
  });
  const copied: QuestionnaireView = {
    ...view,
    answers: [
      said('s1', 'used', 'yes'),
      said('s1', 'guards', 4),
      said('s1', 'checked', '2026-05-31'),
      said('s2', 'used', 'no', { comment: text('Only for export.') }),
      said('s2', 'guards', 4, { copiedFrom: 's1' }),
      said('s2', 'checked', '2026-05-31', { copiedFrom: 's1' }),
    ],
    evidence: [
      { key: 'e1', questionId: 'used', siteId: 's2', name: 'seal.jpg', size: 1, state: 'toReview', addedAt: at },
    ],
    progress: {
      ...view.progress,
      missing: view.progress.missing.filter(({ questionId }) => questionId === 'other'),
    },
  };
  const lookedThrough: QuestionnaireView = {
    ...copied,
    answers: [
      ...copied.answers,
      said(
        's2',
        'other',
        text('The guard calls the shift leader, who opens the load with a witness and takes photos. '.repeat(4)),
      ),
    ],
    progress: { ...view.progress, missing: [] },
  };
  const sentence =
    'Nothing can be saved in this part just now: its answers were changed by hand where they are kept, and may not be shown. What you answered in the other parts is safe, and you can go on there. Please tell Maya Okafor, who can have this part mended.';
  const blocked: QuestionnaireView = {
    ...copied,
    sections: view.sections.map((each) => (each.siteId === 's1' ? { ...each, blocked: sentence } : each)),
  };
  const numbered = (siteId: string | undefined, count: number) =>
    Array.from({ length: count }, (_, n) => ({
      ...view.sections.find((each) => each.siteId === siteId)!,
      id: `part${n}`,
      title: ['Fence, gates and light', 'Keys, badges and guards', 'Visitors, parcels and drivers', 'Seals'][n % 4]!,
    }));
  const sections = [...numbered(undefined, 13), ...numbered('s1', 10), ...numbered('s2', 10)];
  const many: QuestionnaireView = {
    ...view,
    sections,
    progress: {
      ...view.progress,
      missing: sections.flatMap(({ id, siteId, questions }, n) =>
        questions
          .slice(0, n % 5)
          .map((each) => ({ sectionId: id, siteId, questionId: each.id, text: each.text, isMust: each.isMust })),
      ),
    },
  };
  const to = (name: string) => ({ contactKey: 'k2', name: text(name) });
  const by = { contactKey: 'k1', name: 'Guadalupe Hernández' };
  const states: QuestionnaireView = {
    ...many,
    sections: many.sections.map((each, n) => (n === 3 ? { ...each, blocked: sentence } : each)),
    delegations: [
      {
        key: 'd1',
        places: [{ sectionId: 'part1' }, { sectionId: 'part4' }],
        to: to('Ana Ruiz'),
        by,
        at: '2026-11-20T03:00:00Z',
        state: 'open',
      },
      {
        key: 'd2',
        places: [{ sectionId: 'part5' }, { sectionId: 'part6' }],
        to: to('Juan Pérez'),
        by,
        at,
        state: 'done',
      },
    ],
  };
  return { blocked, copied, lookedThrough, many, states };
}
