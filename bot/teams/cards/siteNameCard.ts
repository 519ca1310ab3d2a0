import type { SiteView } from '../../../src/contracts/collaboration';
import type { QuestionnaireView } from '../../../src/contracts/questionnaire';
import type { OutboundCard } from '../../../src/useCases/ports';
import { sitesOf, siteTitle } from '../places';
import { card, execute, heading, paragraph, subtle } from './elements';
import { textInput } from './formParts';

const LONGEST_NAME = 120;
const REQUIRED = { isRequired: true, errorMessage: 'Write the name of the site, such as its town.' };

/** One more place of the partner. The only place so far needs a name then, too. */
export function addSiteCard({ view, requestId }: { view: QuestionnaireView; requestId: string }): OutboundCard {
  const [main, second] = sitesOf(view);
  const isMainUnnamed = main !== undefined && second === undefined && main.name === undefined;
  const title = 'Add a site';
  const data = { assessmentKey: view.assessmentKey };
  return card(
    title,
    [
      heading(title),
      paragraph(
        'A site is a plant, yard, warehouse or office of yours where goods or papers for this customer are handled. Its questions come at the end.',
      ),
      ...(isMainUnnamed
        ? [
            textInput('mainName', 'What is the place called that you answer about so far?', LONGEST_NAME, {
              placeholder: 'Such as: Monterrey plant',
            }),
          ]
        : []),
      textInput('name', 'Name of the new site', LONGEST_NAME, { placeholder: 'Such as: Saltillo yard', ...REQUIRED }),
    ],
    [
      execute('Add', 'addSite', { ...data, requestId }, { isPrimary: true }),
      execute('Back', 'sites', data, { inputs: 'none' }),
    ],
    data,
  );
}

/** Another name for a place that the partner added, or its end. */
export function siteNameCard({ view, site }: { view: QuestionnaireView; site: SiteView }): OutboundCard {
  const name = siteTitle(site);
  const data = { assessmentKey: view.assessmentKey, site: site.id };
  return card(
    `The site ${name}`,
    [
      heading(`The site ${name}`),
      textInput('name', 'Name of the site', LONGEST_NAME, { value: site.name, ...REQUIRED }),
      ...(site.isAddedByPartner
        ? [
            subtle(
              `If you take this site out, nothing is asked about it any more. Answers about ${name} are kept, but they do not count.`,
            ),
          ]
        : []),
    ],
    [
      execute('Save the name', 'renameSite', data, { isPrimary: true }),
      site.isAddedByPartner ? execute('Take this site out', 'removeSite', data, { inputs: 'none' }) : undefined,
      execute('Back', 'sites', { assessmentKey: view.assessmentKey }, { inputs: 'none' }),
    ],
    { assessmentKey: view.assessmentKey },
  );
}
