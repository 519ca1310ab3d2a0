import path from 'node:path';
import { enteredAnswers } from '../../bot/teams/actions/enteredAnswers';
import { groupCard } from '../../bot/teams/cards/groupCard';
import { firstMissing, outlineOf, type PlacedGroup } from '../../bot/teams/outline';
import { loadContent } from '../../src/content/load';
import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import type { Answering } from '../../src/useCases/useCases';
import { askedPartner, startWorld, type World } from './world';

// The seven points of a container, on the bot's own cards, saved by the real use cases.
const TABLE = 'siteSevenPoints';
let world: World;
beforeAll(async () => {
  world = await startWorld(loadContent(path.resolve('src/content')));
});
afterAll(() => world.close());

type Saving = Parameters<typeof enteredAnswers>[1];

/** What "Save and next" of a card carries. */
function carriedBy(view: QuestionnaireView, placed: PlacedGroup): Saving {
  const { actions } = groupCard({ view, placed, pageUrl: 'https://trustlane.example' }).card as {
    actions: { verb?: string; data: Saving }[];
  };
  const data = actions.find(({ verb }) => verb === 'save')?.data;
  if (!data) throw new Error('The card saves nothing.');
  return data;
}

it('two cards of one table, shown at the same time, both save, and the rest stays missing until it is answered', async () => {
  const asked = await askedPartner(world, { sites: [{ id: 'yard', name: 'Yard' }] });
  const by: Answering = { contact: asked.contact, source: 'card' };
  const read = () => world.useCases.questionnaire(by, asked.assessmentKey);
  const put = (
    sectionId: string,
    siteId: string | undefined,
    baseRevision: number,
    questionId: string,
    value: unknown,
  ) =>
    world.useCases.saveAnswers(
      by,
      { assessmentKey: asked.assessmentKey, sectionId, siteId },
      { baseRevision, answers: [{ questionId, value }] },
    );
  await put('aboutYou', undefined, 0, 'handlesCargo', 'handles');
  await put('trucksAtSite', 'yard', 0, 'siteUnitKinds', ['containers']);

  const view = await read();
  const [first, second] = outlineOf(view).filter(({ questions }) => questions.some(({ id }) => id === TABLE));
  if (!first || !second) throw new Error('The table is not asked on two cards.');
  const press = async (data: Saving, lines: Record<string, string>) => {
    const inputs = Object.fromEntries(Object.entries(lines).map(([row, choice]) => [`a.${TABLE}.${row}`, choice]));
    const { answers } = enteredAnswers(first.section.questions, { ...data, ...inputs } as Saving);
    const place = { assessmentKey: asked.assessmentKey, sectionId: first.section.id, siteId: 'yard' };
    return world.useCases.saveAnswers(by, place, { baseRevision: data.baseRevision, answers });
  };
  const [ofFirst, ofSecond] = [carriedBy(view, first), carriedBy(view, second)];
  await press(ofFirst, { outside: 'always', doors: 'always', right: 'always' });
  // Shown before the first was saved, and still it takes nothing away.
  const saved = await press(ofSecond, { left: 'always', front: 'sometimes', roof: 'always' });
  expect(saved.conflicts).toEqual([]);
  expect(saved.answers.find(({ questionId }) => questionId === TABLE)?.value).toEqual({
    outside: 'always',
    doors: 'always',
    right: 'always',
    left: 'always',
    front: 'sometimes',
    roof: 'always',
  });
  const isMissing = ({ progress }: Pick<QuestionnaireView, 'progress'>): boolean =>
    progress.missing.some(({ questionId }) => questionId === TABLE);
  const half = await read();
  expect(isMissing(half)).toBe(true);
  const only = {
    ...half,
    progress: { ...half.progress, missing: half.progress.missing.filter((each) => each.questionId === TABLE) },
  };
  expect(firstMissing(only)?.group).toBe(second.group);

  // The old card says something else about a line that stands: both are shown, and the person decides.
  const again = await press(ofFirst, { outside: 'never' });
  expect(again.conflicts.map(({ theirsText }) => theirsText)).toEqual([
    '6 of 7 answered. Every time: 5 of 7. Sometimes: 5 Front wall',
  ]);
  const done = await press(carriedBy(half, second), { floor: 'always' });
  expect(isMissing(done)).toBe(false);
});
