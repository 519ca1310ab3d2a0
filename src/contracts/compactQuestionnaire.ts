import { z } from 'zod';
import {
  type QuestionnaireView,
  questionnaireView,
  questionView,
  type SectionView,
  sectionView,
} from './questionnaire';

/** What a part asks, wherever it is asked: at the company, or alike at fifty sites. */
const partContent = sectionView
  .pick({ id: true, title: true, intro: true, groups: true, tableRows: true })
  .extend({ questions: z.array(questionView.omit({ siteId: true })) });
type PartContent = z.infer<typeof partContent>;

const partPlace = sectionView
  .pick({ siteId: true, siteName: true, revision: true, state: true, blocked: true })
  /** Position in `parts`. */
  .extend({ part: z.number().int().min(0) });

/**
 * GET /partner/questionnaire: a QuestionnaireView in which each text stands once, however many sites are asked it. With
 * fifty sites that is a tenth of the bytes. `wholeQuestionnaire` puts it together again.
 */
export const compactQuestionnaire = questionnaireView.omit({ sections: true, progress: true }).extend({
  parts: z.array(partContent),
  sections: z.array(partPlace),
  progress: questionnaireView.shape.progress.extend({
    missing: z.array(questionnaireView.shape.progress.shape.missing.element.omit({ text: true, isMust: true })),
  }),
});
export type CompactQuestionnaire = z.infer<typeof compactQuestionnaire>;

function contentOf({ id, title, intro, groups, tableRows, questions }: SectionView): PartContent {
  return { id, title, intro, groups, tableRows, questions: questions.map(({ siteId: _, ...question }) => question) };
}

/** For sending. Parts are told apart by all that they ask: somebody with a part of one site may be asked less there. */
export function compactOf({ sections, progress, ...view }: QuestionnaireView): CompactQuestionnaire {
  const parts: PartContent[] = [];
  const positions = new Map<string, number>();
  const positionOf = (content: PartContent): number => {
    const text = JSON.stringify(content);
    const position = positions.get(text) ?? parts.push(content) - 1;
    positions.set(text, position);
    return position;
  };
  return {
    ...view,
    parts,
    sections: sections.map((section) => {
      const { siteId, siteName, revision, state, blocked } = section;
      return { part: positionOf(contentOf(section)), siteId, siteName, revision, state, blocked };
    }),
    progress: {
      ...progress,
      missing: progress.missing.map(({ text: _, isMust: __, ...place }) => place),
    },
  };
}
