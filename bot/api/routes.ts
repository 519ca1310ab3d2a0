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
import { partnerColleagueRoutes } from './partnerPage/colleagues';
import { partnerCopyRoutes } from './partnerPage/copies';
import { partnerPulseRoutes } from './partnerPage/pulse';
import { partnerRequestRoutes } from './partnerPage/requests';
import { partnerSessionRoutes } from './partnerPage/session';
import { partnerSiteRoutes } from './partnerPage/sites';
import { partnerRoutes } from './partners';
import { programRoutes } from './program';
import { pictureRoutes } from './pictures';
import { requestRoutes } from './requests';
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
    programRoutes,
    evidenceRoutes,
    assessmentRoutes,
    requestRoutes,
    countryRoutes,
    partnerSessionRoutes,
    partnerAnswerRoutes,
    partnerSiteRoutes,
    partnerPulseRoutes,
    partnerRequestRoutes,
    partnerCopyRoutes,
    partnerColleagueRoutes,
    pictureRoutes,
  ].flatMap((part) => part(deps));
  return [...routes, descriptionRoute(routes)];
}
