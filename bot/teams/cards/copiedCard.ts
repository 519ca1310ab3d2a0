import type { QuestionnaireView } from '../../../src/contracts/questionnaire';
import type { OutboundCard } from '../../../src/useCases/ports';
import { askedSections } from '../outline';
import { differencesBetween, sitesOf, siteTitle } from '../places';
import { card, container, execute, heading, openUrl, paragraph, subtle } from './elements';
import { shortened } from './plainText';

export interface CopiedCardInput {
  /** As it was before. */
  readonly view: QuestionnaireView;
  readonly siteId: string;
  readonly fromSiteId: string;
  readonly copied: number;
  readonly kept: number;
  readonly pageUrl: string;
}

const LISTED = 10;

/** What was taken over from another place, and what was there before and differs. */
export function copiedCard({ view, siteId, fromSiteId, copied, kept, pageUrl }: CopiedCardInput): OutboundCard {
  const nameOf = (id: string): string => {
    const site = sitesOf(view).find((each) => each.id === id);
    return site ? siteTitle(site) : 'the other place';
  };
  const [here, there] = [nameOf(siteId), nameOf(fromSiteId)];
  const differences = differencesBetween(view, siteId, fromSiteId);
  const first = askedSections(view).find(({ section }) => section.siteId === siteId);
  const data = { assessmentKey: view.assessmentKey };
  const title =
    copied === 0
      ? `Nothing was taken over from ${there}`
      : `${copied === 1 ? '1 answer' : `${copied} answers`} taken over`;
  return card(
    `${title} for ${here}`,
    [
      heading(title),
      paragraph(
        copied === 0
          ? `${here} has its own answers to all that is answered at ${there}.`
          : `${here} has the answers of ${there} now. Look through them, and change what is different. Files are not taken over: add proof for ${here} where it is wanted.`,
      ),
      ...(kept > 0
        ? [
            subtle(
              `${kept === 1 ? '1 answer that was' : `${kept} answers that were`} given about ${here} before stayed.`,
            ),
          ]
        : []),
      ...(differences.length > 0
        ? [
            container(
              [
                paragraph([{ bold: 'Different from ' }, { bold: there }]),
                ...differences.slice(0, LISTED).map((text) => subtle(shortened(text, 200))),
                ...(differences.length > LISTED ? [subtle(`and ${differences.length - LISTED} more`)] : []),
              ],
              'emphasis',
            ),
          ]
        : []),
    ],
    [
      first
        ? execute(
            'Look through',
            'look',
            { ...data, sectionId: first.section.id, siteId },
            { isPrimary: true, inputs: 'none' },
          )
        : undefined,
      execute('Go on', 'start', data, { inputs: 'none' }),
      openUrl('Answer on one page', pageUrl),
    ],
    data,
  );
}
