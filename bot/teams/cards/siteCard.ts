import type { QuestionnaireView } from '../../../src/contracts/questionnaire';
import type { OutboundCard } from '../../../src/useCases/ports';
import { askedSections } from '../outline';
import { answeredSites, hasAnswersAt, sitesOf, siteTitle } from '../places';
import { timeLeftInWords } from './dueWords';
import {
  card,
  choiceSet,
  container,
  type Element,
  execute,
  heading,
  openUrl,
  paragraph,
  split,
  subtle,
} from './elements';
import { type Receipt, receiptLine } from './receiptCard';

export interface SiteCardInput {
  readonly view: QuestionnaireView;
  readonly siteId: string;
  readonly pageUrl: string;
  readonly receipt?: Receipt;
  /** What happened just before, such as that the place was added. */
  readonly notice?: string;
}

/** The questions about one place: answer them, or take over those of another. */
export function siteCard({ view, siteId, pageUrl, receipt, notice }: SiteCardInput): OutboundCard {
  const sites = sitesOf(view);
  const index = sites.findIndex(({ id }) => id === siteId);
  const site = sites[index];
  const name = site ? siteTitle(site) : 'This place';
  const parts = askedSections(view).filter(({ section }) => section.siteId === siteId);
  const next = parts.find(({ left, section }) => left > 0 && section.blocked === undefined);
  const [first] = parts;
  const asked = parts.reduce((sum, each) => sum + each.asked, 0);
  const left = parts.reduce((sum, each) => sum + each.left, 0);
  const others = left === 0 ? [] : answeredSites(view, siteId);
  const { assessmentKey } = view;
  const data = { assessmentKey };
  const title = sites.length > 1 ? `${name}, site ${index + 1} of ${sites.length}` : name;
  const isNew = !hasAnswersAt(view, siteId);
  const ofPlace =
    left === 0
      ? `All ${asked} questions about this place are answered.`
      : `${left === 1 ? '1 question' : `${left} questions`} about this place ${left === 1 ? 'has' : 'have'} no answer yet.`;
  const count = asked === 1 ? '1 question' : `${asked} questions`;
  const firstWords = `${sites.length > 1 ? `Now each of your sites in turn, first ${name}` : 'Now your site'}: ${count}. What you said about the company is not asked again.`;
  return card(
    `${title}: ${left} of ${asked} questions left`,
    [
      ...(receipt ? [receiptLine(receipt)] : []),
      split([heading(title)], [subtle(timeLeftInWords(view.progress), { spacing: 'None' })]),
      subtle(view.partnerName, { spacing: 'None' }),
      ...(notice ? [container([paragraph(`✓ ${notice}`)], 'good')] : []),
      paragraph(isNew && index === 0 ? firstWords : ofPlace),
      ...(sites.length === 1 && !view.yourPlaces
        ? [subtle('More than one plant, yard or office? Add each one. Every place has its own answers.')]
        : []),
      ...copyBlock(name, others),
    ],
    [
      next
        ? execute(
            isNew ? 'Answer' : 'Go on',
            'open',
            { ...data, sectionId: next.section.id, siteId, group: next.group },
            { isPrimary: true, inputs: 'none' },
          )
        : undefined,
      first && !isNew
        ? execute(
            'Look through',
            'look',
            { ...data, sectionId: first.section.id, siteId },
            { isPrimary: !next, inputs: 'none' },
          )
        : undefined,
      others.length === 1
        ? execute(
            `Same as ${others[0]?.name}`,
            'copySite',
            { ...data, site: siteId, fromSite: others[0]?.id },
            { inputs: 'none' },
          )
        : others.length > 1
          ? execute('Same as the chosen site', 'copySite', { ...data, site: siteId })
          : undefined,
      view.yourPlaces || (next && !isNew)
        ? undefined
        : execute('Add another site', 'addSiteForm', data, { inputs: 'none' }),
      execute('Sections', 'sections', data, { inputs: 'none' }),
      openUrl('Answer on one page', pageUrl),
    ],
    data,
  );
}

function copyBlock(name: string, others: readonly { id: string; name: string }[]): readonly Element[] {
  const [only] = others;
  if (!only) return [];
  const words = `Is ${name} much the same as ${others.length === 1 ? only.name : 'another site'}? Take over those answers, then change what is different. Answers given here stay. Files are not taken over.`;
  return [
    container(
      [
        paragraph(words),
        ...(others.length > 1
          ? [
              choiceSet(
                'fromSite',
                'Same as',
                others.map((each) => ({ title: each.name, value: each.id })),
                { style: 'compact', value: only.id },
              ),
            ]
          : []),
      ],
      'emphasis',
    ),
  ];
}
