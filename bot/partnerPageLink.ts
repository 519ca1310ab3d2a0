import type { Config } from '../src/config';

/** Teams in the browser, beside the login authority of the same cloud. */
const TEAMS_HOSTS: Readonly<Record<string, string>> = {
  'login.microsoftonline.com': 'teams.microsoft.com',
  'login.microsoftonline.us': 'gov.teams.microsoft.us',
};
/** As the manifest names it. */
const TAB_ENTITY_ID = 'trustlane';

/**
 * The address of a partner's page for people of the customer: inside Teams, by a deep link with the app's id in the
 * organisation's catalog; elsewhere the tab's own address.
 */
export const partnerPageLink =
  ({
    loginBaseUrl,
    publicUrl,
    teamsAppCatalogId,
    tenantId,
  }: Pick<Config, 'loginBaseUrl' | 'publicUrl' | 'teamsAppCatalogId' | 'tenantId'>) =>
  (partnerKey: string): string => {
    const page = `/partners/${partnerKey}`;
    const webUrl = `${publicUrl}/tab/#${page}`;
    const host = TEAMS_HOSTS[new URL(loginBaseUrl).host];
    if (host === undefined) return webUrl;
    const query = new URLSearchParams({ webUrl, context: JSON.stringify({ subEntityId: page }), tenantId });
    return `https://${host}/l/entity/${teamsAppCatalogId}/${TAB_ENTITY_ID}?${query}`;
  };
