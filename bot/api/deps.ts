import type { Pictures } from '../../src/content/readPictures';
import type { UseCases } from '../../src/useCases/useCases';
import type { LinkSessions } from './partnerPage/linkSession';
import type { OwnWork } from './partnerPage/ownWork';

/** What the handlers of the routes need. */
export interface ApiDeps {
  readonly useCases: UseCases;
  readonly sessions: LinkSessions;
  readonly ownWork: OwnWork;
  /** For choosing a country: ISO alpha-2 and the English name. */
  readonly countries: readonly { readonly code: string; readonly name: string }[];
  /** Who asks, as partners read it. */
  readonly customerName: string;
  /** Line drawings that questions show. */
  readonly pictures: Pictures;
  readonly clock: { now(): Date };
}
