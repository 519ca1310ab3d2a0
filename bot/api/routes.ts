import { assessmentRoutes } from './assessments';
import { campaignRoutes } from './campaigns';
import { contactRoutes } from './contacts';
import { countryRoutes } from './countries';
import type { ApiDeps } from './deps';
import { evidenceRoutes } from './evidence';
import { importRoutes } from './imports';
import { meRoutes } from './me';
import { descriptionRoute } from './openapi';
import { overviewRoutes } from './overview';
import { partnerAnswerRoutes } from './partnerPage/answers';
import { partnerSessionRoutes } from './partnerPage/session';
import { partnerRoutes } from './partners';
import type { Route } from './route';

/** Every address of the API, for the tab and for the partner's page, and the description of them all. */
export function createRoutes(deps: ApiDeps): readonly Route[] {
  const routes = [
    meRoutes,
    overviewRoutes,
    partnerRoutes,
    contactRoutes,
    importRoutes,
    campaignRoutes,
    evidenceRoutes,
    assessmentRoutes,
    countryRoutes,
    partnerSessionRoutes,
    partnerAnswerRoutes,
  ].flatMap((part) => part(deps));
  return [...routes, descriptionRoute(routes)];
}
