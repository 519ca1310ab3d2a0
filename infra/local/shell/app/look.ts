import type { Viewer } from './App';
import type { SiteView } from './sharePoint';

/** Who looks at a site in SharePoint, and why they may not change anything there. */
export interface Look {
  /** A person's short name or address, or `administrator`. */
  readonly as: string;
  /** In words; undefined for somebody who may change rows and files. */
  readonly bar: string | undefined;
}

/** SharePoint's administrator sees every site. It is nobody of the directory, so nobody changes anything as it. */
export const ADMINISTRATOR = 'administrator';

/** Only who runs the product may borrow the administrator's look: it is the developer's own. */
export const mayBeAdministrator = ({ person }: Viewer): boolean => person?.roles.includes('Manager') === true;

export function lookAt(site: SiteView, viewer: Viewer, as: string): Look {
  if (as === ADMINISTRATOR) return { as, bar: 'You look as SharePoint’s administrator: for looking only.' };
  return {
    as,
    bar: site.access === 'edit' ? undefined : `${viewer.name} is a visitor of this site: for looking only.`,
  };
}

/** The query of a question to SharePoint, with whose look it is. */
export const lookQuery = ({ as }: Look, query: Readonly<Record<string, string>>): URLSearchParams =>
  new URLSearchParams({ as, ...query });
