import type { QuestionnaireView } from '../../../src/contracts/questionnaire';
import type { OutboundCard } from '../../../src/useCases/ports';
import { askedSections } from '../outline';
import { sitesOf, siteTitle } from '../places';
import {
  type Action,
  buttons,
  card,
  type Element,
  execute,
  heading,
  openUrl,
  paragraph,
  split,
  subtle,
} from './elements';

/** More than these are looked after on the page. */
const MOST_SITES = 12;

/** The partner's places, each with how far its answers are. */
export function sitesCard({ view, pageUrl }: { view: QuestionnaireView; pageUrl: string }): OutboundCard {
  const { assessmentKey, partnerName } = view;
  const data = { assessmentKey };
  const sites = sitesOf(view);
  const title = sites.length === 1 ? 'Your site' : `Your ${sites.length} sites`;
  return card(
    `${title} for ${partnerName}`,
    [
      heading(title),
      subtle(partnerName, { spacing: 'None' }),
      ...sites.slice(0, MOST_SITES).map((site) => row(view, site)),
      ...(sites.length > MOST_SITES ? [subtle('The others are on the page.')] : []),
      subtle('Questions about the company are asked once, questions about a place for each place.'),
    ],
    [
      execute('Go on', 'start', data, { isPrimary: true, inputs: 'none' }),
      view.yourPlaces ? undefined : execute('Add a site', 'addSiteForm', data, { inputs: 'none' }),
      execute('Sections', 'sections', data, { inputs: 'none' }),
      openUrl('Answer on one page', pageUrl),
    ],
    data,
  );
}

function row(view: QuestionnaireView, site: ReturnType<typeof sitesOf>[number]): Element {
  const parts = askedSections(view).filter(({ section }) => section.siteId === site.id);
  const asked = parts.reduce((sum, each) => sum + each.asked, 0);
  const left = parts.reduce((sum, each) => sum + each.left, 0);
  const words = left === 0 ? '✓ Done' : `${asked - left} of ${asked} questions answered`;
  const name = siteTitle(site);
  const data = { assessmentKey: view.assessmentKey, site: site.id };
  const open = (title: string, verb: string, tooltip: string): Action =>
    execute(title, verb, data, { inputs: 'none', tooltip });
  return split(
    [paragraph([{ bold: name }]), subtle(site.isAddedByPartner ? `${words} · added here` : words, { spacing: 'None' })],
    [
      buttons([
        open(left === 0 ? 'Look' : 'Open', 'siteForm', `Open: ${name}`),
        ...(site.isAddedByPartner || site.name === undefined
          ? [open('Name', 'siteNameForm', `Change the name: ${name}`)]
          : []),
      ]),
    ],
    { separator: true, spacing: 'Small' },
  );
}
