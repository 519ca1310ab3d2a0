import path from 'node:path';
import { enteredAnswers } from '../../bot/teams/actions/enteredAnswers';
import { groupCard } from '../../bot/teams/cards/groupCard';
import { groupOfQuestion, openGroupAfter, outlineOf, type PlacedGroup } from '../../bot/teams/outline';
import { valueInWords } from '../../bot/teams/valueInWords';
import { loadContent } from '../../src/content/load';
import type { CurrentAnswer, EvidenceItem, QuestionnaireView } from '../../src/contracts/questionnaire';
import { composeQuestionnaire, MAX_INPUTS } from '../../src/domain/questionnaire';
import { textIn } from '../../src/domain/text';
import { questionView, tableRowsOf } from '../../src/useCases/questionnaireView';
import { faultsOf, inputsOf, wordsOf } from './support/cardChecks';
import type { Card } from './support/startBot';

const content = loadContent(path.resolve('src/content'));
const [pack] = content.packs;
if (!pack) throw new Error('There is no pack.');
const questionnaire = composeQuestionnaire({
  ...content,
  pack,
  partnerTypes: ['foreignManufacturer'],
  sites: [{ id: 's1', name: 'Monterrey yard' }],
});

const by = { by: 'Pedro Ruiz', at: '2026-11-22T10:00:00.000Z' };
const OPEN: readonly CurrentAnswer[] = [
  { questionId: 'handlesCargo', value: 'handles', ...by },
  { questionId: 'usesSeals', value: 'stock', ...by },
  { questionId: 'siteUnitKinds', siteId: 's1', value: ['containers', 'trucks'], ...by },
];

/** The shipped questionnaire as the bot gets it, with these answers beside those that open the gates. */
function viewWith(answers: readonly CurrentAnswer[] = [], evidence: readonly EvidenceItem[] = []): QuestionnaireView {
  const sections = questionnaire.sections.map((section) => ({
    id: section.id,
    ...(section.siteId === undefined ? {} : { siteId: section.siteId, siteName: section.siteName }),
    title: textIn(section.title),
    revision: 3,
    state: 'started' as const,
    groups: section.groups.map(({ questionIds }) => [...questionIds]),
    ...tableRowsOf(section),
    questions: section.questions.map((each) => questionView(each, section.siteId)),
  }));
  return {
    assessmentKey: '01hzzzzzzzzzzzzzzzzzzzzzz1|01hzzzzzzzzzzzzzzzzzzzzaaa',
    partnerName: 'Aceros del Norte S.A. de C.V.',
    customerName: 'Northgate Trading Ltd',
    askedBy: { name: 'Maya Okafor', email: 'maya@northgate.example' },
    why: '',
    dueOn: '2026-12-04',
    status: 'open',
    contactName: 'Guadalupe Hernández',
    basisNote: '',
    sections,
    answers: [...OPEN, ...answers],
    evidence: [...evidence],
    progress: { answered: 20, total: 60, percent: 33, minutesLeft: 40, missing: [] },
  };
}

const place = (id: string) => (id === 'leadershipPledge' || id === 'sealIsoProof' ? undefined : 's1');
const answerTo = (questionId: string, value: CurrentAnswer['value'], naReason?: string): CurrentAnswer => {
  const siteId = place(questionId);
  return { questionId, ...(siteId ? { siteId } : {}), value, ...(naReason ? { naReason } : {}), ...by };
};
const groupsOf = (view: QuestionnaireView, id: string): readonly PlacedGroup[] =>
  outlineOf(view).filter(({ questions }) => questions.some((each) => each.id === id));
function cardFor(view: QuestionnaireView, placed: PlacedGroup | undefined, name: string): Card {
  if (!placed) throw new Error(`There is no card ${name}.`);
  const { card } = groupCard({ view, placed, pageUrl: 'https://trustlane.example/answer/#0123456789' });
  expect(faultsOf(card as Card)).toEqual([]);
  return card as Card;
}
/** What a press of "Save and next" on this card would save. */
function savedFrom(view: QuestionnaireView, placed: PlacedGroup | undefined, inputs: Record<string, string>) {
  const action = ((cardFor(view, placed, 'pressed').actions ?? []) as { title: string; data: object }[]).find(
    ({ title }) => title === 'Save and next',
  );
  const data = { verb: 'save', ...action?.data, ...inputs } as unknown as Parameters<typeof enteredAnswers>[1];
  return enteredAnswers(placed?.section.questions ?? [], data);
}

describe('a table in the chat', () => {
  it('comes on cards of its own with at most six inputs, each line once, the reason on the first', () => {
    const view = viewWith();
    const cards = groupsOf(view, 'siteSeventeenPoints').map((each, index) => cardFor(view, each, `table17-${index}`));
    expect(cards.map((card) => inputsOf(card).length)).toEqual([6, 6, 6]);
    const ids = cards.flatMap(inputsOf).map(({ id }) => String(id));
    expect(new Set(ids).size).toBe(18);
    expect(ids.filter((id) => id.startsWith('r.'))).toEqual(['r.siteSeventeenPoints']);
    expect(ids.indexOf('r.siteSeventeenPoints')).toBeLessThan(MAX_INPUTS);
    expect(cards.map(wordsOf).map((words) => /Lines \d+ to \d+ of 17/.exec(words)?.[0])).toEqual([
      'Lines 1 to 5 of 17',
      'Lines 6 to 11 of 17',
      'Lines 12 to 17 of 17',
    ]);
  });

  it('sends only the lines that were changed on this card', () => {
    const view = viewWith([answerTo('siteSevenPoints', { outside: 'always', floor: 'never' })]);
    const [first] = groupsOf(view, 'siteSevenPoints');
    expect(inputsOf(cardFor(view, first, 'table7')).find(({ id }) => id === 'a.siteSevenPoints.outside')?.value).toBe(
      'always',
    );
    const { answers, problems } = savedFrom(view, first, {
      'a.siteSevenPoints.outside': 'always',
      'a.siteSevenPoints.doors': 'sometimes',
      'a.siteSevenPoints.floor': 'always',
      'a.siteSevenPoints.constructor': 'always',
    });
    expect([...problems]).toEqual([]);
    expect(answers).toEqual([{ questionId: 'siteSevenPoints', value: { doors: 'sometimes' } }]);
  });

  it('goes on with the card whose lines are open, and leaves the others out once it does not apply', () => {
    const half = { bumper: 'always', cabDoors: 'always', battery: 'always', breather: 'always', fuel: 'always' };
    const view = viewWith([answerTo('siteSeventeenPoints', half)]);
    const groups = groupsOf(view, 'siteSeventeenPoints');
    expect(groupOfQuestion(view, 'siteSeventeenPoints', 's1')?.group).toBe(groups[1]?.group);
    const [first] = groups;
    if (!first) throw new Error('There is no card.');
    const at = { sectionId: first.section.id, siteId: 's1', group: first.group };
    expect(openGroupAfter(view, at)?.group).toBe(groups[1]?.group);
    const not = viewWith([answerTo('siteSeventeenPoints', null, 'noTrucks')]);
    expect(groupsOf(not, 'siteSeventeenPoints')).toHaveLength(1);
    const { answers } = savedFrom(not, groupsOf(not, 'siteSeventeenPoints')[0], {
      'r.siteSeventeenPoints': 'noTrucks',
      'a.siteSeventeenPoints.fuel': 'never',
    });
    expect(answers).toEqual([{ questionId: 'siteSeventeenPoints', value: { fuel: 'never' } }]);
  });

  it('takes lines or the reason why it does not apply, and asks when both come', () => {
    const view = viewWith();
    const [first] = groupsOf(view, 'siteSevenPoints');
    expect(savedFrom(view, first, { 'r.siteSevenPoints': 'noBoxes' }).answers).toEqual([
      { questionId: 'siteSevenPoints', value: null, naReason: 'noBoxes' },
    ]);
    const both = savedFrom(view, first, { 'r.siteSevenPoints': 'noBoxes', 'a.siteSevenPoints.doors': 'never' });
    expect(both.answers).toEqual([]);
    expect(both.problems.get('siteSevenPoints')).toMatch(/not both/);
  });

  it('is told in words', () => {
    const question = groupsOf(viewWith(), 'siteSevenPoints')[0]?.questions[0];
    if (!question) throw new Error('There is no question.');
    expect(valueInWords(question, { outside: 'always', doors: 'always', floor: 'never' })).toBe(
      '3 of 7 answered. Every time: 2 of 7. Never: 7 Floor',
    );
  });
});

describe('a document in the chat', () => {
  it('stands on the card whole, or as far as it fits with the way to the whole', () => {
    const view = viewWith();
    const [placed] = groupsOf(view, 'leadershipPledge');
    const words = wordsOf(cardFor(view, placed, 'document'));
    expect(words).toMatch(/Statement on supply chain security\s+\(version 1\)/);
    expect(words).toContain('looks at least once a year at whether we do what we say here.');
    expect(words).not.toContain('The whole text is on the page');
    const question = placed?.questions.find(({ id }) => id === 'leadershipPledge');
    const long = { ...question?.document, paragraphs: Array.from({ length: 30 }, () => 'x'.repeat(1200)) };
    const shown = { ...placed, questions: [{ ...question, document: long }] } as unknown as PlacedGroup;
    const card = cardFor(view, shown, 'documentLong');
    expect(wordsOf(card)).toContain('The whole text is on the page');
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(28_000);
  });
});

describe('evidence in the chat', () => {
  const id = 'siteSealList';
  const file: EvidenceItem = {
    key: 'e1',
    questionId: id,
    siteId: 's1',
    name: 'a.pdf',
    size: 1,
    state: 'toReview',
    addedAt: by.at,
  };

  it('offers to say that there is nothing to show, and leads to the page for the file', () => {
    const view = viewWith();
    const [placed] = groupsOf(view, id);
    const card = cardFor(view, placed, 'evidence');
    const input = inputsOf(card).find((each) => each.id === `a.${id}`) as { choices: { value: string }[] };
    expect(input.choices.map(({ value }) => value)).toEqual(['cannot', 'notApplicable']);
    expect(wordsOf(card)).toContain('Add the file on the page');
    expect(savedFrom(view, placed, { [`a.${id}`]: 'cannot' }).answers).toEqual([{ questionId: id, value: 'cannot' }]);
  });

  it('says that it is answered where a file is, and asks nothing', () => {
    const view = viewWith([answerTo(id, 'attached')], [file]);
    const card = cardFor(view, groupsOf(view, id)[0], 'evidenceThere');
    expect(inputsOf(card).map((each) => each.id)).not.toContain(`a.${id}`);
    expect(wordsOf(card)).toContain('A file is attached, so this is answered');
  });
});
