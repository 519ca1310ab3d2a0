import fc from 'fast-check';
import { type Delegation, isSamePlace, placesOf, type SectionPlace } from '../../src/domain/delegation';
import { visibleQuestions } from '../../src/domain/questionnaire';
import { placesFor } from '../../src/useCases/access';
import { progressOfPlaces, viewOfPlaces } from '../../src/useCases/assessmentScope';
import { questionnaireView } from '../../src/useCases/questionnaireView';
import { Answered, histories } from './generatedAnswers';
import { questionnaires, RUNS } from './generatedQuestionnaires';

const stored = <T>(value: T) => ({ value, version: '"1"' });
const scope = {
  contact: { key: 'ana', name: 'Ana' },
  partner: stored({ name: 'Aceros', sites: [] }),
  assessment: stored({ key: 'c|p', status: 'open' }),
  campaign: stored({ askedBy: { name: 'Maya', email: '' }, why: '', dueOn: '2030-01-01' }),
} as never;

/** What was handed over, and to whom: numbers choose among the parts. */
const handedOver = fc.array(
  fc.record({
    places: fc.array(fc.nat(), { maxLength: 3 }),
    toAna: fc.boolean(),
    state: fc.constantFrom<Delegation['state']>('open', 'open', 'done', 'withdrawn'),
  }),
  { minLength: 1, maxLength: 4 },
);

/** All texts in a value, keys of objects included. */
const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return [...(Array.isArray(value) ? [] : Object.keys(value)), ...Object.values(value).flatMap(textsIn)];
};

it('somebody with some parts is shown nothing outside them: no place, no question, no answer, no site', () => {
  fc.assert(
    fc.property(questionnaires, histories, handedOver, (questionnaire, acts, drafts) => {
      const all = questionnaire.sections.map(
        ({ id, siteId }): SectionPlace => (siteId === undefined ? { sectionId: id } : { sectionId: id, siteId }),
      );
      const delegations = drafts.map(
        ({ places, toAna, state }, n): Delegation => ({
          key: `d${n}`,
          places: places.flatMap((at) => all[at % Math.max(all.length, 1)] ?? []),
          to: toAna ? 'ana' : 'ben',
          by: 'lupe',
          at: '2026-06-01T10:00:00.000Z',
          state,
        }),
      );
      const places = placesFor({ key: 'ana', access: 'delegated' } as never, { delegations }) ?? [];
      const mine = delegations.filter(({ to, state }) => to === 'ana' && state !== 'withdrawn');
      expect(places).toEqual(placesOf(delegations, 'ana'));
      expect(places.every((place) => mine.some((each) => each.places.some((own) => isSamePlace(own, place))))).toBe(
        true,
      );

      const answers = new Answered(questionnaire).play(acts).all();
      const whole = questionnaireView({
        scope,
        customerName: 'N',
        basisNote: '',
        questionnaire,
        rows: [],
        answers,
        evidence: [],
      });
      const view = viewOfPlaces(whole, questionnaire, answers, places);
      const isMine = (sectionId: string, siteId: string | undefined): boolean =>
        places.some((place) => isSamePlace(place, { sectionId, siteId }));
      const here = questionnaire.sections.filter(({ id, siteId }) => isMine(id, siteId));
      const ids = new Set(here.flatMap(({ questions }) => questions.map(({ id }) => id)));
      const sites = new Set(here.map(({ siteId }) => siteId));
      const asked = visibleQuestions(questionnaire, answers).filter(({ section }) =>
        isMine(section.id, section.siteId),
      );
      const { progress } = view;
      const faults = [
        ...view.sections.filter(({ id, siteId }) => !isMine(id, siteId)).map(({ id }) => `section ${id}`),
        ...view.answers.filter(({ questionId, siteId }) => !ids.has(questionId) || !sites.has(siteId)),
        ...progress.missing.filter(({ sectionId, siteId }) => !isMine(sectionId, siteId)),
        ...textsIn(view).filter((text) => /^q\d+$/.test(text) && !ids.has(text)),
        ...questionnaire.sites.filter(({ id }) => !sites.has(id) && textsIn(view).includes(id)),
        ...(progress.percent >= 0 && progress.percent <= 100 ? [] : [`${progress.percent} %`]),
        ...(progress.answered + progress.missing.length === progress.total ? [] : ['missing']),
        ...(progress.total <= asked.length ? [] : ['more than is asked']),
        ...(progressOfPlaces(questionnaire, answers, places).total === progress.total ? [] : ['total']),
      ];
      expect(faults).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});
