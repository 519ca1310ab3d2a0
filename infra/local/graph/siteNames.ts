import { DOMAIN } from '../people';

const HOST = `${DOMAIN.split('.')[0]}.sharepoint.com`;

const site = (number: string, name: string, displayName: string) => ({
  id: `${HOST},55555555-0000-4000-8000-0000000000${number},56555555-0000-4000-8000-0000000000${number}`,
  name,
  displayName,
});

/** The customer's two sites: people work in `records`; `system` has no members. */
export const sites = {
  records: site('01', 'TrustlaneRecords', 'Supply chain security'),
  system: site('02', 'TrustlaneSystem', 'Supply chain security (system)'),
} as const;
