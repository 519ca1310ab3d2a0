import { gzipSync } from 'node:zlib';
import { compactOf } from '../../src/contracts/compactQuestionnaire';
import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { wholeQuestionnaire } from '../../src/contracts/wholeQuestionnaire';
import { PLAIN_NAMES, StubQuestionnaire } from '../partner/support/stubQuestionnaire';

const asked = (count: number, isWhole = true): StubQuestionnaire => {
  const sites = Array.from({ length: count }, (_, at) => ({
    id: `01j9zq3k5v7x9b2d4f6h8k0m${String(at).padStart(2, '0')}`,
    name: `Planta ${at + 1}`,
  }));
  return new StubQuestionnaire({ ...PLAIN_NAMES, isWhole, sites });
};
const arrived = (view: QuestionnaireView): QuestionnaireView =>
  wholeQuestionnaire(JSON.parse(JSON.stringify(compactOf(view))));
const asSent = (view: QuestionnaireView): unknown => JSON.parse(JSON.stringify(view));

it.each([1, 3, 50])('a questionnaire of %i sites arrives whole, with each text sent once', (count) => {
  const questionnaire = asked(count);
  questionnaire.answer('handlesCargo', 'yes');
  const view = questionnaire.view();
  expect(arrived(view)).toEqual(asSent(view));
  const sent = JSON.stringify(compactOf(view));
  for (const { text } of view.sections.flatMap(({ questions }) => questions))
    expect(sent.split(JSON.stringify(text)).length - 1).toBe(1);
});

it('fifty sites cost little more than one, and stay far below a megabyte', () => {
  const bytes = (count: number) => {
    const json = JSON.stringify(compactOf(asked(count).view()));
    return { plain: json.length, packed: gzipSync(json).length };
  };
  const [one, fifty] = [bytes(1), bytes(50)];
  expect(fifty.plain).toBeLessThan(500_000);
  expect(fifty.packed).toBeLessThan(one.packed * 2);
});

it('somebody who is asked less at one site than at another gets both as they are', () => {
  const view = asked(2, false).view();
  const last = view.sections.length - 1;
  const { siteId, questions = [] } = view.sections[last] ?? {};
  const [left] = questions;
  const uneven: QuestionnaireView = {
    ...view,
    sections: view.sections.map((section, at) =>
      at === last && left ? { ...section, questions: [left], blocked: 'Not just now.' } : section,
    ),
    progress: { ...view.progress, missing: view.progress.missing.filter((each) => each.siteId !== siteId) },
  };
  expect(arrived(uneven)).toEqual(asSent(uneven));
});
