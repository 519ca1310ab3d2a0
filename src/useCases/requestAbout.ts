import type { PartnerRequest } from '../domain/partnerRequest';
import type { FrozenContents } from './frozenContent';
import { placesInWords } from './placeWords';
import type { Stores } from './ports';

/** What a request is about, in words; `undefined` for the whole, and while the campaign's questions are not at hand. */
export type RequestAbout = (request: PartnerRequest) => string | undefined;

export const createRequestAbout =
  (deps: {
    stores: Pick<Stores, 'assessments' | 'campaigns' | 'partners'>;
    contents: Pick<FrozenContents, 'peek' | 'questionnaire'>;
  }): RequestAbout =>
  (request) => {
    if (request.kind === 'help') return request.about;
    const { stores, contents } = deps;
    const assessment = stores.assessments.get(request.assessmentKey)?.value;
    const campaign = assessment && stores.campaigns.get(assessment.campaignKey)?.value;
    const partner = stores.partners.get(request.partnerKey)?.value;
    if (!request.places || !campaign || !partner) return undefined;
    const content = contents.peek(campaign);
    if (!content) return undefined;
    return placesInWords(contents.questionnaire(content, campaign, partner), request.places).join('; ') || undefined;
  };
