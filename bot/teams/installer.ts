import { NotReached } from '../../src/useCases/ports';

/** Puts the app into a person's Teams. */
export interface TeamsInstaller {
  /** Does nothing when it is there already. Throws `NotReached`. */
  install(oid: string): Promise<void>;
}

/**
 * One call to Graph under `/v1.0`, already authorised and with its own retries.
 * Answers with whatever status Graph gave; throws only when there was no answer.
 */
export type GraphRequest = (
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
) => Promise<{ readonly status: number; readonly body?: unknown }>;

/** @param catalogId the app's id in the organisation's catalogue, which is not the manifest's id */
export function createInstaller(graphRequest: GraphRequest, graphBaseUrl: string, catalogId: string): TeamsInstaller {
  const app = `${graphBaseUrl}/v1.0/appCatalogs/teamsApps/${catalogId}`;
  return {
    async install(oid) {
      const path = `/users/${encodeURIComponent(oid)}/teamwork/installedApps`;
      const { status } = await graphRequest('POST', path, { 'teamsApp@odata.bind': app }).catch((cause: unknown) => {
        throw new NotReached('Microsoft 365 did not answer when the app was to be installed.', false, { cause });
      });
      if ((status >= 200 && status < 300) || status === 409) return;
      const cause = new Error(`installedApps answered ${status}`);
      if (status === 404)
        throw new NotReached('They have never opened Teams, or are not in the directory any more.', true, { cause });
      if (status === 403 || status === 400) {
        throw new NotReached('The app may not be installed for them in Teams.', true, { cause });
      }
      throw new NotReached('Microsoft 365 could not install the app right now.', false, { cause });
    },
  };
}
